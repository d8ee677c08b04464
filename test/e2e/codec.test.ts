import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { Client, Connection, type HistoryEvent, WorkflowNotFoundError } from '../../src/client/index.js';
import { CodecServer } from '../fixtures/codec-server.js';
import { startCodecWorker } from '../fixtures/codec-worker.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, type OpenConsole, screens, workflowsHash } from './console-page.js';

const { envoyUrl, namespace, temporalAddress } = inject('stack');
const taskQueue = uniqueId('codec');
const connection = Connection.lazy({ address: envoyUrl });
/** Reads what the server has stored, as it is stored. */
const plainClient = new Client({ connection, namespace });
let server: CodecServer;
let client: Client;
let stopWorker: () => Promise<void>;
/** With the codec in its config.json. */
let configured: ConsoleUnderTest;
/** Without any. */
let bare: ConsoleUnderTest;

beforeAll(async () => {
  server = await CodecServer.start();
  const codec = server.codec(namespace);
  client = new Client({ connection, namespace, dataConverter: { payloadCodecs: [codec] } });
  [stopWorker, configured, bare] = await Promise.all([
    startCodecWorker({ temporalAddress, namespace, taskQueue, codec }),
    ConsoleUnderTest.start({ codec: { endpoint: server.endpoint, headers: { 'x-team': 'blue' } } }),
    ConsoleUnderTest.start(),
  ]);
});
afterAll(async () => {
  await Promise.all([stopWorker(), configured.stop(), bare.stop(), connection.close()]);
  await server.stop();
});
beforeEach(() => {
  server.mode = 'ok';
  server.forget();
});

async function finishedEcho(...args: unknown[]): Promise<string> {
  const handle = await client.workflow.start('echo', { taskQueue, workflowId: uniqueId('sealed'), args });
  await handle.result();
  return handle.workflowId;
}

/** The encodings of all Payloads in the first attributes of a kind. */
async function storedPayloads(workflowId: string, of: HistoryEvent['attributes']['case']): Promise<string[]> {
  const { events } = await plainClient.workflow.getHandle(workflowId).fetchHistory();
  const event = events.find(({ attributes }) => attributes.case === of);
  const { input } = event?.attributes.value as { input?: { payloads: { metadata: Record<string, Uint8Array> }[] } };
  return (input?.payloads ?? []).map(({ metadata }) => new TextDecoder().decode(metadata['encoding']));
}

/** Input and result both say it. */
async function seesTwice(app: OpenConsole, text: string): Promise<void> {
  for (const name of ['Input', 'Result']) {
    await app.page
      .locator('.payload', { has: app.page.getByRole('heading', { name }) })
      .getByText(text)
      .first()
      .waitFor();
  }
}

describe.each(screens)('a Namespace with a codec, $name', (screen) => {
  it('shows an encrypted run decoded, asking once for each Payload and a few times at most', async () => {
    const args = Array.from({ length: 40 }, (_, index) => ({ secret: `number ${index}` }));
    const workflowId = await finishedEcho(...args);
    server.forget();
    const app = await configured.open(screen, workflowsHash(workflowId));
    await app.page.getByText('"number 39"').first().waitFor();
    await seesTwice(app, '"number 0"');
    await app.shot('codec-decoded');
    const asked = server.decodes.flatMap(({ payloads }) => payloads.map(({ data }) => data));
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.length).toBeGreaterThan(40);
    expect(server.decodes.length).toBeLessThanOrEqual(4);
    expect(server.decodes[0]).toMatchObject({ namespace, headers: { 'x-namespace': namespace, 'x-team': 'blue' } });
    expect(server.decodes[0]?.headers.authorization).toBeUndefined();
    await app.close();
  });

  it('shows what came and why, when the codec server fails, and decodes it on another try', async () => {
    const workflowId = await finishedEcho({ secret: 'held back' });
    server.mode = 'broken';
    const app = await configured.open(screen, workflowsHash(workflowId));
    const { page } = app;
    // The state of the codec in the top bar says it too, folded.
    const run = page.getByRole('main');
    await run.getByText('Not decoded: The codec server failed').first().waitFor();
    await run.getByText('key store is down').first().waitFor();
    // The run itself is all there.
    await run.getByText('Completed', { exact: true }).first().waitFor();
    await app.shot('codec-failed');

    server.mode = 'ok';
    await page
      .getByRole('button', { name: /Try all \d+ again/ })
      .first()
      .click();
    await seesTwice(app, '"held back"');
    expect(await page.getByText('Not decoded').count()).toBe(0);
    await app.close();
  });

  it('encrypts what it starts and signals, and decrypts what comes back', async () => {
    const workflowId = uniqueId('sealed');
    const app = await configured.open(screen, workflowsHash('start'));
    const { page } = app;
    await page.getByLabel('Workflow Type').fill('waitForRelease');
    await page.getByLabel('Workflow Id', { exact: true }).fill(workflowId);
    await page.getByLabel('Task Queue').fill(taskQueue);
    await page
      .getByRole('button', { name: /^Start/ })
      .last()
      .click();
    await page.getByText('Running', { exact: true }).first().waitFor();

    await page.getByRole('button', { name: 'Signal' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('release');
    const box = dialog.getByRole('region', { name: 'Arguments' });
    if ((await box.getByRole('textbox').count()) === 0) await box.getByRole('button', { name: 'Add' }).first().click();
    await box.getByRole('textbox').first().fill('{"card": "4711"}');
    await dialog.getByRole('button', { name: 'Send signal' }).click();

    await page.getByText('Completed', { exact: true }).first().waitFor();
    await page.getByText('"4711"').first().waitFor();
    expect(server.encodes.length).toBeGreaterThan(0);
    expect(await storedPayloads(workflowId, 'workflowExecutionSignaledEventAttributes')).toEqual(['binary/encrypted']);
    await app.close();
  });

  it('starts nothing in plain text when the codec server fails', async () => {
    server.mode = 'broken';
    const workflowId = uniqueId('sealed');
    const app = await configured.open(screen, workflowsHash('start'));
    const { page } = app;
    await page.getByLabel('Workflow Type').fill('echo');
    await page.getByLabel('Workflow Id', { exact: true }).fill(workflowId);
    await page.getByLabel('Task Queue').fill(taskQueue);
    const box = page.getByRole('region', { name: 'Arguments' });
    if ((await box.getByRole('textbox').count()) === 0) await box.getByRole('button', { name: 'Add' }).first().click();
    await box.getByRole('textbox').first().fill('"secret"');
    await page
      .getByRole('button', { name: /^Start/ })
      .last()
      .click();
    await page.getByText('The codec server failed').first().waitFor();
    await app.shot('codec-start-refused');
    await expect(plainClient.workflow.getHandle(workflowId).describe()).rejects.toThrow(WorkflowNotFoundError);
    await app.close();
  });
});

describe.each(screens)('the settings of a codec, $name', (screen) => {
  it('are tried with a real round trip, kept without secrets, and hold at once', async () => {
    const workflowId = await finishedEcho({ secret: 'set by hand' });
    const app = await bare.open(screen, workflowsHash(workflowId));
    const { page } = app;
    await page.getByText('Encrypted: only your codec has the key.').first().waitFor();

    await app.go(`#/settings?codec=${encodeURIComponent(namespace)}`);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Endpoint').fill(server.endpoint);
    server.mode = 'no-cors';
    await dialog.getByRole('button', { name: 'Test' }).click();
    await dialog.getByText('does not allow this page to read it (CORS)').waitFor();
    await dialog.getByText(`Access-Control-Allow-Origin: ${new URL(bare.url).origin}`).waitFor();
    await app.shot('codec-settings-cors');

    server.mode = 'ok';
    await dialog.getByRole('button', { name: 'Add header' }).click();
    await dialog.getByLabel('Name of header 1').fill('x-team');
    await dialog.getByLabel('Value of header 1').fill('s3cr3t');
    await dialog.getByLabel('Secret').check();
    await dialog.getByRole('button', { name: 'Test' }).click();
    await dialog.getByText(/Encoded as binary\/encrypted and decoded again in/).waitFor();
    await app.shot('codec-settings');
    expect(server.encodes.at(-1)?.headers['x-team']).toBe('s3cr3t');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });

    await page.evaluate((hash) => (location.hash = hash), workflowsHash(workflowId));
    await seesTwice(app, '"set by hand"');
    const stored = await page.evaluate(() => JSON.stringify(localStorage));
    expect(stored).toContain('x-team');
    expect(stored).not.toContain('s3cr3t');

    await page.reload();
    await page
      .getByRole('main')
      .getByText(/header x-team was kept in memory only/)
      .first()
      .waitFor();
    await app.close();
  });
});

describe('codecs of two Namespaces', () => {
  it('are asked each for its own, with its own key', async () => {
    const [screen] = screens;
    const other = uniqueId('namespace');
    await client.namespaces.register(other, { workflowExecutionRetention: '1 day' });
    try {
      const otherClient = new Client({
        connection,
        namespace: other,
        dataConverter: { payloadCodecs: [server.codec(other)] },
      });
      const workflowId = uniqueId('sealed');
      // Servers learn of a new Namespace after some seconds.
      await expect
        .poll(
          () =>
            otherClient.workflow
              .start('echo', { taskQueue: 'nobody', workflowId, args: ['of the other'] })
              .then(() => 'started', String),
          { timeout: 30_000 },
        )
        .toBe('started');
      const here = await finishedEcho('of this one');
      server.forget();
      const app = await configured.open(screen, `#/namespaces/${other}/workflows/${workflowId}`);
      await app.page.getByText('"of the other"').waitFor();
      await app.page.evaluate((hash) => (location.hash = hash), workflowsHash(here));
      await seesTwice(app, '"of this one"');
      expect([...new Set(server.decodes.map((call) => call.namespace))]).toEqual([other, namespace]);
      expect(server.decodes.every((call) => call.headers['x-namespace'] === call.namespace)).toBe(true);
      await app.close();
    } finally {
      await client.namespaces.delete(other);
    }
  });
});
