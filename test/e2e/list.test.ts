import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { Client, Connection } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, screens, workflowsHash } from './console-page.js';

const { envoyUrl, taskQueue } = inject('stack');
const connection = Connection.lazy({ address: envoyUrl });
const client = new Client({ connection });
const prefix = uniqueId('listed');
let console: ConsoleUnderTest;
beforeAll(async () => {
  console = await ConsoleUnderTest.start();
  for (let i = 0; i < 12; i++) {
    await client.workflow.execute('greet', { taskQueue, workflowId: `${prefix}-${i}`, args: [`${i}`] });
  }
  // Visibility lags behind.
  await vi.waitFor(
    async () => {
      const { count } = await client.workflow.count(`WorkflowId STARTS_WITH '${prefix}'`);
      expect(count).toBe(12);
    },
    { timeout: 30_000, interval: 500 },
  );
});
afterAll(async () => {
  await console.stop();
  await connection.close();
});

/** The list of this test's own executions. */
function ours(extra = ''): string {
  return `${workflowsHash()}?query=${encodeURIComponent(`WorkflowId STARTS_WITH "${prefix}"`)}${extra}`;
}

describe.each(screens)('the list, $name', (screen) => {
  it('pages by links that work in another browser', async () => {
    const app = await console.open(screen, ours('&rows=10'));
    const { page } = app;
    const rows = page.getByRole('link', { name: prefix.slice(0, 6) });
    await expect.poll(() => rows.count()).toBe(10);
    await app.shot('list-page-1');
    await page.getByRole('link', { name: 'Next page' }).click();
    await expect.poll(() => rows.count()).toBe(2);
    const hash = new URL(page.url()).hash;
    await app.close();

    const elsewhere = await console.open(screen, hash);
    await expect.poll(() => elsewhere.page.getByRole('link', { name: prefix.slice(0, 6) }).count()).toBe(2);
    await elsewhere.shot('list-page-2');
    await elsewhere.close();
  });

  it('leaves its rows in their places when the filters above them come', async () => {
    const app = await console.open(screen, '#/settings');
    const { page } = app;
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    await page.route(/\/FilterBar-[^/]*\.js$/, async (route) => {
      await gate;
      await route.continue();
    });
    await app.go(ours());
    const row = page.getByRole('link', { name: prefix.slice(0, 6) }).first();
    await row.waitFor();
    const before = await row.boundingBox();
    open();
    await page.getByRole('button', { name: /^Edit filter/ }).waitFor();
    expect(await row.boundingBox()).toEqual(before);
    await app.close();
  });

  it('filters by status and says when nothing matches', async () => {
    const app = await console.open(screen, ours());
    const { page } = app;
    await page
      .getByRole('link', { name: prefix.slice(0, 6) })
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Failed', exact: true }).click();
    await page.getByText('Nothing matches').waitFor();
    expect(page.url()).toContain('status=');
    await app.shot('list-no-match');
    await app.close();
  });

  it('shows the server’s words beside a query that it refuses', async () => {
    const app = await console.open(screen, workflowsHash());
    const { page } = app;
    await page.getByRole('textbox', { name: 'Query' }).fill('WorkflowType === order');
    await page.getByRole('button', { name: 'Run query' }).click();
    await page.getByRole('alert').filter({ hasText: /query/i }).first().waitFor();
    // The text stands in a plain field until the editor has loaded.
    await expect.poll(() => page.getByRole('textbox', { name: 'Query' }).textContent()).toBe('WorkflowType === order');
    await app.shot('list-bad-query');
    await app.close();
  });

  it('lands on a run when its id is pasted', async () => {
    const app = await console.open(screen, workflowsHash());
    const { page } = app;
    const search = page.getByRole('combobox', { name: 'Paste any id or link' });
    await search.fill(`${prefix}-3`);
    await search.press('Enter');
    await page.getByText('"Hello, 3!"').waitFor();
    await app.close();
  });
});

describe('the list, by keyboard', () => {
  it('moves with j and k and opens with Enter', async () => {
    const app = await console.open(screens[0], ours());
    const { page } = app;
    await page
      .getByRole('link', { name: prefix.slice(0, 6) })
      .first()
      .waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await app.shot('list-keyboard');
    await page.keyboard.press('Enter');
    await page.getByText(/"Hello, \d+!"/).waitFor();
    await app.close();
  });
});
