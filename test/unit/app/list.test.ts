import { describe, expect, it } from 'vitest';
import type { WorkflowExecutionInfo } from '../../../src/client/index.js';
import { listAddressQuery, readListAddress } from '../../../src/app/screens/workflows/list-address.js';
import { missingFrom, updateInPlace } from '../../../src/app/screens/workflows/rows/merge-rows.js';

describe('the address of a list', () => {
  it('goes both ways', () => {
    const address = {
      statuses: ['RUNNING', 'FAILED'] as const,
      query: 'WorkflowId = "a&b=c"',
      pageSize: 100,
      page: 3,
      token: new Uint8Array([1, 2, 255]),
      sort: { column: 'attribute:Über & mehr', descending: true },
      columns: [
        { id: 'workflowId', width: 260 },
        { id: 'attribute:a,b~c %2C', type: 'DOUBLE' as const, width: 99 },
        { id: 'status' },
      ],
      view: { id: 'abcdefghi0', name: 'Slow. & "odd" 🐘' },
    };
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(listAddressQuery(address, 50))) if (value) query.set(key, String(value));
    expect(readListAddress(query, 50)).toEqual(address);
  });

  it('chooses the statuses that its query names, if it names none itself', () => {
    const read = (hash: string) => readListAddress(new URLSearchParams(hash), 50);
    expect(read('query=ExecutionStatus = "Failed" AND A = 1')).toMatchObject({ statuses: ['FAILED'], query: 'A = 1' });
    expect(read('status=RUNNING&query=ExecutionStatus = "Failed"')).toMatchObject({
      statuses: ['RUNNING'],
      query: 'ExecutionStatus = "Failed"',
    });
  });

  it('ignores what makes no sense', () => {
    const query = new URLSearchParams('status=NOPE,FAILED&rows=-3&page=7&after=***');
    expect(readListAddress(query, 50)).toEqual({
      statuses: ['FAILED'],
      query: '',
      pageSize: 50,
      page: 1,
      token: undefined,
      sort: undefined,
      columns: undefined,
      view: undefined,
    });
  });

  it('takes columns and the name of a view that somebody wrote by hand', () => {
    const read = (hash: string) => readListAddress(new URLSearchParams(hash), 50);
    expect(read('columns=status,nope,%25E0%25A4,status').columns).toEqual([{ id: 'workflowId' }, { id: 'status' }]);
    expect(read('view=By hand').view).toEqual({ id: undefined, name: 'By hand' });
  });
});

describe('rows on screen', () => {
  const info = (runId: string, name = 'RUNNING') => ({ runId, status: { name } }) as WorkflowExecutionInfo;
  const rows = [info('a'), info('b')].map((execution) => ({ info: execution, gone: false }));

  it('are updated where they stand', () => {
    const updated = updateInPlace(rows, [info('new'), info('b', 'COMPLETED'), info('a')], true);
    expect(updated.map((row) => [row.info.runId, row.info.status.name, row.gone])).toEqual([
      ['a', 'RUNNING', false],
      ['b', 'COMPLETED', false],
    ]);
  });

  it('stay when they no longer match, marked as gone', () => {
    expect(updateInPlace(rows, [info('b')], true)[0]).toMatchObject({ gone: true });
  });

  it('are not called gone when they may only have moved to the next page', () => {
    expect(updateInPlace(rows, [info('b')], false)[0]).toMatchObject({ gone: false });
  });

  it('do not hide how many are new', () => {
    expect(missingFrom(rows, [info('new'), info('a'), info('newer')])).toHaveLength(2);
  });
});
