import { describe, expect, it } from 'vitest';
import type { WorkflowExecutionPage } from '../../../src/client/index.js';
import { ListPace } from '../../../src/query/list-pace.js';
import type { InfiniteQueryInCache } from '../../../src/query/shapes.js';

function pageOf(...statuses: string[]): WorkflowExecutionPage {
  const items = statuses.map((name, index) => ({ runId: `run-${index}`, status: { name }, historyLength: 3 }));
  return { items, nextPageToken: undefined } as unknown as WorkflowExecutionPage;
}

describe('the pace of a list', () => {
  it('slows down while nothing changes, and not for being asked twice', () => {
    const pace = new ListPace(1_000);
    const query: InfiniteQueryInCache<WorkflowExecutionPage> = {
      state: { data: { pages: [pageOf('RUNNING')] }, dataUpdatedAt: 1, errorUpdatedAt: 0 },
    };
    const paces = [1, 1, 2, 3, 4, 5, 6, 7].map((at) => {
      query.state.dataUpdatedAt = at;
      return pace.after(query);
    });
    expect(paces).toEqual([1_000, 1_000, 1_500, 2_250, 3_375, 5_062.5, 6_000, 6_000]);
    query.state = { data: { pages: [pageOf('COMPLETED')] }, dataUpdatedAt: 8, errorUpdatedAt: 0 };
    expect(pace.after(query)).toBe(1_000);
  });

  it('is slower for more pages, and after an error', () => {
    const pace = new ListPace(1_000);
    const state = { data: { pages: [pageOf('RUNNING'), pageOf('RUNNING')] }, dataUpdatedAt: 1, errorUpdatedAt: 0 };
    const query = { state };
    expect(pace.after(query)).toBe(2_000);
    query.state = { ...state, errorUpdatedAt: 2 };
    expect(pace.after(query)).toBe(3_000);
  });
});
