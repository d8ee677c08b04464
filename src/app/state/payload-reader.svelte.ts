import { createSubscriber } from 'svelte/reactivity';
import { type RemoteCodec, RemoteCodecError } from '../../client/index.js';
import { type PayloadView, viewPayload, type WirePayload, wirePayload } from '../format/payload.js';
import type { CodecSettings } from './codec/codec-settings.js';
import { type NamespaceCodec, needsCodec } from './codec/namespace-codec.js';

/** A Payload, and how far its decoding is. */
export class Reading {
  /** As it came, or what the codec made of it. */
  readonly payload: WirePayload;
  /**
   * - `plain`: no codec is needed, or there is none;
   * - `waiting`: the codec is asked; meanwhile it is shown as it came;
   * - `decoded`: by the codec;
   * - `failed`: the codec did not; `error` says why.
   */
  readonly phase: 'plain' | 'waiting' | 'decoded' | 'failed';
  readonly error: unknown;
  #view: PayloadView | undefined;

  constructor(payload: WirePayload, phase: Reading['phase'], error?: unknown) {
    this.payload = payload;
    this.phase = phase;
    this.error = error;
  }

  /** Parsed once, and only when it is shown. */
  get view(): PayloadView {
    return (this.#view ??= viewPayload(this.payload));
  }
}

const mostInFlight = 2;
const payloadsARequest = 100;
/** For calls that decode more than a screen. */
const mostParallel = 3;
/** Those that can be tried again together; older ones are tried again where they are shown. */
const mostFailed = 2_000;

/**
 * The one way from a Payload on the wire to what is shown of it. With a codec for the Namespace, a Payload is shown as
 * it came until the codec has answered, and all that are asked for in the same moment go to it in one request, the
 * newest first, two requests at a time. Nothing waits for the codec, and what it refuses is shown with the reason.
 */
export class PayloadReader {
  readonly #codec: NamespaceCodec;
  /** Those for which the readings hold. */
  #settings: CodecSettings | undefined;
  #readings = new WeakMap<WirePayload, Reading>();
  #plain = new WeakMap<WirePayload, Reading>();
  #waiting: WirePayload[] = [];
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- what changes is told by `#changed`, once a request
  #failed = new Set<WirePayload>();
  #decoded = 0;
  #inFlight = 0;
  /** Asked for, and not answered yet. */
  #pending = 0;
  #scheduled = false;
  #lastError: unknown;
  #changed: (() => void) | undefined;
  readonly #subscribe = createSubscriber((update) => {
    this.#changed = update;
    return () => (this.#changed = undefined);
  });

  constructor(codec: NamespaceCodec) {
    this.#codec = codec;
  }

  get namespace(): string {
    return this.#codec.namespace;
  }

  /** Whether the Namespace has a codec. Reactive, as is all that follows. */
  get hasCodec(): boolean {
    return this.#codec.settings !== undefined;
  }

  get endpoint(): string {
    return this.#codec.settings?.endpoint ?? '';
  }

  /** How the decoding goes, for the frame. */
  get status(): { decoded: number; waiting: number; failed: number; error: unknown } {
    this.#subscribe();
    return {
      decoded: this.#decoded,
      waiting: this.#pending,
      failed: this.#failed.size,
      error: this.#failed.size > 0 ? this.#lastError : undefined,
    };
  }

  /** What is shown of it: read it in a template or in `$derived`, and the decoded Payload takes the place of the encoded one. */
  view(payload: WirePayload): PayloadView {
    return this.read(payload).view;
  }

  /** With the phase, for where the reason of a failure is shown. */
  read(payload: WirePayload): Reading {
    const settings = this.#codec.settings;
    if (!settings || !needsCodec(payload, settings)) return this.#readPlain(payload);
    this.#subscribe();
    if (settings !== this.#settings) this.#begin(settings);
    return this.#readings.get(payload) ?? this.#ask(payload);
  }

  /** Tries again what has failed: one, or all of it. */
  retry(payload?: WirePayload): void {
    const again = payload ? [payload] : [...this.#failed];
    for (const one of again) {
      this.#failed.delete(one);
      this.#ask(one);
    }
    this.#changed?.();
  }

  /** After the network has come back: tries again what failed for want of it. */
  retryUnreached(): void {
    if (isUnreached(this.#lastError)) this.retry();
  }

  /**
   * Decodes many, in their order, for what is not on screen: exports, search, comparison.
   *
   * @throws what the codec's client throws; nothing is given half decoded
   */
  async decodeAll(
    payloads: readonly WirePayload[],
    { signal, onprogress }: { signal?: AbortSignal; onprogress?: (done: number) => void } = {},
  ): Promise<WirePayload[]> {
    signal?.throwIfAborted();
    const settings = this.#codec.settings;
    const result = [...payloads];
    const encoded = [...payloads.keys()].filter((index) => settings && needsCodec(result[index]!, settings));
    const codec = encoded.length > 0 ? await this.#codec.remote() : undefined;
    if (!codec) return result;
    let next = 0;
    let done = payloads.length - encoded.length;
    const work = async (): Promise<void> => {
      while (next < encoded.length) {
        const part = encoded.slice(next, (next += payloadsARequest));
        const decoded = await codec
          .decode(
            part.map((index) => result[index]!),
            undefined,
            { signal },
          )
          .catch((error: unknown) => {
            // The others stop after what they have under way.
            next = encoded.length;
            throw error;
          });
        for (const [position, index] of part.entries()) result[index] = wirePayload(decoded[position]!);
        onprogress?.((done += part.length));
      }
    };
    await Promise.all(Array.from({ length: mostParallel }, work));
    return result;
  }

  #readPlain(payload: WirePayload): Reading {
    let reading = this.#plain.get(payload);
    if (!reading) this.#plain.set(payload, (reading = new Reading(payload, 'plain')));
    return reading;
  }

  /** Other settings: what another codec said holds no more. */
  #begin(settings: CodecSettings): void {
    this.#settings = settings;
    this.#readings = new WeakMap();
    this.#waiting = [];
    this.#pending = 0;
    this.#failed.clear();
    this.#decoded = 0;
    this.#lastError = undefined;
  }

  #ask(payload: WirePayload): Reading {
    const reading = new Reading(payload, 'waiting');
    this.#readings.set(payload, reading);
    this.#waiting.push(payload);
    this.#pending++;
    if (!this.#scheduled) {
      this.#scheduled = true;
      // All that this update of the screen asks for is in the queue by then.
      queueMicrotask(() => {
        this.#scheduled = false;
        this.#send();
      });
    }
    return reading;
  }

  #send(): void {
    while (this.#inFlight < mostInFlight && this.#waiting.length > 0) {
      // The newest are those on screen now.
      const batch = this.#waiting.splice(-payloadsARequest);
      this.#inFlight++;
      void this.#decode(batch).finally(() => {
        this.#inFlight--;
        this.#changed?.();
        this.#send();
      });
    }
  }

  /** Never rejects. Each Payload is a call of its own, which the codec's client puts into one request: one that cannot be decoded spoils no other. */
  async #decode(batch: readonly WirePayload[]): Promise<void> {
    const settings = this.#settings;
    let codec: RemoteCodec | undefined;
    try {
      codec = await this.#codec.remote();
    } catch (error) {
      if (settings === this.#settings) this.#fail(batch, error);
      return;
    }
    const answers = await Promise.allSettled(
      batch.map(async (payload) => (codec ? (await codec.decode([payload]))[0]! : payload)),
    );
    // Meanwhile the person has set another codec.
    if (settings !== this.#settings) return;
    for (const [index, answer] of answers.entries()) {
      if (answer.status === 'rejected') this.#fail([batch[index]!], answer.reason);
      else {
        this.#pending--;
        this.#decoded++;
        this.#readings.set(batch[index]!, new Reading(wirePayload(answer.value), 'decoded'));
      }
    }
    // Where nobody is reached, those that wait would only wait for the same.
    const [first] = answers;
    if (first?.status === 'rejected' && isUnreached(first.reason)) this.#fail(this.#waiting.splice(0), first.reason);
  }

  #fail(payloads: readonly WirePayload[], error: unknown): void {
    this.#pending -= payloads.length;
    for (const payload of payloads) {
      this.#readings.set(payload, new Reading(payload, 'failed', error));
      this.#failed.add(payload);
      if (this.#failed.size > mostFailed) this.#failed.delete(this.#failed.values().next().value!);
    }
    this.#lastError = error;
  }
}

function isUnreached(error: unknown): boolean {
  return error instanceof RemoteCodecError && ['offline', 'unreachable', 'timeout'].includes(error.kind);
}
