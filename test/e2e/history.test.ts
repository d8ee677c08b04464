import { readFileSync } from 'node:fs';
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

const list = (page: Page, name = 'Events') => page.getByRole('list', { name, exact: true });
/** Only what is in the window is in the page, and the list begins below input and result. */
async function showList(page: Page): Promise<void> {
  await search(page).evaluate((input) => input.scrollIntoView({ block: 'center' }));
}
const search = (page: Page) => page.getByRole('textbox', { name: 'Search the history' });

describe.each(screens)('the history of a run, $name', (screen) => {
  it('shows groups with their events, and what is chosen beside them', async () => {
    const app = await console.open(screen, `${workflowsHash(order.workflowId)}?view=groups`);
    const { page } = app;
    await showList(page);
    const unfold = page.getByRole('button', { name: /its events: chargeCard/ });
    const group = list(page, 'Groups of events').getByRole('listitem').filter({ has: unfold });
    await group.getByText('Failed').waitFor();
    await unfold.click();
    await list(page, 'Groups of events').getByText('ActivityTaskStarted').waitFor();

    await group.getByRole('link').click();
    const panel = screen.name === 'phone' ? page.getByRole('dialog') : page.getByRole('complementary');
    await panel.getByText('CardDeclined').waitFor();
    await panel.getByText('"declined-zoe"').waitFor();
    expect(page.url()).toContain('detail=group');
    await app.shot('history-group');
    await panel.getByRole('link', { name: /ActivityTaskFailed/ }).click();
    await panel.getByRole('heading', { name: 'ActivityTaskFailed' }).waitFor();
    await app.shot('history-event');
    await app.close();
  });

  it('finds what is inside of Payloads, takes expressions, and says what is wrong with one', async () => {
    const app = await console.open(screen, `${workflowsHash(order.workflowId)}?order=asc`);
    const { page } = app;
    await showList(page);
    await list(page).getByText('WorkflowExecutionStarted').waitFor();
    await search(page).fill('declined-ZOE');
    // The start, the Activities that got the customer, and the failure.
    await list(page).getByText('reserveStock').first().waitFor({ state: 'detached' });
    await list(page).getByText('WorkflowExecutionStarted').waitFor();
    await list(page).locator('mark').first().waitFor();

    await page.getByRole('button', { name: 'Regular expression' }).click();
    await search(page).fill('^chargeC(ard');
    await page.getByText(/Not a regular expression: .*group/i).waitFor();
    await search(page).fill('^chargeC(ard|ash)$');
    await list(page).getByText('ActivityTaskScheduled').waitFor();
    // The Activity, and the failure that it caused.
    await expect.poll(() => list(page).getByRole('listitem').count()).toBe(2);
    await app.shot('history-search');

    await expect.poll(() => page.url()).toContain('regex=1');
    await expect.poll(() => decodeURIComponent(page.url())).toContain('find=^chargeC(ard|ash)$');
    await page.reload();
    await showList(page);
    await expect.poll(() => list(page).getByRole('listitem').count()).toBe(2);
    await app.close();
  });

  it('stays as it is when an event is chosen', async () => {
    const app = await console.open(screen, workflowsHash(order.workflowId));
    const { page } = app;
    await showList(page);
    const toolbar = await search(page).elementHandle();
    await list(page).getByRole('link').first().click();
    await expect.poll(() => page.url()).toContain('event=');
    expect(await toolbar.evaluate((input) => input.isConnected)).toBe(true);
    await app.close();
  });

  it('filters by kind and outcome, and remembers to hide Workflow Tasks', async () => {
    const app = await console.open(screen, `${workflowsHash(order.workflowId)}?order=asc`);
    const { page } = app;
    await showList(page);
    await list(page).getByText('WorkflowExecutionStarted').waitFor();
    expect(await list(page).getByText('WorkflowTaskScheduled').count()).toBe(0);
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    const filter = page.getByRole('dialog', { name: 'Filter' });
    await filter.getByRole('checkbox', { name: 'Hide Workflow Tasks' }).uncheck();
    await list(page).getByText('WorkflowTaskScheduled').first().waitFor();
    await filter.getByRole('button', { name: /^Activity/ }).click();
    await filter.getByRole('button', { name: /^Failed/ }).click();
    await app.shot('history-filter');
    await expect.poll(() => list(page).getByRole('listitem').count()).toBe(3);
    expect(new URL(page.url()).hash).toMatch(/kind=activity&only=failed/);
    await app.close();
  });
});

it('filters by the type of an event, which is found by typing; a tag takes it back', async () => {
  const app = await console.open(desktop, `${workflowsHash(order.workflowId)}?order=asc`);
  const { page } = app;
  await showList(page);
  await list(page).getByText('WorkflowExecutionStarted').waitFor();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const filter = page.getByRole('dialog', { name: 'Filter' });
  await filter.getByRole('textbox', { name: 'Find an event type' }).fill('taskfail');
  await filter.getByRole('checkbox', { name: /^ActivityTaskFailed/ }).check();
  await expect.poll(() => list(page).getByRole('listitem').count()).toBe(1);
  await list(page).getByText('ActivityTaskFailed').waitFor();
  // Workflow Tasks are hidden, but not from who asks for them.
  await filter.getByRole('textbox', { name: 'Find an event type' }).fill('WorkflowTaskCompleted');
  await filter.getByRole('checkbox', { name: /^WorkflowTaskCompleted/ }).check();
  await list(page).getByText('WorkflowTaskCompleted').first().waitFor();
  await app.shot('history-filter-type');
  expect(decodeURIComponent(page.url())).toContain('type=ActivityTaskFailed,WorkflowTaskCompleted');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Do not filter for WorkflowTaskCompleted' }).click();
  await expect.poll(() => list(page).getByRole('listitem').count()).toBe(1);
  await app.close();
});

it('filters by the name of an Activity, and says that the filter hides what a search finds', async () => {
  const app = await console.open(desktop, `${workflowsHash(order.workflowId)}?order=asc`);
  const { page } = app;
  await showList(page);
  await list(page).getByText('WorkflowExecutionStarted').waitFor();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const names = page.getByRole('dialog', { name: 'Filter' }).getByRole('group', { name: 'Name' });
  const name = await names
    .getByRole('checkbox')
    .first()
    .evaluate((box) => box.parentElement!.textContent.trim());
  const [activity = ''] = name.split(/\s/);
  await names.getByRole('checkbox', { name: new RegExp(`^${activity}\\b`) }).check();
  await expect.poll(() => list(page).getByText('WorkflowExecutionStarted').count()).toBe(0);
  expect(await list(page).getByText(activity).count()).toBeGreaterThan(0);
  expect(page.url()).toContain(`name=${activity}`);
  await page.keyboard.press('Escape');

  const found = page.getByRole('region', { name: 'Events' }).getByRole('search');
  await search(page).fill('WorkflowExecutionStarted');
  await expect.poll(() => found.innerText()).toMatch(/^\d+ hidden/);
  await page.getByRole('button', { name: `Do not filter for ${activity}` }).click();
  await list(page).getByText('WorkflowExecutionStarted').waitFor();
  await expect.poll(() => found.innerText()).toMatch(/^(1 of )?1\b/);
  await app.close();
});

describe('a history that grows', () => {
  it('keeps an unfolded group open and in its place', async () => {
    const counter = await start('counter');
    for (let add = 0; add < 24; add++) await counter.executeUpdate('add', { args: [1] });
    const app = await console.open(desktop, `${workflowsHash(counter.workflowId)}?view=groups&order=desc`);
    const { page } = app;
    const groups = list(page, 'Groups of events');
    await showList(page);
    await groups.getByRole('listitem').first().waitFor();
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    const started = groups.getByText('WorkflowExecutionStarted');
    const unfold = page.getByRole('button', { name: /^Show its events: counter/ });
    await unfold.click();
    await started.waitFor();
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    const place = await started.boundingBox();
    await counter.executeUpdate('add', { args: [1] });
    await page.getByRole('button', { name: /new events?/ }).waitFor();
    await expect.poll(async () => Math.round((await started.boundingBox())?.y ?? 0)).toBe(Math.round(place?.y ?? -1));
    await counter.terminate('done');
    await app.close();
  });

  it('shows new events as they come, and leaves what is read where it is', async () => {
    const counter = await start('counter');
    for (let add = 0; add < 14; add++) await counter.executeUpdate('add', { args: [1] });
    const app = await console.open(desktop, workflowsHash(counter.workflowId));
    const { page } = app;
    const newest = list(page).getByRole('listitem').first();
    await showList(page);
    await newest.waitFor();
    const before = await newest.innerText();
    await counter.executeUpdate('add', { args: [1] });
    await expect.poll(() => newest.innerText()).not.toBe(before);

    // Far down, new events only tell of themselves.
    const started = list(page).getByRole('listitem').filter({ hasText: 'WorkflowExecutionStarted' });
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await started.waitFor();
    await expect.poll(() => started.boundingBox().then((box) => box !== null && box.y < 860)).toBe(true);
    const place = await started.boundingBox();
    await counter.executeUpdate('add', { args: [1] });
    const news = page.getByRole('button', { name: /new events?/ });
    await news.waitFor();
    expect((await started.boundingBox())?.y).toBeCloseTo(place?.y ?? 0, 0);
    await news.click();
    await news.waitFor({ state: 'detached' });
    await counter.terminate('done');
    await list(page).getByText('WorkflowExecutionTerminated').waitFor();
    await app.close();
  });
});

describe('a long history', () => {
  it('leads to an event in its middle, without loading all', async () => {
    const { historyLength } = await long.describe();
    const eventId = Math.floor(historyLength / 2);
    const app = await console.open(desktop, `${workflowsHash(long.workflowId)}?event=${eventId}&tasks=shown`);
    const { page } = app;
    await page
      .getByRole('complementary')
      .getByRole('button', { name: `Event ${eventId}` })
      .waitFor();
    await page.getByRole('complementary').getByText('Time', { exact: true }).waitFor();
    const row = list(page).locator(`[data-row="${eventId}"]`);
    await row.waitFor();
    await expect.poll(() => row.boundingBox().then((box) => box !== null && box.y > 150 && box.y < 860)).toBe(true);
    await app.shot('history-deep-link');
    await page.getByText(`of ${historyLength.toLocaleString('en-US')} events`).waitFor();

    await page.getByRole('button', { name: 'Load all' }).click();
    await page.getByRole('button', { name: 'Load all' }).waitFor({ state: 'detached' });
    await app.close();
  });

  it('moves by keys', async () => {
    const app = await console.open(desktop, `${workflowsHash(long.workflowId)}?order=asc`);
    const { page } = app;
    await showList(page);
    await page.getByRole('button', { name: 'Load all' }).click();
    await page.getByText(/ of [\d,]+ events/).waitFor({ state: 'detached' });
    await list(page).getByText('WorkflowExecutionStarted').waitFor();
    // One key at a time: the first may come while the list is still being laid out.
    const oneDown = async (): Promise<string | null | undefined> => {
      await page.keyboard.press('j');
      return page.evaluate(() => document.activeElement?.textContent);
    };
    await expect.poll(oneDown).toContain('TimerStarted');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary').getByRole('heading', { name: 'TimerStarted' }).waitFor();
    await page.keyboard.press(']');
    await page.getByRole('complementary').getByRole('heading', { name: 'TimerFired' }).waitFor();
    await page.keyboard.press('Shift+G');
    await list(page).getByText('WorkflowExecutionCompleted').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('complementary').count()).toBe(0);
    await page.keyboard.press('/');
    await expect.poll(() => search(page).evaluate((input) => input === document.activeElement)).toBe(true);
    await app.close();
  });

  it('is downloaded as the client and the CLI have it', async () => {
    const app = await console.open(desktop);
    const { page } = app;
    // Browsers that can write to a file ask where; nobody can answer here.
    await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
    await page.reload();
    await app.go(workflowsHash(long.workflowId));
    await page.getByRole('button', { name: 'Download' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /As stored/ }).click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text).toBe(historyToJSON(await long.fetchHistory()));
    await app.close();
  });
});
