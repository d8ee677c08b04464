/**
 * `npm run bench -- waits [--n 10000] [--only http1|http2] [--by-id]`: what many waits for results cost, and how soon they end.
 *
 * Each of N running Workflows is awaited by `handle.result()`, over HTTP/1.1 and HTTP/2, on one tab and on four:
 * an unrelated call before and beside the waits, requests a second at rest, close → resolve of some that close now and
 * then, of 50 at once, and of all the others. Beside it the naive loop, one long poll a wait, in the same run.
 *
 * `--by-id`: handles of Workflow Ids alone, as a page makes them after a reload. Otherwise they know their run, as `start()` gives them.
 *
 * A wait that settles wrong, or not at all, makes the exit code 1. No figure does.
 */
import { Client as NodeClient, Connection as NodeConnection } from '@temporalio/client';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startStack, type Stack } from '../stack.js';
import { openBenchBrowser, type BenchBrowser } from './bench-page.js';
import { measureNaive } from './waits-naive.js';
import type { Figures } from './waits-figures.js';
import type { RequestCounts } from './waits-requests.js';
import { measureWaits } from './waits-scenario.js';
import { startRuns } from './waits-workflows.js';

const probeId = 'bench-probe';

/** Starts a stack, measures, prints a table and the JSON line. */
export async function waitsBench(args: readonly string[]): Promise<void> {
  const settings = readArguments(args);
  const stack = await startStack({ ports: 'free', allowOrigins: ['http://127.0.0.1:*'], log: console.log });
  try {
    const page = fileURLToPath(new URL('./waits-page.ts', import.meta.url));
    const browser = await openBenchBrowser(page, stack.certificateSpki);
    const connection = await NodeConnection.connect({ address: stack.temporalAddress });
    try {
      const upstream = new NodeClient({ connection });
      await measure(upstream, browser, stack, settings);
    } finally {
      await connection.close();
      await browser.close();
    }
  } finally {
    await stack.stop();
  }
}

type Protocol = 'HTTP/1.1' | 'HTTP/2';

interface Settings {
  readonly n: number;
  readonly protocols: readonly Protocol[];
  readonly byId: boolean;
}

async function measure(
  upstream: NodeClient,
  browser: BenchBrowser,
  stack: Stack,
  { n, protocols, byId }: Settings,
): Promise<void> {
  const { taskQueue } = stack;
  await upstream.workflow.execute('greet', { args: ['bench'], taskQueue, workflowId: probeId });
  const start = (prefix: string) => startRuns(upstream, taskQueue, prefix, n);
  const address = (protocol: Protocol): string => (protocol === 'HTTP/1.1' ? stack.envoyUrl : stack.envoyTlsUrl);
  const columns = new Map<string, Figures>();
  const results: Figures = {};
  const problems: string[] = [];
  const keep = (title: string, suffix: string, figures: Figures): void => {
    columns.set(title, figures);
    for (const [name, value] of Object.entries(figures)) results[`${name}${suffix}`] = value;
  };

  const waits = async (protocol: Protocol, tabs: number): Promise<void> => {
    // The goals are those of the first; the others say what differs.
    const thorough = columns.size === 0 && tabs === 1;
    const title = `${protocol}, ${tabs === 1 ? 'one tab' : `${tabs} tabs`}`;
    const suffix = `${protocol === 'HTTP/2' ? 'Http2' : ''}${tabs === 1 ? '' : 'FourTabs'}`;
    const started = performance.now();
    const runs = await start(`bench-${suffix}`);
    console.log(`${title}: ${n} Workflows run, started in ${seconds(started)} s`);
    const place = { browser, address: address(protocol), probeId, runs, byId, thorough };
    const measured = await measureWaits(place, tabs, upstream);
    keep(title, suffix, measured.figures);
    problems.push(...measured.problems.map((problem) => `${title}: ${problem}`));
    console.log(`${title}: ${seconds(started)} s. Requests a second
    at rest: ${ratesOf(measured.atRest)}
    while some close: ${ratesOf(measured.whileClosing)}`);
  };
  for (const protocol of protocols) {
    for (const tabs of [1, 4]) await waits(protocol, tabs);
  }

  const runs = await start('bench-naive');
  // Both at once: they hardly do anything but wait.
  const naive = protocols.map((protocol) => measureNaive({ browser, address: address(protocol), probeId, runs }));
  for (const [index, figures] of (await Promise.all(naive)).entries()) {
    const protocol = protocols[index]!;
    keep(`${protocol}, naive`, `${protocol === 'HTTP/2' ? 'Http2' : ''}Naive`, figures);
  }

  printTable(columns);
  if (problems.length > 0) process.exitCode = 1;
  for (const problem of problems.slice(0, 20)) console.error(problem);
  console.log(JSON.stringify({ bench: 'waits', ...results, n, byId, problems: problems.length }));
}

function ratesOf(rates: RequestCounts): string {
  const named = Object.entries(rates).map(([kind, rate]) => `${kind} ${rate}`);
  return named.join(', ') || 'none';
}

/** One line a figure, one column a scenario. */
function printTable(columns: ReadonlyMap<string, Figures>): void {
  const names = new Set([...columns.values()].flatMap((figures) => Object.keys(figures)));
  const width = 19;
  console.log(`\n${''.padEnd(width)}${[...columns.keys()].map((title) => title.padStart(width)).join('')}`);
  for (const name of names) {
    const cells = [...columns.values()].map((figures) => String(figures[name] ?? '').padStart(width));
    console.log(name.padEnd(width) + cells.join(''));
  }
}

function readArguments(args: readonly string[]): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      n: { type: 'string', default: '1000' },
      only: { type: 'string' },
      'by-id': { type: 'boolean', default: false },
    },
  });
  const n = Number(values.n);
  if (!Number.isInteger(n) || n < 20) throw new RangeError(`--n must be an integer from 20, got ${values.n}`);
  if (values.only !== undefined && !['http1', 'http2'].includes(values.only)) {
    throw new RangeError(`--only must be http1 or http2, got ${values.only}`);
  }
  const protocols: Protocol[] = ['HTTP/1.1', 'HTTP/2'];
  return {
    n,
    byId: values['by-id'],
    protocols: protocols.filter((_, index) => values.only === undefined || values.only === `http${index + 1}`),
  };
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1_000).toFixed(1);
}
