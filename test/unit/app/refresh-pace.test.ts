import { describe, expect, it } from 'vitest';
import { type CallRecord, countPace, refreshPace } from '../../../src/app/screens/workflows/refresh-pace.js';
import { GrpcError } from '../../../src/client/index.js';

const record: CallRecord = {
  status: 'success',
  error: null,
  dataUpdateCount: 1,
  dataUpdatedAt: 1_000_000,
  errorUpdateCount: 0,
  errorUpdatedAt: 0,
};

describe('the pace of a live list', () => {
  it('is the chosen one while calls succeed', () => {
    expect(refreshPace({ ...record, dataUpdateCount: 500 }, 10_000)).toBe(10_000);
  });

  it('slows down with the time that calls have failed, to five minutes', () => {
    const failing = (errorUpdatedAt: number) => refreshPace({ ...record, status: 'error', errorUpdatedAt }, 10_000);
    expect([failing(1_003_000), failing(1_025_000), failing(9_000_000)]).toEqual([10_000, 25_000, 300_000]);
  });

  it('slows down when there has never been an answer', () => {
    const never = (errorUpdateCount: number) =>
      refreshPace({ ...record, status: 'error', dataUpdatedAt: 0, errorUpdateCount }, 10_000);
    expect([never(1), never(2), never(3), never(50)]).toEqual([10_000, 20_000, 40_000, 300_000]);
  });
});

describe('the pace of counting', () => {
  it('begins at a minute and slows down to five', () => {
    const after = (dataUpdateCount: number) => Math.round(countPace({ ...record, dataUpdateCount }));
    expect([after(1), after(2), after(3), after(30)]).toEqual([60_000, 72_000, 86_400, 300_000]);
  });

  it('slows down at once when the server has had too much', () => {
    const error = new GrpcError(8, 'namespace rate limit exceeded');
    expect(countPace({ ...record, status: 'error', error })).toBe(300_000);
  });
});
