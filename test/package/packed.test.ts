import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  compile,
  type CompilerChoice,
  installConsumer,
  packLibrary,
  run,
  temporaryFolder,
} from '../fixtures/packed-package.js';
import { chromiumFlags } from '../../src/dev/parts/chromium-flags.js';
import { serveFolder } from '../fixtures/serve-folder.js';
import { uniqueId } from '../fixtures/unique-id.js';

const { envoyUrl, taskQueue, chromium: executablePath } = inject('stack');
const temporary = temporaryFolder();
/** A consumer without `@temporalio/common`, and one with it. */
const alone = join(temporary.path, 'alone');
const withUpstream = join(temporary.path, 'with-upstream');
let tarball = '';

beforeAll(async () => {
  tarball = await packLibrary(temporary.path);
  for (const folder of [alone, withUpstream]) mkdirSync(folder);
  await installConsumer(alone, tarball);
  await installConsumer(withUpstream, tarball, ['@temporalio/common', '@temporalio/workflow']);
});
afterAll(() => temporary.remove());

/** The quick start of every consumer: start, result. */
const program = (workflowId: string): string => `
  import { Client, Connection } from 'temporal-web-client';
  const connection = await Connection.connect({ address: ${JSON.stringify(envoyUrl)} });
  const client = new Client({ connection });
  const options = { taskQueue: ${JSON.stringify(taskQueue)}, workflowId: ${JSON.stringify(workflowId)} };
  const handle = await client.workflow.start('greet', { ...options, args: ['packed'] });
  show(await handle.result());
`;

describe('the tarball', () => {
  it('holds the built library and what belongs to it, nothing else', async () => {
    const { output } = await run('tar', ['-tzf', tarball], temporary.path);
    const files = output.trim().split('\n');
    expect(files).toEqual(
      expect.arrayContaining([
        'package/package.json',
        'package/README.md',
        'package/LICENSE',
        'package/envoy.yaml',
        'package/dist/core.js',
        'package/dist/src/client/index.js',
        'package/dist/src/client/index.d.ts',
        'package/dist/src/client/service/index.js',
        'package/dist/src/client/envconfig/index.js',
        'package/dist/src/testing/index.js',
      ]),
    );
    const expected = /^package\/(dist\/(core\.js(\.map)?$|src\/(client|testing)\/|gen\/(?!samples))|[^/]+$)/;
    expect(files.filter((file) => !expected.test(file))).toEqual([]);
    expect(files.filter((file) => /\/src\/(app|dev)\/|\.test\.|\.svelte|tsbuildinfo/.test(file))).toEqual([]);
  });

  it('installs without @temporalio packages', async () => {
    const { output } = await run('npm', ['ls', '--all', '--parseable', '--silent'], alone);
    expect(output).toContain('temporal-web-client');
    expect(output).not.toContain('@temporalio');
  });
});

describe('imported by name in Node', () => {
  it('starts a Workflow and gets its result', async () => {
    writeFileSync(join(alone, 'main.js'), `const show = (text) => console.log(text);${program(uniqueId())}`);
    expect(await run(process.execPath, ['main.js'], alone)).toEqual({ code: 0, output: 'Hello, packed!\n' });
  });

  it('has the four entry points, and no way to what is inside', async () => {
    writeFileSync(
      join(alone, 'entries.js'),
      `const keys = async (name) => Object.keys(await import(name)).length > 0;
       const entries = ['', '/service', '/envconfig', '/testing'].map((entry) => 'temporal-web-client' + entry);
       console.log(...(await Promise.all(entries.map(keys))));
       await import('temporal-web-client/dist/src/client/index.js').catch(({ code }) => console.log(code));`,
    );
    const { output } = await run(process.execPath, ['entries.js'], alone);
    expect(output).toBe('true true true true\nERR_PACKAGE_PATH_NOT_EXPORTED\n');
  });
});

describe('in a plain page with an import map', () => {
  it('starts a Workflow and shows its result', async () => {
    const protobuf = ['', '/codegenv2', '/wire', '/wkt'].map((path) => `@bufbuild/protobuf${path}`);
    const names = ['temporal-web-client', '@connectrpc/connect', ...protobuf];
    writeFileSync(
      join(alone, 'resolve.js'),
      `for (const name of ${JSON.stringify(names)}) console.log(name, import.meta.resolve(name));`,
    );
    const resolved = await run(process.execPath, ['resolve.js'], alone);
    const lines = resolved.output
      .trim()
      .split('\n')
      .map((line) => line.split(' ') as [string, string]);
    const imports = Object.fromEntries(
      lines.map(([name, url]) => [name, url.slice(url.lastIndexOf('/node_modules/'))]),
    );
    writeFileSync(
      join(alone, 'index.html'),
      `<!doctype html><title>A plain page</title><p role="status"></p>
       <script type="importmap">${JSON.stringify({ imports })}</script>
       <script type="module">
         const show = (text) => (document.querySelector('p').textContent = text);
         ${program(uniqueId())}
       </script>`,
    );
    const server = await serveFolder(alone);
    const browser = await chromium.launch({
      executablePath,
      args: chromiumFlags(),
    });
    try {
      const page = await browser.newPage();
      const broken = new Promise<never>((_resolve, reject) => page.on('pageerror', reject));
      const status = page.getByRole('status').filter({ hasText: /./ });
      await Promise.race([page.goto(`${server.url}/index.html`).then(() => status.waitFor()), broken]);
      expect(await status.textContent()).toBe('Hello, packed!');
    } finally {
      await browser.close();
      await server.close();
    }
  });
});

const ownTypes = `
import { Client, Connection, defineQuery, defineSignal, type QueryDefinition, type SignalDefinition, type UpdateDefinition } from 'temporal-web-client';
import { createWorkflowService } from 'temporal-web-client/service';
import { loadClientConnectConfig } from 'temporal-web-client/envconfig';
import { createInMemoryConnection } from 'temporal-web-client/testing';

// @ts-expect-error -- not any
export const signal: SignalDefinition<[string]> = 7;
// @ts-expect-error -- not any
export const query: QueryDefinition<string> = 7;
// @ts-expect-error -- not any
export const update: UpdateDefinition<string> = 7;
const client = new Client({ connection: createInMemoryConnection({}) });
const handle = client.workflow.getHandle<(name: string) => Promise<number>>('w');
export const result: Promise<number> = handle.result();
const approve = defineSignal<[by: string]>('approve');
const progress = defineQuery<{ done: number }>('progress');
void handle.signal(approve, 'lea');
export const done: Promise<{ done: number }> = handle.query(progress);
// @ts-expect-error -- a string
void handle.signal(approve, 7);
// @ts-expect-error -- a query is no signal
void handle.signal(progress);
// @ts-expect-error -- the scheme decides
Connection.lazy({ tls: true });
// @ts-expect-error -- no duration
void client.workflow.start('t', { taskQueue: 'q', workflowId: 'w', workflowRunTimeout: 'soon' });
export const namespace: Promise<string | undefined> =
  createWorkflowService(client.connection).describeNamespace({ namespace: 'n' }).then((answer) => answer.namespaceInfo?.name);
const { connectionOptions, namespace: configured } = loadClientConnectConfig({ configSource: { data: '' } });
void new Client({ connection: Connection.lazy(connectionOptions), namespace: configured });
// @ts-expect-error -- a page cannot read files
loadClientConnectConfig({ configSource: { path: 'temporal.toml' } });
`;

const upstreamTypes = `
import { defineSignal, defineQuery } from '@temporalio/workflow';
import type { SignalDefinition } from '@temporalio/common';
import { Client, defineSignal as ownSignal } from 'temporal-web-client';

const handle = new Client().workflow.getHandle('w');
const approve = defineSignal<[by: string]>('approve');
const progress = defineQuery<{ done: number }>('progress');
void handle.signal(approve, 'lea');
export const done: Promise<{ done: number }> = handle.query(progress);
// @ts-expect-error -- a string
void handle.signal(approve, 7);
export const same: SignalDefinition<[by: string]> = ownSignal<[by: string]>('approve');
`;

const choices: CompilerChoice[] = (['bundler', 'nodenext'] as const).flatMap((moduleResolution) =>
  [true, false].map((skipLibCheck) => ({ moduleResolution, skipLibCheck })),
);

describe.each(choices)('compiled with $moduleResolution and skipLibCheck $skipLibCheck', (choice) => {
  it('has full types without @temporalio/common', async () => {
    writeFileSync(join(alone, 'own.ts'), ownTypes);
    expect(await compile(alone, ['own.ts'], choice)).toEqual({ code: 0, output: '' });
  });

  it('takes definitions of @temporalio/workflow where that is installed', async () => {
    writeFileSync(join(withUpstream, 'own.ts'), ownTypes);
    writeFileSync(join(withUpstream, 'upstream.ts'), upstreamTypes);
    const { output } = await compile(withUpstream, ['own.ts', 'upstream.ts'], choice);
    // Without skipLibCheck the declarations of upstream have errors of their own.
    const errors = output
      .split('\n')
      .filter((line) => /error TS/.test(line) && !line.startsWith('node_modules/@temporalio/'));
    expect(errors).toEqual([]);
    if (choice.skipLibCheck) expect(output).toBe('');
  });
});
