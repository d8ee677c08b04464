import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { Client, Connection, type HistoryEvent } from '../../src/client/index.js';
import { CodecServer } from '../fixtures/codec-server.js';
import { startCodecWorker } from '../fixtures/codec-worker.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, type OpenConsole, screens, workflowsHash } from './console-page.js';

const { envoyUrl, namespace, temporalAddress } = inject('stack');
const [screen] = screens;
const taskQueue = uniqueId('codec-inputs');
const connection = Connection.lazy({ address: envoyUrl });
/** Reads what the server has stored, as it is stored. */
const plainClient = new Client({ connection, namespace });
let server: CodecServer;
let client: Client;
let stopWorker: () => Promise<void>;
let console: ConsoleUnderTest;

beforeAll(async () => {
  server = await CodecServer.start();
  const codec = server.codec(namespace);
  client = new Client({ connection, namespace, dataConverter: { payloadCodecs: [codec] } });
  [stopWorker, console] = await Promise.all([
    startCodecWorker({ temporalAddress, namespace, taskQueue, codec }),
    ConsoleUnderTest.start({ codec: { endpoint: server.endpoint } }),
  ]);
});
afterAll(async () => {
  await Promise.all([stopWorker(), console.stop(), connection.close()]);
  await server.stop();
});
beforeEach(() => {
  server.mode = 'ok';
  server.forget();
});

async function openRun(workflowType: string, args: unknown[], tab = ''): Promise<[OpenConsole, string]> {
  const { workflowId } = await client.workflow.start(workflowType, {
    taskQueue,
    workflowId: uniqueId(workflowType),
    args,
  });
  const app = await console.open(screen, `${workflowsHash(workflowId)}?tab=${tab}`);
  return [app, workflowId];
}

async function choose({ page }: OpenConsole, name: string): Promise<void> {
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}

async function eventsOf(workflowId: string, kind: HistoryEvent['attributes']['case']): Promise<string[]> {
  const { events } = await plainClient.workflow.getHandle(workflowId).fetchHistory();
  return events
    .filter(({ attributes }) => attributes.case === kind)
    .map((event) =>
      JSON.stringify(event, (_, value) => (typeof value === 'bigint' ? String(value) : (value as unknown))),
    );
}

/** Sends with a broken codec server, which is told and loses nothing; then with one that works. */
async function sendsOnlyEncoded(app: OpenConsole, value: string, deed: string): Promise<void> {
  const dialog = app.page.getByRole('dialog');
  const box = dialog.getByRole('region').filter({ has: app.page.getByRole('button', { name: 'Add argument' }) });
  await box.getByRole('button', { name: 'Add argument' }).click();
  await box.getByRole('textbox').last().fill(value);
  server.mode = 'broken';
  await dialog.getByRole('button', { name: deed, exact: true }).click();
  await dialog.getByText('The codec server failed').waitFor();
  await dialog.getByText('key store is down').first().waitFor();
  await dialog.getByText(value, { exact: true }).waitFor();
  server.mode = 'ok';
}

describe('with a codec server that fails', () => {
  it('a signal is not sent, its draft stays, and another try sends it encrypted', async () => {
    const [app, workflowId] = await openRun('waitForRelease', []);
    await app.page.getByRole('button', { name: 'Signal' }).first().click();
    const dialog = app.page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('release');
    await sendsOnlyEncoded(app, '"let it go"', 'Send signal');
    await app.shot('codec-signal-refused');
    expect(await eventsOf(workflowId, 'workflowExecutionSignaledEventAttributes')).toEqual([]);
    await dialog.getByRole('button', { name: 'Send signal' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await client.workflow.getHandle(workflowId).result()).toBe('let it go');
    const [signaled] = await eventsOf(workflowId, 'workflowExecutionSignaledEventAttributes');
    expect(signaled).not.toContain('let it go');
    await app.close();
  });

  it('a signal to a selection reaches none of them, and another try sends it encrypted', async () => {
    const { workflowId } = await client.workflow.start('waitForRelease', {
      taskQueue,
      workflowId: uniqueId('selected'),
      args: [],
    });
    const app = await console.open(
      screen,
      `${workflowsHash()}?query=${encodeURIComponent(`WorkflowId = "${workflowId}"`)}`,
    );
    const { page } = app;
    await page.getByRole('checkbox', { name: `Select ${workflowId}` }).check();
    await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Signal', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Signal 1 workflow' });
    await dialog.getByLabel('Name', { exact: true }).fill('release');
    const box = dialog.getByRole('region').filter({ has: page.getByRole('button', { name: 'Add argument' }) });
    await box.getByRole('button', { name: 'Add argument' }).click();
    await box.getByRole('textbox').last().fill('"let them go"');
    server.mode = 'broken';
    await dialog.getByRole('button', { name: 'Signal 1 workflow', exact: true }).click();
    await dialog.getByText('1 failed').waitFor();
    await dialog.getByText(/^The codec server failed: .*key store is down/).waitFor();
    await app.shot('codec-batch-refused');
    expect(await eventsOf(workflowId, 'workflowExecutionSignaledEventAttributes')).toEqual([]);
    server.mode = 'ok';
    await dialog.getByRole('button', { name: 'Try 1 again' }).click();
    await dialog.getByText('1 workflow signalled').waitFor();
    expect(await client.workflow.getHandle(workflowId).result()).toBe('let them go');
    const [signaled] = await eventsOf(workflowId, 'workflowExecutionSignaledEventAttributes');
    expect(signaled).not.toContain('let them go');
    await app.close();
  });

  it('an update is not sent; its answer is not lost when only decoding fails', async () => {
    const [app, workflowId] = await openRun('counter', [1]);
    const { page } = app;
    await choose(app, 'Update');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('add');
    await sendsOnlyEncoded(app, '41', 'Send update');
    expect(await eventsOf(workflowId, 'workflowExecutionUpdateAcceptedEventAttributes')).toEqual([]);
    server.mode = 'encodes-only';
    await dialog.getByRole('button', { name: 'Send update' }).click();
    await dialog.getByText('Not decoded: The codec server failed').waitFor();
    await app.shot('codec-update-not-decoded');
    server.mode = 'ok';
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await dialog.getByText('42', { exact: true }).waitFor();
    expect(await eventsOf(workflowId, 'workflowExecutionUpdateAcceptedEventAttributes')).toHaveLength(1);
    await client.workflow.getHandle(workflowId).signal('finish');
    await app.close();
  });

  it('an answer of a query is shown as it came with the reason, and decoded on another try', async () => {
    const [app, workflowId] = await openRun('counter', [7], 'queries');
    const { page } = app;
    const answers = page.getByRole('list', { name: 'Answers' });
    await page.getByRole('button', { name: /^total/ }).waitFor();
    server.mode = 'encodes-only';
    await page.getByRole('button', { name: /^total/ }).click();
    await answers.getByText('Not decoded: The codec server failed').waitFor();
    await app.shot('codec-query-not-decoded');
    server.mode = 'ok';
    const asked = server.calls.length;
    await answers.getByRole('button', { name: 'Try again' }).click();
    await answers.getByText('7', { exact: true }).waitFor();
    // The codec was asked again, the Workflow was not.
    expect(server.calls.length).toBe(asked + 1);
    expect(await answers.getByRole('listitem').filter({ hasText: 'total' }).count()).toBe(1);

    await page.getByRole('button', { name: 'Query', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('total');
    await sendsOnlyEncoded(app, '"of no use"', 'Run query');
    await dialog.getByRole('button', { name: 'Run query' }).click();
    await dialog.getByText('7', { exact: true }).waitFor();
    await client.workflow.getHandle(workflowId).signal('finish');
    await app.close();
  });

  it('an Activity is not completed by hand', async () => {
    const [app, workflowId] = await openRun('approval', ['a holiday'], 'pending');
    const { page } = app;
    await page.getByRole('button', { name: /^Actions of requestApproval/ }).click();
    await page.getByRole('menuitem', { name: 'Complete by hand' }).click();
    await sendsOnlyEncoded(app, '"granted"', 'Complete');
    expect(await eventsOf(workflowId, 'activityTaskCompletedEventAttributes')).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Complete', exact: true }).click();
    expect(await client.workflow.getHandle(workflowId).result()).toBe('granted');
    const [completed] = await eventsOf(workflowId, 'activityTaskCompletedEventAttributes');
    expect(completed).not.toContain('granted');
    await app.close();
  });
});
