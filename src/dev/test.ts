/**
 * `npm test [-- vitest filters]`: the whole test suite against a real stack.
 *
 * Finds or installs Chromium, builds library and console, starts Temporal, Envoy
 * and the sample worker on free ports, runs vitest with their addresses in the
 * environment, and ends everything. The last lines are the table of the contract suite
 * (in-memory and real server, Node and Chromium) and `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildConsole, consoleSourceExists } from './console/build-console.js';
import { type ContractCase, contractGaps, contractTable } from './contract/contract-table.js';
import { findChromium } from './parts/chromium.js';
import { findTemporalServer } from './parts/temporal-server.js';
import { repoRoot, stackFolder } from './paths.js';
import { signalGroup } from './process/signal-group.js';
import { elapsed, step } from './progress.js';
import { onShutdown } from './shutdown.js';
import { startStack, type Stack } from './stack.js';
import { readState } from './stack-state.js';
import { readTestCounts, type TestCounts } from './test-counts.js';

const started = performance.now();
// Two runs at the same time keep out of each other's way.
const folder = join(stackFolder, readState(join(stackFolder, 'test')) === undefined ? 'test' : `test-${process.pid}`);
const resultsFile = join(folder, 'results.json');
const contractFile = join(folder, 'contract.json');
const log = console.log;

let counts: TestCounts = { passed: 0, failed: 0, problems: [] };
try {
  counts = await main(process.argv.slice(2));
} catch (error) {
  counts = { ...counts, problems: [error instanceof Error ? error.message : String(error)] };
}
for (const problem of counts.problems) console.error(`\n${problem}`);
log(`\nTests took ${elapsed(started)}. Logs and results: ${folder}`);
const failed = counts.failed > 0 || counts.passed === 0 || counts.problems.length > 0;
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`, () => process.exit(failed ? 1 : 0));

async function main(filters: readonly string[]): Promise<TestCounts> {
  mkdirSync(folder, { recursive: true });
  rmSync(resultsFile, { force: true });
  rmSync(contractFile, { force: true });
  const abort = new AbortController();
  const chromium = await step(
    log,
    'Chromium',
    (note) => findChromium(true, note),
    (path) => path,
  );
  if (consoleSourceExists() && needs(filters, 'e2e')) {
    await step(log, 'Console build', buildConsole, (built) => (built ? '' : 'up to date'));
  }

  if (needs(filters, 'security')) {
    await step(
      log,
      'Temporal server that can be configured',
      (note) => findTemporalServer(note, { configurable: true }),
      ({ path }) => path,
    );
  }

  const starting = startStack({
    ports: 'free',
    folder,
    // Test pages are served from ports that are not known in advance.
    allowOrigins: ['http://localhost:*', 'http://127.0.0.1:*'],
    log,
    signal: abort.signal,
  });
  onShutdown(async (reason) => {
    log(`\nEnding (${reason}) …`);
    abort.abort(new Error('Ended before it was ready.'));
    const stack = await starting.catch(() => undefined);
    await stack?.stop();
  });
  const stack = await starting;
  try {
    const exitCode = await runVitest(stack, chromium, filters);
    if (stack.crashed.aborted) throw stack.crashed.reason;
    const found = readTestCounts(resultsFile, exitCode, { partial: filters.some(isNameFilter) });
    return { ...found, problems: [...found.problems, ...reportContract(filters.length > 0)] };
  } finally {
    await stack.stop();
  }
}

/** Prints the table of the contract suite and keeps it. What runs in one place only is a problem, unless `partial`. */
function reportContract(partial: boolean): string[] {
  if (!existsSync(contractFile)) return ['The tests left no results of the contract suite.'];
  const cases = JSON.parse(readFileSync(contractFile, 'utf8')) as ContractCase[];
  if (cases.length > 0) {
    const table = contractTable(cases);
    log(`\nThe contract suite:\n\n${table}`);
    writeFileSync(join(folder, 'contract.md'), `${table}\n`);
  }
  return partial ? [] : contractGaps(cases);
}

/** Whether a vitest project is among those that run: all of them, unless some are named. */
function needs(filters: readonly string[], project: string): boolean {
  const named = filters.filter((_, index) => filters[index - 1] === '--project');
  return named.length === 0 || named.some((name) => name === project || name.includes('*'));
}

/** A filter by test name makes vitest skip all other tests, which is then no fault. */
function isNameFilter(argument: string): boolean {
  return argument === '-t' || argument.startsWith('--testNamePattern');
}

/** Runs vitest to its end, or until a part of the stack ends. */
async function runVitest(stack: Stack, chromium: string, filters: readonly string[]): Promise<number> {
  const child = spawn(
    process.execPath,
    [
      ...['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts'],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${resultsFile}`],
      ...['--reporter', join(repoRoot, 'src/dev/contract/contract-reporter.ts')],
      ...filters,
    ],
    {
      cwd: repoRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
      // A group of its own, which ends with this process: vitest's workers and browsers too.
      detached: true,
      env: {
        ...process.env,
        TWC_ENVOY_URL: stack.envoyUrl,
        TWC_ENVOY_TLS_URL: stack.envoyTlsUrl,
        TWC_TEMPORAL_ADDRESS: stack.temporalAddress,
        TWC_NAMESPACE: stack.namespace,
        TWC_TASK_QUEUE: stack.taskQueue,
        TWC_CHROMIUM: chromium,
        TWC_CERT_SPKI: stack.certificateSpki,
        TWC_CONTRACT_RESULTS: contractFile,
      },
    },
  );
  const end = (): void => {
    signalGroup(child.pid, 'SIGTERM');
  };
  stack.crashed.addEventListener('abort', end);
  process.once('exit', end);
  return new Promise((resolve) => {
    child.once('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}
