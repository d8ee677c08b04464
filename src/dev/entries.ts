import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from './paths.js';

/** What a page can import from the package. */
export interface PackageEntry {
  /** As it is imported: `temporal-web-client/query`. */
  readonly name: string;
  /** Its source, from the root of the repository: `src/query/index.ts`. */
  readonly source: string;
}

/** The entries of the package with types, as package.json exports them: the one list that tools and tests go by. */
export function packageEntries(): PackageEntry[] {
  const { name, exports } = JSON.parse(readFileSync(join(repoRoot, 'package.json'), 'utf8')) as {
    name: string;
    exports: Record<string, string | { types?: string }>;
  };
  return Object.entries(exports).flatMap(([path, target]) => {
    if (typeof target === 'string' || target.types === undefined) return [];
    const source = target.types.replace(/^\.\/dist\//, '').replace(/\.d\.ts$/, '.ts');
    return [{ name: `${name}${path.slice(1)}`, source }];
  });
}
