import { build } from 'esbuild';
import { gzipSync } from 'node:zlib';
import { repoRoot } from '../proto/upstream.js';

/** Bytes after gzip at the best level, as static hosts send them. */
export function gzipBytes(content: string | Uint8Array): number {
  return gzipSync(content, { level: 9 }).length;
}

/**
 * What a page that contains `source` downloads: bundled, minified and compressed, with everything it imports.
 *
 * @param source a module whose imports are relative to the root of the repository
 */
export async function bundleBytes(source: string): Promise<number> {
  const result = await build({
    stdin: { contents: source, resolveDir: repoRoot, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    write: false,
  });
  return gzipBytes(result.outputFiles[0]!.contents);
}
