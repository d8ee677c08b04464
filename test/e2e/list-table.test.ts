import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import type { Page } from 'playwright';
import { Client, Connection } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, dragGrip, screens, workflowsHash } from './console-page.js';

const { envoyUrl, taskQueue } = inject('stack');
const connection = Connection.lazy({ address: envoyUrl });
const client = new Client({ connection });
const prefix = uniqueId('table');
const children = 23;
const [desktop, phone] = screens;
let console: ConsoleUnderTest;

beforeAll(async () => {
  console = await ConsoleUnderTest.start();
  const items = (quantity: number) => [{ sku: 'BOOK-1', quantity, unitPriceCents: 1000 }];
  await Promise.all([
    ...[3, 1, 2].map((quantity) =>
      client.workflow.execute('order', {
        taskQueue,
        workflowId: `${prefix}-order-${quantity}`,
        args: [{ customerId: `c-${quantity}`, items: items(quantity) }],
      }),
    ),
    client.workflow.execute('fanOut', { taskQueue, workflowId: `${prefix}-family`, args: [{ children }] }),
  ]);
  await vi.waitFor(
    async () => {
      const { count } = await client.workflow.count(
        `WorkflowId STARTS_WITH '${prefix}' AND ExecutionStatus = 'Completed'`,
      );
      expect(count).toBe(4 + children);
    },
    { timeout: 30_000, interval: 500 },
  );
});
afterAll(async () => {
  await console.stop();
  await connection.close();
});

/** A list of this test's own executions. */
function ours(what = ''): string {
  return `${workflowsHash()}?query=${encodeURIComponent(`WorkflowId STARTS_WITH "${prefix}${what}"`)}`;
}

function heads(page: Page): Promise<string[]> {
  return page.getByRole('columnheader').getByRole('button').allInnerTexts();
}

/** The ids in their order, without what all of them begin with. */
async function ids(page: Page): Promise<string[]> {
  const texts = await page.locator('[data-row] [data-column="workflowId"] a').allInnerTexts();
  return texts.map((text) => text.replaceAll('\n', '').replace(prefix, ''));
}

async function chooseColumns(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Display' }).click();
  await page.getByRole('button', { name: 'Columns…' }).click();
}

describe('columns', () => {
  it('are added, moved, taken away, kept for the Namespace, and reset', async () => {
    const app = await console.open(desktop, ours('-order'));
    const { page } = app;
    await page.locator('[data-row]').first().waitFor();
    await chooseColumns(page);
    const dialog = page.getByRole('dialog', { name: 'Columns' });
    await dialog.getByRole('searchbox', { name: 'Find a column' }).fill('Order');
    await dialog.getByRole('button', { name: 'Add OrderTotal' }).click();
    await dialog.getByRole('button', { name: 'Add OrderSkus' }).click();
    await dialog.getByRole('button', { name: 'Remove Run Id' }).click();
    const up = dialog.getByRole('button', { name: 'Move OrderTotal up' });
    for (let step = 0; step < 4; step++) await up.press('Enter');
    await dialog.getByRole('button', { name: 'Done' }).click();

    const expected = ['Status', 'Workflow Id', 'OrderTotal', 'Type', 'Started', 'Closed', 'Duration', 'OrderSkus'];
    expect(await heads(page)).toEqual(expected);
    await page.reload();
    await page.locator('[data-row]').first().waitFor();
    expect(await heads(page)).toEqual(expected);
    const total = page.locator('[data-row] [data-column="attribute:OrderTotal"]').first();
    expect(await total.evaluate((cell) => getComputedStyle(cell).justifyContent)).toBe('flex-end');
    await page.locator('[data-row] .tag', { hasText: 'BOOK-1' }).first().waitFor();
    await app.shot('list-columns');

    await chooseColumns(page);
    await dialog.getByRole('button', { name: 'Reset' }).click();
    await dialog.getByRole('button', { name: 'Done' }).click();
    expect(await heads(page)).toContain('Run Id');
    await app.close();
  });

  it('are moved by dragging, and made wider by pointer and by key', async () => {
    const app = await console.open(desktop, ours('-order'));
    const { page } = app;
    await page.locator('[data-row]').first().waitFor();
    const type = page.locator('[role="columnheader"][data-column="type"]');
    const box = (await type.boundingBox())!;
    await page.mouse.move(box.x + box.width - 1, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width + 59, box.y + 12, { steps: 4 });
    await page.mouse.up();
    expect((await type.boundingBox())!.width).toBeCloseTo(box.width + 60, -1);
    await type.getByRole('button').press('Alt+ArrowLeft');
    const width = (await type.boundingBox())!.width;
    expect(width).toBeCloseTo(box.width + 44, -1);
    await page.reload();
    await page.locator('[data-row]').first().waitFor();
    expect((await type.boundingBox())!.width).toBe(width);

    await chooseColumns(page);
    // The dialog grows, and moves, when they come.
    await page.getByRole('button', { name: 'Add OrderTotal' }).waitFor();
    const grips = page.getByRole('dialog').locator('.grip');
    await dragGrip(page, grips.nth(6), grips.nth(1));
    await page.keyboard.press('Escape');
    expect((await heads(page)).slice(0, 3)).toEqual(['Status', 'Duration', 'Workflow Id']);
    await app.close();
  });

  it('beyond those of a card get a line of their own on a phone', async () => {
    const app = await console.open(phone, ours('-order'));
    const { page } = app;
    await page.getByRole('link', { name: 'order-1' }).waitFor();
    await chooseColumns(page);
    await page.getByRole('button', { name: 'Add CustomerId' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('link', { name: /order-1.*CustomerId\s*c-1/s }).waitFor();
    await app.shot('list-card-columns');
    await app.close();
  });
});

describe('rows', () => {
  it('are sorted as far as they are loaded, which the page says, and the address too', async () => {
    const app = await console.open(desktop, ours('-order'));
    const { page } = app;
    await expect.poll(() => ids(page)).toHaveLength(3);
    const head = page.getByRole('columnheader', { name: 'Workflow Id' });
    await head.getByRole('button').click();
    await page.getByText('Sorted by Workflow Id, ascending: all 3 rows').waitFor();
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    expect(await ids(page)).toEqual(['-order-1', '-order-2', '-order-3']);
    await head.getByRole('button').click();
    await expect.poll(() => ids(page)).toEqual(['-order-3', '-order-2', '-order-1']);
    expect(page.url()).toContain('sort=-workflowId');
    await page.getByRole('button', { name: 'Order of the server' }).click();
    await expect.poll(() => head.getAttribute('aria-sort')).toBe('none');
    await app.close();
  });

  it('unfold their children, page by page', async () => {
    const only = `${workflowsHash()}?query=${encodeURIComponent(`WorkflowId = "${prefix}-family"`)}`;
    const app = await console.open(desktop, only);
    const { page } = app;
    const parent = page.locator('[data-row]').filter({ hasText: 'fanOut' });
    await parent.getByRole('button', { name: /Show children/ }).click();
    await page.getByText(`20 of ${children} children`).waitFor();
    await app.shot('list-children');
    await page.getByRole('button', { name: 'Show more' }).click();
    await expect.poll(() => page.locator('[data-row].child').count()).toBe(children);
    // Nested: a child of the family has none.
    await page
      .locator('[data-row].child')
      .first()
      .getByRole('button', { name: /Show children/ })
      .click();
    await page.getByText('It has no children').waitFor();
    await parent.getByRole('button', { name: /Hide children/ }).click();
    await expect.poll(() => page.locator('[data-row].child').count()).toBe(0);
    await app.close();
  });

  it('unfold their children on a phone', async () => {
    const only = `${workflowsHash()}?query=${encodeURIComponent(`WorkflowId = "${prefix}-family"`)}`;
    const app = await console.open(phone, only);
    const { page } = app;
    const cards = page.locator('li[data-run-id]');
    await page.getByRole('button', { name: `Show children of ${prefix}-family` }).click();
    await page.getByText(`20 of ${children} children`).waitFor();
    await expect.poll(() => cards.count()).toBe(21);
    await app.shot('list-children');
    await page.getByRole('button', { name: 'Show more' }).click();
    await expect.poll(() => cards.count()).toBe(1 + children);
    await page.getByRole('button', { name: `Hide children of ${prefix}-family` }).click();
    await expect.poll(() => cards.count()).toBe(1);
    await app.close();
  });

  it('are narrowed to what a cell says, by pointer and by key', async () => {
    const app = await console.open(desktop, ours());
    const { page } = app;
    const rows = page.locator('[data-row]');
    await rows.filter({ hasText: 'fanOut' }).locator('[data-column="type"]').hover();
    await page.getByRole('button', { name: 'Filter by Type' }).click();
    await page.getByRole('menuitem', { name: 'Only fanOut' }).click();
    await expect.poll(() => ids(page)).toEqual(['-family']);
    expect(decodeURIComponent(page.url()).replaceAll('+', ' ')).toContain(`" AND WorkflowType = 'fanOut'`);

    await page.goto(`${console.url}/${ours('-order')}`);
    await expect.poll(() => ids(page)).toHaveLength(3);
    const [first] = await ids(page);
    await page.keyboard.press('j');
    await page.keyboard.press('m');
    await page.getByRole('menuitem', { name: /^Exclude/ }).click();
    await expect.poll(() => ids(page)).toHaveLength(2);
    expect(await ids(page)).not.toContain(first);
    await app.close();
  });

  it('are counted by status once they are there', async () => {
    const app = await console.open(desktop, ours());
    const { page } = app;
    const completed = page.getByRole('button', { name: 'Completed', exact: true });
    await expect.poll(() => completed.getAttribute('title')).toBe(`${4 + children} executions`);
    await page.getByText('Counted just now').waitFor();
    await app.close();
  });

  it('are walked through by keys, and the filter is one key away', async () => {
    const app = await console.open(desktop, ours('-order'));
    const { page } = app;
    await expect.poll(() => ids(page)).toHaveLength(3);
    const focusedRow = () =>
      page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-index]')?.dataset['index']);
    await page.keyboard.type('gg');
    await expect.poll(focusedRow).toBe('0');
    await page.keyboard.press('End');
    await expect.poll(focusedRow).toBe('2');
    await page.keyboard.press('Home');
    await expect.poll(focusedRow).toBe('0');
    await page.keyboard.press('Shift+G');
    await expect.poll(focusedRow).toBe('2');
    await page.keyboard.type('gg');
    await expect.poll(focusedRow).toBe('0');
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-column'))).toBe('runId');
    await page.keyboard.press('ArrowDown');
    await expect.poll(focusedRow).toBe('1');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-column'))).toBe('runId');
    // The same key begins the ways to other screens, and the help names both.
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('First row', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.type('gs');
    await page.waitForURL(/#\/settings/);
    await app.close();
  });

  it('come page after page below each other when the person keeps scrolling', async () => {
    const app = await console.open(desktop, `${ours()}&rows=10`);
    const { page } = app;
    await page.getByRole('button', { name: 'Display' }).click();
    await page.getByText('Keep scrolling').click();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('[data-row]').count()).toBe(4 + children);
    await page.getByText(`${4 + children} rows loaded`).waitFor();
    await app.close();
  });
});
