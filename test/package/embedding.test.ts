/** What who embeds the package runs into: effects of an import, dead code, two copies, a missing peer. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bundlersFolder } from '../fixtures/bundlers.js';
import { entries, manifest, run, temporaryFolder } from '../fixtures/packed-package.js';

const { consumer, tarball } = inject('packed');
const temporary = temporaryFolder();
afterAll(() => temporary.remove());

/** What a bundler makes of a page. */
interface Bundled {
  /** The scripts of the page, with all that it may load later. */
  readonly code: string;
  /** The modules that have a part in them. */
  readonly modules: readonly string[];
}

/** Into one file: when it splits, esbuild keeps modules that other parts use, whether a page uses them or not. */
async function byEsbuild(source: string, options: BuildOptions = {}): Promise<Bundled> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: source, resolveDir: consumer, loader: 'ts' },
    absWorkingDir: consumer,
    bundle: true,
    format: 'esm',
    minify: true,
    outdir: 'out',
    write: false,
    metafile: true,
    logLevel: 'silent',
    ...options,
  });
  const parts = Object.values(metafile!.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  return {
    code: outputFiles!.map(({ text }) => text.trim()).join(''),
    modules: parts.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path),
  };
}

/** What is used of Rollup, which is not among the project's own packages. */
interface Rollup {
  rollup: (options: unknown) => Promise<{ generate: (options: unknown) => Promise<{ output: readonly RollupFile[] }> }>;
}
interface RollupFile {
  readonly code?: string;
  readonly modules?: Readonly<Record<string, { readonly renderedLength: number }>>;
}

async function byRollup(source: string): Promise<Bundled> {
  const load = createRequire(join(await bundlersFolder(), 'package.json'));
  const { rollup } = load('rollup') as Rollup;
  const { nodeResolve } = load('@rollup/plugin-node-resolve') as { nodeResolve: () => unknown };
  const input = join(consumer, 'page.js');
  writeFileSync(input, source);
  const bundled = await rollup({ input, plugins: [nodeResolve()], context: 'globalThis', logLevel: 'silent' });
  const { output } = await bundled.generate({ format: 'es' });
  const parts = output.flatMap(({ modules = {} }) => Object.entries(modules));
  return {
    code: output.map(({ code = '' }) => code.trim()).join(''),
    modules: parts.filter(([, { renderedLength }]) => renderedLength > 0).map(([path]) => path),
  };
}

describe.each([
  { name: 'esbuild', bundle: byEsbuild },
  { name: 'Rollup', bundle: byRollup },
])('a page built by $name', ({ bundle }) => {
  it('is empty when it imports every entry for its effects alone', async () => {
    const pure = entries.filter(({ hasEffects }) => !hasEffects);
    expect(pure.length).toBeGreaterThanOrEqual(5);
    expect(await bundle(pure.map(({ name }) => `import '${name}';`).join('\n'))).toEqual({ code: '', modules: [] });
  });
});

describe('a page', () => {
  it('has no Schedules, batches and Nexus when it uses WorkflowClient alone, not even in later parts', async () => {
    const source = (client: string): string =>
      `import { ${client}, Connection } from 'temporal-web-client';
       globalThis.client = new ${client}({ connection: Connection.lazy({ address: 'https://x' }) });`;
    const parts = ({ modules }: Bundled): string[] =>
      // Without those stubs that `connection.workflowService` may load, which has every RPC.
      modules.filter((path) => /\/src\/client\/(schedule|batch|nexus|deployment|operator)\//.test(path));
    expect(parts(await byEsbuild(source('Client'))).length).toBeGreaterThan(10);
    expect(parts(await byEsbuild(source('WorkflowClient')))).toEqual([]);
  });

  it('pays nothing for types', async () => {
    const types = `import type { Client, WorkflowHandle } from 'temporal-web-client';
      export type Handle = WorkflowHandle; export type Made = Client;`;
    expect(await byEsbuild(types)).toEqual({ code: '', modules: [] });
  });

  it('has no code that runs text as code, or asks for modules of Node', async () => {
    const imports = entries.map(
      ({ name }, index) => `import * as all${index} from '${name}'; globalThis.all${index} = all${index};`,
    );
    const { code } = await byEsbuild(imports.join('\n'));
    expect(code.length).toBeGreaterThan(500_000);
    expect(code).not.toMatch(/\beval\(|new Function\(|["']node:|\brequire\(["'`]/);
  });
});

describe('with another copy of protobuf-es in the page', () => {
  const project = join(temporary.path, 'two-copies');
  /** Runs a program that has a copy of its own of protobuf-es and of Connect, beside the ones that the package uses. */
  beforeAll(() => {
    cpSync(join(consumer, 'node_modules'), join(project, 'node_modules'), { recursive: true, verbatimSymlinks: true });
    const own = join(project, 'node_modules', manifest.name, 'node_modules');
    for (const name of ['@bufbuild/protobuf', '@connectrpc/connect'])
      cpSync(join(consumer, 'node_modules', name), join(own, name), { recursive: true });
    writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  });

  it('takes and gives messages of either', async () => {
    writeFileSync(
      join(project, 'copies.js'),
      `import { create, createRegistry, isMessage } from '@bufbuild/protobuf';
       import { StringValueSchema } from '@bufbuild/protobuf/wkt';
       import { Code, ConnectError, createRouterTransport } from '@connectrpc/connect';
       import { Client, Connection, DefaultPayloadConverterWithProtobufs, GrpcError } from 'temporal-web-client';
       import { WorkflowService, createWorkflowService } from 'temporal-web-client/service';

       const answers = {
         describeNamespace: () => ({ namespaceInfo: { name: 'n' } }),
         getSystemInfo: () => ({}),
         startWorkflowExecution: (request) => ({ runId: 'run of ' + request.workflowId, started: true }),
         terminateWorkflowExecution: () => { throw new ConnectError('not yours', Code.PermissionDenied); },
       };
       const transport = createRouterTransport(({ service }) => service(WorkflowService, answers));
       const connection = Connection.lazy({ transport });
       const client = new Client({ connection });
       const said = [(await createWorkflowService(connection).describeNamespace({ namespace: 'n' })).namespaceInfo.name];
       const handle = await client.workflow.start('greet', { workflowId: 'w', taskQueue: 'q' });
       said.push(handle.firstExecutionRunId);
       await handle.terminate().catch((error) => said.push(error.name, String(error.cause instanceof GrpcError)));
       const message = create(StringValueSchema, { value: 'text' });
       const converter = new DefaultPayloadConverterWithProtobufs({ registry: createRegistry(StringValueSchema) });
       const back = converter.fromPayload(converter.toPayload(message));
       said.push(back.value, String(isMessage(back, StringValueSchema)));
       console.log(said.join('\\n'));`,
    );
    const { code, output } = await run(process.execPath, ['copies.js'], project);
    expect(output).toBe('n\nrun of w\nServiceError\ntrue\ntext\ntrue\n');
    expect(code).toBe(0);
  });
});

describe('without its peers', () => {
  it('npm installs them, in versions that are tested', async () => {
    const project = join(temporary.path, 'alone');
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
    const options = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
    const { code, output } = await run('npm', ['install', ...options, tarball], project);
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    for (const [name, range] of Object.entries(manifest.peerDependencies)) {
      if (manifest.peerDependenciesMeta[name]?.optional) continue;
      const { version } = JSON.parse(readFileSync(join(project, 'node_modules', name, 'package.json'), 'utf8')) as {
        version: string;
      };
      expect(`^${version.split('.')[0]}`, name).toBe(range.split('.')[0]);
    }
  });

  it.each(['@bufbuild/protobuf', '@connectrpc/connect'])('Node and a bundler name %s', async (peer) => {
    const project = join(temporary.path, peer.replace('/', '-'));
    cpSync(join(consumer, 'node_modules'), join(project, 'node_modules'), { recursive: true, verbatimSymlinks: true });
    rmSync(join(project, 'node_modules', peer), { recursive: true });
    writeFileSync(join(project, 'main.mjs'), `import 'temporal-web-client';`);
    const { output } = await run(process.execPath, ['main.mjs'], project);
    expect(output).toMatch(new RegExp(`Cannot find package '${peer}'.* imported from .*temporal-web-client`));
    const stdin = { contents: `export * from 'temporal-web-client'`, resolveDir: project };
    await expect(byEsbuild('', { stdin, absWorkingDir: project })).rejects.toThrow(`Could not resolve "${peer}`);
  });
});
