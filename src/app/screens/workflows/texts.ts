export const texts = {
  title: 'Workflows',
  start: 'Start workflow',
  startShort: 'Start',
  refresh: 'Refresh',
  live: 'Live',
  liveOn: 'The list looks for changes every 10 seconds. Click to stop.',
  liveOff: 'The list stays as it is. Click to let it look for changes.',
  all: 'All',
  statusFilter: 'Filter by status',
  query: 'Query',
  queryPlaceholder: 'WorkflowType = "order" AND StartTime > "2026-11-01T00:00:00Z"',
  examples: 'Examples',
  run: 'Run query',
  clear: 'Clear',
  columns: {
    status: 'Status',
    workflowId: 'Workflow Id',
    runId: 'Run Id',
    type: 'Type',
    started: 'Started',
    closed: 'Closed',
    duration: 'Duration',
  },
  gone: 'No longer matches this list',
  pages: 'Pages',
  first: 'First page',
  previous: 'Previous',
  next: 'Next page',
  pageSize: 'Rows',
  emptyTitle: 'No workflows here yet',
  emptyText: 'Start one from this page, or from any program that talks to this Namespace.',
  emptySnippet: 'From a page, with the client of this package',
  noMatchTitle: 'Nothing matches',
  noMatchText: 'No Workflow Execution has these statuses and fits this query. New ones take a moment to be listed.',
  noMatchAction: 'Show all workflows',
  badQueryTitle: 'This query cannot be run',
  badQueryText:
    'What the server says about it stands beside the query. Nothing is shown, so that no old rows mislead you.',
  endTitle: 'That was the last page',
  endText: 'There is nothing after the page before.',
  failed: 'The list could not be loaded',
  keys: 'j and k move, Enter opens',
} as const;

/** Queries to begin with; `label` says what they find. */
export const queryExamples = [
  { label: 'Of one type', query: 'WorkflowType = "order"' },
  { label: 'Id starts with', query: 'WorkflowId STARTS_WITH "order-"' },
  { label: 'On one Task Queue', query: 'TaskQueue = "samples"' },
  { label: 'Took longer than a minute', query: 'ExecutionDuration > "1m"' },
  { label: 'With more than 1,000 events', query: 'HistoryLength > 1000' },
] as const;

export function startSnippet(address: string, namespace: string): string {
  return `import { Client, Connection } from 'temporal-web-client';

const connection = await Connection.connect({ address: ${JSON.stringify(address)} });
const client = new Client({ connection, namespace: ${JSON.stringify(namespace)} });

const handle = await client.workflow.start('order', {
  workflowId: 'order-1001',
  taskQueue: 'samples',
  args: [{ customerId: 'c-42', items: [{ sku: 'BOOK-1', quantity: 1, unitPriceCents: 1999 }] }],
});
console.log(await handle.result());`;
}
