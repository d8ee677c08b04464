/**
 * `npm run proto:update [VERSION]`: moves the API to another upstream version.
 *
 * Installs VERSION (default: latest) of every `@temporalio/*` package, because
 * they must match, rewrites proto/upstream.lock.json and generates.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './generate.js';
import { lockPath, readInstalledUpstream, repoRoot, upstreamPackage, type UpstreamLock } from './upstream.js';

const wanted = process.argv[2] ?? 'latest';
const manifest = JSON.parse(readFileSync(join(repoRoot, 'package.json'), 'utf8')) as {
  devDependencies: Record<string, string>;
};
const packages = Object.keys(manifest.devDependencies).filter((name) => name.startsWith('@temporalio/'));
if (wanted !== 'installed') {
  execFileSync(
    'npm',
    ['install', '--save-dev', '--save-exact', '--ignore-scripts', ...packages.map((name) => `${name}@${wanted}`)],
    {
      cwd: repoRoot,
      stdio: 'inherit',
    },
  );
}
const { version, files } = readInstalledUpstream();
const lock: UpstreamLock = {
  package: upstreamPackage,
  version,
  files: Object.fromEntries(files.map((file) => [file.path, file.sha256])),
};
writeFileSync(lockPath, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`proto:update: proto/upstream.lock.json holds ${files.length} files of ${upstreamPackage} ${version}`);
generate();
