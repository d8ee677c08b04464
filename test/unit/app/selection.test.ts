import { describe, expect, it } from 'vitest';
import type { WorkflowExecutionInfo } from '../../../src/client/index.js';
import {
  allOf,
  between,
  closedOf,
  countOf,
  isSelected,
  mostExceptions,
  mostRows,
  nothing,
  pageState,
  refreshed,
  type Selected,
  withRows,
} from '../../../src/app/screens/workflows/selection-model.js';

function row(runId: string, status = 'RUNNING'): WorkflowExecutionInfo {
  return { runId, workflowId: `w-${runId}`, status: { name: status } } as WorkflowExecutionInfo;
}
const [a, b, c, d] = [row('a'), row('b'), row('c'), row('d')];
const ids = (selected: Selected) => [...(selected.kind === 'rows' ? selected.rows : selected.except).keys()];

describe('picked rows', () => {
  it('come and go by their Run Id', () => {
    const two = withRows(withRows(nothing, [a], true), [c], true);
    expect(ids(two)).toEqual(['a', 'c']);
    expect(isSelected(two, 'b')).toBe(false);
    expect(ids(withRows(two, [a], false))).toEqual(['c']);
  });

  it('are the same object when nothing changes, so that nothing is announced', () => {
    const one = withRows(nothing, [a], true);
    expect(withRows(one, [a], true)).toBe(one);
    expect(withRows(one, [b], false)).toBe(one);
  });

  it('stay when the list is refreshed in another order or on another page', () => {
    const two = withRows(nothing, [a, c], true);
    expect(ids(refreshed(two, [d, row('c', 'COMPLETED')]))).toEqual(['a', 'c']);
  });

  it('are known as they are now after a refresh', () => {
    const two = withRows(nothing, [a, c], true);
    expect(closedOf(two)).toBe(0);
    expect(closedOf(refreshed(two, [row('c', 'FAILED'), row('x')]))).toBe(1);
    expect(refreshed(two, [b, d])).toBe(two);
  });

  it('end at a limit that boxes are no longer made for', () => {
    const many = Array.from({ length: mostRows + 5 }, (_, index) => row(String(index)));
    const selected = withRows(nothing, many, true);
    expect(countOf(selected)).toBe(mostRows);
    expect(isSelected(selected, String(mostRows))).toBe(false);
  });
});

describe('a range', () => {
  it('is what stands between two rows, in both directions', () => {
    expect(between([a, b, c, d], 'b', 'd')).toEqual([b, c, d]);
    expect(between([a, b, c, d], 'd', 'b')).toEqual([b, c, d]);
  });

  it('is in the order of now: rows that came between are in it', () => {
    const [x] = [row('x')];
    expect(between([b, x, d], 'b', 'd')).toEqual([b, x, d]);
  });

  it('is one row when it has no beginning, or when that has left the list', () => {
    expect(between([a, b], undefined, 'b')).toEqual([b]);
    expect(between([a, b], 'gone', 'b')).toEqual([b]);
    expect(between([a, b], 'a', 'gone')).toEqual([]);
  });
});

describe('everything that a query finds', () => {
  it('holds every row, also of pages that were never seen', () => {
    const all = allOf('WorkflowType = "order"', 1234);
    expect([countOf(all), isSelected(all, 'never seen')]).toEqual([1234, true]);
  });

  it('but those that are taken out', () => {
    const all = withRows(allOf('', 10), [b], false);
    expect([countOf(all), isSelected(all, 'b'), isSelected(all, 'a')]).toEqual([9, false, true]);
    expect(countOf(withRows(all, [b], true))).toBe(10);
  });

  it('names no more exceptions than a query has room for', () => {
    const rows = Array.from({ length: mostExceptions + 1 }, (_, index) => row(String(index)));
    expect(ids(withRows(allOf('', 5000), rows, false))).toHaveLength(mostExceptions);
  });
});

describe('the box of the page', () => {
  it('tells none, some and all of the rows on screen', () => {
    const one = withRows(nothing, [a], true);
    expect(pageState(one, [b, c])).toBe('none');
    expect(pageState(one, [a, b])).toBe('some');
    expect(pageState(one, [a])).toBe('all');
    expect(pageState(one, [])).toBe('none');
  });
});
