import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repoRoot } from '../../../src/dev/paths.js';
import { InMemoryServer } from '../../../src/testing/index.js';

it('docs/testing.md names every RPC that the in-memory server does not do, and no other', () => {
  const [, text = ''] = readFileSync(join(repoRoot, 'docs/testing.md'), 'utf8').split('<!-- unimplemented -->');
  const [table = ''] = text.trimStart().split('\n\n');
  const named = [...table.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  expect(named.sort()).toEqual([...new InMemoryServer().unimplemented].sort());
});
