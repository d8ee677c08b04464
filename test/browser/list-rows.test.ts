import { describe, expect, it } from 'vitest';
import { ListRows } from '../../src/app/screens/workflows/rows/list-rows.svelte.js';
import type { WorkflowExecutionInfo } from '../../src/client/index.js';

const info = (runId: string, name = 'RUNNING') => ({ runId, status: { name } }) as WorkflowExecutionInfo;
const shown = (rows: ListRows) => rows.shown.map((row) => row.info.runId);
const token = (...bytes: number[]) => new Uint8Array(bytes);

/** An answer with these runs. */
function page(runIds: string, nextPageToken?: Uint8Array) {
  return { items: runIds.split(' ').map((runId) => info(runId)), nextPageToken };
}

describe('ListRows', () => {
  it('holds new rows back until they are wanted', () => {
    const rows = new ListRows();
    rows.receive('all', page('b a'));
    rows.receive('all', page('c b a'));
    expect(shown(rows)).toEqual(['b', 'a']);
    expect(rows.waiting).toBe(1);
    rows.accept();
    expect(shown(rows)).toEqual(['c', 'b', 'a']);
  });

  it('shows at once what was asked for: a refresh, or another list', () => {
    const rows = new ListRows();
    rows.receive('all', page('a'));
    rows.acceptNext();
    rows.receive('all', page('b'));
    expect(shown(rows)).toEqual(['b']);
    rows.receive('failed', page('c'));
    expect(shown(rows)).toEqual(['c']);
  });

  it('goes on where its last row ends, whatever newer answers say', () => {
    const rows = new ListRows();
    rows.receive('all', page('b a', token(1)));
    rows.receive('all', page('c b', token(2)));
    expect(rows.nextPageToken).toEqual(token(1));
    rows.accept();
    expect(rows.nextPageToken).toEqual(token(2));
  });

  it('takes further pages below, and none twice', () => {
    const rows = new ListRows();
    rows.receive('all', page('d c', token(1)));
    rows.append(page('c b', token(2)));
    expect(shown(rows)).toEqual(['d', 'c', 'b']);
    rows.receive('all', page('e d', token(3)));
    rows.accept();
    expect(shown(rows)).toEqual(['e', 'd', 'c', 'b']);
    expect(rows.nextPageToken).toEqual(token(2));
  });

  it('drops further pages when what is new does not join them', () => {
    const rows = new ListRows();
    rows.receive('all', page('b a', token(1)));
    rows.append(page('0', undefined));
    rows.receive('all', page('z y', token(9)));
    rows.accept();
    expect(shown(rows)).toEqual(['z', 'y']);
    expect(rows.nextPageToken).toEqual(token(9));
  });

  it('tells rows that come or go from rows that change', () => {
    const rows = new ListRows();
    rows.receive('all', page('b a', token(1)));
    const before = rows.membership;
    rows.receive('all', page('b a', token(1)));
    rows.update([info('a', 'COMPLETED')]);
    expect(rows.membership).toBe(before);
    expect(rows.shown[1]?.info.status.name).toBe('COMPLETED');
    rows.append(page('0'));
    expect(rows.membership).toBeGreaterThan(before);
  });
});
