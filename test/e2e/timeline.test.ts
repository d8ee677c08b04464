import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Locator, Page } from 'playwright';
import { Client, Connection, type WorkflowHandle } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, type OpenConsole, type ScreenSize, screens, workflowsHash } from './console-page.js';

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

/** The timeline of a run, and the keyboard on its first bar. */
async function open(screen: ScreenSize, { workflowId }: WorkflowHandle): Promise<{ app: OpenConsole; bars: Locator }> {
  const app = await console.open(screen, `${workflowsHash(workflowId)}?tab=timeline`);
  const bars = app.page.getByRole('listbox', { name: 'Bars of the timeline' });
  await bars.waitFor();
  await bars.press('ArrowDown');
  return { app, bars };
}

/** What the keyboard is on, as a screen reader says it. */
function current(page: Page): Promise<string> {
  return page.getByRole('option').innerText();
}

/** Goes down until the bar that is named, and again from the top, since bars come while it goes. */
async function goTo(page: Page, bars: Locator, name: RegExp): Promise<string> {
  const step = async (): Promise<string> => {
    const text = await current(page);
    if (name.test(text)) return text;
    await bars.press('ArrowDown');
    if ((await current(page)) === text) await bars.press('Home');
    return text;
  };
  await expect.poll(step, { interval: 0 }).toMatch(name);
  return current(page);
}

const items = [{ sku: 'BOOK-1', quantity: 1, unitPriceCents: 500 }];

describe.each(screens)('timeline, $name', (screen) => {
  it('tells of attempts and failures by keyboard, and opens what is chosen', async () => {
    const handle = await start('order', [{ customerId: 'declined-eve', items }]);
    await expect(handle.result()).rejects.toThrow();
    const { app, bars } = await open(screen, handle);
    const { page } = app;

    expect(await goTo(page, bars, /reserveStock/)).toMatch(/Activity reserveStock.*Completed.*2 attempts/);
    const charge = await goTo(page, bars, /chargeCard/);
    expect(charge).toMatch(/Failed.*CardDeclined: The card of declined-eve was declined/);
    await app.shot('timeline-failed');

    await bars.press('Enter');
    await page.getByRole('heading', { name: 'chargeCard' }).first().waitFor();
    await expect.poll(() => page.url()).toMatch(/event=\d+/);
    await app.shot('timeline-panel');
    await app.close();
  });

  it('zooms, keeps the part in the address, and shows all again', async () => {
    const handle = await start('order', [{ customerId: 'ada', items }]);
    await handle.result();
    const { app, bars } = await open(screen, handle);
    const { page } = app;
    await goTo(page, bars, /ship/);
    await bars.press('z');
    await expect.poll(() => page.url()).toMatch(/range=[\d.]+(~|%7E)/);
    await app.shot('timeline-zoomed');

    await page.reload();
    await page.getByRole('button', { name: 'Show all', disabled: false }).click();
    await expect.poll(() => page.url()).not.toContain('range=');
    await app.close();
  });

  it('grows with a run that goes on', async () => {
    const handle = await start('countdown', [30]);
    const { app, bars } = await open(screen, handle);
    const { page } = app;
    for (let up = 0; up < 4; up++) await bars.press('ArrowUp');
    const first = await goTo(page, bars, /^Workflow countdown/);
    expect(first).toContain('Running');
    await expect.poll(() => current(page)).not.toBe(first);
    await app.shot('timeline-live');
    await handle.terminate();
    await expect.poll(() => current(page)).toContain('Terminated');
    await app.close();
  });

  it('shows what waits for a worker that is not there', async () => {
    const handle = await start('delegate', ['a-queue-without-workers']);
    const { app, bars } = await open(screen, handle);
    expect(await goTo(app.page, bars, /Activity work/)).toContain('Running');
    await app.shot('timeline-waiting');
    await handle.terminate();
    await app.close();
  });

  it('shows Child Workflows inside of the run, and takes them away again', async () => {
    const handle = await start('fanOut', [{ children: 2 }]);
    await handle.result();
    const { app, bars } = await open(screen, handle);
    const { page } = app;
    await goTo(page, bars, /Child 1 of 2/);
    await bars.press(' ');
    await goTo(page, bars, /Workflow greet/);
    await app.shot('timeline-child');
    await bars.press('ArrowUp');
    await bars.press(' ');
    await bars.press('Home');
    await expect.poll(async () => /Workflow greet/.test(await bars.innerText())).toBe(false);
    await app.close();
  });

  it('finds what is searched for', async () => {
    const handle = await start('order', [{ customerId: 'ada', items }]);
    await handle.result();
    const { app } = await open(screen, handle);
    const { page } = app;
    const search = page.getByRole('textbox', { name: 'Search the timeline' });
    await search.fill('chargeCard');
    await page.getByText('1', { exact: true }).first().waitFor();
    await expect.poll(() => page.url()).toContain('find=chargeCard');
    await search.press('Enter');
    await page.getByText('1 of 1').waitFor();
    await expect.poll(() => page.url()).toMatch(/event=\d+/);
    await app.close();
  });
});
