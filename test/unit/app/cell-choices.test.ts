import { describe, expect, it } from 'vitest';
import { attributeColumn, type CellValue, systemColumns } from '../../../src/app/screens/workflows/columns/columns.js';
import { cellChoices } from '../../../src/app/screens/workflows/table/cell-choices.js';

const nothing = { statuses: [], query: '' };

function column(id: string) {
  return systemColumns.find((one) => one.id === id)!;
}

/** Queries by label. */
function queries(id: string, value: CellValue, query = '') {
  const choices = cellChoices(column(id), value, { statuses: [], query });
  return Object.fromEntries(choices.map(({ label, change }) => [label, change.query]));
}

describe('a cell', () => {
  it('narrows the list to its value, or to all others', () => {
    expect(queries('type', 'order')).toEqual({
      'Only order': "WorkflowType = 'order'",
      'Exclude order': "WorkflowType != 'order'",
    });
  });

  it('takes the place of what was asked about the same attribute, and joins the rest', () => {
    expect(queries('type', 'order', 'TaskQueue = "a" AND WorkflowType = "echo"')['Only order']).toBe(
      `TaskQueue = "a" AND WorkflowType = 'order'`,
    );
    expect(queries('type', 'order', 'A = 1 OR B = 2')['Exclude order']).toBe(
      `(A = 1 OR B = 2) AND WorkflowType != 'order'`,
    );
  });

  it('does not lose executions without the attribute when a value is excluded', () => {
    expect(queries('scheduledById', 's')['Exclude s']).toBe(
      `(TemporalScheduledById != 's' OR TemporalScheduledById IS NULL)`,
    );
  });

  it('quotes whatever the value holds', () => {
    expect(queries('workflowId', `a "b" \\ O'H\n`)[`Only a "b" \\ O'H `]).toBe(`WorkflowId = 'a "b" \\\\ O\\'H\\n'`);
  });

  it('offers nothing that no server could be asked', () => {
    expect(queries('taskQueue', `'quoted'`)).toEqual({});
    expect(cellChoices(column('firstRunId'), 'x', nothing)).toEqual([]);
  });

  it('offers the beginning of an id', () => {
    expect(queries('workflowId', 'order-2026-17')['Starting with order-2026-']).toBe(
      `WorkflowId STARTS_WITH 'order-2026-'`,
    );
    expect(Object.keys(queries('workflowId', 'order'))).toEqual(['Only order', 'Exclude order']);
  });

  it('is asked about as empty when it is', () => {
    expect(queries('closed', undefined)).toEqual({
      'Only without a value': 'CloseTime IS NULL',
      'Only with a value': 'CloseTime IS NOT NULL',
    });
    expect(queries('taskQueue', '')).toEqual({});
  });

  it('compares moments, lengths and numbers; the value itself stays in', () => {
    expect(queries('started', new Date('2026-11-20T14:03:07.512Z'))).toEqual({
      'From this moment on': "StartTime >= '2026-11-20T14:03:07.512Z'",
      'Until this moment': "StartTime < '2026-11-20T14:03:07.513Z'",
    });
    expect(queries('duration', 1500)).toEqual({
      '1.5 s or longer': 'ExecutionDuration >= 1500000000',
      '1.5 s or shorter': 'ExecutionDuration < 1501000000',
    });
    expect(queries('historyLength', 45641)).toMatchObject({ '45,641 or more': 'HistoryLength >= 45641' });
    expect(queries('stateTransitions', 12n)).toMatchObject({ 'Only 12': 'StateTransitionCount = 12' });
  });

  it('of a list is asked about element by element', () => {
    const choices = cellChoices(attributeColumn('Skus', 'KEYWORD_LIST'), ['a', 'b'], nothing);
    expect(choices.map(({ label }) => label)).toEqual(['Only a', 'Exclude a', 'Only b', 'Exclude b']);
    expect(choices[2]?.change.query).toBe("`Skus` = 'b'");
  });

  it('of an added attribute finds its own conditions again', () => {
    const [only] = cellChoices(attributeColumn('Order', 'BOOL'), true, { statuses: [], query: '`Order` = false' });
    expect(only?.change.query).toBe('`Order` = true');
  });

  it('of a status works with the chips', () => {
    const running = (statuses: ('RUNNING' | 'FAILED')[], query = '') =>
      cellChoices(column('status'), 'RUNNING', { statuses, query }).map(({ change }) => change);
    expect(running([], `A = 1 AND ExecutionStatus = 'Failed'`)[0]).toEqual({ statuses: ['RUNNING'], query: 'A = 1' });
    expect(running(['RUNNING', 'FAILED'])[1]).toEqual({ statuses: ['FAILED'] });
    expect(running([])[1]).toEqual({ statuses: [], query: "ExecutionStatus != 'Running'" });
    expect(cellChoices(column('status'), 'UNKNOWN', nothing)).toEqual([]);
  });
});
