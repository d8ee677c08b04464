/**
 * npm's `prepare` step: makes gen/ after an install, so that a fresh clone is ready.
 * Plain JavaScript without dependencies: with `npm ci --omit=dev` the generator is
 * not installed, and then there is nothing to do.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tsx = `${root}node_modules/tsx/dist/cli.mjs`;
if (existsSync(tsx) && existsSync(`${root}node_modules/@bufbuild/protoc-gen-es`)) {
  const { status } = spawnSync(process.execPath, [tsx, `${root}src/dev/proto/generate-main.ts`], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
