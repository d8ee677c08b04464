import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { Client, Connection } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, dragGrip, screens, workflowsHash } from './console-page.js';

const { envoyUrl } = inject('stack');
const connection = Connection.lazy({ address: envoyUrl });
const client = new Client({ connection });
const prefix = uniqueId('viewed');
const query = `WorkflowId STARTS_WITH "${prefix}"`;
const [desktop, phone] = screens;
let console: ConsoleUnderTest;

beforeAll(async () => {
  console = await ConsoleUnderTest.start();
  for (const name of ['one', 'two']) {
    await client.workflow.start('waitForRelease', { taskQueue: prefix, workflowId: `${prefix}-${name}` });
  }
  await vi.waitFor(async () => expect((await client.workflow.count(query)).count).toBe(2), {
    timeout: 60_000,
    interval: 500,
  });
});
afterAll(async () => {
  for (const name of ['one', 'two']) await client.workflow.getHandle(`${prefix}-${name}`).terminate();
  await console.stop();
  await connection.close();
});

const mine = `${workflowsHash()}?query=${encodeURIComponent(query)}`;

/** Waits for the rows of this test, so that the page has settled. */
async function listed(page: Page): Promise<void> {
  await page.locator(`a[href*="${prefix}-one"]`).first().waitFor();
}

const viewsButton = (page: Page): Locator => page.locator('.head button[popovertarget]').first();

/** Everything that this browser keeps for the console, but for what it remembers of runs that were opened. */
function stored(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() =>
    Object.fromEntries(
      Object.entries(localStorage as Record<string, string>).filter(([key]) => /views|columns|list$/.test(key)),
    ),
  );
}

async function menu(page: Page): Promise<Locator> {
  await viewsButton(page).click();
  const dialog = page.getByRole('dialog', { name: 'Views' });
  await dialog.getByText('For everybody').waitFor();
  return dialog;
}

async function saveAs(page: Page, name: string, options: { everywhere?: boolean } = {}): Promise<void> {
  await (await menu(page)).getByRole('button', { name: 'Save as view…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as view' });
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  if (options.everywhere) await dialog.getByText('All Namespaces').click();
  await dialog.getByRole('button', { name: /^(Save|Replace) view$/ }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** The names of a person's own views as the menu has them. */
async function names(page: Page): Promise<string[]> {
  const dialog = await menu(page);
  const links = await dialog.locator('a.item .name').allInnerTexts();
  await page.keyboard.press('Escape');
  return links.slice(0, links.indexOf('All workflows'));
}

async function manage(page: Page): Promise<Locator> {
  await (await menu(page)).getByRole('button', { name: 'Manage views…' }).click();
  return page.locator('dialog').filter({ hasText: 'Import…' });
}

async function importFile(dialog: Locator, name: string, text: string): Promise<void> {
  const buffer = Buffer.from(text);
  await dialog.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer });
}

describe.each(screens)('a view, $name', (screen) => {
  it('is saved under a name, says when the list differs from it, and takes the changes or undoes them', async () => {
    const app = await console.open(screen, mine);
    const { page } = app;
    await listed(page);
    await saveAs(page, 'Odd "one" 🐘');
    await viewsButton(page).getByText('Odd "one" 🐘').waitFor();
    const address = page.url();

    await page.getByRole('button', { name: 'Running', exact: true }).click();
    const bar = page.getByRole('region', { name: 'Views' });
    await bar.getByText('is shown with changes').waitFor();
    await app.shot('view-changed');
    await bar.getByRole('button', { name: 'Undo changes' }).click();
    await expect.poll(() => page.url()).toBe(address);
    await bar.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Running', exact: true }).click();
    await bar.getByRole('button', { name: 'Save', exact: true }).click();
    await bar.waitFor({ state: 'detached' });
    // Another start of the browser, from the menu.
    await app.go(workflowsHash());
    await page.reload();
    const dialog = await menu(page);
    await app.shot('views-menu');
    await dialog.getByRole('link', { name: /Odd "one"/ }).click();
    await listed(page);
    expect(page.url()).toContain('status=RUNNING');
    await app.close();
  });

  it('that came with a link is shown, and stored only when the person says so', async () => {
    const sender = await console.open(screen, `${mine}&sort=-workflowId`);
    await listed(sender.page);
    await saveAs(sender.page, 'Shared');
    await listed(sender.page);
    const link = new URL(sender.page.url()).hash.replace(/columns=[^&]*/, 'columns=workflowId%7E240%2CtaskQueue');
    await sender.close();

    const app = await console.open(screen, link);
    const { page } = app;
    await listed(page);
    const bar = page.getByRole('region', { name: 'Views' });
    await bar.getByText('“Shared” is a view that came with this link.').waitFor();
    if (screen === desktop) {
      expect(await page.getByRole('columnheader').allInnerTexts()).toEqual(['', 'Workflow Id', 'Task Queue']);
    } else await page.getByText('Task Queue').first().waitFor();
    await app.shot('view-shared');
    expect(await stored(page)).toEqual({});

    await bar.getByRole('button', { name: 'Dismiss' }).click();
    await bar.waitFor({ state: 'detached' });
    await listed(page);
    expect(page.url()).not.toMatch(/view=|columns=/);
    expect(await stored(page)).toEqual({});
    if (screen === desktop) await page.getByRole('columnheader', { name: 'Started' }).waitFor();

    await page.goBack();
    await app.go(link);
    await page.reload();
    await bar.getByRole('button', { name: 'Save as view…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save as view' });
    await app.shot('view-save');
    await dialog.getByRole('button', { name: 'Save view' }).click();
    await bar.waitFor({ state: 'detached' });
    expect(Object.keys(await stored(page))).toEqual(['temporal-console:views']);
    expect(await names(page)).toEqual(['Shared']);
    await app.close();
  });

  it('is renamed, moved, deleted and brought back', async () => {
    const app = await console.open(screen, mine);
    const { page } = app;
    await listed(page);
    for (const name of ['First', 'Second', 'Third']) await saveAs(page, name);
    const dialog = await manage(page);
    await dialog.getByLabel('Name of Second').fill('first');
    await dialog.getByLabel('Name of Second').press('Enter');
    await dialog.getByText('Another view has this name').waitFor();
    await dialog.getByLabel('Name of Second').fill('2nd <b>');
    await dialog.getByLabel('Name of Second').press('Enter');
    const up = dialog.getByRole('button', { name: 'Move Third up' });
    await up.press('Enter');
    await expect.poll(() => up.evaluate((button) => button === document.activeElement)).toBe(true);
    await up.press('Enter');
    await dialog.getByText('Third: place 1 of 3').waitFor({ state: 'attached' });
    await dialog.getByRole('button', { name: 'Delete First' }).click();
    await dialog.getByText('“First” deleted.').waitFor();
    await app.shot('views-manage');
    await dialog.getByRole('button', { name: 'Done' }).click();
    expect(await names(page)).toEqual(['Third', '2nd <b>']);

    await (await manage(page)).getByRole('button', { name: 'Delete Third' }).click();
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await dialog.getByLabel('Name of Third').waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
    expect(await names(page)).toEqual(['Third', '2nd <b>']);

    const grips = (await manage(page)).locator('.grip');
    await dragGrip(page, grips.nth(1), grips.nth(0));
    await dialog.getByRole('button', { name: 'Done' }).click();
    expect(await names(page)).toEqual(['2nd <b>', 'Third']);
    await app.close();
  });

  it('goes into a file and out of it; a broken file changes nothing', async () => {
    const app = await console.open(screen, mine);
    const { page } = app;
    await listed(page);
    await saveAs(page, 'In a file');
    const dialog = await manage(page);
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Export' }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ views: [{ name: 'In a file', query }] });

    const before = await stored(page);
    await importFile(dialog, 'broken.json', text.slice(0, -20));
    await dialog.getByText(/It is no JSON/).waitFor();
    await dialog.getByText('Your views are as they were.').waitFor();
    await app.shot('views-broken-file');
    await importFile(dialog, 'other.json', '{"events": []}');
    await dialog.getByText('It is no file of views').waitFor();
    expect(await stored(page)).toEqual(before);

    await importFile(dialog, 'views.json', text);
    await dialog.getByText('Nothing to import').waitFor();
    await dialog.getByRole('button', { name: 'Delete In a file' }).click();
    await importFile(dialog, 'views.json', text);
    await dialog.getByText('1 view imported.').waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
    expect(await names(page)).toEqual(['In a file']);
    await app.close();
  });
});

describe('views', () => {
  it('of all Namespaces are in the palette, in other Namespaces, and in other tabs at once', async () => {
    const app = await console.open(desktop, mine);
    const { page } = app;
    await listed(page);
    const other = await app.context.newPage();
    await other.goto(`${console.url}/${workflowsHash().replace(/namespaces\/[^/]+/, 'namespaces/temporal-system')}`);
    await viewsButton(other).waitFor();
    await saveAs(page, 'Only here');
    await saveAs(page, 'For all', { everywhere: true });
    expect(await names(other)).toEqual(['For all']);

    await other.keyboard.press('Control+k');
    await other.locator('dialog').getByRole('combobox').fill('view for all');
    await other.getByRole('option', { name: 'View: For all' }).click();
    await viewsButton(other).getByText('For all').waitFor();
    expect(other.url()).toContain('temporal-system');
    await app.close();
  });

  it('are opened by a key, and those for everybody are part of the address alone', async () => {
    const app = await console.open(desktop, mine);
    const { page } = app;
    await listed(page);
    await page.keyboard.press('v');
    const dialog = page.getByRole('dialog', { name: 'Views' });
    await dialog.getByRole('link', { name: 'Running', exact: true }).click();
    await expect.poll(() => new URL(page.url()).hash).toBe(`${workflowsHash()}?status=RUNNING`);
    for (const name of [/^Workflow Tasks failing/, /^Without a parent/, /^Started by a Schedule/, /^Started today/]) {
      const link = (await menu(page)).getByRole('link', { name });
      const answer = page.waitForResponse(/ListWorkflowExecutions$/);
      await link.click();
      expect((await (await answer).body()).toString('latin1')).toMatch(/grpc-status: ?0/);
    }
    expect(decodeURIComponent(page.url())).toContain('now/d');
    await app.close();
  });

  it('survive what somebody else has written into their place', async () => {
    const app = await console.open(phone, mine);
    const { page } = app;
    await listed(page);
    const foreign = [{ id: 'newer00000', name: 'Of a newer version', query: '', statuses: ['UNHEARD_OF'] }, 7];
    await page.evaluate((text) => localStorage.setItem('temporal-console:views', text), JSON.stringify(foreign));
    await page.reload();
    await listed(page);
    await saveAs(page, 'Mine');
    expect(await names(page)).toEqual(['Mine']);
    const kept = JSON.parse((await stored(page))['temporal-console:views'] ?? '') as unknown[];
    expect(kept).toEqual(expect.arrayContaining(foreign));
    expect(kept).toHaveLength(3);
    await app.close();
  });
});
