import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../paths.js';

/** A package of package-lock.json. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression; undefined where the package names none. */
  readonly license?: string;
}

interface Entry {
  version?: string;
  license?: string;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** Entries by path, for example `node_modules/a/node_modules/b`; the project itself has the path ``. */
function readEntries(): Readonly<Record<string, Entry>> {
  return (JSON.parse(readFileSync(join(repoRoot, 'package-lock.json'), 'utf8')) as { packages: Record<string, Entry> })
    .packages;
}

/** Where a package finds another one: in its own `node_modules`, or in one further out. */
function resolve(entries: Readonly<Record<string, Entry>>, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (entries[path]) return path;
    if (folder === '') return undefined;
  }
}

/**
 * Packages by name, and all that they bring along.
 *
 * @throws Error for a name that is not in package-lock.json
 */
export function lockedWithAllNeeded(names: Iterable<string>): LockedPackage[] {
  const entries = readEntries();
  const queue = [...names].map((name) => {
    const path = resolve(entries, '', name);
    if (path === undefined) throw new Error(`${name} is not in package-lock.json.`);
    return path;
  });
  const found = new Map<string, LockedPackage>();
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (found.has(path)) continue;
    const { version = '', license, dependencies, peerDependencies } = entries[path]!;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    found.set(path, { name, version, ...(license !== undefined && { license }) });
    for (const needed of Object.keys({ ...dependencies, ...peerDependencies })) {
      // A peer that is optional may be absent.
      const at = resolve(entries, path, needed);
      if (at !== undefined) queue.push(at);
    }
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}
