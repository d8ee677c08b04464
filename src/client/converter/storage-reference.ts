import { brandError } from '../internal/brand-error.js';
import { metadataText, type Payload, type SerializationContext } from './payload-converter.js';

/**
 * Keeps Payloads outside of Temporal; {@link ExternalStorage} is one. Works on the wire side of the codecs: after them
 * on the way out, before them on the way in.
 *
 * @experimental as in `@temporalio/common` 1.24
 */
export interface PayloadStorage {
  /** Stores what is to be stored; gives a reference in the place of each. */
  store(payloads: Payload[], context?: SerializationContext): Promise<Payload[]>;
  /** Puts what was stored in the place of each reference. */
  retrieve(payloads: Payload[], context?: SerializationContext): Promise<Payload[]>;
}

/** `messageType` metadata of a reference. */
export const referenceMessageType = 'temporal.api.sdk.v1.ExternalStorageReference';

/** Whether a Payload only says where the real one is stored. */
export function isReferencePayload(payload: Payload): boolean {
  return metadataText(payload, 'messageType') === referenceMessageType;
}

/**
 * A Payload is a reference to an external store, and `dataConverter.externalStorage` is not set.
 *
 * @experimental as in `@temporalio/common` 1.24
 */
export class ExternalStorageNotConfiguredError extends Error {
  constructor(message = 'Detected externally stored payload(s) but external storage is not configured.') {
    super(`[TMPRL1105] ${message}`);
  }
}
brandError(ExternalStorageNotConfiguredError, 'ExternalStorageNotConfiguredError');
