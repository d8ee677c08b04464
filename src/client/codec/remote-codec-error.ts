import { brandError } from '../internal/brand-error.js';

/**
 * What went wrong with a call of a codec server:
 *
 * - `offline`, `unreachable`, `mixed-content`, `timeout`: there was no answer;
 * - `unauthorized`: HTTP 401 or 403;
 * - `http`: another HTTP status than 200;
 * - `not-json`, `malformed`, `wrong-count`: the answer is not that of a codec server.
 */
export type RemoteCodecErrorKind =
  | 'offline'
  | 'unreachable'
  | 'mixed-content'
  | 'timeout'
  | 'unauthorized'
  | 'http'
  | 'not-json'
  | 'malformed'
  | 'wrong-count';

/** A codec server did not do its work; the message says what to change. Never holds the `authorization`. */
export class RemoteCodecError extends Error {
  declare readonly cause?: unknown;
  readonly kind: RemoteCodecErrorKind;
  readonly httpStatus: number | undefined;

  constructor(kind: RemoteCodecErrorKind, message: string, options: { httpStatus?: number; cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.kind = kind;
    this.httpStatus = options.httpStatus;
  }
}
brandError(RemoteCodecError, 'RemoteCodecError');
