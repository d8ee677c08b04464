import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Client, Connection, type WorkflowHandle } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, type OpenConsole, screens, workflowsHash } from './console-page.js';

const { envoyUrl, taskQueue, namespace } = inject('stack');
const connection = Connection.lazy({ address: envoyUrl });
const client = new Client({ connection });
let console: ConsoleUnderTest;
const leftovers: WorkflowHandle[] = [];
beforeAll(async () => {
  console = await ConsoleUnderTest.start();
});
afterAll(async () => {
  await Promise.all(leftovers.map((handle) => handle.terminate().catch(() => undefined)));
  await console.stop();
  await connection.close();
});

/** Executions that wait, and the list that shows them and nothing else. */
async function waiting(count: number, queue = taskQueue) {
  const prefix = uniqueId('many');
  const handles = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      client.workflow.start('waitForRelease', { taskQueue: queue, workflowId: `${prefix} "🦆" ${index}` }),
    ),
  );
  leftovers.push(...handles);
  const query = `WorkflowId STARTS_WITH "${prefix}"`;
  await expect.poll(async () => (await client.workflow.count(query)).count, { timeout: 60_000 }).toBe(count);
  return { handles, hash: `${workflowsHash()}?query=${encodeURIComponent(query)}` };
}

async function statuses(handles: readonly WorkflowHandle[]): Promise<string[]> {
  return Promise.all(
    handles.map(async ({ workflowId }) => (await client.workflow.getHandle(workflowId).describe()).status.name),
  );
}

const rows = ({ page }: OpenConsole) => page.getByRole('checkbox', { name: /^Select many/ });
const bar = ({ page }: OpenConsole) => page.getByRole('region', { name: 'Selection' });

/** Selects with a finger where there is one. */
async function pick(app: OpenConsole, count: number): Promise<void> {
  const { page } = app;
  if ((page.viewportSize()?.width ?? 0) < 720) {
    await page.getByRole('button', { name: 'Display' }).click();
    await page.getByRole('button', { name: 'Select', exact: true }).click();
  }
  for (let index = 0; index < count; index++) await rows(app).nth(index).check();
  await bar(app).getByText(`${count} selected`, { exact: true }).waitFor();
}

describe.each(screens)('a few rows, $name', (screen) => {
  it('get a signal from this page, each with its result', async () => {
    const { handles, hash } = await waiting(3);
    const app = await console.open(screen, hash);
    const { page } = app;
    await pick(app, 3);
    await app.shot('selection');
    await bar(app).getByRole('button', { name: 'Signal', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Signal 3 workflows' });
    await dialog.getByLabel('Name', { exact: true }).fill('release');
    await dialog.getByLabel('Your name').fill('ann');
    await app.shot('batch-signal');
    await dialog.getByRole('button', { name: 'Signal 3 workflows' }).click();
    await dialog.getByText('3 workflows signalled').waitFor();
    await app.shot('batch-direct');
    for (const handle of handles) {
      const { events } = await handle.fetchHistory();
      const signalled = events.flatMap(({ attributes }) =>
        attributes.case === 'workflowExecutionSignaledEventAttributes' ? [attributes.value] : [],
      );
      expect(signalled).toMatchObject([{ signalName: 'release', identity: 'ann' }]);
    }
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await bar(app).waitFor({ state: 'detached' });
    await app.close();
  });

  it('tell which of them failed, and stay selected for another try', async () => {
    const { handles, hash } = await waiting(3);
    const app = await console.open(screen, hash);
    await pick(app, 2);
    // Ended elsewhere after it was picked: the server then has nothing to terminate.
    const selected = await rows(app).first().getAttribute('aria-label');
    const ended = handles.find(({ workflowId }) => selected === `Select ${workflowId}`)!;
    await bar(app).getByRole('button', { name: 'Terminate', exact: true }).click();
    const dialog = app.page.getByRole('dialog', { name: 'Terminate 2 workflows' });
    await dialog.getByLabel('Reason').fill('enough');
    await ended.terminate('elsewhere');
    await dialog.getByRole('button', { name: 'Terminate 2 workflows' }).click();
    await dialog.getByText('1 workflow terminated').waitFor();
    await dialog.getByText('1 failed').waitFor();
    await dialog.getByText(/Workflow Execution not found:/).waitFor();
    await app.shot('batch-direct-failed');
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await bar(app).getByText('1 selected', { exact: true }).waitFor();
    expect((await statuses(handles)).sort()).toEqual(['RUNNING', 'TERMINATED', 'TERMINATED']);
    await app.close();
  });
});

describe.each(screens)('all that match, $name', (screen) => {
  it('are cancelled by a batch job that is followed on its page, also after a reload', async () => {
    const { handles, hash } = await waiting(12);
    const app = await console.open(screen, `${hash}&rows=10`);
    const { page } = app;
    await pick(app, 1);
    await bar(app).getByRole('button', { name: 'Select all 12 that match' }).click();
    await bar(app).getByText('All 12 that match').waitFor();
    await rows(app).nth(3).uncheck();
    await bar(app).getByText('except 1').waitFor();
    await bar(app).getByRole('button', { name: 'Cancel', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Cancel 11 workflows' });
    const deed = dialog.getByRole('button', { name: 'Cancel 11 workflows' });
    await deed.click();
    await dialog.getByText('Say why').waitFor();
    await dialog.getByLabel('Reason').fill('a "bad" <b>day</b>');
    await app.shot('batch-cancel');
    await deed.click();
    await page.getByRole('link', { name: 'Follow it' }).click();

    await page.getByRole('heading', { name: 'Cancel 11 workflows' }).waitFor();
    await page.getByText('Completed', { exact: true }).waitFor();
    await page.reload();
    await page.getByText('Completed', { exact: true }).waitFor();
    await page.getByText('a "bad" <b>day</b>').waitFor();
    expect(await page.getByRole('progressbar').getAttribute('aria-valuetext')).toBe('11 of 11');
    await app.shot('batch-job');
    await expect
      .poll(async () => (await statuses(handles)).sort(), { timeout: 60_000 })
      .toEqual([...Array<string>(11).fill('CANCELLED'), 'RUNNING']);

    await page.getByRole('link', { name: 'Batch operations' }).click();
    await page.getByText('a "bad" <b>day</b>').first().waitFor();
    await app.shot('batch-list');
    await app.close();
  });
});

describe('a batch job', () => {
  const [desktop] = screens;

  it('is stopped with a reason that the page then tells, with who did it', async () => {
    // Nobody works on these, so there is no Workflow Task to go back to; the server tries each for a while.
    const { hash } = await waiting(40, uniqueId('nobody'));
    const app = await console.open(desktop, hash);
    const { page } = app;
    await rows(app).first().waitFor();
    await page.getByRole('checkbox', { name: 'Select all rows on this page' }).check();
    await bar(app).getByText('40 selected').waitFor();
    await bar(app).getByRole('button', { name: 'Reset', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Reset 40 workflows' });
    await dialog.getByText('First Workflow Task').click();
    await dialog.getByLabel('Signals').check();
    await dialog.getByText('As a batch job').click();
    await dialog.getByLabel('Reason').fill('back to the start');
    await dialog.getByLabel('Your name').fill('ann');
    await app.shot('batch-reset');
    await dialog.getByRole('button', { name: 'Reset 40 workflows' }).click();
    await page.getByRole('link', { name: 'Follow it' }).click();
    await page.getByText('Running', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Stop job' }).click();
    const stop = page.getByRole('dialog', { name: 'Stop this batch job?' });
    await stop.getByLabel('Reason').fill('wrong build');
    await app.shot('batch-stop');
    await stop.getByRole('button', { name: 'Stop the job' }).click();
    await page.getByText('Stopped by ann').waitFor();
    await page.getByText('wrong build').waitFor();
    await page.getByText('40 executions, picked one by one').waitFor();
    await app.shot('batch-stopped');
    await app.close();
  });

  it('deletes, and says what that means', async () => {
    const { hash } = await waiting(2);
    const app = await console.open(desktop, hash);
    const { page } = app;
    await pick(app, 2);
    await bar(app).getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete 2 workflows' });
    await dialog.getByText('This cannot be undone').waitFor();
    await dialog.getByText('As a batch job').click();
    await dialog.getByLabel('Reason').fill('no longer needed');
    await dialog.getByRole('button', { name: 'Delete 2 workflows' }).click();
    await page.getByRole('link', { name: 'Follow it' }).click();
    await page.getByText('Completed', { exact: true }).waitFor();
    await app.close();
  });

  it('that does not exist is said so', async () => {
    const app = await console.open(desktop, `#/namespaces/${namespace}/batch/${uniqueId('no-job')}`);
    await app.page.getByRole('heading', { name: 'No such batch job' }).waitFor();
    await app.close();
  });

  it('for the whole Namespace has to be asked for by its name', async () => {
    await waiting(1);
    const app = await console.open(desktop, workflowsHash());
    const { page } = app;
    await page
      .getByRole('checkbox', { name: /^Select / })
      .nth(1)
      .check();
    await bar(app)
      .getByRole('button', { name: /^Select all .* in the Namespace/ })
      .click();
    await bar(app).getByRole('button', { name: 'Signal', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('The list has no filter').waitFor();
    await dialog.getByLabel('Name', { exact: true }).fill('nobody-listens');
    await dialog.getByLabel('Reason').fill('never');
    await dialog.getByLabel('To go on, type the name of the Namespace').fill('another');
    await dialog.getByRole('button', { name: /^Signal \d/ }).click();
    await dialog.getByText('That is not what is asked for').waitFor();
    await app.shot('batch-everything');
    await app.close();
  });
});
describe('rows by keyboard', () => {
  it('are selected with x and Shift, all with Ctrl+A, none with Escape', async () => {
    const { hash } = await waiting(4);
    const app = await console.open(screens[0], hash);
    const { page } = app;
    await rows(app).nth(3).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await bar(app).getByText('1 selected', { exact: true }).waitFor();
    await page.keyboard.press('Shift+ArrowDown');
    await bar(app).getByText('2 selected', { exact: true }).waitFor();
    await page.keyboard.press('Shift+ArrowUp');
    await bar(app).getByText('1 selected', { exact: true }).waitFor();
    await rows(app)
      .nth(3)
      .click({ modifiers: ['Shift'] });
    await bar(app).getByText('4 selected', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await bar(app).waitFor({ state: 'detached' });
    await page.keyboard.press('Control+a');
    await bar(app).getByText('4 selected', { exact: true }).waitFor();
    await page.getByRole('status').filter({ hasText: '4 workflows selected.' }).waitFor({ state: 'attached' });
    await app.close();
  });
});
