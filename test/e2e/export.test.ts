import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { Client, Connection, type WorkflowHandle } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, type OpenConsole, screens, workflowsHash } from './console-page.js';

const { envoyUrl } = inject('stack');
const connection = Connection.lazy({ address: envoyUrl });
const client = new Client({ connection });
const prefix = uniqueId('exported');
/** What breaks careless files: quotes, commas, line ends, emoji, and a memo with a number that JavaScript cannot hold. */
const ids = ['"quoted", and more', 'two\nlines', '🦆', 'plain', 'last'].map((end) => `${prefix} ${end}`);
const handles: WorkflowHandle[] = [];
let console: ConsoleUnderTest;
beforeAll(async () => {
  console = await ConsoleUnderTest.start();
  for (const workflowId of ids) {
    const options = { taskQueue: uniqueId('nobody'), workflowId, memo: { note: `of ${workflowId}` } };
    handles.push(await client.workflow.start('waitForRelease', options));
  }
  const query = `WorkflowId STARTS_WITH "${prefix}"`;
  await vi.waitFor(async () => expect((await client.workflow.count(query)).count).toBe(ids.length), {
    timeout: 60_000,
    interval: 500,
  });
});
afterAll(async () => {
  await Promise.all(handles.map((handle) => handle.terminate()));
  await console.stop();
  await connection.close();
});

const hash = `${workflowsHash()}?query=${encodeURIComponent(`WorkflowId STARTS_WITH "${prefix}"`)}`;

/** The dialog, once the list is there. Pages are made of two rows, so that there are several. */
async function openDialog({ page }: OpenConsole) {
  await page.getByText(prefix.slice(0, 8)).first().waitFor();
  if ((page.viewportSize()?.width ?? 0) < 720) await page.getByRole('button', { name: 'Display' }).click();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Export workflows' });
  await dialog.getByText('Options').click();
  await dialog.getByLabel('Rows a request').fill('2');
  return dialog;
}

describe.each(screens)('an export that is downloaded, $name', (screen) => {
  it('is CSV with every row of every page, quoted as it has to be', async () => {
    const app = await console.open(screen, '#/settings');
    const { page } = app;
    await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
    await app.go(hash);
    await page.reload();
    const dialog = await openDialog(app);
    await dialog.getByText('Ids only').click();
    await app.shot('export');
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Start export' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^workflows-.*\.csv$/);
    const text = await readFile(await file.path(), 'utf8');
    await dialog.getByText('5 rows exported').waitFor();
    await app.shot('export-done');
    const records = handles.map(({ workflowId }, index) => {
      const id = /[",\n]/.test(workflowId) ? `"${workflowId.replaceAll('"', '""')}"` : workflowId;
      return `${id},${(handles[index] as WorkflowHandle & { firstExecutionRunId: string }).firstExecutionRunId}\r\n`;
    });
    expect(text).toBe(`WorkflowId,RunId\r\n${records.reverse().join('')}`);
    await app.close();
  });
});

describe('an export into a file that was chosen', () => {
  /** Only the question of the browser is left out, which no test can answer: what is written to is a real file. */
  async function open(): Promise<OpenConsole> {
    const app = await console.open(screens[0], '#/settings');
    await app.page.addInitScript(() => {
      const picker = async () => {
        const folder = await navigator.storage.getDirectory();
        return folder.getFileHandle('export', { create: true });
      };
      Object.assign(window, { showSaveFilePicker: picker });
    });
    await app.go(hash);
    await app.page.reload();
    return app;
  }

  const written = ({ page }: OpenConsole) =>
    page.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle('export');
      return (await handle.getFile()).text();
    });

  it('has all fields and the memos as JSON', async () => {
    const app = await open();
    const dialog = await openDialog(app);
    await dialog.getByText('JSON', { exact: true }).click();
    await dialog.getByText('All, with memo').click();
    await dialog.getByRole('button', { name: 'Choose a file' }).click();
    await dialog.getByText('5 rows exported').waitFor();
    const rows = JSON.parse(await written(app)) as Record<string, unknown>[];
    expect(rows.map(({ WorkflowId }) => WorkflowId)).toEqual(ids.toReversed());
    expect(rows[0]).toMatchObject({
      ExecutionStatus: 'Running',
      WorkflowType: 'waitForRelease',
      CloseTime: null,
      Memo: { note: `of ${ids.at(-1)}` },
    });
    await app.close();
  });

  it('can be stopped, and what is there kept', async () => {
    const app = await open();
    const { page } = app;
    const dialog = await openDialog(app);
    await dialog.getByLabel('Rows a request').fill('1');
    await dialog.getByText('JSON lines').click();
    await dialog.getByRole('button', { name: 'Choose a file' }).click();
    await dialog.getByRole('button', { name: 'Stop' }).click();
    await dialog.getByText(/^Stopped after \d rows?$/).waitFor();
    await app.shot('export-stopped');
    await dialog.getByRole('button', { name: 'Keep what is there' }).click();
    const [kept] = /\d+/.exec((await dialog.getByText(/rows? kept/).textContent()) ?? '') ?? [];
    const lines = (await written(app)).split('\n').filter(Boolean);
    expect(lines).toHaveLength(Number(kept));
    expect(lines.length).toBeLessThan(ids.length);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await app.close();
  });
});
