import { playwright } from '@vitest/browser-playwright';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { chromiumFlags } from '../src/dev/parts/chromium-flags.js';

/** As in src/testing/in-memory-fetch.ts; nothing listens there. */
const inMemoryAddress = 'http://in-memory.localhost';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What tests are told about the running stack; see src/dev/test.ts. Empty in `npm run check`, which runs only `unit`. */
const stack = {
  envoyUrl: process.env['TWC_ENVOY_URL'] ?? '',
  envoyTlsUrl: process.env['TWC_ENVOY_TLS_URL'] ?? '',
  temporalAddress: process.env['TWC_TEMPORAL_ADDRESS'] ?? '',
  namespace: process.env['TWC_NAMESPACE'] ?? 'default',
  taskQueue: process.env['TWC_TASK_QUEUE'] ?? 'samples',
  chromium: process.env['TWC_CHROMIUM'] ?? '',
  certificateSpki: process.env['TWC_CERT_SPKI'] ?? '',
};

declare module 'vitest' {
  export interface ProvidedContext {
    stack: typeof stack;
    /** The proxy address that a contract suite runs against. */
    address: string;
    /** Where the packed package is; see test/package/setup.ts. */
    packed: { readonly tarball: string; readonly consumer: string };
  }
}

const chromium = playwright({
  launchOptions: {
    executablePath: stack.chromium,
    args: chromiumFlags(stack.certificateSpki),
  },
});

/**
 * Files two at a time, also where there are two cores, for which vitest takes one: a page waits for server and browser most
 * of the time. Each such project runs by itself, in the order of `groupOrder`.
 */
function inPairs(groupOrder: number): NonNullable<ViteUserConfig['test']> {
  return { maxWorkers: 2, sequence: { groupOrder } };
}

/** The contract suite without a stack. */
const inMemoryStack = ['test/fixtures/in-memory-stack.ts'];

/**
 * What is waited for comes, however busy the machine is: a time limit only ends what never would, and costs a test that
 * passes nothing. Playwright waits for as long by itself.
 */
const patience: NonNullable<ViteUserConfig['test']> = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 30_000 } },
};

/** A project in Node. */
function node(name: string, options: ViteUserConfig['test'] = {}): ViteUserConfig {
  return {
    root,
    test: {
      name,
      environment: 'node',
      include: [`test/${name}/**/*.test.ts`],
      provide: { stack, address: stack.envoyUrl },
      ...patience,
      ...options,
    },
  };
}

/** The code editor loads these when it is used. */
const codeMirror = ['autocomplete', 'commands', 'lang-json', 'language', 'state', 'view']
  .map((name) => `@codemirror/${name}`)
  .concat('@lezer/highlight');

/** A project in a page of headless Chromium. */
function browser(name: string, include: string, address: string, setupFiles: string[] = []): ViteUserConfig {
  return {
    root,
    plugins: [svelte({ configFile: false })],
    // CommonJS or imported late: found while tests run, they would reload the page under them.
    optimizeDeps: {
      include: [
        'nexus-rpc',
        'react',
        'react-dom/client',
        '@tanstack/query-core',
        '@tanstack/virtual-core',
        ...codeMirror,
      ],
    },
    test: {
      name,
      include: [include],
      setupFiles,
      ...patience,
      provide: { stack, address },
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: chromium,
        instances: [{ browser: 'chromium' }],
      },
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      node('unit', { setupFiles: ['test/fixtures/preload.ts'], ...inPairs(1) }),
      node('types', {
        include: [],
        typecheck: {
          enabled: true,
          only: true,
          include: ['test/types/**/*.test-d.ts'],
          tsconfig: `${root}tsconfig.json`,
        },
      }),
      node('stack'),
      node('contract-node', { include: ['test/contract/**/*.test.ts'] }),
      node('contract-memory-node', {
        include: ['test/contract/**/*.test.ts'],
        setupFiles: inMemoryStack,
        provide: { stack, address: inMemoryAddress },
      }),
      browser('contract-chromium-http1', 'test/contract/**/*.test.ts', stack.envoyUrl),
      browser('contract-chromium-http2', 'test/contract/**/*.test.ts', stack.envoyTlsUrl),
      browser('contract-memory-chromium', 'test/contract/**/*.test.ts', inMemoryAddress, inMemoryStack),
      node('examples'),
      browser('browser', 'test/browser/**/*.test.ts', stack.envoyUrl),
      node('package', { testTimeout: 180_000, hookTimeout: 180_000, globalSetup: 'test/package/setup.ts' }),
      // Much of a scenario is waiting for time limits, so they wait together.
      node('chaos', { testTimeout: 300_000, maxConcurrency: 8 }),
      node('security'),
      node('e2e', inPairs(2)),
    ],
  },
});
