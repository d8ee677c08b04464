import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Client, Connection, type WorkflowHandle, type WorkflowStartOptions } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, screens, workflowsHash } from './console-page.js';

const { envoyUrl, taskQueue } = inject('stack');
const connection = Connection.lazy({ address: envoyUrl });
const client = new Client({ connection });
const [desktop] = screens;
let console: ConsoleUnderTest;
beforeAll(async () => {
  console = await ConsoleUnderTest.start();
});
afterAll(async () => {
  await console.stop();
  await connection.close();
});

function start(workflowType: string, args: unknown[] = [], more: Partial<WorkflowStartOptions> = {}) {
  return client.workflow.start(workflowType, { taskQueue, workflowId: uniqueId(workflowType), args, ...more });
}

function hashOf({ workflowId }: WorkflowHandle): string {
  return workflowsHash(workflowId);
}

describe('a cold link to a run', () => {
  it('asks for description and first event at once', async () => {
    const handle = await start('waitForRelease');
    const app = await console.open(desktop);
    await app.page.getByRole('heading', { name: 'Workflows', exact: true }).waitFor();
    // Neither gets its answer before both have been asked for.
    const asked = new Set<string>();
    let release = () => {};
    const both = new Promise<void>((resolve) => (release = resolve));
    for (const name of ['DescribeWorkflowExecution', 'GetWorkflowExecutionHistory']) {
      await app.page.route(`**/${name}`, async (route) => {
        if (route.request().method() === 'POST') {
          asked.add(name);
          if (asked.size === 2) release();
          await both;
        }
        await route.continue();
      });
    }
    await app.go(hashOf(handle));
    await app.page.reload();
    await app.page.getByText('Running', { exact: true }).first().waitFor();
    await app.page.getByText('No arguments').waitFor();
    await handle.terminate('end of the test');
    await app.close();
  });
});

describe.each(screens)('the head of a run, $name', (screen) => {
  it('tells what matters first, all facts on demand, and stays while the page scrolls', async () => {
    const handle = await start('order', [
      { customerId: 'declined-1', items: [{ sku: 'BOOK', quantity: 1, unitPriceCents: 1000 }] },
    ]);
    await handle.result().catch(() => undefined);
    const app = await console.open(screen, hashOf(handle));
    const { page } = app;
    await page.getByText('Failed', { exact: true }).first().waitFor();
    await page.getByText(/^TypeScript 1\./).waitFor();
    await page.getByText('The card of declined-1 was declined').first().waitFor();
    await page.getByText('not retryable').first().waitFor();
    await page.getByRole('button', { name: 'All facts' }).click();
    await page.getByText('State transitions').waitFor();
    await page.getByText('Execution timeout', { exact: true }).waitFor();
    await app.shot('run-failed-facts');
    await page.mouse.wheel(0, 2000);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
    expect(await page.getByRole('heading', { level: 1, name: 'order' }).isVisible()).toBe(true);
    await app.close();
  });
});

describe('alerts of a run', () => {
  it('say why the Workflow Task fails, with its stack and its event', async () => {
    const handle = await start('thereIsNoSuchWorkflow');
    const app = await console.open(desktop, hashOf(handle));
    const { page } = app;
    await page.getByText('The Workflow Task fails').waitFor();
    await page.getByText('An error in the workflow code').waitFor();
    await page.getByText('no such function is exported').first().waitFor();
    await app.shot('run-task-failing');
    await page.getByRole('link', { name: 'Show the event' }).click();
    await expect.poll(() => page.url()).toContain('event=4');
    await handle.terminate('end of the test');
    await app.close();
  });

  it('say that nobody polls, that a run has not begun, and that cancellation was requested', async () => {
    const unpolled = await start('greet', ['Ada'], { taskQueue: uniqueId('nobody') });
    const delayed = await start('greet', ['Ada'], { startDelay: '2 hours' });
    const cancelled = await start('approval', ['holiday']);
    await expect.poll(() => cancelled.query('pendingApproval')).toBeTruthy();
    await cancelled.cancel();
    const app = await console.open(desktop, hashOf(unpolled));
    const { page } = app;
    await page.getByText(/^Nobody polls the Task Queue/).waitFor();
    await app.go(hashOf(delayed));
    await page.getByText('Not begun yet').waitFor();
    await page.getByText(/in 1 h 59 min/).waitFor();
    await app.go(hashOf(cancelled));
    await page.getByText('Cancellation was requested').waitFor();
    await Promise.all([unpolled, delayed, cancelled].map((handle) => handle.terminate('end of the test')));
    await app.close();
  });

  it('lead from run to run of a chain, and show what the next one got', async () => {
    const handle = await start('chain', [1]);
    await handle.result();
    const app = await console.open(desktop, workflowsHash(handle.workflowId, handle.firstExecutionRunId));
    const { page } = app;
    await page.getByText('What the next run was started with').waitFor();
    await page.getByRole('link', { name: 'Open the next run' }).first().click();
    await page.getByText('Completed', { exact: true }).first().waitFor();
    await app.close();
  });

  it('name the timeout that ended a run', async () => {
    const handle = await start('countdown', [600], { workflowRunTimeout: '1s' });
    await handle.result().catch(() => undefined);
    const app = await console.open(desktop, hashOf(handle));
    await app.page.getByText('Its run timeout passed before it ended.').waitFor();
    await app.close();
  });
});

describe('a run that cannot be shown', () => {
  it('says what is missing and where to go', async () => {
    const handle = await start('greet', ['Ada']);
    await handle.result();
    const app = await console.open(desktop, workflowsHash(uniqueId('missing "quoted"')));
    const { page } = app;
    await page.getByRole('heading', { name: 'No such Workflow Execution' }).waitFor();
    await app.shot('run-missing');
    await app.go(workflowsHash(handle.workflowId, 'not-a-uuid'));
    await page.getByRole('heading', { name: 'That is no Run Id' }).waitFor();
    await app.go(workflowsHash(handle.workflowId, crypto.randomUUID()));
    await page.getByRole('heading', { name: 'No such run' }).waitFor();
    await page.getByRole('link', { name: 'Open the newest run' }).click();
    await page.getByText('Completed', { exact: true }).first().waitFor();
    await app.close();
  });
});
