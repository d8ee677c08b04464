import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { repoRoot } from '../proto/upstream.js';

/** Bytes after gzip at the best level, as static hosts send them. */
export function gzipBytes(content: string | Uint8Array): number {
  return gzipSync(content, { level: 9 }).length;
}

/** Bytes of a page's script, each file compressed alone. */
export interface PageBytes {
  /** What loads with the page. */
  readonly first: number;
  /** In how many files. */
  readonly files: number;
  /** That, and every part which the page loads when it first uses it. */
  readonly all: number;
}

/**
 * What a page that contains `source` downloads when Vite has built it: minified and compressed, with everything that it
 * imports.
 *
 * @param source a module whose imports are relative to the root of the repository
 */
export async function bundleBytes(source: string): Promise<PageBytes> {
  const page = `${repoRoot}page.js`;
  const built = (await build({
    root: repoRoot,
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'page',
        resolveId: (id) => (id === page ? id : null),
        load: (id) => (id === page ? source : null),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rolldownOptions: { input: page },
    },
  })) as Rolldown.RolldownOutput;
  const chunks = built.output.filter((file) => file.type === 'chunk');
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const first = new Set<(typeof chunks)[number]>();
  const load = (name: string): void => {
    const chunk = byName.get(name)!;
    if (first.has(chunk)) return;
    first.add(chunk);
    chunk.imports.forEach(load);
  };
  chunks.filter(({ isEntry }) => isEntry).forEach(({ fileName }) => load(fileName));
  const sum = (some: Iterable<(typeof chunks)[number]>): number =>
    [...some].reduce((bytes, { code }) => bytes + gzipBytes(code), 0);
  return { first: sum(first), files: first.size, all: sum(chunks) };
}
