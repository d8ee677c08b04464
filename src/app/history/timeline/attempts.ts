/**
 * The attempts of an Activity, as segments of its bar. A history holds only the last attempt's start, and Describe only
 * the last two attempts; what is between known moments is spread by the retry policy and marked as an estimate.
 */
import type { WireFailure } from '../../format/failure.js';
import type { BarStatus, Segment } from './bar.js';

export interface RetryIntervals {
  initialMs: number;
  coefficient: number;
  /** 0: a hundred times the first, which is the server's default. */
  maximumMs: number;
}

/** What is known of one attempt. */
export interface AttemptFacts {
  attempt: number;
  startMs?: number | undefined;
  endMs?: number | undefined;
  failure?: WireFailure | undefined;
}

export interface AttemptInput {
  scheduledMs: number;
  /** The newest attempt, that which is to come included. */
  attempt: number;
  /** Start of the newest attempt; undefined while it waits. */
  startMs: number | undefined;
  /** End of it all; undefined while it goes on. */
  endMs: number | undefined;
  status: BarStatus;
  failure: WireFailure | undefined;
  /** Of the attempt before the newest. */
  lastFailure?: WireFailure | undefined;
  retry: RetryIntervals;
  /** Earlier attempts that somebody saw while they were the newest. */
  seen?: readonly AttemptFacts[];
}

/** More earlier attempts than this are one segment: nobody could tell them apart. */
const mostDrawn = 200;

export function attemptSegments(input: AttemptInput): Segment[] {
  const { scheduledMs, attempt, startMs, endMs, status, failure } = input;
  const earlier = attempt - 1;
  // What ended without a start (timed out in the queue, canceled before it ran) waited until its end.
  const waitedUntil = startMs ?? endMs;
  const segments = earlier > 0 ? earlierSegments(input, earlier, waitedUntil) : [];
  if (startMs === undefined) {
    if (earlier === 0) segments.push(waiting('wait', scheduledMs, endMs, 1, status));
    return segments;
  }
  if (earlier === 0 && startMs > scheduledMs) segments.push(waiting('wait', scheduledMs, startMs, 1, 'NONE'));
  segments.push({ kind: 'run', startMs, endMs, attempt, status, failure, estimated: false });
  return segments;
}

function waiting(
  kind: 'wait' | 'backoff',
  startMs: number,
  endMs: number | undefined,
  attempt: number,
  status: BarStatus,
  estimated = false,
): Segment {
  return { kind, startMs, endMs, attempt, status, estimated };
}

/**
 * Start and end of each earlier attempt stand in one row of moments, `scheduled, start 1, end 1, start 2, …`; those
 * that nobody saw are spread between those that are known.
 */
function earlierSegments(input: AttemptInput, earlier: number, untilMs: number | undefined): Segment[] {
  const { scheduledMs, lastFailure, seen = [], retry, status } = input;
  const facts = new Map(seen.map((fact) => [fact.attempt, fact]));
  if (earlier > mostDrawn) {
    return [{ ...waiting('backoff', scheduledMs, untilMs, earlier, 'FAILED', true), failure: lastFailure }];
  }
  const moments: (number | undefined)[] = [scheduledMs];
  for (let attempt = 1; attempt <= earlier; attempt++) {
    moments.push(facts.get(attempt)?.startMs, facts.get(attempt)?.endMs);
  }
  const known = moments.map((moment) => moment !== undefined);
  // A wait that goes on has no end; its length is what the policy says, for the sake of what stands before it.
  const last = moments.at(-1);
  const end = untilMs ?? (last === undefined ? undefined : last + backoffMs(retry, earlier));
  const filled = fillMoments([...moments, end ?? openEnd(moments, earlier, retry)], retry);
  const segments: Segment[] = [];
  for (let attempt = 1; attempt <= earlier; attempt++) {
    const at = attempt * 2 - 1;
    const [from = 0, start = 0, end = 0, next = 0] = filled.slice(at - 1, at + 3);
    if (attempt === 1 && start > from) segments.push(waiting('wait', from, start, 1, 'NONE', !known[at]));
    const failure = facts.get(attempt)?.failure ?? (attempt === earlier ? lastFailure : undefined);
    const sure = known[at] && known[at + 1];
    segments.push({
      kind: 'run',
      startMs: start,
      endMs: end,
      attempt,
      status: outcomeOf(failure),
      failure,
      estimated: !sure,
    });
    const open = attempt === earlier && untilMs === undefined;
    segments.push(
      waiting('backoff', end, open ? undefined : next, attempt + 1, open ? status : 'FAILED', !known[at + 1]),
    );
  }
  return segments;
}

/** When nothing is known of the end of the row: attempts of no length, one after the other. */
function openEnd(moments: readonly (number | undefined)[], earlier: number, retry: RetryIntervals): number {
  const at = moments.findLastIndex((moment) => moment !== undefined);
  let end = moments[at] ?? 0;
  for (let attempt = Math.floor(at / 2) || 1; attempt <= earlier; attempt++) end += backoffMs(retry, attempt);
  return end;
}

/** The first and the last moment have to be known. The answer never goes back in time. */
export function fillMoments(moments: readonly (number | undefined)[], retry: RetryIntervals): number[] {
  const filled: number[] = [];
  let from = 0;
  for (let to = 0; to < moments.length; to++) {
    const moment = moments[to];
    if (moment === undefined) continue;
    // Clocks of servers differ: a moment before the one before it is taken for that.
    const end = Math.max(moment, filled.at(-1) ?? -Infinity);
    if (to > from + 1) spread(filled, from, to, end, retry);
    filled[to] = end;
    from = to;
  }
  return filled;
}

/** Odd places are starts, so an interval that begins at an odd place is an attempt; the others are backoffs. */
function spread(filled: number[], from: number, to: number, end: number, retry: RetryIntervals): void {
  const start = filled[from] ?? end;
  const total = end - start;
  let backoffs = 0;
  let runs = 0;
  for (let at = from; at < to; at++) {
    if (at % 2 === 1) runs++;
    else backoffs += backoffMs(retry, at / 2);
  }
  const scale = backoffs > total ? total / backoffs : 1;
  const runMs = runs > 0 ? Math.max(0, total - backoffs * scale) / runs : 0;
  let time = start;
  for (let at = from; at < to - 1; at++) {
    time += at % 2 === 1 ? runMs : backoffMs(retry, at / 2) * scale;
    filled[at + 1] = Math.min(time, end);
  }
}

/** How long the server waits after an attempt; nothing before the first. */
export function backoffMs({ initialMs, coefficient, maximumMs }: RetryIntervals, afterAttempt: number): number {
  if (afterAttempt <= 0) return 0;
  const most = maximumMs > 0 ? maximumMs : initialMs * 100;
  return Math.min(initialMs * Math.max(1, coefficient) ** (afterAttempt - 1), most);
}

function outcomeOf(failure: WireFailure | undefined): BarStatus {
  return failure?.failureInfo.case === 'timeoutFailureInfo' ? 'TIMED_OUT' : 'FAILED';
}
