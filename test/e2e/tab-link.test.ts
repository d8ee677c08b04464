import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Client, Connection, type WorkflowHandle } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, type OpenConsole, screens, type ScreenSize, workflowsHash } from './console-page.js';

const { envoyUrl, taskQueue } = inject('stack');
const connection = Connection.lazy({ address: envoyUrl });
const client = new Client({ connection });
const [desktop] = screens;
let console: ConsoleUnderTest;
/** Its failure has causes: on no screen is there room for the tabs below it. */
let order: WorkflowHandle;
/** Input and result of a line each. */
let greeting: WorkflowHandle;

beforeAll(async () => {
  console = await ConsoleUnderTest.start();
  const item = { sku: 'BOOK-1', quantity: 2, unitPriceCents: 1990 };
  [order, greeting] = await Promise.all([
    start('order', [{ customerId: 'declined-zoe', items: [item] }]),
    start('greet', ['Zoe']),
  ]);
  await order.result().catch(() => undefined);
  await greeting.result();
});
afterAll(async () => {
  await console.stop();
  await connection.close();
});

function start(workflowType: string, args: unknown[]): Promise<WorkflowHandle> {
  return client.workflow.start(workflowType, { taskQueue, workflowId: uniqueId(workflowType), args });
}

const link = ({ workflowId }: WorkflowHandle, query: string) => `${workflowsHash(workflowId)}?${query}`;
const bar = (page: Page) => page.getByRole('navigation', { name: 'Parts of this run' });
const scrolled = (page: Page) => page.evaluate(() => Math.round(scrollY));

/** Pixels between the bar of tabs and what sticks to the top of the window. */
async function belowHeader(page: Page): Promise<number> {
  const top = await bar(page).evaluate((nav) => nav.getBoundingClientRect().top);
  const header = await page
    .locator('main header')
    .first()
    .evaluate((one) => one.getBoundingClientRect().bottom);
  return Math.round(top - header);
}

/** The failure is the last thing that comes above the tabs. */
const failure = (page: Page) => page.getByText('The card of declined-zoe was declined').first();

/** Opens a link whose page waits for its input and how the run ended. @returns what lets them through */
async function openHeld(screen: ScreenSize, hash: string): Promise<{ app: OpenConsole; release: () => void }> {
  const app = await console.open(screen);
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await app.page.route('**/GetWorkflowExecutionHistory', async (route) => {
    if (route.request().method() === 'POST') await released;
    await route.continue();
  });
  // Another document, as by a link in a message.
  await app.page.goto('about:blank');
  await app.go(hash);
  return { app, release };
}

/** All that stands above the tabs is here, and what waited for it has been done. */
async function laidOut(page: Page): Promise<void> {
  await failure(page).waitFor({ state: 'attached' });
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        requestIdleCallback(() => requestAnimationFrame(resolve));
      }),
  );
}

describe.each(screens)('a link to a tab, $name', (screen) => {
  it('leads to the tab, below what sticks to the top, and stays there while the head of the page comes', async () => {
    const { app, release } = await openHeld(screen, link(order, 'tab=timeline'));
    const { page } = app;
    await page.getByText('Failed', { exact: true }).first().waitFor();
    if (screen.name === 'phone') await expect.poll(() => belowHeader(page)).toBe(0);
    release();
    await laidOut(page);
    await expect.poll(() => belowHeader(page)).toBe(0);
    await app.shot('tab-link');
    await app.close();
  });

  it('leads to a tab that is shorter than the window, and shows which of the tabs it is', async () => {
    const app = await console.open(screen, link(order, 'tab=queries'));
    const { page } = app;
    await laidOut(page);
    await expect.poll(() => belowHeader(page)).toBe(0);
    const box = (await bar(page).getByRole('link', { name: 'Queries' }).boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(screen.width);
    await app.close();
  });

  it('leaves the page to who has scrolled it', async () => {
    const { app, release } = await openHeld(screen, link(order, 'tab=timeline'));
    const { page } = app;
    await page.getByText('Failed', { exact: true }).first().waitFor();
    if (screen.name === 'phone') await expect.poll(() => belowHeader(page)).toBe(0);
    await page.mouse.move(screen.width / 2, screen.height / 2);
    await page.mouse.wheel(0, -3000);
    await expect.poll(() => scrolled(page)).toBe(0);
    release();
    await laidOut(page);
    expect(await scrolled(page)).toBe(0);
    await app.close();
  });

  it('leads to an event of the history, which then stays where it is', async () => {
    const { app, release } = await openHeld(screen, link(order, 'tab=history&event=14&order=asc'));
    const { page } = app;
    release();
    await laidOut(page);
    const row = page.getByRole('list', { name: 'Events', exact: true }).locator('[data-row="14"]');
    await expect
      .poll(async () => {
        const box = await row.boundingBox();
        return box !== null && box.y > 150 && box.y + box.height < screen.height;
      })
      .toBe(true);
    await app.close();
  });

  it('begins at the top where it names no other tab than the first, and inside of the console', async () => {
    const app = await console.open(screen, link(order, 'tab=history'));
    const { page } = app;
    await laidOut(page);
    expect(await scrolled(page)).toBe(0);
    await app.go(workflowsHash());
    await page.getByRole('heading', { name: 'Workflows', exact: true }).waitFor();
    await app.go(link(order, 'tab=timeline'));
    await laidOut(page);
    expect(await scrolled(page)).toBe(0);
    await app.close();
  });
});

it('a link to a tab that has room in the window leaves the head of the page in sight', async () => {
  const app = await console.open(desktop, link(greeting, 'tab=timeline'));
  const { page } = app;
  await page.getByText('Hello, Zoe').first().waitFor();
  await page.getByRole('button', { name: 'Zoom in' }).waitFor();
  expect(await scrolled(page)).toBe(0);
  await app.close();
});
