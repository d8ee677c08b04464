import type { Payload, PayloadCodec, RemoteCodec, SerializationContext } from '../../../client/index.js';
import type { WirePayload } from '../../format/payload.js';
import type { CodecSettings } from './codec-settings.js';

/** What is readable without a codec, and therefore not sent to one unless the settings say so. */
const readable = new Set(['json/plain', 'json/protobuf', 'binary/plain', 'binary/null']);

export function needsCodec({ metadata }: Pick<WirePayload, 'metadata'>, { sendEverything }: CodecSettings): boolean {
  const encoding = metadata['encoding'];
  return sendEverything || !encoding || !readable.has(new TextDecoder().decode(encoding));
}

/**
 * The codec of one Namespace, with whatever settings hold at the moment. The client encodes and decodes by it; screens
 * decode by the PayloadReader. Without a codec it costs nothing, and loads nothing.
 */
export class NamespaceCodec implements PayloadCodec {
  readonly namespace: string;
  readonly #settings: () => CodecSettings | undefined;
  readonly #apiKey: () => string;
  #made: { for: CodecSettings; codec: Promise<RemoteCodec> } | undefined;

  /** @param settings asked for every call; may be reactive */
  constructor(namespace: string, settings: () => CodecSettings | undefined, apiKey: () => string) {
    this.namespace = namespace;
    this.#settings = settings;
    this.#apiKey = apiKey;
  }

  /** Reactive. */
  get settings(): CodecSettings | undefined {
    return this.#settings();
  }

  /** Undefined where the Namespace has no codec. @throws what is wrong with the settings */
  async remote(): Promise<RemoteCodec | undefined> {
    const settings = this.#settings();
    if (!settings) return undefined;
    if (this.#made?.for !== settings) {
      const codec = import('./remote.js').then(({ createRemoteCodec }) =>
        createRemoteCodec(settings, this.namespace, this.#apiKey),
      );
      // What is wrong is told to whoever waits; the next call tries again.
      codec.catch(() => {
        if (this.#made?.codec === codec) this.#made = undefined;
      });
      this.#made = { for: settings, codec };
    }
    return this.#made.codec;
  }

  /** Never gives back a Payload as it came because the codec failed: what is to be encrypted is not sent in plain text. */
  async encode(payloads: Payload[], context?: SerializationContext): Promise<Payload[]> {
    const codec = await this.remote();
    return codec ? codec.encode(payloads, this.#context(context)) : payloads;
  }

  async decode(payloads: Payload[], context?: SerializationContext): Promise<Payload[]> {
    const settings = this.#settings();
    const encoded = payloads.filter(
      (payload) => settings && needsCodec({ metadata: payload.metadata ?? {} }, settings),
    );
    if (encoded.length === 0) return payloads;
    const codec = await this.remote();
    if (!codec) return payloads;
    const decoded = await codec.decode(encoded, this.#context(context));
    return payloads.map((payload) => decoded[encoded.indexOf(payload)] ?? payload);
  }

  /** The Namespace of the page is the one whose settings hold. */
  #context(context: SerializationContext | undefined): SerializationContext {
    return { ...context, namespace: this.namespace } as SerializationContext;
  }
}
