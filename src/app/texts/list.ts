import { countText, plural } from '../format/numbers.js';

export const texts = {
  title: 'Workflows',
  start: 'Start workflow',
  startShort: 'Start',
  refresh: 'Refresh',
  live: 'Live',
  liveOn: (every: string) => `The list looks for changes every ${every}. Click to stop.`,
  liveOff: 'The list stays as it is. Click to let it look for changes.',
  all: 'All',
  statusFilter: 'Filter by status',
  updated: (age: string) => `Updated ${age}`,
  counted: (age: string) => `Counted ${age}`,
  executions: (count: number) => plural(count, 'execution'),
  notCounted: 'Not counted',
  notCountedHint: 'The server did not count: it may be busy, or this key lacks the right CountWorkflowExecutions.',
  waiting: (count: number) => `${countText(count)} new`,
  sortHint: {
    none: 'Click to sort what is loaded',
    ascending: 'Ascending. Click for descending',
    descending: 'Descending. Click for the order of the server',
  },
  resizeColumn: 'Drag to change the width, double-click to reset it',
  showChildren: (workflowId: string) => `Show children of ${workflowId}`,
  hideChildren: (workflowId: string) => `Hide children of ${workflowId}`,
  childOf: (workflowId: string) => `, child of ${workflowId}`,
  gone: 'No longer matches this list',
  pages: 'Pages',
  first: 'First page',
  previous: 'Previous',
  next: 'Next page',
  pageSize: 'Rows',
  noMatchAction: 'Show all workflows',
  badQueryTitle: 'This query cannot be run',
  badQueryText:
    'What the server says about it stands beside the query. Nothing is shown, so that no old rows mislead you.',
  failed: 'The list could not be loaded',
  keys: 'j and k move, Enter opens',
} as const;

export const viewTexts = {
  group: 'List',
  firstRow: 'First row',
  title: 'Display',
  chooseColumns: 'Choose columns',
  views: 'Views',
  saveView: 'Save as view',
} as const;
