/**
 * Per-call options: the last argument of every method that talks to the server. A browser has
 * no ambient context (`AsyncLocalStorage`), so `@temporalio/client`'s scopes become values here.
 */

/** Headers of a call. `-bin` keys take bytes. */
export type Metadata = Record<string, string | Uint8Array>;

/** What every call takes as its last argument, and scopes for many calls. */
export interface CallOptions {
  /** Ends the call; it then rejects with a GrpcError CANCELLED whose `cause` is the signal's reason. */
  signal?: AbortSignal | undefined;
  /**
   * Limit for the whole call with all its attempts, in milliseconds; 0 for none.
   *
   * Lists and histories of several pages: for each page. A wait (`result`): for all of it.
   *
   * @default 30,000; 10,000 for queries; none for waits
   */
  timeoutMs?: number | undefined;
  /** Headers for this call, on top of the Connection's. */
  metadata?: Metadata | undefined;
}

/** Options of a call that waits for something to happen: a result, an outcome, the next events. */
export interface WaitOptions extends CallOptions {
  /**
   * Whether a person is looking at what comes of it. Watched waits get a connection of their own before others.
   * A function is asked again and again, for example `() => isOnScreen(row)`; while it throws, the answer is no.
   *
   * @default false
   */
  watched?: boolean | (() => boolean) | undefined;
}

/** Options that apply to all calls of a scoped Client or Connection. */
export interface CallScope extends WaitOptions {
  /** Point in time, in milliseconds since the epoch or as a Date, after which every call fails with DEADLINE_EXCEEDED. */
  deadline?: number | Date | undefined;
}

/** @throws TypeError for what is no time limit: it would otherwise silently be none */
export function assertTimeout(timeoutMs: unknown): void {
  if (timeoutMs !== undefined && !(typeof timeoutMs === 'number' && timeoutMs >= 0)) {
    throw new TypeError(`timeoutMs must be milliseconds, a number from 0; got ${JSON.stringify(timeoutMs)}`);
  }
}

/** `inner` on top of `outer`: either signal ends the call, the earlier deadline counts, metadata merges, the inner timeout wins. @throws TypeError for a limit that is none */
export function mergeScopes(outer: CallScope, inner: CallScope): CallScope {
  assertTimeout(inner.timeoutMs);
  if (Number.isNaN(Number(inner.deadline ?? 0))) throw new TypeError('deadline must be a date');
  const signals = [outer.signal, inner.signal].filter((signal) => signal !== undefined);
  const deadlines = [outer.deadline, inner.deadline].filter((deadline) => deadline !== undefined).map(Number);
  return {
    signal: signals.length > 1 ? AbortSignal.any(signals) : signals[0],
    timeoutMs: inner.timeoutMs ?? outer.timeoutMs,
    watched: inner.watched ?? outer.watched,
    metadata:
      outer.metadata && inner.metadata ? { ...outer.metadata, ...inner.metadata } : (inner.metadata ?? outer.metadata),
    deadline: deadlines.length > 0 ? Math.min(...deadlines) : undefined,
  };
}

/** For a method that makes several calls: options for each, whose `timeoutMs` is what is left of the whole. */
export function shareTimeLimit<Options extends CallOptions>(call: Options): () => Options {
  const deadline = call.timeoutMs ? performance.now() + call.timeoutMs : undefined;
  return () => (deadline === undefined ? call : { ...call, timeoutMs: Math.max(1, deadline - performance.now()) });
}
