import { afterAll, beforeAll, describe, inject, it, expect } from 'vitest';
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

function start(workflowType: string, args: unknown[] = [], options = {}): Promise<WorkflowHandle> {
  return client.workflow.start(workflowType, { taskQueue, workflowId: uniqueId(workflowType), args, ...options });
}

/** Visibility follows a moment after the fact. */
async function listed(query: string, count: number): Promise<void> {
  await expect.poll(async () => (await client.workflow.count(query)).count).toBe(count);
}

describe.each(screens)('tabs of a run, $name', (screen) => {
  it('shows the family as a tree that the keyboard can walk', async () => {
    const handle = await start('fanOut', [{ children: 3 }]);
    await handle.result();
    await listed(`RootWorkflowId = "${handle.workflowId}"`, 4);
    const app = await console.open(screen, `${workflowsHash(`${handle.workflowId}/child-1`)}?tab=relationships`);
    const { page } = app;
    const tree = page.getByRole('tree', { name: 'Family' });
    await tree.getByRole('treeitem').nth(3).waitFor();
    const current = tree.getByRole('treeitem', { selected: true });
    expect(await current.textContent()).toContain('child-1');
    expect(await current.getAttribute('aria-level')).toBe('2');

    await current.focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await tree.getByRole('treeitem', { expanded: false }).waitFor();
    expect(await tree.getByRole('treeitem').count()).toBe(1);
    await page.keyboard.press('ArrowRight');
    await tree.getByRole('treeitem').nth(3).waitFor();
    await app.shot('run-relationships');
    await tree.getByRole('treeitem', { level: 1 }).getByRole('link').click();
    await page.getByRole('heading', { name: 'fanOut' }).waitFor();
    await app.close();
  });

  it('shows the runs of a chain, and leads to the others', async () => {
    const handle = await start('chain', [2]);
    await handle.result();
    await listed(`WorkflowId = "${handle.workflowId}"`, 3);
    const app = await console.open(screen, `${workflowsHash(handle.workflowId)}?tab=relationships`);
    const { page } = app;
    const runs = page.getByRole('region', { name: 'Runs of this Workflow Id' });
    await runs.getByText('this run').waitFor();
    await runs.getByText('first of its chain').waitFor();
    await runs.getByText('previous').first().waitFor();
    expect(await runs.getByRole('listitem').count()).toBe(3);
    await runs.getByRole('link').last().click();
    await page.getByText('Continued as new', { exact: true }).first().waitFor();
    await app.close();
  });

  it('shows who polls the Task Queue, and how much waits there', async () => {
    const { workflowId } = await start('waitForRelease');
    const app = await console.open(screen, `${workflowsHash(workflowId)}?tab=workers`);
    const { page } = app;
    const queue = page.getByRole('region', { name: 'Task Queue' });
    await queue.getByRole('row', { name: /Workflow/ }).waitFor();
    await page
      .getByRole('region', { name: 'Workers' })
      .getByText(/typescript/i)
      .first()
      .waitFor();
    await app.shot('run-workers');
    await app.close();
  });

  it('says so when nobody polls', async () => {
    const { workflowId } = await start('greet', ['nobody'], { taskQueue: uniqueId('nobody') });
    const app = await console.open(screen, `${workflowsHash(workflowId)}?tab=workers`);
    await app.page.getByRole('heading', { name: 'Nobody polls this Task Queue' }).waitFor();
    await app.page.getByRole('link', { name: 'Call stack' }).click();
    await app.page.getByRole('heading', { name: 'No worker can be asked' }).waitFor();
    await app.close();
  });

  it('asks for the call stack, and again when told to', async () => {
    const { workflowId } = await start('countdown', [600]);
    const app = await console.open(screen, `${workflowsHash(workflowId)}?tab=stack`);
    const { page } = app;
    await page.getByText(/at countdown \(/).waitFor();
    const asked = page.waitForRequest((request) => request.url().endsWith('/QueryWorkflow'));
    await page.getByRole('button', { name: 'Ask again' }).click();
    await asked;
    await page.getByText(/at countdown \(/).waitFor();
    await app.shot('run-stack');
    await app.close();
  });

  it('asks queries with arguments, and keeps the answers', async () => {
    const { workflowId } = await start('countdown', [600]);
    const app = await console.open(screen, `${workflowsHash(workflowId)}?tab=queries`);
    const { page } = app;
    await page.getByRole('button', { name: /^progress/ }).click();
    const answers = page.getByRole('list', { name: 'Answers', exact: true });
    await answers.getByText('remaining').waitFor();

    await page.getByLabel('Query', { exact: true }).fill('unknownQuery');
    await page.getByRole('button', { name: 'Run query' }).click();
    await answers.getByText(/No answer to unknownQuery/).waitFor();
    expect(await answers.locator('> li').count()).toBe(2);
    await app.shot('run-queries');
    await app.close();
  });

  it('shows memo, search attributes, configuration and markdown without running it', async () => {
    const handle = await start(
      'order',
      [{ customerId: 'c-1', items: [{ sku: 'A', quantity: 1, unitPriceCents: 5 }] }],
      {
        memo: { 'note <b>': { by: 'Lea' } },
        staticSummary: 'An **order** <img src=x onerror="document.title=1">',
        staticDetails: '# Title\n\n- one\n- [two](javascript:alert(1))',
        workflowExecutionTimeout: '1 hour',
        retry: { maximumAttempts: 3 },
      },
    );
    const app = await console.open(screen, `${workflowsHash(handle.workflowId)}?tab=details`);
    const { page } = app;
    await page.getByRole('region', { name: 'Memo' }).getByText('note <b>').waitFor();
    const metadata = page.getByRole('region', { name: 'Summary and details' });
    await metadata.getByRole('heading', { name: 'Title' }).waitFor();
    expect(await metadata.locator('img').count()).toBe(0);
    expect(await metadata.locator('a[href^="javascript"]').count()).toBe(0);
    const configuration = page.getByRole('region', { name: 'Configuration' });
    await configuration.getByText('3 attempts, 1 s ×2').waitFor();
    await configuration.getByText('1 h', { exact: true }).first().waitFor();
    await page.getByRole('region', { name: 'Search Attributes' }).getByText('c-1').waitFor();
    await app.shot('run-details');
    await app.close();
  });
});
