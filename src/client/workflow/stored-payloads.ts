import type { Payload } from '../../../gen/core/temporal/api/common/v1/message_pb.js';
import type { SerializationContext } from '../converter/payload-converter.js';
import { isReferencePayload, type PayloadStorage } from '../converter/storage-reference.js';

/**
 * Puts what is stored elsewhere in the place of every reference in a message, however deep. Codecs are not applied:
 * the message stays as the server would have sent it without the storage.
 */
export async function retrieveStoredPayloads(
  message: object,
  storage: PayloadStorage,
  context: SerializationContext,
): Promise<void> {
  const references: Payload[] = [];
  collectReferences(message, references);
  if (references.length === 0) return;
  const payloads = await storage.retrieve(references, context);
  references.forEach((reference, index) => {
    const { metadata, data } = payloads[index]!;
    reference.metadata = metadata ?? {};
    reference.data = data ?? new Uint8Array();
  });
}

function collectReferences(value: unknown, found: Payload[]): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  if ((value as { $typeName?: string }).$typeName === 'temporal.api.common.v1.Payload') {
    if (isReferencePayload(value)) found.push(value as Payload);
    return;
  }
  for (const part of Object.values(value)) collectReferences(part, found);
}
