import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repoRoot } from '../../../src/dev/paths.js';
import { linksOf } from '../../fixtures/markdown-links.js';

const text = readFileSync(join(repoRoot, 'docs/security.md'), 'utf8');
const section = /^## Controls$([\s\S]*?)^## /m.exec(text)![1]!;
/** Control and the paths of its tests, from each row of the table. */
const controls = section
  .split('\n')
  .filter((line) => line.startsWith('| **'))
  .map((line) => {
    const [, control = '', tests = ''] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    return [control, linksOf(tests).map(({ target }) => normalize(join('docs', target)))] as const;
  });

describe('docs/security.md', () => {
  it('has the controls', () => {
    expect(controls.length).toBeGreaterThan(20);
  });

  it.each(controls)('names tests that there are: %s', (_control, tests) => {
    expect(tests).not.toEqual([]);
    expect(tests.filter((path) => !path.endsWith('.test.ts') || !existsSync(join(repoRoot, path)))).toEqual([]);
  });

  it('names every test of a proxy that asks who is calling', () => {
    const named = new Set(controls.flatMap(([, tests]) => tests));
    const all = readdirSync(join(repoRoot, 'test/stack/guarded')).filter((name) => name.endsWith('.test.ts'));
    expect(all.filter((name) => !named.has(`test/stack/guarded/${name}`))).toEqual([]);
  });
});
