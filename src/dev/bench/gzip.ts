import { build } from 'esbuild';
import { relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { repoRoot } from '../proto/upstream.js';

/** Bytes after gzip at the best level, as static hosts send them. */
export function gzipBytes(content: string | Uint8Array): number {
  return gzipSync(content, { level: 9 }).length;
}

/** Bytes of a page's script, each file compressed alone. */
export interface PageBytes {
  /** What loads with the page. */
  readonly first: number;
  /** That, and every part which the page loads when it first uses it. */
  readonly all: number;
}

/**
 * What a page that contains `source` downloads: bundled, minified and compressed, with everything it imports.
 *
 * @param source a module whose imports are relative to the root of the repository
 */
export async function bundleBytes(source: string): Promise<PageBytes> {
  const result = await build({
    stdin: { contents: source, resolveDir: repoRoot, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    write: false,
    splitting: true,
    metafile: true,
    outdir: repoRoot,
    entryNames: 'page',
  });
  const { outputs } = result.metafile;
  const gzipByPath = new Map(
    result.outputFiles.map(({ path, contents }) => [relative(repoRoot, path), gzipBytes(contents)]),
  );
  const first = new Set<string>();
  const load = (path: string): void => {
    if (first.has(path)) return;
    first.add(path);
    for (const { kind, path: imported } of outputs[path]!.imports) if (kind === 'import-statement') load(imported);
  };
  load('page.js');
  const sum = (paths: Iterable<string>): number => [...paths].reduce((bytes, path) => bytes + gzipByPath.get(path)!, 0);
  return { first: sum(first), all: sum(gzipByPath.keys()) };
}
