import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Client, Connection, historyToJSON, type WorkflowHandle } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, screens, workflowsHash } from './console-page.js';

const { envoyUrl, taskQueue } = inject('stack');
const connection = Connection.lazy({ address: envoyUrl });
const client = new Client({ connection });
const [desktop] = screens;
let console: ConsoleUnderTest;
/** An order whose card is declined: Activities that succeed, fail and are tried again. */
let order: WorkflowHandle;
/** 2,000 timers: some thousand events. */
let long: WorkflowHandle;

beforeAll(async () => {
  console = await ConsoleUnderTest.start();
  const item = { sku: 'BOOK-1', quantity: 2, unitPriceCents: 1990 };
  [order, long] = await Promise.all([
    start('order', [{ customerId: 'declined-zoe', items: [item] }]),
    start('fanOut', [{ timers: 2000, timerBatch: 100 }]),
  ]);
  await order.result().catch(() => undefined);
  await long.result();
});
afterAll(async () => {
  await console.stop();
  await connection.close();
});

function start(workflowType: string, args: unknown[] = []): Promise<WorkflowHandle> {
  return client.workflow.start(workflowType, { taskQueue, workflowId: uniqueId(workflowType), args });
}

const lines = (page: Page) => page.getByRole('list', { name: 'JSON of the history' });
const search = (page: Page) => page.getByRole('textbox', { name: 'Search the history' });
const json = (handle: WorkflowHandle, more = '') => `${workflowsHash(handle.workflowId)}?view=json${more}`;

/** Only what is in the window is in the page, and the list begins below input and result. */
async function showList(page: Page): Promise<void> {
  await search(page).evaluate((input) => input.scrollIntoView({ block: 'start' }));
}

describe.each(screens)('the JSON of a history, $name', (screen) => {
  it('is what the client writes, as stored, decoded or readable', async () => {
    const app = await console.open(screen, json(order));
    const { page } = app;
    await app.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await showList(page);
    await lines(page).getByText('"EVENT_TYPE_WORKFLOW_EXECUTION_STARTED"').waitFor();
    await app.shot('history-json');
    await page.getByRole('button', { name: 'Copy the JSON of the whole history' }).click();
    // The server gives maps in any order.
    const whole = JSON.parse(historyToJSON(await order.fetchHistory())) as unknown;
    const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(async () => JSON.parse((await copied()) || 'null') as unknown).toEqual(whole);

    await page.getByRole('combobox', { name: 'Payloads' }).selectOption('Readable');
    await lines(page).getByText('"declined-zoe"').first().waitFor();
    await expect.poll(() => page.url()).toContain('json=readable');
    await page.reload();
    await showList(page);
    await lines(page).getByText('"declined-zoe"').first().waitFor();
    await app.close();
  });

  it('folds events, finds what is in its lines, and leads to an event', async () => {
    const app = await console.open(screen, json(order));
    const { page } = app;
    await showList(page);
    await page.getByRole('button', { name: 'Fold event 1', exact: true }).click();
    await lines(page).getByRole('button', { name: 'WorkflowExecutionStarted', exact: true }).waitFor();
    await lines(page).getByText('"EVENT_TYPE_WORKFLOW_EXECUTION_STARTED"').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Unfold event 1', exact: true }).click();
    await lines(page).getByText('"EVENT_TYPE_WORKFLOW_EXECUTION_STARTED"').waitFor();

    // Names of fields are no part of what the other views look into.
    await search(page).fill('"scheduledEventId"');
    await page.getByRole('button', { name: 'Next match' }).click();
    await lines(page).locator('mark').first().waitFor();
    await page.getByRole('button', { name: 'Regular expression' }).click();
    await search(page).fill('^ +"attempt": \\d');
    const { events } = JSON.parse(historyToJSON(await order.fetchHistory())) as { events: unknown[] };
    const tried = events.filter((event) => JSON.stringify(event).includes('"attempt":')).length;
    const found = page.getByRole('region', { name: 'Events' }).getByRole('search');
    await expect.poll(() => found.innerText()).toMatch(new RegExp(`^(\\d+ of )?${tried}\\b`));

    await search(page).fill('');
    await page.getByRole('textbox', { name: 'Go to event' }).fill('9');
    await page.getByRole('textbox', { name: 'Go to event' }).press('Enter');
    const ninth = lines(page).getByRole('link', { name: /^Event 9, / });
    await expect.poll(() => ninth.evaluate((link) => link === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('event=9');
    const panel = screen.name === 'phone' ? page.getByRole('dialog') : page.getByRole('complementary');
    await panel.getByRole('button', { name: 'Event 9', exact: true }).waitFor();
    await app.close();
  });
});

describe('the JSON of a long history', () => {
  it('has only the lines on screen in the page, from the first event to the last', async () => {
    const { historyLength } = await long.describe();
    const app = await console.open(desktop, json(long, `&event=${historyLength - 700}`));
    const { page } = app;
    await lines(page)
      .getByRole('link', { name: new RegExp(`^Event ${historyLength - 700}, `) })
      .waitFor();
    const whole = historyToJSON(await long.fetchHistory());
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Wrap lines' }).click();
    await page.getByText(`${whole.split('\n').length.toLocaleString('en-US')} lines`, { exact: true }).waitFor();
    // Counting all of them has not moved what is read.
    await lines(page)
      .getByRole('link', { name: new RegExp(`^Event ${historyLength - 700}, `) })
      .waitFor();
    expect(await lines(page).getByRole('listitem').count()).toBeLessThan(150);
    await page.keyboard.press('Shift+G');
    await lines(page).getByText('"EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED"').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('g');
    await lines(page).getByText('"EVENT_TYPE_WORKFLOW_EXECUTION_STARTED"').waitFor();
    await app.close();
  });

  it('goes on with what a run does', async () => {
    const counter = await start('counter');
    await counter.executeUpdate('add', { args: [1] });
    const app = await console.open(desktop, json(counter));
    const { page } = app;
    await lines(page).waitFor();
    await page.keyboard.press('Shift+G');
    await lines(page).getByText('"EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED"').first().waitFor();
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await counter.terminate('done');
    await lines(page).getByText('"EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED"').waitFor();
    await app.close();
  });
});

it('an expression without end is given up and named, and the page goes on', async () => {
  const app = await console.open(desktop, `${workflowsHash(order.workflowId)}?regex=1`);
  const { page } = app;
  await showList(page);
  const endless = await start('echo', [`${'a'.repeat(60)}!`]);
  await endless.result();
  await app.go(`${workflowsHash(endless.workflowId)}?regex=1`);
  await showList(page);
  await search(page).fill('(a+)+$');
  await page.getByText('This expression takes too long: (a+)+$').waitFor();
  await search(page).fill('^echo$');
  await page.getByRole('list', { name: 'Events', exact: true }).locator('mark').first().waitFor();
  await app.close();
});
