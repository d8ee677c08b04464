/**
 * A ten-line page, built from the packed library by every bundler that front ends use, in Chromium against the stack; and
 * the same as a program of other runtimes. Prints the table of docs/compatibility.md, and fails when that is out of date.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { chromiumFlags } from '../../src/dev/parts/chromium-flags.js';
import { repoRoot, stackFolder } from '../../src/dev/paths.js';
import { bundlersFolder, makeProject, runtimeProgram, versionOf } from '../fixtures/bundlers.js';
import { rowsOf, sectionOf } from '../fixtures/compatibility-document.js';
import { importMap } from '../fixtures/import-map.js';
import { run, type Run, type TemporaryFolder } from '../fixtures/packed-package.js';
import { loadedBy, visit, type Visit } from '../fixtures/page-visit.js';
import { serveFolder } from '../fixtures/serve-folder.js';
import { uniqueId } from '../fixtures/unique-id.js';

const { envoyUrl: address, taskQueue, chromium: executablePath } = inject('stack');
const { consumer } = inject('packed');

/** Own programs, without what this test run has in its environment. */
const env = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', NO_COLOR: '1' };

/** A bundler, and how its users start it. */
interface Bundler {
  readonly name: string;
  /** The npm package, which has a version. */
  readonly npm: string;
  /** Program and arguments, in a folder with `index.html` and `main.js`. */
  readonly command: (packages: string, bun: string) => readonly string[];
  /** What has to be said beyond the usual, in the words of the documentation. */
  readonly needs: string;
  /** Where the page is afterwards. */
  readonly output?: string;
  /** The page is not among what it makes. */
  readonly copiesPage?: (html: string) => string;
}

const tool = (packages: string, path: string): string[] => [process.execPath, join(packages, 'node_modules', path)];

const bundlers: readonly Bundler[] = [
  {
    name: 'Next',
    npm: 'next',
    command: (packages) => [...tool(packages, 'next/dist/bin/next'), 'build'],
    needs: "`'use client'` at the top of the component",
  },
  {
    name: 'Vite',
    npm: 'vite',
    command: () => [...tool(repoRoot, 'vite/bin/vite.js'), 'build', '--outDir', 'out'],
    needs: 'nothing: `vite build`',
  },
  {
    name: 'webpack',
    npm: 'webpack',
    command: () => [process.execPath, 'webpack.mjs'],
    needs: 'nothing: `webpack`',
    copiesPage: (html) => html.replace('type="module"', 'defer'),
  },
  {
    name: 'Rollup',
    npm: 'rollup',
    command: (packages) => [
      ...tool(packages, 'rollup/dist/bin/rollup'),
      ...['main.js', '--dir', 'out', '--context', 'globalThis'],
      ...['-p', '@rollup/plugin-node-resolve', '-p', '@rollup/plugin-terser'],
    ],
    needs: "`@rollup/plugin-node-resolve`, `context: 'globalThis'`",
    copiesPage: (html) => html,
  },
  {
    name: 'esbuild',
    npm: 'esbuild',
    command: () => [
      join(repoRoot, 'node_modules/.bin/esbuild'),
      ...['main.js', '--bundle', '--minify', '--format=esm', '--splitting', '--outdir=out'],
    ],
    needs: '`--format=esm --splitting`',
    copiesPage: (html) => html,
  },
  {
    name: 'Bun',
    npm: 'bun',
    command: (_packages, bun) => [bun, 'build', 'index.html', '--minify', '--splitting', '--outdir', 'out'],
    needs: '`--splitting`',
  },
];

/** Rows of the table that are no bundlers. */
const devServer = 'Vite, while developing';
const noBundler = 'an import map';

let packages = '';
let made: TemporaryFolder;
let project = '';
let browser: Browser;
const builds = new Map<string, Run>();
const visits = new Map<string, Visit>();
/** What a page of Next loads without the client. */
let nextGzip = 0;

async function build({ name, command, copiesPage }: Bundler): Promise<void> {
  const folder = join(project, name === 'Next' ? 'next' : name);
  const [program = '', ...args] = command(packages, runtimeProgram(packages, 'bun'));
  builds.set(name, await run(program, args, folder, env));
  if (copiesPage)
    writeFileSync(join(folder, 'out/index.html'), copiesPage(readFileSync(join(folder, 'index.html'), 'utf8')));
}

beforeAll(async () => {
  packages = await bundlersFolder();
  const [next, ...others] = bundlers;
  made = makeProject(packages, consumer, [...others.map(({ name }) => name), devServer]);
  project = made.path;
  browser = await chromium.launch({ executablePath, args: chromiumFlags() });
  // Next takes as long as all others.
  await Promise.all([
    build(next!),
    (async () => {
      for (const bundler of others) await build(bundler);
    })(),
  ]);
}, 900_000);

afterAll(async () => {
  await browser.close();
  made.remove();
});

const parameters = () => ({ address, taskQueue, workflowId: uniqueId() });

async function visitFolder(name: string, folder: string): Promise<Visit> {
  const server = await serveFolder(folder, address);
  try {
    const seen = await visit(browser, `${server.url}/index.html`, parameters());
    visits.set(name, seen);
    if (name === 'Next') nextGzip = (await loadedBy(browser, `${server.url}/without.html`)).gzip;
    return seen;
  } finally {
    await server.close();
  }
}

/** Shows the result, loads the part for Schedules when it is first used, and lives without running text as code. */
function expectWhole({ result, list, late, problems, evaluation }: Visit): void {
  expect(problems).toEqual([]);
  expect(result).toBe('Hello, page!');
  expect(list).toMatch(/^\d+ on the first page$/);
  expect(late.files).toBeGreaterThan(0);
  expect(evaluation).toBe('EvalError');
}

describe.each(bundlers)('$name', ({ name }) => {
  it('builds the page without an error or a warning', () => {
    const { code, output } = builds.get(name)!;
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    expect(output.split('\n').filter((line) => /\bwarn|⚠|\(!\)|deprecat/i.test(line))).toEqual([]);
  });

  it('makes a page that starts a Workflow, shows its result and loads further parts when they are used', async () => {
    const seen = await visitFolder(name, join(project, name === 'Next' ? 'next/out' : `${name}/out`));
    expectWhole(seen);
    // All of the client is several times as large.
    expect(seen.first.gzip - (name === 'Next' ? nextGzip : 0)).toBeLessThan(70_000);
  });
});

describe('the development server of Vite', () => {
  let server: ViteDevServer;
  afterAll(() => server.close());

  it('serves the page, and reloads nothing when a part is first used', async () => {
    server = await createServer({
      root: join(project, devServer),
      configFile: false,
      logLevel: 'silent',
      server: { host: '127.0.0.1', port: 0 },
    });
    await server.listen();
    const seen = await visit(browser, server.resolvedUrls!.local[0]!, parameters());
    expect({ ...seen, late: seen.late.files > 0 }).toMatchObject({ problems: [], result: 'Hello, page!', late: true });
    expect(seen.list).toMatch(/on the first page/);
  });
});

describe('a page without a bundler', () => {
  it('works with an import map', async () => {
    const html = readFileSync(join(project, 'index.html'), 'utf8');
    const map = `<script type="importmap">${JSON.stringify(await importMap(project))}</script>`;
    writeFileSync(join(project, 'index.html'), html.replace('<script', `${map}\n  <script`));
    expectWhole(await visitFolder(noBundler, project));
  });
});

describe('a program', () => {
  const args = (): string[] => ['program.js', ...Object.values(parameters())];

  it.each([
    ['Node', () => [process.execPath]],
    ['Bun', () => [runtimeProgram(packages, 'bun'), 'run']],
    [
      'Deno',
      () => [
        runtimeProgram(packages, 'deno'),
        'run',
        '--cached-only',
        '--no-lock',
        `--allow-net=${new URL(address).host}`,
      ],
    ],
  ])('of %s starts a Workflow and gets its result', async (_name, command) => {
    const [program = '', ...options] = command();
    const settings = { ...env, DENO_NO_UPDATE_CHECK: '1', DENO_DIR: join(project, 'deno') };
    expect(await run(program, [...options, ...args()], project, settings)).toEqual({
      code: 0,
      output: 'Hello, program!\n',
    });
  });
});

describe('the table of docs/compatibility.md', () => {
  const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} KB`;
  const row = (name: string, version: string, needs: string): string[] => {
    const { first, late } = visits.get(name)!;
    const own = first.gzip - (name === 'Next' ? nextGzip : 0);
    return [name, version, needs, kilobytes(own), kilobytes(late.gzip)];
  };

  it('has a row for each, with versions and sizes of today', () => {
    const rows = [
      ...bundlers.map(({ name, npm, needs }) => row(name, versionOf(npm), needs)),
      row(noBundler, '', '`npx temporal-web-client import-map`'),
    ];
    const head = ['with', 'version', 'needs', 'page', 'Schedules, when used'];
    const table = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
    console.log(`\nbundler matrix\n${table}\n`);
    mkdirSync(join(stackFolder, 'test'), { recursive: true });
    writeFileSync(join(stackFolder, 'test/bundler-matrix.md'), `${table}\n`);

    const documented = rowsOf(sectionOf('## Bundlers'));
    const stale = rows.filter((cells) => {
      const line = documented.find(([name]) => name === cells[0]);
      return !line || line.some((cell, index) => !isSame(cell, cells[index]!));
    });
    expect(stale, 'Copy the table above, which is also in .stack/test/bundler-matrix.md.').toEqual([]);
  });

  /** Sizes change with every change of the client: they may differ by a twentieth. */
  function isSame(documented: string, measured: string): boolean {
    const [a, b] = [documented, measured].map((cell) => /^([\d.]+)( KB)?$/.exec(cell));
    if (!a?.[2] || !b?.[2]) return documented === measured;
    return Math.abs(Number(a[1]) - Number(b[1])) <= Number(b[1]) / 20;
  }
});
