import { create } from '@bufbuild/protobuf';
import { PayloadSchema } from '../../../gen/core/temporal/api/common/v1/message_pb.js';
import { ValueError } from '../value-error.js';
import { JsonPayloadConverter, encodeText, type Payload } from './payload-converter.js';
import { referenceMessageType } from './storage-reference.js';

/** What `temporal.api.sdk.v1.ExternalStorageReference` holds. */
export interface StorageReference {
  readonly driverName: string;
  readonly claimData: Record<string, string>;
}

const json = /*@__PURE__*/ new JsonPayloadConverter();

/** The Payload that goes to Temporal in the place of a stored one. The message is simple enough to write its JSON by hand. */
export function makeReference(reference: StorageReference, sizeBytes: number): Payload {
  return create(PayloadSchema, {
    metadata: { encoding: encodeText('json/protobuf'), messageType: encodeText(referenceMessageType) },
    data: encodeText(JSON.stringify(reference)),
    externalPayloads: [{ sizeBytes: BigInt(sizeBytes) }],
  });
}

/** @throws {@link ValueError} when the reference names no driver, or is no JSON object */
export function readReference(payload: Payload): StorageReference {
  // Both spellings of a field are proto JSON. JSON `null` has no fields at all.
  const { driverName, driver_name, claimData, claim_data } =
    json.fromPayload<Record<string, unknown> | null>(payload) ?? {};
  const name = driverName ?? driver_name;
  if (typeof name !== 'string' || name === '') {
    throw new ValueError("Reference payload field 'driverName' must be a non-empty string");
  }
  const claim = claimData ?? claim_data ?? {};
  if (typeof claim !== 'object' || Object.values(claim).some((value) => typeof value !== 'string')) {
    throw new ValueError("Reference payload field 'claimData' must hold strings");
  }
  return { driverName: name, claimData: { ...(claim as Record<string, string>) } };
}
