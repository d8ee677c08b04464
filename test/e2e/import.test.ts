import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Client, Connection, historyToJSON } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, type OpenConsole, type ScreenSize, screens } from './console-page.js';

const { envoyUrl, taskQueue } = inject('stack');
const connection = Connection.lazy({ address: envoyUrl });
const client = new Client({ connection });
let console: ConsoleUnderTest;
let workflowId: string;
let json: string;

beforeAll(async () => {
  console = await ConsoleUnderTest.start();
  workflowId = uniqueId('order');
  const item = { sku: 'BOOK-1', quantity: 2, unitPriceCents: 1990 };
  const args = [{ customerId: 'declined-ann', items: [item] }];
  const order = await client.workflow.start('order', { taskQueue, workflowId, args });
  await order.result().catch(() => undefined);
  json = historyToJSON(await order.fetchHistory());
});
afterAll(async () => {
  await console.stop();
  await connection.close();
});

/** A page that reaches no server but its own. */
async function openAlone(screen: ScreenSize): Promise<OpenConsole> {
  const app = await console.open(screen, '#/settings');
  await app.page.route(`${envoyUrl}/**`, (route) => route.abort());
  await app.go('#/import');
  return app;
}

async function choose(page: Page, name: string, text: string): Promise<void> {
  const buffer = Buffer.from(text);
  await page.getByLabel('Choose a file').last().setInputFiles({ name, mimeType: 'application/json', buffer });
}

/** Only what is in the window is in the page, and the list begins below input and result. */
async function showList(page: Page): Promise<void> {
  await page
    .getByRole('textbox', { name: 'Search the history' })
    .evaluate((input) => input.scrollIntoView({ block: 'start' }));
}

describe.each(screens)('a history file without a server, $name', (screen) => {
  it('shows what a run did, in every view, and again after a reload', async () => {
    const app = await openAlone(screen);
    const { page } = app;
    await page.getByRole('heading', { name: 'Drop a history file here' }).waitFor();
    await app.shot('import');
    await choose(page, 'order.json', json);
    await page.getByRole('heading', { name: 'order', exact: true }).waitFor();
    await page.getByText(workflowId, { exact: true }).waitFor();
    await page.getByText('"declined-ann"').first().waitFor();
    await page.getByText('OrderFailed').first().waitFor();
    for (const [view, list, text] of [
      ['Events', 'Events', 'WorkflowExecutionFailed'],
      ['Groups', 'Groups of events', 'chargeCard'],
      ['JSON', 'JSON of the history', '"EVENT_TYPE_WORKFLOW_EXECUTION_STARTED"'],
    ] as const) {
      const shown = page.getByRole('list', { name: list, exact: true }).getByText(text).first();
      await showList(page);
      await page.getByRole('button', { name: view, exact: true }).click();
      await shown.waitFor();
      await page.reload();
      await showList(page);
      await shown.waitFor();
      await app.shot(`import-${view.toLowerCase()}`);
    }

    await page.getByRole('link', { name: 'Timeline' }).click();
    await page.locator('canvas').first().waitFor();
    await page.reload();
    await page.locator('canvas').first().waitFor();
    await app.shot('import-timeline');
    await page.getByRole('link', { name: 'History', exact: true }).click();
    await page.getByRole('textbox', { name: 'Search the history' }).waitFor();
    await page.getByRole('button', { name: 'Close order.json' }).click();
    await page.getByRole('heading', { name: 'Drop a history file here' }).waitFor();
    await app.close();
  });
});

describe('history files', () => {
  it('may be a bare list with short enum names, pasted, beside another', async () => {
    const [desktop] = screens;
    const app = await openAlone(desktop);
    const { page } = app;
    await choose(page, 'first.json', json);
    await page.getByRole('heading', { name: 'order', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Open another file' }).click();
    await page.getByRole('button', { name: 'Paste JSON' }).click();
    const { events } = JSON.parse(json) as { events: { eventType: string }[] };
    const short = (name: string) =>
      name
        .replace('EVENT_TYPE_', '')
        .toLowerCase()
        .replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const bare = events.map((event) => ({ ...event, eventType: short(event.eventType) }));
    await page.getByLabel('JSON of a history').fill(JSON.stringify(bare));
    await page.getByRole('dialog').getByRole('button', { name: 'Open' }).click();
    await page.getByRole('list', { name: 'Events', exact: true }).getByText('WorkflowExecutionFailed').waitFor();
    const files = page.getByRole('navigation', { name: 'Open files' });
    expect(await files.getByRole('link').allInnerTexts()).toEqual(
      expect.arrayContaining(['first.json', 'Pasted']) as unknown,
    );
    await app.close();
  });

  it.each([
    ['no JSON', 'hello', /This is not JSON: line 1 begins with "h"/],
    ['no history', '{"workflows": []}', /it has no list of events/],
    [
      'a broken event',
      '{"events": [\n{"eventId": "1", "x": tru}]}',
      /Event 1 is not JSON. Line 2, column 23: Unknown word tru/,
    ],
  ])('says what is wrong with %s', async (_, text, message) => {
    const [desktop] = screens;
    const app = await openAlone(desktop);
    await choose(app.page, 'broken.json', text);
    await app.page.getByRole('alert').getByText(message).first().waitFor();
    await app.close();
  });
});
