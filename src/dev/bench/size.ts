/**
 * `npm run bench -- size`: what pages download, in bytes after gzip.
 *
 * With `--check`: exit code 1 when a budget is exceeded (the last step of `npm run check`).
 */
import { fileURLToPath } from 'node:url';
import { buildLibrary } from '../library/build-library.js';
import { bundleBytes } from './gzip.js';
import { firstLoadFiles } from './console-files.js';

/** Upper limits in bytes, from docs/architecture.md. */
const budgets: Record<string, number> = {
  coreGzip: 55_000,
  consoleFirstLoadGzip: 150_000,
  workflowElementGzip: 15_000,
  historyElementGzip: 15_000,
  startElementGzip: 15_000,
};

/** A page with one element and the Client that it talks through. */
function elementAlone(name: string): string {
  return `import { ${name}, setDefaultClient } from './dist/src/elements/index.js';
    import { Client, Connection } from './dist/src/client/index.js';
    setDefaultClient(new Client({ connection: Connection.lazy({ address: 'https://x' }) }));
    customElements.define('an-element', ${name});`;
}

/** One page for each entry: the uses are kept by a global, so that nothing is shaken off that such a page needs. */
const pages = {
  /** Start and result alone, without the Client that has everything. */
  startResultGzip: `import { Connection, WorkflowClient } from './dist/src/client/index.js';
    globalThis.client = new WorkflowClient({ connection: Connection.lazy({ address: 'https://x' }) });`,
  /** start, result, describe, signal, query, update, list: what a page with a Client loads at first. */
  coreGzip: `import { Client, Connection } from './dist/src/client/index.js';
    globalThis.client = new Client({ connection: Connection.lazy({ address: 'https://x' }) });`,
  /** The same and every export. */
  everythingGzip: `import * as all from './dist/src/client/index.js'; globalThis.all = all;`,
  /** Raw access to every RPC. */
  serviceGzip: `import { Connection } from './dist/src/client/index.js';
    import { createHealthService, createOperatorService, createWorkflowService } from './dist/src/client/service/index.js';
    const connection = Connection.lazy({ address: 'https://x' });
    globalThis.all = [createWorkflowService(connection), createOperatorService(connection), createHealthService(connection)];`,
  /** Options for TanStack Query, with the client that they need. */
  queryGzip: `import { Client, Connection } from './dist/src/client/index.js';
    import { workflowMutations, workflowQueries } from './dist/src/query/index.js';
    globalThis.all = [Client, Connection, workflowMutations, workflowQueries];`,
  /** Traces, with the client and `@opentelemetry/api`. */
  otelGzip: `import { Client, Connection } from './dist/src/client/index.js';
    import { OpenTelemetryPlugin, traced } from './dist/src/otel/index.js';
    globalThis.all = [Client, Connection, OpenTelemetryPlugin, traced];`,
  /** Runes, as the compiler of a page gets them. */
  svelteGzip: `import { Client, Connection } from './dist/src/client/index.js';
    import * as runes from './dist/src/svelte/index.js';
    globalThis.all = [Client, Connection, runes];`,
  /** All three elements, registered. */
  elementsGzip: `import { setDefaultClient } from './dist/src/elements/define.js';
    import { Client, Connection } from './dist/src/client/index.js';
    setDefaultClient(new Client({ connection: Connection.lazy({ address: 'https://x' }) }));`,
  /** Each of them alone; what is shown is what it adds to {@link core}. */
  workflowElementGzip: elementAlone('TemporalWorkflowElement'),
  historyElementGzip: elementAlone('TemporalHistoryElement'),
  startElementGzip: elementAlone('TemporalStartElement'),
  /** The floor: protobuf-es and connect-web alone, with one method of the stubs. */
  connectWebFloorGzip: `import { createClient } from '@connectrpc/connect';
    import { createGrpcWebTransport } from '@connectrpc/connect-web';
    globalThis.all = [createClient, createGrpcWebTransport({ baseUrl: 'https://x' })];`,
};

/**
 * Measures what a page gets from the built package, prints a table and the JSON line.
 *
 * @param isBuilt whether `dist/` is up to date
 * @returns whether every budget holds
 */
export async function sizeBench(isBuilt = false): Promise<boolean> {
  if (!isBuilt) await buildLibrary();
  const sizes: Record<string, number> = {};
  for (const [name, source] of Object.entries(pages)) {
    const { first, files, all } = await bundleBytes(source);
    sizes[name] = name.endsWith('ElementGzip') ? first - sizes['coreGzip']! : first;
    if (name === 'coreGzip') sizes['coreFiles'] = files;
    // Parts that load on first use: schedules, batches and the like.
    if (all > first && !name.endsWith('ElementGzip')) sizes[name.replace('Gzip', 'WithPartsGzip')] = all;
  }
  const files = firstLoadFiles();
  sizes['consoleFirstLoadGzip'] = files.reduce((sum, file) => sum + file.gzip, 0);
  sizes['consoleFirstLoadFiles'] = files.length;
  for (const [name, bytes] of Object.entries(sizes)) {
    const budget = budgets[name];
    const verdict = budget === undefined ? '' : bytes <= budget ? `≤ ${budget}` : `OVER THE BUDGET of ${budget}`;
    console.log(`${name.padEnd(24)} ${String(bytes).padStart(8)}   ${verdict}`);
  }
  console.log(JSON.stringify({ bench: 'size', ...sizes }));
  return Object.entries(budgets).every(([name, budget]) => sizes[name]! <= budget);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const withinBudget = await sizeBench(process.argv.includes('--built'));
  if (process.argv.includes('--check') && !withinBudget) process.exitCode = 1;
}
