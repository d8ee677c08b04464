import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Client, Connection, type WorkflowHandle } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, screens, workflowsHash } from './console-page.js';

const { envoyUrl, taskQueue } = inject('stack');
const connection = Connection.lazy({ address: envoyUrl });
const client = new Client({ connection });
let console: ConsoleUnderTest;
beforeAll(async () => {
  console = await ConsoleUnderTest.start();
});
afterAll(async () => {
  await console.stop();
  await connection.close();
});

function start(workflowType: string, args: unknown[] = []): Promise<WorkflowHandle> {
  return client.workflow.start(workflowType, { taskQueue, workflowId: uniqueId(workflowType), args });
}

describe.each(screens)('actions of a running workflow, $name', (screen) => {
  it('answers a query, takes a signal and shows the result by itself', async () => {
    const { workflowId } = await start('waitForRelease');
    const app = await console.open(screen, workflowsHash(workflowId));
    const { page } = app;
    await page.getByText('Running', { exact: true }).first().waitFor();

    await page.getByRole('button', { name: 'Query' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('isReleased');
    await dialog.getByRole('button', { name: 'Run query' }).click();
    await dialog.getByText('false').waitFor();
    await app.shot('query');
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Signal' }).click();
    await dialog.getByLabel('Name').fill('release');
    const args = dialog.getByRole('region', { name: 'Arguments' });
    if ((await args.getByRole('textbox').count()) === 0) await args.getByRole('button', { name: 'Add' }).click();
    await args.getByRole('textbox').fill('"let go"');
    await app.shot('signal');
    await dialog.getByRole('button', { name: 'Send signal' }).click();

    await page.getByText('"let go"').first().waitFor();
    await page.getByText('Completed', { exact: true }).first().waitFor();
    await app.close();
  });

  it('cancels with a reason that the history keeps', async () => {
    const handle = await start('countdown', [600]);
    const app = await console.open(screen, workflowsHash(handle.workflowId));
    const { page } = app;
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Cancel' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('changed my mind');
    await app.shot('cancel');
    await page.getByRole('button', { name: 'Request cancellation' }).click();

    await expect(handle.result()).rejects.toMatchObject({ message: 'Workflow execution cancelled' });
    await page.getByText('Canceled', { exact: true }).first().waitFor();
    const { events } = await handle.fetchHistory();
    const causes = events.map(({ attributes }) =>
      attributes.case === 'workflowExecutionCancelRequestedEventAttributes' ? attributes.value.cause : '',
    );
    expect(causes).toContain('changed my mind');
    await app.close();
  });

  it('terminates after a question that names the workflow', async () => {
    const handle = await start('waitForRelease');
    const app = await console.open(screen, workflowsHash(handle.workflowId));
    const { page } = app;
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Terminate' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(handle.workflowId).waitFor();
    await dialog.getByLabel('Reason').fill('no longer needed');
    await app.shot('terminate');
    await dialog.getByRole('button', { name: 'Terminate' }).click();

    await page.getByText('Terminated', { exact: true }).first().waitFor();
    await page.getByText('no longer needed').first().waitFor();
    await app.shot('run-terminated');
    await app.close();
  });

  it('starts another like this one, with its input', async () => {
    const handle = await start('echo', ['first', { second: [2] }]);
    await handle.result();
    const app = await console.open(screen, workflowsHash(handle.workflowId));
    const { page } = app;
    await page.getByRole('button', { name: 'Start like this one' }).click();
    await page.getByRole('heading', { name: 'Start a workflow' }).waitFor();

    // The first event of that run is asked for.
    await expect.poll(() => page.getByLabel('Workflow Type').inputValue()).toBe('echo');
    const texts = await page.getByRole('region', { name: 'Arguments' }).getByRole('textbox').all();
    const values = await Promise.all(texts.map((text) => text.inputValue()));
    expect([values[0], JSON.parse(values[1] ?? '')]).toEqual(['first', { second: [2] }]);
    await app.close();
  });
});
