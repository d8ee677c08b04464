import { assertTimeout, type CallOptions } from '../call-options.js';
import type { CallLimits, Connection } from '../connection.js';
import { delay } from './timers.js';

/** One poll ends after 20 s at the server; what takes this long is a dead connection. */
export const pollLimits: CallLimits = { attemptMs: 65_000, totalMs: 0 };

/**
 * Least time between two polls. The server holds a poll for 20 s; only a proxy
 * or a server that answers at once without an event makes this wait felt.
 */
const pollFloorMs = 500;

const never = new AbortController().signal;

/** What the polls of one wait have in common. */
export interface Wait {
  /** Ends the whole wait at its deadline. */
  readonly connection: Connection;
  /** For every poll. */
  readonly call: CallOptions;
}

/** A wait whose `timeoutMs`, of the call or else of the scope, is for all of its polls together. */
export function beginWait(connection: Connection, call: CallOptions = {}): Wait {
  assertTimeout(call.timeoutMs);
  const timeoutMs = call.timeoutMs ?? connection.scope.timeoutMs;
  const deadline = timeoutMs ? Date.now() + timeoutMs : undefined;
  return { connection: connection.with({ deadline }), call: { ...call, timeoutMs: 0 } };
}

/** Polls until there is an answer; a poll that the server ended without one is repeated. */
export async function pollUntil<T>({ connection, call }: Wait, poll: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const polledAt = performance.now();
    const answer = await poll();
    if (answer !== undefined) return answer;
    const left = Number(connection.scope.deadline ?? Infinity) - Date.now();
    const early = Math.min(left, pollFloorMs - (performance.now() - polledAt));
    // An abort ends the pause early; the next poll reports it.
    if (early > 0) await delay(early, call.signal ?? never).catch(() => undefined);
  }
}
