import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  compile,
  type CompilerChoice,
  entries,
  installConsumer,
  run,
  temporaryFolder,
} from '../fixtures/packed-package.js';
import { uniqueId } from '../fixtures/unique-id.js';

const { envoyUrl, taskQueue } = inject('stack');
/** The consumer that all share has no `@temporalio/common`. */
const { tarball, consumer: alone } = inject('packed');
const temporary = temporaryFolder();
const withUpstream = temporary.path;

beforeAll(() => installConsumer(withUpstream, tarball, ['@temporalio/common', '@temporalio/workflow']));
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
        'package/dist/gen/README.md',
        'package/dist/licenses.md',
        ...entries.flatMap(({ files }) => files.map((file) => `package/${file}`)),
      ]),
    );
    // No entry, but what entries and the program are made of.
    const folders = new Set([
      'deploy',
      'live',
      'parts',
      ...entries.map(({ files: [file = ''] }) => /^dist\/src\/([^/]+)/.exec(file)?.[1]),
    ]);
    const expected = new RegExp(
      `^package/(dist/(core\\.js(\\.map)?$|licenses\\.md$|bin/temporal-web-client\\.mjs$|src/(${[...folders].join('|')})/|gen/(?!samples))|[^/]+$)`,
    );
    expect(files.filter((file) => !expected.test(file))).toEqual([]);
    expect(files.filter((file) => /\/src\/(app|dev)\/|\.test\.|\.svelte$|tsbuildinfo/.test(file))).toEqual([]);
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
});

const ownTypes = `
import { Client, Connection, defineQuery, defineSignal, type QueryDefinition, type SignalDefinition, type UpdateDefinition } from 'temporal-web-client';
import { createWorkflowService } from 'temporal-web-client/service';
import { loadClientConnectConfig } from 'temporal-web-client/envconfig';
import { workflowQueries } from 'temporal-web-client/query';
import { OpenTelemetryPlugin, traced } from 'temporal-web-client/otel';
import { useResult } from 'temporal-web-client/svelte';
import { setDefaultClient, type TemporalResultEvent } from 'temporal-web-client/elements';
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
export const described: Promise<{ workflowId: string }> = workflowQueries(client)
  .describe('w')
  .queryFn({ signal: new AbortController().signal });
const { connectionOptions, namespace: configured } = loadClientConnectConfig({ configSource: { data: '' } });
void new Client({ connection: Connection.lazy(connectionOptions), namespace: configured });
void traced(new Client({ connection: Connection.lazy({ plugins: [new OpenTelemetryPlugin({ propagate: true })] }) })).workflow;
// @ts-expect-error -- not a Client
traced(7);
setDefaultClient(client);
export const element: string = document.createElement('temporal-workflow').workflowId;
document.querySelector('temporal-start')?.addEventListener('temporal-result', ({ detail }: TemporalResultEvent) => void detail.runId);
// @ts-expect-error -- no Client
setDefaultClient(7);
export const length: number | undefined = useResult<(name: string) => Promise<string>>(() => 'w').value?.length;
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
