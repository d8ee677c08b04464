import { cpSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { runCommand } from '../process/run-command.js';
import { repoRoot } from '../proto/upstream.js';
import { writePackageLicenses } from '../licenses/license-documents.js';
import { coreModules } from './core-modules.js';
import { generatedHeader, markDeclarations, writeProvenance } from './provenance.js';

const dist = join(repoRoot, 'dist');

/** Folders whose modules are published. */
const published = [
  'src/client',
  'src/live',
  'src/query',
  'src/otel',
  'src/svelte',
  'src/elements',
  'src/testing',
  'src/deploy',
  'gen',
];

/** Of these: messages of examples, and what only the console needs. */
const unpublished = ['gen/samples/', 'src/deploy/hosting/'];

/**
 * Makes the package below `dist/`: declarations by TypeScript, and modules, one for each source file, but for those that every page with a
 * Client loads: they become `dist/core.js`.
 *
 * A bundler puts a module that a page and one of its lazily loaded parts both use into a file of its own. With a hundred
 * small modules that makes a dozen files of every page, each compressed alone; with one core it makes none. A page without
 * a bundler loads one file for the core too.
 */
export async function buildLibrary(): Promise<void> {
  const core = await coreModules();
  const entries = published
    .flatMap(modulesBelow)
    .filter((path) => !core.has(path) && !unpublished.some((folder) => path.startsWith(folder)))
    .map((path) => [path.replace(/\.ts$/, ''), join(repoRoot, path)] as const);
  removeLastBuild();
  await runCommand(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'src/tsconfig.build.json'], {
    cwd: repoRoot,
  });
  await build({
    root: repoRoot,
    configFile: false,
    logLevel: 'warn',
    build: {
      target: 'es2022',
      outDir: 'dist',
      emptyOutDir: false,
      sourcemap: true,
      minify: false,
      lib: { entry: Object.fromEntries(entries), formats: ['es'] },
      rolldownOptions: {
        external: (id) => !id.startsWith('.') && !id.startsWith('/'),
        preserveEntrySignatures: 'strict',
        output: {
          entryFileNames: '[name].js',
          // Modules that import each other become one, which is no entry: it has to be in a folder that is published.
          chunkFileNames: ({ name }) => (name === 'core' ? '[name].js' : 'src/parts/[name].js'),
          minifyInternalExports: false,
          banner: ({ fileName }) => generatedHeader(fileName) ?? '',
          codeSplitting: {
            groups: [{ name: 'core', test: (id) => core.has(id.slice(repoRoot.length)) }],
          },
        },
      },
    },
  });
  removeEmptyModules();
  markDeclarations(dist);
  writeProvenance(dist);
  writePackageLicenses(dist);
  cpSync(join(repoRoot, 'src/bin'), join(dist, 'bin'), { recursive: true });
}

function removeLastBuild(): void {
  mkdirSync(dist, { recursive: true });
  for (const name of readdirSync(dist)) {
    if (!['console', 'demo', 'docs', 'sbom'].includes(name)) rmSync(join(dist, name), { recursive: true });
  }
}

/** Of sources that hold types only. */
function removeEmptyModules(): void {
  for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    const path = join(dist, name);
    if (name.endsWith('.js') && !name.startsWith('console') && statSync(path).size === 0) rmSync(path);
  }
}

function modulesBelow(folder: string): string[] {
  return readdirSync(join(repoRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}
