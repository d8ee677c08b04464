/** What a list says that shows nothing. */
export const emptyTexts = {
  emptyTitle: 'No workflows here yet',
  emptyText: 'Start one from this page, or from any program that talks to this Namespace.',
  emptySnippet: 'From a page, with the client of this package',
  noMatchTitle: 'Nothing matches',
  noMatchText: 'No Workflow Execution fits all that is filtered. New ones take a moment to be listed.',
  endTitle: 'That was the last page',
  endText: 'There is nothing after the page before.',
} as const;

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
