/**
 * `npm run generate`: upstream .proto files → proto/upstream → gen/.
 *
 * Does nothing when the inputs (lock, buf templates, own .proto files, this
 * folder's scripts, tool versions) are those of the last run. Needs no network.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { packDescriptors } from './pack-descriptors.js';
import { splitImage } from './split-image.js';
import { compareWithLock, readInstalledUpstream, readLock, repoRoot } from './upstream.js';

const outputs = ['gen/core', 'gen/service', 'gen/samples', 'proto/upstream'];
const stampPath = join(repoRoot, 'gen', '.stamp');
const imagePath = join('proto', 'upstream', 'layers.binpb');

/** Verifies, copies and generates. Prints one line. @throws Error naming the changed file when the lock does not hold. */
export function generate(): void {
  const started = performance.now();
  const installed = readInstalledUpstream();
  const differences = compareWithLock(readLock(), installed);
  if (differences.length > 0) {
    throw new Error(
      `The upstream .proto files are not the locked ones:\n  ${differences.join('\n  ')}\n` +
        'Run `npm ci` to get the locked package, or `npm run proto:update` to move the lock on purpose.',
    );
  }
  const stamp = inputsDigest();
  if (outputs.every((path) => existsSync(join(repoRoot, path))) && readStamp() === stamp) {
    console.log('generate: up to date');
    return;
  }
  rmSync(join(repoRoot, 'proto', 'upstream'), { recursive: true, force: true });
  for (const file of installed.files) {
    const target = join(repoRoot, 'proto', 'upstream', file.path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, file.content);
  }
  const image = buf('build', join('proto', 'upstream'), '--as-file-descriptor-set', '-o', '-');
  writeFileSync(join(repoRoot, imagePath), splitImage(image));
  removeGenerated();
  buf('generate', '--template', 'buf.gen.yaml');
  buf('generate', '--template', 'proto/samples/buf.gen.yaml');
  const count = packDescriptors(join(repoRoot, 'gen'));
  writeFileSync(stampPath, stamp);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `generate: ${count} files from ${installed.files.length} .proto files of API ${installed.version} in ${seconds} s`,
  );
}

/** Buf does not: its `clean` would take the README of the folder with it. */
function removeGenerated(): void {
  for (const { name } of readdirSync(join(repoRoot, 'gen'), { withFileTypes: true })) {
    if (name !== 'README.md') rmSync(join(repoRoot, 'gen', name), { recursive: true, force: true });
  }
}

/** @returns what Buf printed */
function buf(...args: string[]): Uint8Array {
  const bin = join(repoRoot, 'node_modules', '.bin');
  return execFileSync(join(bin, 'buf'), args, {
    cwd: repoRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` },
    shell: process.platform === 'win32',
  });
}

function readStamp(): string | undefined {
  return existsSync(stampPath) ? readFileSync(stampPath, 'utf8') : undefined;
}

function inputsDigest(): string {
  const hash = createHash('sha256');
  const inputs = [
    'buf.gen.yaml',
    'proto/upstream.lock.json',
    'node_modules/@bufbuild/protoc-gen-es/package.json',
    'node_modules/@bufbuild/buf/package.json',
    ...filesBelow('proto/samples'),
    ...filesBelow('src/dev/proto'),
  ];
  for (const path of inputs)
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(repoRoot, path)));
  return hash.digest('hex');
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(repoRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(repoRoot.length))
    .sort();
}
