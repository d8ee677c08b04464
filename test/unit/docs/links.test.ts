import { existsSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { guides } from '../../../src/dev/docs/guides.js';
import { repoRoot } from '../../../src/dev/paths.js';
import { markdownFiles } from '../../fixtures/markdown-files.js';
import { anchorsOf, linksOf } from '../../fixtures/markdown-links.js';

const read = (path: string): string => readFileSync(join(repoRoot, path), 'utf8');

/** What is wrong with a link of a file, or undefined. Addresses of other hosts are not asked for. */
function fault(from: string, target: string): string | undefined {
  if (/^(?:https?|mailto):/.test(target)) return undefined;
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? from : normalize(join(from, '..', decodeURI(path)));
  if (file.startsWith('..')) return `${target} leaves the repository`;
  if (!existsSync(join(repoRoot, file))) return `${target} does not exist`;
  if (anchor === undefined) return undefined;
  if (!file.endsWith('.md')) return `${target} has an anchor in what is no Markdown file`;
  return anchorsOf(read(file)).has(anchor) ? undefined : `${target} has no such heading`;
}

describe('links of the documentation', () => {
  it.each(markdownFiles)('lead somewhere: %s', (path) => {
    const faults = linksOf(read(path)).flatMap(({ target, line }) => {
      const found = fault(path, target);
      return found === undefined ? [] : [`line ${line}: ${found}`];
    });
    expect(faults).toEqual([]);
  });

  it('are really checked', () => {
    expect(linksOf('a [b](c.md#d), `[not](this)`, ![e](f.png "g")').map(({ target }) => target)).toEqual([
      'c.md#d',
      'f.png',
    ]);
    expect(fault('README.md', 'docs/waits.md#when-the-network-fails')).toBeUndefined();
    expect(fault('docs/waits.md', 'nowhere.md')).toBe('nowhere.md does not exist');
    expect(fault('docs/waits.md', '#nowhere')).toBe('#nowhere has no such heading');
    expect(fault('README.md', '../x.md')).toBe('../x.md leaves the repository');
  });

  it('find headings as code hosts name them', () => {
    expect([...anchorsOf('# A `b()`, [c](d) – e\n## A\n## A\n```sh\n# no\n```')]).toEqual(['a-b-c--e', 'a', 'a-1']);
  });
});

describe('the index of the guides', () => {
  it('lists every guide', () => {
    const listed = ['docs/README.md', ...guides().map(({ path }) => path)];
    expect(markdownFiles.filter((path) => path.startsWith('docs/') && !listed.includes(path))).toEqual([]);
  });

  it('is in the README', () => {
    expect(linksOf(read('README.md')).map(({ target }) => target)).toContain('docs/README.md');
  });
});
