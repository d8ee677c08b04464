import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { Client, Connection, type WorkflowHandleWithFirstExecutionRunId } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, type OpenConsole, screens, workflowsHash } from './console-page.js';

const { envoyUrl, taskQueue, namespace } = inject('stack');
const connection = Connection.lazy({ address: envoyUrl });
const client = new Client({ connection });
const prefix = uniqueId('found');
const [desktop, phone] = screens;
let console: ConsoleUnderTest;
let greeted: WorkflowHandleWithFirstExecutionRunId;
const delegates = [`${prefix}-delegate-a`, `${prefix}-delegate-b`];

beforeAll(async () => {
  console = await ConsoleUnderTest.start();
  greeted = await client.workflow.start('greet', { taskQueue, workflowId: `${prefix} "x"/ü`, args: ['id'] });
  await greeted.result();
  // Nobody polls this Task Queue, so each of these has a pending Activity, and its id is "1".
  for (const workflowId of delegates) {
    await client.workflow.start('delegate', { taskQueue, workflowId, args: [uniqueId('nobody')] });
  }
  await vi.waitFor(
    async () => {
      const { count } = await client.workflow.count(`WorkflowId STARTS_WITH '${prefix}'`);
      expect(count).toBe(3);
    },
    { timeout: 30_000, interval: 500 },
  );
});
afterAll(async () => {
  for (const workflowId of delegates) await client.workflow.getHandle(workflowId).terminate('test is over');
  await console.stop();
  await connection.close();
});

/** Pastes a text into the search, and asks for it. */
async function search({ page }: OpenConsole, text: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Paste any id or link' });
  await field.fill(text);
  await field.press('Enter');
}

describe.each(screens)('the search, $name', (screen) => {
  it('lands on a run by its Run Id, by a line of the CLI and by a link of the official UI', async () => {
    const { workflowId, firstExecutionRunId: runId } = greeted;
    const app = await console.open(screen, workflowsHash());
    for (const text of [
      `  "${runId}",`,
      `temporal workflow show --workflow-id '${workflowId}' --run-id ${runId}`,
      `https://cloud.temporal.io/namespaces/${namespace}/workflows/${encodeURIComponent(workflowId)}/${runId}/history`,
    ]) {
      await app.go(workflowsHash());
      await search(app, text);
      await app.page.getByText('"Hello, id!"').waitFor();
      expect(app.page.url()).toContain(runId);
    }
    await app.close();
  });

  it('says what was searched when nothing has the id, and offers what begins like it', async () => {
    const app = await console.open(screen, workflowsHash());
    await search(app, `${prefix}-del`);
    await app.page.getByText('Nothing has this id').waitFor();
    await app.page
      .getByText(/Searched: Workflow Ids, Run Ids, standalone Activities, and pending Activities/)
      .waitFor();
    await app.shot('search-nothing');
    await app.page.getByRole('option', { name: /Workflows whose id starts with/ }).click();
    await app.page.getByRole('link', { name: 'delegate-a' }).waitFor();
    await app.page.getByRole('link', { name: 'delegate-b' }).waitFor();
    await app.close();
  });
});

describe('the search', () => {
  it('finds pending Activities, and lets choose among several', async () => {
    const app = await console.open(desktop, workflowsHash());
    await search(app, '1');
    await app.page.getByText('Several things have this id.').waitFor();
    await app.shot('search-several');
    await app.page.getByRole('option', { name: /Activity work of.*delegate-b/s }).click();
    await app.page.getByText(`${prefix}-delegate-b`).first().waitFor();
    expect(app.page.url()).toContain('tab=pending');
    await app.close();
  });

  it('can be stopped while it asks one execution after the other', async () => {
    const app = await console.open(phone, workflowsHash());
    // The id itself is looked up; the answers of those that are asked for Activities never come.
    await app.page.route('**/DescribeWorkflowExecution', (route) =>
      route.request().postDataBuffer()?.includes('no-such-thing') ? route.continue() : undefined,
    );
    await search(app, 'no-such-thing');
    await app.page.getByText(/Looking for an Activity: 0 of/).waitFor();
    await app.page.getByRole('button', { name: 'Stop' }).click();
    await app.page.getByText('until the search was stopped').waitFor();
    await app.close();
  });

  it('suggests what was looked at in this browser, by keys too', async () => {
    const app = await console.open(desktop, workflowsHash(delegates[0]!));
    const { page } = app;
    await page.getByText('Running', { exact: true }).first().waitFor();
    await app.go(workflowsHash());
    const field = page.getByRole('combobox', { name: 'Paste any id or link' });
    await field.fill('DELEGATE');
    await page.getByRole('option', { name: /delegate-a/ }).waitFor();
    await field.press('ArrowDown');
    await field.press('Enter');
    await page.waitForURL(/delegate-a/);
    await app.close();
  });
});
