import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** `no-restricted-imports` for one folder: each pattern with the reason that a reader needs. */
function mayNotImport(...patterns) {
  return { 'no-restricted-imports': ['error', { patterns: patterns.map(([group, message]) => ({ group, message })) }] };
}

const node = [['node:*', 'fs', 'path', 'http', 'crypto'], 'Browser code has no Node.'];
const app = [['**/app/**'], 'Nothing imports the console.'];
const dev = [['**/dev/**'], 'Nothing imports the development tools.'];
const svelteImports = [['svelte', 'svelte/*', '@sveltejs/*'], 'The library has no framework.'];
const insideClient = [
  ['**/client/*/**', '!**/client/service/index.js', '!**/client/envconfig/index.js', '**/client/!(index).js'],
  'Use the public doors: client/index.js, client/service/index.js, client/envconfig/index.js.',
];

export default tseslint.config(
  { ignores: ['dist/', 'gen/', 'node_modules/', '.stack/', '.svelte-check/', 'proto/upstream/', 'src/app/public/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: {
        projectService: {
          allowDefaultProject: ['eslint.config.js', 'src/bin/*.mjs', 'src/dev/*.mjs', 'src/dev/*/*.mjs'],
        },
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: 'tsconfig.json' })] },
    rules: {
      'import-x/no-cycle': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // `exactOptionalPropertyTypes` makes `| undefined` in public options meaningful.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Arguments of Workflows, signals and queries are `any[]` in the types of every Temporal SDK.
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // An interface is shown by its name, in messages of the compiler and in the reference.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-invalid-void-type': [
        'error',
        { allowInGenericTypeArguments: true, allowAsThisParameter: true },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      '@typescript-eslint/only-throw-error': 'off',
      // Enums of generated code are open: a newer server sends numbers that are not in them.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    files: ['src/client/**'],
    languageOptions: { globals: globals['shared-node-browser'] },
    rules: {
      ...mayNotImport(
        node,
        app,
        dev,
        svelteImports,
        [['**/testing/**'], 'The client does not know its fake.'],
        [['**/gen/service/**'], 'Only client/service may use all RPCs: they weigh more than the whole client.'],
      ),
      'no-console': 'error',
      'no-restricted-globals': ['error', 'window', 'document', 'process', 'Buffer', 'require'],
    },
  },
  { files: ['src/client/service/**'], rules: mayNotImport(node, app, dev, svelteImports) },
  {
    files: ['src/query/**'],
    rules: mayNotImport(node, app, dev, svelteImports, insideClient, [['@tanstack/*'], 'Only its shapes are used.']),
  },
  { files: ['src/svelte/**'], rules: mayNotImport(node, app, dev, insideClient) },
  { files: ['src/{elements,live,otel,testing}/**'], rules: mayNotImport(node, app, dev, svelteImports, insideClient) },
  {
    files: ['src/app/**'],
    ignores: ['src/app/vite.config.ts', 'src/app/build/**'],
    rules: mayNotImport(node, dev, insideClient, [['**/gen/**'], 'The console talks through the client.']),
  },
  { files: ['src/deploy/**'], rules: mayNotImport(app, dev, svelteImports) },
  { files: ['src/dev/**'], rules: mayNotImport(app) },
  {
    // What a reader copies must work with the published package alone.
    files: ['examples/**'],
    rules: mayNotImport([['**/src/**'], "Examples import what a user can: 'temporal-web-client' and its sub-entries."]),
  },
  // Workflows and Activities are async by contract, also those that wait for nothing.
  { files: ['src/dev/worker/**', 'src/demo/**'], rules: { '@typescript-eslint/require-await': 'off' } },
  // Workflow code runs in the worker's sandbox: no Node there.
  { files: ['src/dev/worker/workflows/**'], rules: mayNotImport(node, app) },
  {
    files: ['test/**'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  {
    files: ['**/*.mjs', 'eslint.config.js', 'test/package/bundlers/**/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
  },
  prettier,
  svelte.configs.prettier,
);
