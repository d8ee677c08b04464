import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const folder = fileURLToPath(new URL('./', import.meta.url));

/**
 * Bundles the sample Workflows into a file and returns its path. The name holds a
 * digest of what went in, so the seconds of bundling are spent once for each change.
 */
export async function workflowBundle(cache: string): Promise<string> {
  const file = join(cache, `workflows-${sourceDigest()}.cjs`);
  if (existsSync(file)) return file;
  const { code } = await bundleWorkflowCode({ workflowsPath: join(folder, 'workflows', 'index.ts') });
  mkdirSync(cache, { recursive: true });
  const work = `${file}.${process.pid}`;
  writeFileSync(work, code);
  renameSync(work, file);
  return file;
}

function sourceDigest(): string {
  const hash = createHash('sha256');
  const manifest = createRequire(import.meta.url).resolve('@temporalio/workflow/package.json');
  hash.update(readFileSync(manifest));
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.ts')) hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex').slice(0, 16);
}
