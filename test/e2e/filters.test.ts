import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { Client, Connection, defineSearchAttributeKey } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, screens, workflowsHash } from './console-page.js';

const { envoyUrl, taskQueue } = inject('stack');
const connection = Connection.lazy({ address: envoyUrl });
const client = new Client({ connection });
const prefix = uniqueId('filtered');
const oddCustomer = `it's 🐘 <b>${prefix}</b> %_`;
let console: ConsoleUnderTest;

beforeAll(async () => {
  console = await ConsoleUnderTest.start();
  // On a queue that nobody polls, so that it stays as it is.
  await client.workflow.start('waitForRelease', {
    taskQueue: prefix,
    workflowId: `${prefix}-big`,
    typedSearchAttributes: [
      { key: defineSearchAttributeKey('OrderStatus', 'KEYWORD'), value: 'awaiting-approval' },
      { key: defineSearchAttributeKey('CustomerId', 'KEYWORD'), value: oddCustomer },
      { key: defineSearchAttributeKey('OrderTotal', 'DOUBLE'), value: 500.5 },
      { key: defineSearchAttributeKey('OrderItemCount', 'INT'), value: 7 },
      { key: defineSearchAttributeKey('OrderPlacedAt', 'DATETIME'), value: new Date('2026-01-02T03:04:05Z') },
      { key: defineSearchAttributeKey('OrderApproved', 'BOOL'), value: true },
      { key: defineSearchAttributeKey('OrderNote', 'TEXT'), value: 'ring twice' },
      { key: defineSearchAttributeKey('OrderSkus', 'KEYWORD_LIST'), value: ['PEN-2', 'INK-1'] },
    ],
  });
  await client.workflow.execute('order', {
    taskQueue,
    workflowId: `${prefix}-order`,
    args: [
      {
        customerId: `${prefix}-customer`,
        items: [{ sku: 'BOOK-1', quantity: 2, unitPriceCents: 1990 }],
        note: 'leave at the door',
      },
    ],
  });
  // Visibility lags behind.
  await vi.waitFor(
    async () => {
      const { count } = await client.workflow.count(
        `WorkflowId STARTS_WITH '${prefix}' AND OrderStatus IN ('delivered', 'awaiting-approval')`,
      );
      expect(count).toBe(2);
    },
    { timeout: 30_000, interval: 500 },
  );
});
afterAll(async () => {
  await client.workflow.getHandle(`${prefix}-big`).terminate();
  await console.stop();
  await connection.close();
});

const mine = `WorkflowId STARTS_WITH '${prefix}'`;

function listHash(query: string, more = ''): string {
  return `${workflowsHash()}?query=${encodeURIComponent(query)}${more}`;
}

/** Waits until the list shows these of this test's executions, and no others of them. */
async function shows(page: Page, ...names: ('big' | 'order')[]): Promise<void> {
  for (const name of ['big', 'order'] as const) {
    const link = page.locator(`a[href*="${prefix}-${name}"]`).first();
    await link.waitFor({ state: names.includes(name) ? 'visible' : 'detached' });
  }
}

/** Adds a filter by its form. */
async function addFilter(
  page: Page,
  attribute: string,
  condition: string | undefined,
  values: Record<string, string> = {},
): Promise<void> {
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('combobox', { name: 'Find an attribute' }).fill(attribute);
  await page.getByRole('option', { name: new RegExp(`^${attribute}`) }).click();
  if (condition) await page.getByLabel('Condition').selectOption({ label: condition });
  for (const [label, value] of Object.entries(values)) {
    const field = page.getByRole('dialog').getByLabel(label, { exact: true });
    if (await field.evaluate((element) => element instanceof HTMLSelectElement)) {
      await field.selectOption({ label: value });
    } else await field.fill(value);
  }
  await page.getByRole('button', { name: 'Apply' }).click();
}

async function removeFilter(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: `Remove filter ${words}` }).click();
  await shows(page, 'big', 'order');
}

const query = (page: Page) => page.getByRole('textbox', { name: 'Query' });

/** Opens the whole query in the editor, once that has loaded. */
async function openQuery(page: Page): Promise<void> {
  await query(page).click();
  await expect.poll(() => query(page).evaluate((element) => element.tagName)).toBe('DIV');
}

describe.each(screens)('filters, $name', (screen) => {
  it('are pills with a form for each type of attribute', async () => {
    const app = await console.open(screen, listHash(mine));
    const { page } = app;
    await shows(page, 'big', 'order');
    for (const [attribute, condition, values, words, found] of [
      ['OrderStatus', 'starts with', { Value: 'await' }, 'OrderStatus starts with await', 'big'],
      ['CustomerId', 'is', { Value: oddCustomer }, `CustomerId is ${oddCustomer}`, 'big'],
      ['OrderTotal', 'between', { From: '39', To: '40.5' }, 'OrderTotal between 39 and 40.5', 'order'],
      ['OrderItemCount', '≥', { Value: '7' }, 'OrderItemCount ≥ 7', 'big'],
      ['OrderPlacedAt', 'before', { Value: '2026-01-03T00:00:00' }, /^Remove filter OrderPlacedAt before/, 'big'],
      ['OrderApproved', 'is', { Value: 'true' }, 'OrderApproved is true', 'big'],
      ['OrderNote', 'has any of the words', { Value: 'door window' }, 'OrderNote is door window', 'order'],
      ['OrderSkus', 'contains any of', { 'Values, one a line': 'PEN-2\nX' }, 'OrderSkus is any of PEN-2, X', 'big'],
      ['Started', 'in the last', { 'How many': '2', Unit: 'hours' }, 'Started in the last 2 h', undefined],
      ['Duration', '<', { Value: '1h 30m' }, 'Duration < 1 h 30 min', 'order'],
    ] as const) {
      await addFilter(page, attribute, condition, values);
      await (found ? shows(page, found) : shows(page, 'big', 'order'));
      if (attribute === 'CustomerId') await app.shot('filter-pill');
      if (typeof words === 'string') await removeFilter(page, words);
      else {
        await page.getByRole('button', { name: words }).click();
        await shows(page, 'big', 'order');
      }
    }
    await app.close();
  });

  it('choose statuses, and can be changed', async () => {
    const app = await console.open(screen, listHash(mine));
    const { page } = app;
    await shows(page, 'big', 'order');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('option', { name: /^Status/ }).click();
    await page.getByRole('checkbox', { name: 'Completed' }).check();
    await page.getByRole('checkbox', { name: 'Failed' }).check();
    await app.shot('filter-status');
    await page.getByRole('button', { name: 'Apply' }).click();
    await shows(page, 'order');
    expect(page.url()).toContain('status=COMPLETED%2CFAILED');
    await page.goBack();
    await shows(page, 'big', 'order');

    await page.getByRole('button', { name: /^Edit filter Workflow Id starts with/ }).click();
    await page.getByRole('dialog').getByLabel('Value', { exact: true }).fill(`${prefix}-b`);
    await page.getByRole('button', { name: 'Apply' }).click();
    await shows(page, 'big');
    await app.close();
  });

  it('and the query are two views of one thing', async () => {
    const app = await console.open(
      screen,
      listHash(`${mine} AND (OrderTotal > 100 OR OrderItemCount = 1)`, '&status=RUNNING'),
    );
    const { page } = app;
    await shows(page, 'big');
    await page.getByRole('button', { name: /^Edit filter Query/ }).waitFor();
    await openQuery(page);
    expect(await query(page).textContent()).toBe(
      `ExecutionStatus = 'Running' AND ${mine} AND (OrderTotal > 100 OR OrderItemCount = 1)`,
    );
    await query(page).fill(`${mine} AND ExecutionStatus = 'Completed' AND StartTime >= now-1h`);
    await app.shot('filter-query');
    await page.getByRole('button', { name: 'Run query' }).click();
    await shows(page, 'order');
    // What is told from now stays so in the link.
    const params = new URLSearchParams(new URL(page.url()).hash.split('?')[1]);
    expect(params.get('query')).toBe(`${mine} AND StartTime >= now-1h`);
    expect(params.get('status')).toBe('COMPLETED');
    await page.goBack();
    await shows(page, 'big');
    await page.goForward();
    await shows(page, 'order');
    await page.getByRole('button', { name: 'Edit filter Started in the last 1 h' }).waitFor();
    await app.close();
  });

  it('say what the server refuses, and where', async () => {
    const app = await console.open(screen, listHash(`StartTime > now-1h AND NoSuchAttribute = 1`));
    const { page } = app;
    const alert = page.getByRole('alert').filter({ hasText: 'Line 1, column 24: Invalid search attribute' });
    await alert.waitFor();
    await expect.poll(() => query(page).locator('.cm-problem').textContent()).toBe('NoSuchAttribute');
    await openQuery(page);
    await query(page).fill(`${mine} ORDER BY StartTime`);
    await page.getByText('refuse ORDER BY').waitFor();
    await app.shot('filter-order-by');
    await app.close();
  });

  it('takes a list of 30,000 characters', async () => {
    const ids = Array.from({ length: 900 }, (_, i) => `'${prefix}-nobody-${i}'`);
    const app = await console.open(screen, workflowsHash());
    const { page } = app;
    await openQuery(page);
    const long = `WorkflowId IN (${ids.join(', ')}, '${prefix}-big')`;
    expect(long.length).toBeGreaterThan(30_000);
    await query(page).fill(long);
    await page.getByRole('button', { name: 'Run query' }).click();
    await shows(page, 'big');
    await app.close();
  });
});

describe('filters, by keyboard', () => {
  it('are added by f, written by /, completed, run by Enter and left by Escape', async () => {
    const app = await console.open(screens[0], listHash(mine));
    const { page } = app;
    await shows(page, 'big', 'order');
    await page.keyboard.press('f');
    await page.getByRole('combobox', { name: 'Find an attribute' }).fill('OrderSt');
    await page.getByRole('option', { name: /^OrderStatus/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByLabel('Value', { exact: true }).fill('delivered');
    await page.keyboard.press('Enter');
    await shows(page, 'order');

    await page.keyboard.press('/');
    await expect.poll(() => query(page).evaluate((element) => element.tagName)).toBe('DIV');
    await expect.poll(() => query(page).textContent()).toContain('OrderStatus');
    await query(page).press('Control+a');
    await page.keyboard.type(`${mine} AND OrderIt`);
    await page.getByRole('option', { name: /^OrderItemCount/ }).waitFor();
    await app.shot('filter-completion');
    await page.keyboard.press('Enter');
    await page.keyboard.type('= 7');
    await page.keyboard.press('Enter');
    await shows(page, 'big');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Edit filter OrderItemCount is 7' }).waitFor();
    await app.close();
  });

  it('loses nothing that is typed while the editor loads', async () => {
    const app = await console.open(screens[0], workflowsHash());
    const { page } = app;
    await page.getByRole('textbox', { name: 'Query' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type(`WorkflowId = '${prefix}-big'`);
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => query(page).textContent()).toBe(`WorkflowId = '${prefix}-big'`);
    await shows(page, 'big');
    await app.close();
  });
});
