import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
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

const wrong = {
  name: 'a wrong call',
  code: `import { Client } from 'temporal-web-client'; new Client().workflow.start(1);`,
};

/** Errors of each module, as a reader would get them who pastes it next to `./workflows`. All are checked in one go. */
function compile(modules: readonly { name: string; code: string }[]): Map<string, string[]> {
  const pathOf = new Map(modules.map(({ name }, index) => [name, join(root, `docs-block-${index}.ts`)]));
  const files = new Map([
    ...modules.map(({ name, code }) => [pathOf.get(name)!, code] as const),
    [join(root, 'workflows.ts'), `export * from './src/dev/worker/workflows/index.js';`],
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
      'temporal-web-client/envconfig': [join(root, 'src/client/envconfig/index.ts')],
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
  const program = ts.createProgram([...files.keys()], options, host);
  return new Map(
    modules.map(({ name }) => {
      const source = program.getSourceFile(pathOf.get(name)!);
      const diagnostics = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
      return [name, diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))];
    }),
  );
}

describe('TypeScript blocks of the documentation', () => {
  let errors = new Map<string, string[]>();
  beforeAll(() => {
    errors = compile([...blocks, wrong]);
  }, 120_000);

  it('exist', () => expect(blocks.length).toBeGreaterThanOrEqual(5));

  it.each(blocks)('compile: $name', ({ name }) => expect(errors.get(name)).toEqual([]));

  it('are really checked: a wrong call does not compile', () => {
    expect(errors.get(wrong.name)).not.toEqual([]);
  });
});
