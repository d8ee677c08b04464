/**
 * What an older server cannot do. Its two answers about itself are scripted; everything else is the real server, which
 * could do all of it.
 */
import { create, type DescMessage, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { GetSystemInfoResponseSchema } from '../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { DescribeNamespaceResponseSchema } from '../../gen/namespace/temporal/api/workflowservice/v1/request_response_pb.js';
import { Client, Connection } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, type OpenConsole, screens, workflowsHash } from './console-page.js';

const { envoyUrl, namespace, taskQueue } = inject('stack');
const connection = Connection.lazy({ address: envoyUrl });
const client = new Client({ connection, namespace });
const [desktop] = screens;
let console: ConsoleUnderTest;
beforeAll(async () => {
  console = await ConsoleUnderTest.start();
});
afterAll(async () => {
  await Promise.all([console.stop(), connection.close()]);
});

const headers = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'grpc-status, grpc-message',
  'content-type': 'application/grpc-web+proto',
};

function frame(flags: number, data: Uint8Array): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(flags);
  head.writeUInt32BE(data.length, 1);
  return Buffer.concat([head, data]);
}

/** The bytes of a gRPC-Web answer. */
function answer<Desc extends DescMessage>(schema: Desc, message: MessageInitShape<Desc>): Buffer {
  const trailers = frame(0x80, Buffer.from('grpc-status: 0\r\n'));
  return Buffer.concat([frame(0, toBinary(schema, create(schema, message))), trailers]);
}

/** The page of a run or a form, as a server of this version would have it. */
async function openAt(
  version: string,
  capabilities: { syncUpdate: boolean; workflowPause: boolean },
  screen: (typeof screens)[number],
  hash: string,
): Promise<OpenConsole> {
  const app = await console.open(screen, '#/settings');
  const info = answer(GetSystemInfoResponseSchema, { serverVersion: version, capabilities: {} });
  const described = answer(DescribeNamespaceResponseSchema, { namespaceInfo: { name: namespace, capabilities } });
  await app.page.route('**/GetSystemInfo', (route) => route.fulfill({ headers, body: info }));
  await app.page.route('**/DescribeNamespace', (route) => route.fulfill({ headers, body: described }));
  await app.go(hash);
  await app.page.reload();
  return app;
}

function start(workflowType: string, args: unknown[] = []) {
  return client.workflow.start(workflowType, { taskQueue, workflowId: uniqueId(workflowType), args });
}

describe.each(screens)('a server of 1.23, $name', (screen) => {
  const openOld = (hash: string) => openAt('1.23.1', { syncUpdate: false, workflowPause: false }, screen, hash);

  it('is not asked for what it cannot do to a run, and the menu says why', async () => {
    const handle = await start('waitForRelease');
    const app = await openOld(workflowsHash(handle.workflowId));
    const { page } = app;
    await page.getByRole('button', { name: 'More actions' }).click();
    for (const [name, reason] of [
      ['Update', 'This server does not offer it'],
      ['Pause', 'It takes Temporal server 1.30.0 or newer; this is 1.23.1.'],
      ['Version and priority', 'It takes Temporal server 1.26.2 or newer; this is 1.23.1.'],
    ] as const) {
      const item = page.getByRole('menuitem', { name, disabled: true });
      await item.getByText(reason).waitFor();
    }
    expect(await page.getByRole('menuitem', { name: 'Cancel' }).isEnabled()).toBe(true);
    await app.shot('old-server');
    await page.getByRole('menuitem', { name: 'Reset' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('It takes Temporal server 1.24.0 or newer; this is 1.23.1.').waitFor();
    expect(await dialog.getByRole('checkbox', { name: /^Signals/ }).isDisabled()).toBe(true);
    await handle.terminate();
    await app.close();
  });

  it('takes no commands for Activities, but completes them by hand', async () => {
    const handle = await start('stubborn', [{ activities: 1 }]);
    const app = await openOld(`${workflowsHash(handle.workflowId)}?tab=pending`);
    const { page } = app;
    await page.getByRole('button', { name: /^Actions of failTimesThenReturn/ }).click();
    const pause = page.getByRole('menuitem', { name: 'Pause', disabled: true });
    await pause.getByText('It takes Temporal server 1.27.0 or newer; this is 1.23.1.').waitFor();
    expect(await page.getByRole('menuitem', { name: 'Complete by hand' }).isEnabled()).toBe(true);
    await handle.terminate();
    await app.close();
  });

  it('offers no update with start', async () => {
    const app = await openOld(workflowsHash('start'));
    const { page } = app;
    await page.getByText('Update with start: It takes Temporal server 1.24.0 or newer; this is 1.23.1.').waitFor();
    expect(await page.getByRole('radio', { name: 'Update with start' }).isDisabled()).toBe(true);
    expect(await page.getByRole('radio', { name: 'Signal with start' }).isDisabled()).toBe(false);
    await app.shot('old-server-start');
    await app.close();
  });
});

describe('a server that does not say what it can', () => {
  it('is asked, and its refusal told in words', async () => {
    const handle = await start('counter');
    const app = await openAt(
      'a-fork',
      { syncUpdate: true, workflowPause: true },
      desktop,
      workflowsHash(handle.workflowId),
    );
    const { page } = app;
    const refusal = { ...headers, 'grpc-status': '12', 'grpc-message': 'unknown method' };
    await page.route('**/PauseWorkflowExecution', (route) => route.fulfill({ headers: refusal, body: '' }));
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Pause' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('kept');
    await dialog.getByRole('button', { name: 'Pause' }).click();
    const note = dialog.getByRole('alert');
    await note.getByText('This server cannot do that').waitFor();
    await note.getByText('It takes Temporal server 1.30.0 or newer').waitFor();
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('kept');
    await handle.terminate();
    await app.close();
  });
});
