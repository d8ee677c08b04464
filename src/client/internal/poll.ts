/**
 * The one way in which anything here waits: a {@link PollTask} says how to ask once, and the poll scheduler of the
 * Connection (`../polls`) decides when, on which of the few connections that a browser has, and for how many waits at once.
 */
import { assertTimeout, type CallOptions, type WaitOptions } from '../call-options.js';
import type { CallLimits, Connection } from '../connection.js';
import { delay } from './timers.js';

/** One poll ends after 20 s at the server; what takes this long is a dead connection. */
export const pollLimits: CallLimits = { attemptMs: 65_000, totalMs: 0 };

/**
 * Least time between two polls of a wait. The server holds a poll for 20 s; only a proxy
 * or a server that answers at once without an event makes this wait felt.
 */
export const pollFloorMs = 500;

/** With what a task is to ask once. */
export interface PollTurn {
  /** A view with the metadata of the wait, and none of its limits. */
  readonly connection: Connection;
  readonly call: CallOptions;
  readonly limits: CallLimits;
  /** Whether the server shall hold the request until there is an answer. Only tasks that are `quick` are asked with `false`. */
  readonly hold: boolean;
}

/** A run whose closing is the answer that a task waits for. */
export interface AwaitedRun {
  readonly namespace: string;
  readonly workflowId: string;
  /** Empty for the latest run, until it is known which one that is. */
  runId: string;
}

/** Something to wait for. */
export interface PollTask<T> {
  /** Name of the RPC, for errors. */
  readonly method: string;
  /** Tasks of the same key wait for the same answer: they are asked once. @default like no other */
  readonly key?: readonly unknown[] | undefined;
  /** The visibility store can tell when it may be worth asking. */
  readonly run?: AwaitedRun | undefined;
  /** It can be asked without being held. Where there is a `run`, that is asked for instead. */
  readonly quick?: boolean;
  /** Asks once. Nothing means: not yet. */
  readonly poll: (turn: PollTurn) => Promise<T | undefined>;
}

/** What the tasks of one wait have in common. */
export interface Wait {
  readonly connection: Connection;
  /** For one task of the wait: with what is left of its time. */
  readonly call: () => WaitOptions;
}

/** A wait whose `timeoutMs`, of the call or else of the scope, is for all of its tasks together. */
export function beginWait(connection: Connection, call: WaitOptions = {}): Wait {
  assertTimeout(call.timeoutMs);
  const timeoutMs = call.timeoutMs ?? connection.scope.timeoutMs;
  const end = performance.now() + (timeoutMs || Infinity);
  const left = (): number => (end === Infinity ? 0 : Math.max(1, end - performance.now()));
  return { connection, call: () => ({ ...call, timeoutMs: left() }) };
}

/** Waits for the answer of a task. @throws {@link GrpcError} CANCELLED or DEADLINE_EXCEEDED, and what the task throws for good */
export function pollUntil<T>({ connection, call }: Wait, task: PollTask<T>): Promise<T> {
  return connection.awaitTask(task, call());
}

/** Without a scheduler: one request after the other. */
export async function pollAlone<T>(task: PollTask<T>, connection: Connection, signal: AbortSignal): Promise<T> {
  for (;;) {
    const polledAt = performance.now();
    const answer = await task.poll({ connection, call: { signal }, limits: pollLimits, hold: true });
    if (answer !== undefined) return answer;
    await pollPause(polledAt, signal);
  }
}

/** Waits until the next poll may be made. An abort ends it early; the next poll reports that. */
export async function pollPause(polledAt: number, signal = new AbortController().signal): Promise<void> {
  await delay(pollFloorMs - (performance.now() - polledAt), signal).catch(() => undefined);
}
