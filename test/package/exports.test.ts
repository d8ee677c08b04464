/** What the package promises in `exports`, its types, maps and headers, and what is behind that. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import upstreamLock from '../../proto/upstream.lock.json' with { type: 'json' };
import { readDeclarations } from '../fixtures/declared-exports.js';
import { entries, manifest, run, typesPeer } from '../fixtures/packed-package.js';

const { consumer } = inject('packed');
const installed = join(consumer, 'node_modules', manifest.name);
const files = readdirSync(installed, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
const read = (path: string): string => readFileSync(join(installed, path), 'utf8');
const scripts = files.filter((path) => path.startsWith('dist/') && path.endsWith('.js'));
const declarations = files.filter((path) => path.startsWith('dist/') && path.endsWith('.d.ts'));

/** Runs a module in the folder of the consumer and gives the JSON that it prints. */
async function evaluate<T>(name: string, source: string): Promise<T> {
  writeFileSync(join(consumer, name), source);
  const { code, output } = await run(process.execPath, [name], consumer);
  if (code !== 0) throw new Error(output);
  return JSON.parse(output) as T;
}

describe('exports of package.json', () => {
  it('names files that exist', () => {
    expect(entries.length).toBeGreaterThanOrEqual(5);
    expect(entries.flatMap((entry) => entry.files).filter((file) => !files.includes(file))).toEqual([]);
  });

  it('lets nobody import what is inside', async () => {
    const deep = ['dist', 'dist/', 'client', ...scripts, ...declarations].map((path) => `${manifest.name}/${path}`);
    const open = await evaluate<string[]>(
      'deep.js',
      `const open = [];
       for (const name of ${JSON.stringify(deep)}) {
         try { import.meta.resolve(name); open.push(name); }
         catch (error) { if (error.code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') throw error; }
       }
       console.log(JSON.stringify(open));`,
    );
    expect(deep.length).toBeGreaterThan(200);
    expect(open).toEqual([]);
  });
});

describe('an entry', () => {
  const typesOf = new Map(entries.map(({ name, files: [types = ''] }) => [name, join(installed, types)]));
  const declared = readDeclarations([...typesOf.values()]);
  const exportsOf = (name: string) => declared.get(typesOf.get(name)!)!;

  it('has at run time what its types promise, no more and no less, where there is no DOM', async () => {
    const names = entries.map(({ name }) => name);
    const actual = await evaluate<Record<string, string[]>>(
      'entries.js',
      `if ('document' in globalThis || 'window' in globalThis) throw new Error('There is a DOM.');
       const entries = ${JSON.stringify(names)}.map(async (name) => [name, Object.keys(await import(name)).sort()]);
       console.log(JSON.stringify(Object.fromEntries(await Promise.all(entries))));`,
    );
    const promised = names.map((name) => [
      name,
      exportsOf(name)
        .filter(({ isValue }) => isValue)
        .map((exported) => exported.name)
        .sort(),
    ]);
    expect(actual).toEqual(Object.fromEntries(promised));
  });

  it('is documented where editors look: every class, function and constant', () => {
    const silent = entries.flatMap(({ name }) =>
      exportsOf(name)
        // Pairs of functions between a word and its number on the wire say all by their names; a .proto of gRPC has no comments.
        .filter(({ isValue, name: exported }) => isValue && !/^(?:(?:en|de)code[A-Z]|HealthService$)/.test(exported))
        .filter(({ documentation }) => documentation === '')
        .map((exported) => `${name}: ${exported.name}`),
    );
    expect(silent).toEqual([]);
  });

  it.each([
    ['temporal-web-client', 'Connection', ['connect', 'lazy', 'close', 'setApiKey', 'with']],
    ['temporal-web-client', 'WorkflowClient', ['start', 'execute', 'getHandle', 'list', 'count']],
    ['temporal-web-client', 'WorkflowHandle', ['result', 'describe', 'signal', 'query', 'executeUpdate', 'history']],
    ['temporal-web-client', 'WorkflowStartOptions', ['workflowId', 'taskQueue', 'workflowExecutionTimeout']],
  ])('of %s documents the members of %s', (entry, name, members) => {
    const found = exportsOf(entry).find((exported) => exported.name === name);
    expect(members.filter((member) => (found?.members.get(member) ?? '').length < 20)).toEqual([]);
  });
});

describe('source maps', () => {
  /** A module that only hands on what others export has no line of its own to be mapped. */
  const onlyHandsOn = (path: string): boolean =>
    read(path)
      .replaceAll(/^\/\/.*$|^(?:import|export) (?:[*{][^;]*? from )?"[^"]+";$|^export \{[^}]*\};$/gm, '')
      .trim() === '';
  const withMap = scripts.filter((path) => files.includes(`${path}.map`));

  it('are there for every module that has code', () => {
    expect(scripts.filter((path) => !withMap.includes(path) && !onlyHandsOn(path))).toEqual([]);
  });

  it('hold their sources, and are named by their scripts', () => {
    expect(withMap.length).toBeGreaterThan(100);
    const wrong = withMap.filter((path) => {
      const map = JSON.parse(read(`${path}.map`)) as { sources: string[]; sourcesContent?: (string | null)[] };
      const named = read(path)
        .trimEnd()
        .endsWith(`//# sourceMappingURL=${path.slice(path.lastIndexOf('/') + 1)}.map`);
      const whole = map.sources.every(
        (source, index) =>
          typeof map.sourcesContent?.[index] === 'string' || existsSync(resolve(installed, dirname(path), source)),
      );
      return !named || !whole || map.sources.length === 0;
    });
    expect(wrong).toEqual([]);
  });
});

describe('generated code', () => {
  const origin = `${upstreamLock.package} ${upstreamLock.version}, by protoc-gen-es ${manifest.devDependencies['@bufbuild/protoc-gen-es']}`;

  it('says in every file where it comes from', () => {
    const generated = [...scripts, ...declarations].filter((path) => path.startsWith('dist/gen/'));
    expect(generated.length).toBeGreaterThan(200);
    const protos = new Set(Object.keys(upstreamLock.files));
    const wrong = generated.filter((path) => {
      const [, proto = '', by] = /^\/\/ @generated from (\S+) of (.+)\n/.exec(read(path)) ?? [];
      return by !== origin || !(protos.has(proto) || /^google\/protobuf\//.test(proto));
    });
    expect(wrong).toEqual([]);
    expect(read('dist/core.js').split('\n')[0]).toContain(origin);
  });

  it('has a description with all sources, versions and the licence', () => {
    const text = read('dist/gen/README.md');
    for (const [path, sha256] of Object.entries(upstreamLock.files)) expect(text).toContain(`${sha256}  ${path}\n`);
    for (const tool of ['@bufbuild/protoc-gen-es', '@bufbuild/buf'])
      expect(text).toMatch(new RegExp(`\`${tool}\` \\| ${manifest.devDependencies[tool]} `));
    expect(text).toMatch(/\| `@temporalio\/core-bridge` \| [\d.]+ \|/);
    expect(text).toContain('Temporal Technologies Inc');
    expect(text).toContain('Permission is hereby granted');
  });
});

describe('what the package imports', () => {
  /** Packages in `import`, `export … from` and `import()`, of scripts and declarations. */
  const packagesIn = (paths: readonly string[]): Set<string> =>
    new Set(
      paths
        .flatMap((path) => [...read(path).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["']([^."'\s][^"'\s]*)["']/g)])
        .map(([, specifier = '']) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)![0]),
    );

  const isOfProgram = (path: string): boolean => path.startsWith('dist/src/deploy/');
  const ofProgram = scripts.filter(isOfProgram);
  const ofPages = scripts.filter((path) => !isOfProgram(path));

  it('at run time is a dependency or a peer, and each of those is needed', () => {
    const needed = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)];
    expect([...packagesIn(ofPages)].sort()).toEqual(needed.filter((name) => name !== typesPeer).sort());
  });

  it('for its program is Node as well, and no page loads that', () => {
    const more = [...packagesIn(ofProgram)].filter((name) => !name.startsWith('node:'));
    expect(more).toEqual(['@bufbuild/protobuf']);
    expect(ofPages.filter((path) => /["'][./]+\/(?:src\/)?deploy\//.test(read(path)))).toEqual([]);
  });

  it('in types is the same, and the peer for types', () => {
    const known = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)];
    expect([...packagesIn(declarations)].filter((name) => !known.includes(name))).toEqual([]);
    expect(manifest.peerDependenciesMeta[typesPeer]).toEqual({ optional: true });
  });

  it('is tested with the oldest version that a peer may have', () => {
    // Of Svelte see svelte.test.ts: with another one than that of the console.
    const peers = Object.entries(manifest.peerDependencies).filter(([name]) => name !== 'svelte');
    const oldest = peers.map(([name, range]) => [name, range.replace('^', '')]);
    expect(Object.fromEntries(oldest)).toEqual(
      Object.fromEntries(oldest.map(([name = '']) => [name, manifest.devDependencies[name]])),
    );
  });
});
