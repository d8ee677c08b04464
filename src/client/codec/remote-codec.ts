import type { PayloadCodec } from '../converter/data-converter.js';
import type { Payload, SerializationContext } from '../converter/payload-converter.js';
import { type Duration, durationToMs } from '../duration.js';
import { maxTimerMs } from '../internal/timers.js';
import { ByteLimitedCache } from './byte-limited-cache.js';
import { CodecBatches } from './codec-batches.js';
import { type JSONPayload, JSONToPayload, payloadToJSON } from './payload-json.js';
import { RemoteCodecError } from './remote-codec-error.js';
import {
  type RemoteCodecOptions,
  type ResolvedRemoteCodecOptions,
  resolveRemoteCodecOptions,
} from './remote-codec-options.js';
import { type CodecOperation, requestCodec } from './remote-codec-request.js';

/** Limits of one call of a {@link RemoteCodec}. */
export interface RemoteCodecCall {
  signal?: AbortSignal | undefined;
  /** 0 for none. @default `timeout` of the codec */
  timeout?: Duration | undefined;
}

/**
 * Lets a codec server do the work of a Payload codec, so that the page needs no key: the protocol of the Temporal UI and
 * the CLI (`POST …/encode`, `POST …/decode`, `X-Namespace`).
 *
 * Calls of the same turn of the event loop share requests, also those of different executions; what was decoded is
 * kept for a while. It is the last codec in most cases, since it does on a server what codecs do in a worker.
 *
 * @example
 * ```ts
 * const codec = new RemoteCodec({
 *   endpoint: 'https://codec.example.com/{namespace}',
 *   authorization: async () => `Bearer ${await session.accessToken()}`,
 * });
 * const client = new Client({ connection, dataConverter: { payloadCodecs: [codec] } });
 * ```
 */
export class RemoteCodec implements PayloadCodec {
  readonly #options: ResolvedRemoteCodecOptions;
  readonly #batches = new Map<string, CodecBatches>();
  readonly #decoded: ByteLimitedCache<JSONPayload>;

  /** @throws TypeError for an impossible option, naming what to write instead */
  constructor(options: RemoteCodecOptions) {
    this.#options = resolveRemoteCodecOptions(options);
    this.#decoded = new ByteLimitedCache(this.#options.cacheBytes);
  }

  /** @throws {@link RemoteCodecError}, or the reason of the signal */
  encode(payloads: Payload[], context?: SerializationContext, call?: RemoteCodecCall): Promise<Payload[]> {
    return this.#convert('encode', payloads, context, call);
  }

  /** @throws {@link RemoteCodecError}, or the reason of the signal */
  decode(payloads: Payload[], context?: SerializationContext, call?: RemoteCodecCall): Promise<Payload[]> {
    return this.#convert('decode', payloads, context, call);
  }

  /** Forgets all decoded Payloads, for example when the user signs out. */
  clearCache(): void {
    this.#decoded.clear();
  }

  async #convert(
    operation: CodecOperation,
    payloads: readonly Payload[],
    context: SerializationContext | undefined,
    call: RemoteCodecCall = {},
  ): Promise<Payload[]> {
    const namespace = context?.namespace ?? this.#options.namespace;
    const requests = payloads.map(payloadToJSON);
    const texts = requests.map((request) => JSON.stringify(request));
    const results = texts.map((text) =>
      operation === 'decode' ? this.#decoded.get(cacheKey(namespace, text)) : undefined,
    );
    const missing = results.flatMap((result, index) => (result ? [] : [index]));
    if (missing.length > 0) {
      const answers = await withLimit(this.#options, call, (signal) =>
        this.#batchesOf(operation, namespace).add(
          missing.map((index) => requests[index]!),
          missing.map((index) => texts[index]!),
          signal,
        ),
      );
      for (const [position, index] of missing.entries()) results[index] = answers[position]!;
    }
    const converted = results.map((result) => this.#toPayload(result!));
    if (operation === 'decode') {
      for (const index of missing) {
        // Not the answer itself: it may hold more than a Payload, as deep as it likes.
        const result = payloadToJSON(converted[index]!);
        this.#decoded.set(cacheKey(namespace, texts[index]!), result, JSON.stringify(result).length);
      }
    }
    return converted;
  }

  #toPayload(json: JSONPayload): Payload {
    try {
      return JSONToPayload(json);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new RemoteCodecError(
        'malformed',
        `The answer of ${this.#options.endpoint} is not that of a codec server: ${reason}`,
        {
          cause,
        },
      );
    }
  }

  #batchesOf(operation: CodecOperation, namespace: string): CodecBatches {
    const key = cacheKey(namespace, operation);
    let batches = this.#batches.get(key);
    if (!batches) {
      batches = new CodecBatches(
        (payloads, signal) => requestCodec(this.#options, operation, namespace, payloads, signal),
        { maxCount: this.#options.maxBatchCount, maxBytes: this.#options.maxBatchBytes },
        // Equal Payloads may have to be encrypted differently.
        operation === 'decode',
      );
      this.#batches.set(key, batches);
    }
    return batches;
  }
}

/** A Namespace has no line break. */
function cacheKey(namespace: string, text: string): string {
  return `${namespace}\n${text}`;
}

/** Runs `run` with a signal that aborts with the caller's, or when the time is up; leaves no timer and no listener. */
async function withLimit<T>(
  options: ResolvedRemoteCodecOptions,
  call: RemoteCodecCall,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeoutMs = call.timeout === undefined ? options.timeoutMs : durationToMs(call.timeout);
  const controller = new AbortController();
  const onAbort = (): void => controller.abort(call.signal?.reason);
  const onTimeout = (): void =>
    controller.abort(
      new RemoteCodecError('timeout', `The codec server at ${options.endpoint} took longer than ${timeoutMs} ms.`),
    );
  if (call.signal?.aborted) onAbort();
  const timer = timeoutMs > 0 && timeoutMs < maxTimerMs ? setTimeout(onTimeout, timeoutMs) : undefined;
  call.signal?.addEventListener('abort', onAbort);
  try {
    return await run(controller.signal);
  } finally {
    clearTimeout(timer);
    call.signal?.removeEventListener('abort', onAbort);
  }
}
