import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { PayloadSchema } from '../../../gen/core/temporal/api/common/v1/message_pb.js';
import type { PayloadCodec } from '../converter/data-converter.js';
import { encodeText, metadataText, type Payload, type SerializationContext } from '../converter/payload-converter.js';
import { toWirePayload } from '../converter/wire-payload.js';
import { ValueError } from '../value-error.js';
import { type AesKey, AesKeyRing } from './aes-key-ring.js';
import { assertSubtleCrypto, type PlainBytes, toPlainBytes } from './subtle-crypto.js';

const encryptedEncoding = 'binary/encrypted';
const keyIdMetadata = 'encryption-key-id';
const ivBytes = 12;
const tagBytes = 16;

/** Options of {@link AesGcmCodec}. */
export interface AesGcmCodecOptions {
  /**
   * Id of the key that encrypts. A function is asked for every call and may be asynchronous, so that the key can change
   * while the page is open, or differ between executions.
   */
  keyId: string | ((context: SerializationContext | undefined) => string | Promise<string>);
  /**
   * Keys by id, or a function that finds one, synchronous or not; nothing for an id it does not know. Each key is asked
   * for once. Keep the old keys after a rotation: what was encrypted with them stays so.
   */
  keys: Readonly<Record<string, AesKey>> | ((keyId: string) => AesKey | undefined | Promise<AesKey | undefined>);
}

/**
 * Encrypts every Payload as a whole with AES-256-GCM, in the format of the encryption samples of all Temporal SDKs:
 * `binary/encrypted`, the id of the key in the metadata, and as data 12 random bytes followed by the ciphertext of the
 * serialized Payload. Payloads that are not encrypted are left alone when decoding.
 *
 * The key lives in the page: whoever can run code in it can read the Payloads, and a key that the page must not know
 * belongs behind a codec server ({@link RemoteCodec}). Import a key with `extractable: false` where you can. With one
 * key do not encrypt more than 2³² Payloads.
 *
 * @example
 * ```ts
 * const codec = new AesGcmCodec({ keyId: '2026', keys: { '2025': oldKey, '2026': newKey } });
 * const client = new Client({ connection, dataConverter: { payloadCodecs: [codec] } });
 * ```
 */
export class AesGcmCodec implements PayloadCodec {
  readonly #keyId: AesGcmCodecOptions['keyId'];
  readonly #keys: AesKeyRing;

  /** @throws {@link IllegalStateError} in a page that is neither on https nor on this machine: it has no WebCrypto */
  constructor({ keyId, keys }: AesGcmCodecOptions) {
    assertSubtleCrypto();
    this.#keyId = keyId;
    this.#keys = new AesKeyRing(
      typeof keys === 'function' ? keys : (id) => (Object.hasOwn(keys, id) ? keys[id] : undefined),
    );
  }

  /** @throws {@link ValueError} for a key id without a key, and for a key that is none of AES-256 */
  async encode(payloads: Payload[], context?: SerializationContext): Promise<Payload[]> {
    const keyId = typeof this.#keyId === 'function' ? await this.#keyId(context) : this.#keyId;
    const key = await this.#keys.get(keyId);
    return Promise.all(
      payloads.map(async (payload) => ({
        metadata: { encoding: encodeText(encryptedEncoding), [keyIdMetadata]: encodeText(keyId) },
        data: await encrypt(key, toPlainBytes(toBinary(PayloadSchema, toWirePayload(payload)))),
      })),
    );
  }

  /** @throws {@link ValueError} for a key id without a key, and for data that was not encrypted with that key */
  async decode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.all(payloads.map((payload) => this.#decodeOne(payload)));
  }

  async #decodeOne(payload: Payload): Promise<Payload> {
    if (metadataText(payload, 'encoding') !== encryptedEncoding) return payload;
    const keyId = metadataText(payload, keyIdMetadata);
    if (keyId === undefined) throw new ValueError(`Encrypted payload without ${keyIdMetadata} in its metadata`);
    const data = toPlainBytes(payload.data ?? new Uint8Array());
    if (data.length < ivBytes + tagBytes) {
      throw new ValueError(
        `Encrypted payload is too short: ${data.length} bytes, of which ${ivBytes + tagBytes} are overhead`,
      );
    }
    const plain = await decrypt(await this.#keys.get(keyId), keyId, data);
    try {
      return fromBinary(PayloadSchema, plain);
    } catch (cause) {
      throw new ValueError(`What is encrypted with key ${JSON.stringify(keyId)} is not a Payload`, cause);
    }
  }
}

async function encrypt(key: CryptoKey, plain: PlainBytes): Promise<Uint8Array> {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, tagLength: tagBytes * 8 }, key, plain);
  const data = new Uint8Array(ivBytes + sealed.byteLength);
  data.set(iv);
  data.set(new Uint8Array(sealed), ivBytes);
  return data;
}

async function decrypt(key: CryptoKey, keyId: string, data: PlainBytes): Promise<Uint8Array> {
  const algorithm = { name: 'AES-GCM', iv: data.subarray(0, ivBytes), tagLength: tagBytes * 8 };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, data.subarray(ivBytes)));
  } catch (cause) {
    throw new ValueError(
      `Payload cannot be decrypted with key ${JSON.stringify(keyId)}: it was changed on its way, or the key is another one than it was encrypted with`,
      cause,
    );
  }
}
