import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { codeBlocks } from '../../fixtures/markdown-code.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const docs = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const blocks = docs.flatMap((path) =>
  codeBlocks(join(root, path))
    .filter(({ language }) => language === 'ts')
    .map(({ code, line }) => ({ name: `${path}:${line}`, code })),
);

/** Errors of a module, as a reader would get them who pastes it next to `./workflows`. */
function compile(code: string): string[] {
  const file = join(root, 'docs-block.ts');
  const workflows = join(root, 'workflows.ts');
  const files = new Map([
    [file, code],
    [workflows, `export * from './src/dev/worker/workflows/index.js';`],
  ]);
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
    strict: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
    paths: {
      'temporal-web-client': [join(root, 'src/client/index.ts')],
      'temporal-web-client/service': [join(root, 'src/client/service/index.ts')],
      'temporal-web-client/testing': [join(root, 'src/testing/index.ts')],
    },
  };
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (path) => files.has(path) || disk.fileExists(path),
    readFile: (path) => files.get(path) ?? disk.readFile(path),
    getSourceFile: (path, languageVersion, ...rest) => {
      const content = files.get(path);
      return content === undefined
        ? disk.getSourceFile(path, languageVersion, ...rest)
        : ts.createSourceFile(path, content, languageVersion);
    },
  };
  return ts
    .getPreEmitDiagnostics(ts.createProgram([file], options, host))
    .map(
      ({ messageText, file: where }) =>
        `${where?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    );
}

describe('TypeScript blocks of the documentation', () => {
  it('exist', () => expect(blocks.length).toBeGreaterThanOrEqual(5));

  it.each(blocks)('compile: $name', { timeout: 60_000 }, ({ code }) => expect(compile(code)).toEqual([]));

  it('are really checked: a wrong call does not compile', { timeout: 60_000 }, () => {
    expect(compile(`import { Client } from 'temporal-web-client'; new Client().workflow.start(1);`)).not.toEqual([]);
  });
});
