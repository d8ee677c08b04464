import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Client, Connection } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, screens, workflowsHash } from './console-page.js';

const { envoyUrl, taskQueue } = inject('stack');
const client = new Client({ connection: Connection.lazy({ address: envoyUrl }) });
let console: ConsoleUnderTest;
beforeAll(async () => {
  console = await ConsoleUnderTest.start();
});
afterAll(() => console.stop());

const input = { customerId: 'c-42', items: [{ sku: 'BOOK-1', quantity: 2, unitPriceCents: 1990 }] };

describe.each(screens)('the main job, $name', (screen) => {
  it('starts an order from the form and shows its result', async () => {
    const app = await console.open(screen, workflowsHash('start'));
    const { page } = app;
    const workflowId = uniqueId('order');
    await page.getByLabel('Workflow Type').fill('order');
    await page.getByLabel('Task Queue').fill(taskQueue);
    await page.getByLabel('Workflow Id', { exact: true }).fill(workflowId);
    const argument = page.getByRole('region', { name: 'Arguments' });
    if ((await argument.getByRole('textbox').count()) === 0)
      await argument.getByRole('button', { name: 'Add' }).click();
    await argument.getByRole('textbox').fill(JSON.stringify(input));
    await app.shot('start-filled');

    await page.getByRole('button', { name: 'Start order' }).click();

    await page.getByRole('heading', { name: 'order', exact: true }).waitFor();
    await app.shot('run-live');
    await page.getByText('Completed', { exact: true }).first().waitFor();
    await page.getByText('"delivered"').waitFor();
    expect(decodeURIComponent(page.url())).toContain(workflowId);
    await app.shot('run-completed');
    await app.close();
  });

  it('shows a finished order after a reload of its address', async () => {
    const handle = await client.workflow.start('order', { taskQueue, workflowId: uniqueId('order'), args: [input] });
    await handle.result();
    const app = await console.open(screen, workflowsHash(handle.workflowId));
    const { page } = app;
    await page.getByText('"delivered"').waitFor();
    await page.reload();
    await page.getByText('"delivered"').waitFor();
    await app.close();
  });
});
