import { grpcErrorOf } from '../../../client/index.js';

/** What is known about the calls for one answer, as TanStack Query keeps it. */
export interface CallRecord {
  status: 'pending' | 'error' | 'success';
  error: unknown;
  dataUpdateCount: number;
  dataUpdatedAt: number;
  errorUpdateCount: number;
  errorUpdatedAt: number;
}

const slowestMs = 5 * 60_000;
const resourceExhausted = 8;

/** When to look again: as the person chose, and after failures as late again as they have lasted. */
export function refreshPace(record: CallRecord, everyMs: number): number {
  if (record.status !== 'error') return everyMs;
  const lasting =
    record.dataUpdatedAt > 0
      ? record.errorUpdatedAt - record.dataUpdatedAt
      : everyMs * 2 ** Math.min(10, record.errorUpdateCount - 1);
  return Math.min(slowestMs, Math.max(everyMs, lasting));
}

const countEveryMs = 60_000;

/**
 * When to count again. Counting is dear for some stores, and the longer a list stays open the less its counts are looked
 * at: 60 s, then a fifth longer each time, up to 5 min; at once the longest after the server has said that it is too much.
 */
export function countPace({ status, error, dataUpdateCount, errorUpdateCount }: CallRecord): number {
  if (status === 'error' && grpcErrorOf(error)?.code === resourceExhausted) return slowestMs;
  return Math.min(slowestMs, countEveryMs * 1.2 ** Math.max(0, dataUpdateCount + errorUpdateCount - 1));
}
