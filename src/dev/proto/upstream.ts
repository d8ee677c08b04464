import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository. */
export const repoRoot = fileURLToPath(new URL('../../../', import.meta.url));

/** The npm package that carries the .proto files of the Temporal API. */
export const upstreamPackage = '@temporalio/core-bridge';

/**
 * Folders of the package that make up the API, each with the path it gets under
 * `proto/upstream`. `google/protobuf` is left out: protobuf-es brings its own.
 */
const sources = [
  { from: 'api_upstream/temporal', to: 'temporal' },
  { from: 'api_upstream/nexusannotations', to: 'nexusannotations' },
  { from: 'api_upstream/google/api', to: 'google/api' },
  { from: 'google/rpc', to: 'google/rpc' },
  { from: 'grpc/health', to: 'grpc/health' },
];

/** One .proto file of the installed package. */
export interface UpstreamFile {
  /** Import path, for example `temporal/api/common/v1/message.proto`. */
  readonly path: string;
  readonly content: Buffer;
  readonly sha256: string;
}

/** What `proto/upstream.lock.json` holds. */
export interface UpstreamLock {
  readonly package: string;
  readonly version: string;
  /** SHA-256 in hex by import path. */
  readonly files: Readonly<Record<string, string>>;
}

export const lockPath = join(repoRoot, 'proto', 'upstream.lock.json');

export function readLock(): UpstreamLock {
  return JSON.parse(readFileSync(lockPath, 'utf8')) as UpstreamLock;
}

/** Reads every .proto file of the API from the installed package, sorted by import path. */
export function readInstalledUpstream(): { version: string; files: UpstreamFile[] } {
  const manifestPath = createRequire(import.meta.url).resolve(`${upstreamPackage}/package.json`);
  const { version } = JSON.parse(readFileSync(manifestPath, 'utf8')) as { version: string };
  const protos = join(dirname(manifestPath), 'sdk-core', 'crates', 'protos', 'protos');
  const files = sources.flatMap(({ from, to }) =>
    protoFilesBelow(join(protos, from)).map((relative) => {
      const content = readFileSync(join(protos, from, relative));
      return { path: `${to}/${relative}`, content, sha256: createHash('sha256').update(content).digest('hex') };
    }),
  );
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { version, files };
}

function protoFilesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.proto'))
    .map((name) => name.replaceAll('\\', '/'));
}

/**
 * Says in one sentence each how the installed files differ from the lock.
 * Empty when they are the locked ones.
 */
export function compareWithLock(
  lock: UpstreamLock,
  installed: { version: string; files: readonly UpstreamFile[] },
): string[] {
  const differences: string[] = [];
  if (lock.version !== installed.version) {
    differences.push(
      `${upstreamPackage} ${installed.version} is installed, but proto/upstream.lock.json is for ${lock.version}.`,
    );
  }
  const unseen = new Set(Object.keys(lock.files));
  for (const file of installed.files) {
    const locked = lock.files[file.path];
    unseen.delete(file.path);
    if (locked === undefined) differences.push(`${file.path} is new upstream and not in proto/upstream.lock.json.`);
    else if (locked !== file.sha256) {
      differences.push(
        `${file.path} has SHA-256 ${file.sha256.slice(0, 12)}…, but the lock says ${locked.slice(0, 12)}…: its content changed.`,
      );
    }
  }
  for (const path of unseen) differences.push(`${path} is locked, but ${upstreamPackage} no longer has it.`);
  return differences;
}
