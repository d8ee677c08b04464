import { Client, Connection } from '../client/index.js';
import type { Stack } from './stack.js';
import type { order } from './worker/workflows/index.js';

/** An order that ran to its end. */
export interface FinishedOrder {
  readonly workflowId: string;
  readonly trackingNumber: string | undefined;
}

/**
 * Runs one order the way a page would: by the client, through Envoy. It proves the whole stack, and gives the console
 * something to show.
 */
export async function runSampleOrder(
  stack: Pick<Stack, 'envoyUrl' | 'namespace' | 'taskQueue'>,
): Promise<FinishedOrder> {
  const { envoyUrl, namespace, taskQueue } = stack;
  const connection = await Connection.connect({ address: envoyUrl });
  try {
    const client = new Client({ connection, namespace, identity: 'npm start' });
    const workflowId = `order-${new Date().toISOString().slice(0, 19).replaceAll(/\D/g, '')}`;
    const { trackingNumber } = await client.workflow.execute<typeof order>(
      'order',
      {
        workflowId,
        taskQueue,
        args: [{ customerId: 'c-42', items: [{ sku: 'BOOK-1', quantity: 2, unitPriceCents: 1990 }] }],
        staticSummary: 'The first order, started by npm start',
      },
      { timeoutMs: 60_000 },
    );
    return { workflowId, trackingNumber };
  } finally {
    await connection.close();
  }
}

/** Deep link to a run in the console. */
export function runUrl(consoleUrl: string, namespace: string, workflowId: string): string {
  const path = ['namespaces', namespace, 'workflows', workflowId].map(encodeURIComponent).join('/');
  return `${consoleUrl}/#/${path}`;
}
