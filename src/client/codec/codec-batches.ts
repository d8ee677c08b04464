import { nextTask } from './next-task.js';
import type { JSONPayload } from './payload-json.js';
import { RemoteCodecError } from './remote-codec-error.js';

/** Sends Payloads and gives as many back. */
export type SendPayloads = (payloads: readonly JSONPayload[], signal: AbortSignal) => Promise<JSONPayload[]>;

/** How much goes into one request. */
export interface BatchLimits {
  readonly maxCount: number;
  readonly maxBytes: number;
}

/** One call: what it is to get, and who waits for it. */
interface Job {
  readonly results: (JSONPayload | undefined)[];
  readonly signal: AbortSignal;
  missing: number;
  readonly resolve: (payloads: JSONPayload[]) => void;
  readonly reject: (reason: unknown) => void;
}

/** One Payload in a request, and the places of all jobs where its result goes. */
interface Slot {
  readonly payload: JSONPayload;
  readonly bytes: number;
  readonly places: { job: Job; index: number }[];
}

/**
 * Puts calls of the same turn of the event loop into few requests.
 *
 * A call that is aborted leaves its request; a request that nobody waits for is aborted. Where a server refuses a
 * request of several calls because of what is in it, each call is sent again alone: a Payload that cannot be decoded
 * harms nobody else's.
 */
export class CodecBatches {
  readonly #send: SendPayloads;
  readonly #limits: BatchLimits;
  readonly #shareEqual: boolean;
  #slots: Slot[] = [];
  #shared = new Map<string, Slot>();

  /** @param shareEqual whether equal Payloads travel once; true only where the same in means the same out */
  constructor(send: SendPayloads, limits: BatchLimits, shareEqual: boolean) {
    this.#send = send;
    this.#limits = limits;
    this.#shareEqual = shareEqual;
  }

  /** @param texts JSON of each Payload @throws what `send` throws, or the reason of the signal */
  add(payloads: readonly JSONPayload[], texts: readonly string[], signal: AbortSignal): Promise<JSONPayload[]> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      if (this.#slots.length === 0) nextTask(() => this.#flush());
      const job: Job = { results: [], signal, missing: payloads.length, resolve, reject };
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      for (const [index, payload] of payloads.entries())
        this.#slotOf(payload, texts[index]!).places.push({ job, index });
    });
  }

  #slotOf(payload: JSONPayload, text: string): Slot {
    const shared = this.#shareEqual ? this.#shared.get(text) : undefined;
    if (shared) return shared;
    // Three bytes in four characters of base64.
    const slot: Slot = { payload, bytes: Math.ceil(text.length * 0.75), places: [] };
    this.#slots.push(slot);
    this.#shared.set(text, slot);
    return slot;
  }

  #flush(): void {
    const slots = this.#slots.filter(({ places }) => places.some(({ job }) => !job.signal.aborted));
    this.#slots = [];
    this.#shared = new Map();
    let batch: Slot[] = [];
    let bytes = 0;
    for (const slot of slots) {
      if (batch.length > 0 && (batch.length >= this.#limits.maxCount || bytes + slot.bytes > this.#limits.maxBytes)) {
        void this.#request(batch);
        batch = [];
        bytes = 0;
      }
      batch.push(slot);
      bytes += slot.bytes;
    }
    if (batch.length > 0) void this.#request(batch);
  }

  /** Never rejects: whoever waits is told. */
  async #request(slots: readonly Slot[]): Promise<void> {
    const jobs = new Set(slots.flatMap(({ places }) => places.map(({ job }) => job)));
    const request = abortedWithAll([...jobs].map(({ signal }) => signal));
    try {
      const results = await this.#send(
        slots.map(({ payload }) => payload),
        request.signal,
      );
      for (const [position, { places }] of slots.entries()) {
        for (const { job, index } of places) deliver(job, index, results[position]!);
      }
    } catch (error) {
      if (jobs.size > 1 && isAboutContent(error)) {
        await Promise.all([...jobs].map((job) => this.#request(slotsOf(slots, job))));
      } else {
        for (const job of jobs) job.reject(error);
      }
    } finally {
      request.end();
    }
  }
}

function slotsOf(slots: readonly Slot[], wanted: Job): Slot[] {
  return slots
    .map((slot) => ({ ...slot, places: slot.places.filter(({ job }) => job === wanted) }))
    .filter(({ places }) => places.length > 0);
}

function deliver(job: Job, index: number, payload: JSONPayload): void {
  job.results[index] = payload;
  job.missing--;
  if (job.missing === 0) job.resolve(job.results as JSONPayload[]);
}

/** Codec servers answer 400, 422 or 500 to a Payload that they cannot read. */
function isAboutContent(error: unknown): boolean {
  return error instanceof RemoteCodecError && error.kind === 'http' && [400, 422, 500].includes(error.httpStatus ?? 0);
}

/** A signal that aborts when the last of several has; `end` leaves no listener behind. */
function abortedWithAll(signals: readonly AbortSignal[]): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  const onAbort = (): void => {
    if (signals.every(({ aborted }) => aborted)) controller.abort(signals[0]!.reason);
  };
  for (const signal of signals) signal.addEventListener('abort', onAbort);
  onAbort();
  return {
    signal: controller.signal,
    end: () => {
      for (const signal of signals) signal.removeEventListener('abort', onAbort);
    },
  };
}
