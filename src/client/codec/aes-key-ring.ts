import { previewOf } from '../internal/preview.js';
import { ValueError } from '../value-error.js';
import { toPlainBytes } from './subtle-crypto.js';

/** 32 bytes, or a key imported by `crypto.subtle` for AES-GCM with a length of 256 bits. */
export type AesKey = Uint8Array | CryptoKey;

/** AES-256 keys by id, each looked up and imported once. */
export class AesKeyRing {
  readonly #find: (keyId: string) => AesKey | undefined | Promise<AesKey | undefined>;
  readonly #keys = new Map<string, Promise<CryptoKey>>();

  constructor(find: (keyId: string) => AesKey | undefined | Promise<AesKey | undefined>) {
    this.#find = find;
  }

  /** @throws {@link ValueError} for an unknown id, and for a key that is none of AES-256. Then the next call asks again. */
  get(keyId: string): Promise<CryptoKey> {
    const known = this.#keys.get(keyId);
    if (known) return known;
    const key = this.#load(keyId);
    this.#keys.set(keyId, key);
    // Whoever asked gets the error; only the memory of it goes.
    key.catch(() => this.#keys.delete(keyId));
    return key;
  }

  async #load(keyId: string): Promise<CryptoKey> {
    const name = JSON.stringify(previewOf(keyId));
    const key = await this.#find(keyId);
    if (key === undefined) throw new ValueError(`No key for ${name}, the encryption-key-id of a Payload`);
    if (!(key instanceof Uint8Array)) {
      const { name: algorithm, length } = key.algorithm as Partial<AesKeyAlgorithm>;
      if (algorithm === 'AES-GCM' && length === 256) return key;
      throw new ValueError(
        `Key ${name} is ${algorithm ?? 'of no algorithm'} with ${length ?? 0} bits, not AES-GCM with 256`,
      );
    }
    if (key.length !== 32) throw new ValueError(`Key ${name} has ${key.length} bytes; AES-256 needs 32`);
    return crypto.subtle.importKey('raw', toPlainBytes(key), 'AES-GCM', false, ['encrypt', 'decrypt']);
  }
}
