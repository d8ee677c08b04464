import { playwright } from '@vitest/browser-playwright';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { chromiumFlags } from '../src/dev/parts/chromium-flags.js';

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
  }
}

const chromium = playwright({
  launchOptions: {
    executablePath: stack.chromium,
    args: chromiumFlags(stack.certificateSpki),
  },
});

/** A project in Node. */
function node(name: string, options: ViteUserConfig['test'] = {}): ViteUserConfig {
  return {
    root,
    test: {
      name,
      environment: 'node',
      include: [`test/${name}/**/*.test.ts`],
      provide: { stack, address: stack.envoyUrl },
      ...options,
    },
  };
}

/** A project in a page of headless Chromium. */
function browser(name: string, include: string, address: string): ViteUserConfig {
  return {
    root,
    plugins: [svelte({ configFile: false })],
    // CommonJS, and imported by one test alone: found late, it would reload the page under the others.
    optimizeDeps: { include: ['nexus-rpc'] },
    test: {
      name,
      include: [include],
      testTimeout: 60_000,
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
      node('unit', { setupFiles: ['test/fixtures/preload.ts'], testTimeout: 30_000 }),
      node('types', {
        include: [],
        typecheck: {
          enabled: true,
          only: true,
          include: ['test/types/**/*.test-d.ts'],
          tsconfig: `${root}tsconfig.json`,
        },
      }),
      node('stack', { testTimeout: 60_000 }),
      node('contract-node', { include: ['test/contract/**/*.test.ts'], testTimeout: 60_000 }),
      browser('contract-chromium-http1', 'test/contract/**/*.test.ts', stack.envoyUrl),
      browser('contract-chromium-http2', 'test/contract/**/*.test.ts', stack.envoyTlsUrl),
      node('examples', { testTimeout: 90_000 }),
      browser('browser', 'test/browser/**/*.test.ts', stack.envoyUrl),
      node('package', { testTimeout: 180_000, hookTimeout: 180_000 }),
      // Much of a scenario is waiting for time limits, so they wait together.
      node('chaos', { testTimeout: 300_000, hookTimeout: 120_000, maxConcurrency: 8 }),
      node('e2e', { testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false }),
    ],
  },
});
