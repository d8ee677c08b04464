import { brandError } from './internal/brand-error.js';

/** A value that was passed in, or that arrived, cannot be handled; the message names it. */
export class ValueError extends Error {
  constructor(message: string | undefined, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
  }
}
brandError(ValueError, 'ValueError');

/** A Payload Converter is misconfigured. */
export class PayloadConverterError extends ValueError {}
brandError(PayloadConverterError, 'PayloadConverterError');

/** The operation is not possible in the object's present state, for example a call on a closed Connection. */
export class IllegalStateError extends Error {}
brandError(IllegalStateError, 'IllegalStateError');
