import { build } from 'esbuild';
import { repoRoot } from '../proto/upstream.js';

/**
 * The modules that every page with a Client loads: what `client.ts` imports, directly or not. Parts that load on first
 * use (`import()`) are not among them.
 *
 * @returns paths relative to the root of the repository
 */
export async function coreModules(): Promise<ReadonlySet<string>> {
  const { metafile } = await build({
    entryPoints: ['src/client/client.ts'],
    absWorkingDir: repoRoot,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    packages: 'external',
    splitting: true,
    outdir: '.',
    write: false,
    metafile: true,
  });
  const used = new Set(
    Object.values(metafile.outputs).flatMap(({ inputs }) =>
      Object.entries(inputs)
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([path]) => path),
    ),
  );
  const core = new Set<string>();
  const visit = (path: string): void => {
    if (core.has(path) || !used.has(path)) return;
    core.add(path);
    for (const { path: imported, kind, external } of metafile.inputs[path]!.imports) {
      if (kind === 'import-statement' && external !== true) visit(imported);
    }
  };
  visit('src/client/client.ts');
  return core;
}
