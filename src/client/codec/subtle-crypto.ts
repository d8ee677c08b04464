import { IllegalStateError } from '../value-error.js';

/** Bytes that WebCrypto takes: not on memory that is shared with a worker. */
export type PlainBytes = Uint8Array<ArrayBuffer>;

/** The same bytes; a copy when they are on shared memory. */
export function toPlainBytes(bytes: Uint8Array): PlainBytes {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as PlainBytes) : new Uint8Array(bytes);
}

/** @throws {@link IllegalStateError} where the browser gives no `crypto.subtle` */
export function assertSubtleCrypto(): void {
  const { crypto } = globalThis as { crypto?: Partial<Crypto> };
  if (crypto?.subtle) return;
  throw new IllegalStateError(
    'This page has no WebCrypto (crypto.subtle), so it cannot encrypt: browsers give it only to pages on https and on localhost. Serve the page over https.',
  );
}
