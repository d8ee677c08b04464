import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { repoRoot } from '../../../src/dev/paths.js';
import { type BlockModule, compileBlocks } from '../../fixtures/compile-blocks.js';
import { codeBlocks } from '../../fixtures/markdown-code.js';
import { markdownFiles } from '../../fixtures/markdown-files.js';

const blocks = markdownFiles.flatMap((path) =>
  codeBlocks(join(repoRoot, path)).map((block) => ({ ...block, path, name: `${path}:${block.line}` })),
);

/** Languages that are checked below, and those of which there is no more to check here than that they are named. */
const checked = ['ts', 'tsx', 'json'];
const named = ['sh', 'text', 'html', 'css', 'svelte', 'vue', 'toml', 'yaml', 'nginx'];

/** TypeScript blocks with the context that stands above them in a comment. */
const modules = blocks.flatMap(({ path, line, name, language, code, hidden }): BlockModule[] => {
  if (hidden || (language !== 'ts' && language !== 'tsx')) return [];
  const above = blocks.filter((block) => block.path === path && block.hidden && block.line < line).at(-1);
  return [{ name, language, code, ...(above === undefined ? {} : { context: above.code }) }];
});

const wrong: BlockModule[] = [
  {
    name: 'a wrong call',
    language: 'ts',
    code: `import { Client } from 'temporal-web-client'; new Client().workflow.start(1);`,
  },
  {
    name: 'a wrong call of what the context gives',
    language: 'ts',
    context: `import { Client } from 'temporal-web-client'; const client = new Client();`,
    code: `import { Client } from 'temporal-web-client'; client.workflow.start(1);`,
  },
  { name: 'a name from nowhere', language: 'ts', code: `void client;` },
];

describe('TypeScript blocks of the documentation', () => {
  let errors = new Map<string, string[]>();
  beforeAll(() => {
    errors = compileBlocks([...modules, ...wrong]);
  }, 120_000);

  it('exist', () => expect(modules.length).toBeGreaterThanOrEqual(5));

  it.each(modules)('compile: $name', ({ name }) => expect(errors.get(name)).toEqual([]));

  it.each(wrong)('are really checked: $name does not compile', ({ name }) => {
    expect(errors.get(name)).toHaveLength(1);
  });
});

describe('blocks of the documentation', () => {
  it('are marked with their language', () => {
    const unknown = blocks.filter(({ language }) => ![...checked, ...named].includes(language));
    expect(unknown.map(({ name, language }) => `${name}: ${language}`)).toEqual([]);
  });

  it.each(blocks.filter(({ language }) => language === 'json'))('are JSON: $name', ({ code }) => {
    expect(() => JSON.parse(code) as unknown).not.toThrow();
  });
});
