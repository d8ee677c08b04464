import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Client, Connection, type WorkflowHandle } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, type OpenConsole, type ScreenSize, screens, workflowsHash } from './console-page.js';

const { envoyUrl, taskQueue } = inject('stack');
const connection = Connection.lazy({ address: envoyUrl });
const client = new Client({ connection });
let console: ConsoleUnderTest;
let declined: WorkflowHandle;
beforeAll(async () => {
  console = await ConsoleUnderTest.start();
  const items = [{ sku: 'BOOK-1', quantity: 1, unitPriceCents: 500 }];
  const args = [{ customerId: 'declined-eve', items }];
  declined = await client.workflow.start('order', { taskQueue, workflowId: uniqueId('table'), args });
  await expect(declined.result()).rejects.toThrow();
});
afterAll(async () => {
  await console.stop();
  await connection.close();
});

async function open(screen: ScreenSize, query: string, handle = declined): Promise<OpenConsole> {
  const app = await console.open(screen, `${workflowsHash(handle.workflowId)}?tab=timeline${query}`);
  await app.page.getByRole('region', { name: 'Timeline' }).locator('canvas').first().waitFor();
  return app;
}

function table(page: Page) {
  return page.getByRole('table', { name: 'What the timeline shows' });
}

/** The names in the order of the rows that are in the page: those in sight, and some around them. */
async function names(page: Page): Promise<string[]> {
  await table(page).evaluate((element) => element.scrollIntoView());
  await table(page).getByRole('link').first().waitFor();
  return table(page).getByRole('link').allInnerTexts();
}

/** Rows with their head, whether they are in the page or not. */
async function rowCount(page: Page): Promise<number> {
  return Number(await table(page).getAttribute('aria-rowcount'));
}

/** The place of the row with the focus; the first is 2, after the head. */
function focusedRow(page: Page): Promise<number> {
  return page.evaluate(() =>
    Number(document.activeElement?.closest('[aria-rowindex]')?.getAttribute('aria-rowindex') ?? 0),
  );
}

describe.each(screens)('the timeline as a table, $name', (screen) => {
  it('has the same in numbers, sorts, and leads to events and to the picture', async () => {
    const app = await open(screen, '&layout=table');
    const { page } = app;
    expect((await names(page))[0]).toBe('order');
    const charge = table(page).getByRole('row').filter({ hasText: 'chargeCard' });
    await charge.filter({ hasText: 'Activity' }).filter({ hasText: 'Failed' }).waitFor();
    await table(page)
      .getByRole('row')
      .filter({ hasText: /reserveStock.*Completed.*2/s })
      .waitFor();
    await app.shot('timeline-table');

    await page.getByRole('button', { name: 'Duration' }).click();
    await table(page)
      .getByRole('columnheader', { name: 'Duration' })
      .and(page.locator('[aria-sort=descending]'))
      .waitFor();
    expect((await names(page))[0]).toBe('order');
    await page.getByRole('button', { name: 'Name', exact: true }).click();
    const sorted = await names(page);
    expect(sorted).toEqual(sorted.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));

    await charge.getByRole('link').click();
    await page.getByRole('heading', { name: 'chargeCard' }).first().waitFor();
    await expect.poll(() => page.url()).toMatch(/event=\d+/);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.url()).not.toContain('event=');
    await charge.hover();
    await charge.getByRole('button', { name: /^Show chargeCard.* in the timeline$/ }).click();
    await page.getByRole('listbox', { name: 'Bars of the timeline' }).waitFor();
    await expect.poll(() => page.url()).toContain('layout=rows');
    await app.close();
  });

  it('is walked through by keys, and shows only what is found', async () => {
    const app = await open(screen, '&layout=table');
    const { page } = app;
    await names(page);
    const all = await rowCount(page);
    await table(page).getByRole('link').first().focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focusedRow(page)).toBe(3);
    await page.keyboard.press('End');
    await expect.poll(() => focusedRow(page)).toBe(await rowCount(page));
    await page.keyboard.press('Home');
    await expect.poll(() => focusedRow(page)).toBe(2);

    await page.getByRole('textbox', { name: 'Search the timeline' }).fill('releaseStock');
    await expect.poll(() => rowCount(page)).toBeLessThan(all);
    await table(page)
      .getByRole('link', { name: /^releaseStock/ })
      .waitFor();
    await app.close();
  });

  it('shows only the part of the time that is chosen', async () => {
    const app = await open(screen, '&layout=table');
    const { page } = app;
    const all = await rowCount(page);
    const end = page.getByRole('slider', { name: 'End of the part that is shown' });
    await end.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => rowCount(page)).toBeLessThan(all);
    await page.getByRole('button', { name: 'Show all', disabled: false }).click();
    await expect.poll(() => rowCount(page)).toBe(all);
    await app.close();
  });

  it('and the picture are reached by commands, which the help lists', async () => {
    const app = await open(screen, '');
    const { page } = app;
    await page.getByRole('listbox', { name: 'Bars of the timeline' }).waitFor();
    await page.keyboard.press('e');
    await page.getByRole('heading', { name: 'chargeCard' }).first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('v');
    await page.keyboard.press('t');
    await table(page).waitFor();
    await page.keyboard.press('?');
    const help = page.getByRole('dialog');
    for (const line of ['Next failure', 'Zoom in', 'Timeline as a table', 'Rows of the table: up, down']) {
      await help.getByText(line, { exact: true }).waitFor();
    }
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+k');
    // Before the palette has loaded too, what is typed for it is no command: `t` would ask to terminate.
    await page.keyboard.press('t');
    await page.getByRole('combobox', { name: 'Find a command or an id' }).fill('whole timeline as');
    await page.getByRole('option', { name: /Export the whole timeline as SVG/ }).waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Legend' }).click();
    await page.getByRole('dialog', { name: 'Legend' }).getByText('Attempts, with waits between them').waitFor();
    await app.shot('timeline-legend');
    await app.close();
  });
});
