import type { Route } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Client, Connection } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, type OpenConsole, screens, workflowsHash } from './console-page.js';

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

async function fillStart(
  app: OpenConsole,
  values: { type: string; queue: string; id: string; argument?: string },
): Promise<void> {
  const { page } = app;
  await page.getByLabel('Workflow Type').fill(values.type);
  await page.getByLabel('Task Queue').fill(values.queue);
  await page.getByLabel('Workflow Id', { exact: true }).fill(values.id);
  if (values.argument === undefined) return;
  const region = page.getByRole('region', { name: 'Arguments' });
  if ((await region.getByRole('textbox').count()) === 0) await region.getByRole('button', { name: 'Add' }).click();
  await region.getByRole('textbox').fill(values.argument);
}

describe.each(screens)('bad input, $name', (screen) => {
  it('shows line and column of malformed JSON, and sends nothing', async () => {
    const app = await console.open(screen, workflowsHash('start'));
    const { page } = app;
    const workflowId = uniqueId('malformed');
    await fillStart(app, { type: 'echo', queue: taskQueue, id: workflowId, argument: '{\n  "a": 1,\n  b: 2\n}' });
    await page.getByRole('button', { name: 'Start echo' }).click();
    await page
      .getByText(/line 3/i)
      .first()
      .waitFor();
    // The form leads to the argument, and nothing covers what is wrong with it.
    const argument = page.getByRole('region', { name: 'Arguments' }).getByRole('textbox');
    await expect.poll(() => argument.evaluate((field) => field.matches(':focus'))).toBe(true);
    const words = page.getByText(/line 3/i).first();
    expect(
      await words.evaluate((said) => {
        const { left, top } = said.getBoundingClientRect();
        return said.contains(document.elementFromPoint(left + 4, top + 4));
      }),
    ).toBe(true);
    await app.shot('start-malformed-json');
    await expect(client.workflow.getHandle(workflowId).describe()).rejects.toThrow(/not found/i);
    await app.close();
  });

  it('says that an argument over 2 MB is too large, and loses nothing', async () => {
    const app = await console.open(screen, workflowsHash('start'));
    const { page } = app;
    await fillStart(app, {
      type: 'echo',
      queue: taskQueue,
      id: uniqueId('large'),
      argument: JSON.stringify('x'.repeat(2_100_000)),
    });
    await page
      .getByText(/over 2 MB/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Start echo' }).click();
    await page.getByRole('alert').filter({ hasText: 'Not started' }).waitFor();
    expect(await page.getByLabel('Workflow Type').inputValue()).toBe('echo');
    // An editor keeps only what is on screen in the page: the size of all that it holds stands beside it.
    await page.getByRole('region', { name: 'Arguments' }).getByText('2.1 MB', { exact: true }).waitFor();
    await app.shot('start-too-large');
    await app.close();
  });

  it('links to the execution that has the id already, and keeps the draft over a reload', async () => {
    const workflowId = uniqueId('taken');
    await client.workflow.start('waitForRelease', { taskQueue, workflowId });
    const app = await console.open(screen, workflowsHash('start'));
    const { page } = app;
    await fillStart(app, { type: 'waitForRelease', queue: taskQueue, id: workflowId });
    await page.getByRole('button', { name: 'Start waitForRelease' }).click();
    await page.getByText('This Workflow Id is in use').waitFor();
    await app.shot('start-id-taken');
    await page.reload();
    await page.getByLabel('Workflow Type').waitFor();
    expect(await page.getByLabel('Workflow Type').inputValue()).toBe('waitForRelease');
    await page.getByRole('button', { name: 'Start waitForRelease' }).click();
    await page.getByRole('link', { name: 'Open the execution that has this id' }).click();
    await page.getByText('Running', { exact: true }).first().waitFor();
    await app.close();
  });

  it('says that nobody polls the Task Queue, in the form and on the run page', async () => {
    const workflowId = uniqueId('unpolled');
    const app = await console.open(screen, workflowsHash('start'));
    const { page } = app;
    await fillStart(app, { type: 'greet', queue: 'nobody-polls-this', id: workflowId });
    await page.getByText('Nobody polls this queue').waitFor();
    await app.shot('start-unpolled');
    await page.getByRole('button', { name: 'Start greet' }).click();
    await page.getByText('Nobody polls the Task Queue').waitFor();
    await app.shot('run-unpolled');
    await app.close();
  });

  it('shows ids with quotes, emoji and HTML as text', async () => {
    const workflowId = `${uniqueId('odd')} "quoted" 'single' 🎉 <script>document.title='owned'</script> a/b?c#d%`;
    const handle = await client.workflow.start('echo', {
      taskQueue,
      workflowId,
      args: ['<img src=x onerror=alert(1)>'],
    });
    await handle.result();
    const app = await console.open(screen, workflowsHash(workflowId));
    const { page } = app;
    await page.getByText('Completed', { exact: true }).first().waitFor();
    await page.getByText('onerror=alert(1)').first().waitFor();
    expect(await page.title()).not.toBe('owned');
    expect(await page.locator('img').count()).toBe(0);
    await app.shot('run-odd-id');
    await app.close();
  });

  it('shows a failure with its causes', async () => {
    const handle = await client.workflow.start('fail', {
      taskQueue,
      workflowId: uniqueId('fail'),
      args: ['The card was declined'],
    });
    await expect(handle.result()).rejects.toThrow('Workflow execution failed');
    const app = await console.open(screen, workflowsHash(handle.workflowId));
    const { page } = app;
    await page.getByText('The card was declined').first().waitFor();
    await page.getByText('caused by').first().waitFor();
    await app.shot('run-failed');
    await app.close();
  });

  it('says that a workflow does not exist, and that a page does not', async () => {
    const app = await console.open(screen, workflowsHash('no-such-workflow'));
    await app.page.getByText('No such Workflow Execution').waitFor();
    await app.shot('run-not-found');
    await app.go('#/no/such/page');
    await app.page.getByText('No such page').waitFor();
    await app.shot('unknown-page');
    await app.close();
  });

  it('keeps what is on screen while offline, says so, and goes on afterwards', async () => {
    const handle = await client.workflow.start('waitForRelease', { taskQueue, workflowId: uniqueId('offline') });
    const app = await console.open(screen, workflowsHash(handle.workflowId));
    const { page, context } = app;
    await page.getByText('Running', { exact: true }).first().waitFor();
    await context.setOffline(true);
    await page.getByText('You are offline. What you see').waitFor();
    await page.getByText(handle.workflowId).first().waitFor();
    await app.shot('run-offline');
    await handle.signal('release', 'meanwhile');
    await context.setOffline(false);
    await page.getByText('"meanwhile"').first().waitFor({ timeout: 60_000 });
    await app.close();
  });
});

/** Holds these requests back, so that they are lost with the network. */
async function holdBack({ page, context }: OpenConsole, parts: RegExp) {
  const held: Route[] = [];
  const lose = (route: Route) => route.abort('internetdisconnected');
  let offline = false;
  await page.route(parts, (route) => (offline ? lose(route) : void held.push(route)));
  return {
    /** The paths that were asked for. */
    paths: () => new Set(held.map((route) => new URL(route.request().url()).pathname)),
    goOffline: async () => {
      await context.setOffline((offline = true));
      await Promise.all(held.map(lose));
    },
    goOnline: async () => {
      await page.unroute(parts);
      await context.setOffline(false);
    },
  };
}

it.each([
  ['', false],
  [', nor the words of errors', true],
])('loads by itself what had not come when the network went%s', async (_, busy) => {
  const handle = await client.workflow.start('waitForRelease', { taskQueue, workflowId: uniqueId('returns') });
  const app = await console.open(screens[0]);
  const { page } = app;
  const network = await holdBack(app, /GetWorkflowExecutionHistory|\/HistoryTab-[^/]+\.js$/);
  if (busy) {
    // Those words come when the page is idle.
    await page.addInitScript(() => Object.assign(window, { requestIdleCallback: () => 0 }));
    await page.reload();
  }
  await app.go(workflowsHash(handle.workflowId));
  await page.getByText('Running', { exact: true }).first().waitFor();
  await expect.poll(() => network.paths().size).toBe(2);
  await network.goOffline();
  const notes = page.getByRole('alert').filter({ hasText: 'You are offline' });
  // A call waits for the network for as long as it may.
  await expect.poll(() => notes.count()).toBe(2);
  await app.shot('run-lost');
  await network.goOnline();
  await page.getByText('WorkflowExecutionStarted').first().waitFor();
  expect(await notes.count()).toBe(0);
  await app.close();
});

it('loads the list of a phone by itself when its look had not come', async () => {
  const { workflowId } = await client.workflow.start('waitForRelease', { taskQueue, workflowId: uniqueId('cards') });
  const app = await console.open(screens[1], workflowsHash('start'));
  const { page } = app;
  const network = await holdBack(app, /\/WorkflowCards-[^/]+\.js$/);
  await app.go(`${workflowsHash()}?query=${encodeURIComponent(`WorkflowId = '${workflowId}'`)}`);
  await expect.poll(() => network.paths().size).toBe(1);
  await network.goOffline();
  const notes = page.getByRole('alert').filter({ hasText: 'You are offline' });
  await notes.waitFor();
  await app.shot('list-lost');
  await network.goOnline();
  await page.getByRole('listitem').getByText(workflowId).first().waitFor();
  expect(await notes.count()).toBe(0);
  await app.close();
});
