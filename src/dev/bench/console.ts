/**
 * `npm run bench -- console [--rounds 5]`: our console beside the official UI, on one server, in turn.
 *
 * - a cold Workflow list, until the newest execution is to be seen
 * - a cold run page of a `fanOut` with about 45,000 events, until its last event is to be seen
 * - ours: all events loaded, scrolled through and filtered; the official one: scrolled through
 *
 * Each visit is a fresh browser profile; both consoles come compressed with gzip over HTTP/1.1. Medians of the rounds.
 */
import { Client as NodeClient, Connection as NodeConnection } from '@temporalio/client';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright';
import { buildConsole } from '../console/build-console.js';
import { serveConsole } from '../console/serve-console.js';
import { mapBounded } from '../map-bounded.js';
import { chromiumFlags } from '../parts/chromium-flags.js';
import { findChromium } from '../parts/chromium.js';
import { startStack, type Stack } from '../stack.js';
import { measureHistory } from './console-history.js';
import { MeteredPage, type Sight, type Visit } from './console-visit.js';
import { officialVersion, startOfficialConsole } from './official-console.js';
import { percentile, round } from './percentile.js';

/** Executions in the list: more than one page of either console. */
const executions = 300;
const timers = 22_500;

/** Starts a stack and both consoles, measures, prints a table and the JSON line. */
export async function consoleBench(args: readonly string[]): Promise<void> {
  const rounds = readRounds(args);
  await buildConsole();
  const stack = await startStack({ ports: 'free', allowOrigins: ['http://localhost:*'], log: console.log });
  const folder = mkdtempSync(join(tmpdir(), 'twc-official-'));
  try {
    const { envoyUrl: address, namespace, taskQueue } = stack;
    const ours = await serveConsole({ port: 0, config: { address, namespace, taskQueue } });
    const official = await startOfficialConsole(stack.temporalAddress, folder, console.log);
    const browser = await chromium.launch({
      executablePath: await findChromium(true),
      args: chromiumFlags(stack.certificateSpki),
    });
    try {
      const run = await prepare(stack);
      await measure(browser, { ours: ours.url, official: official.url }, run, rounds);
    } finally {
      await browser.close();
      await official.stop();
      await ours.stop();
    }
  } finally {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface LongRun {
  readonly workflowId: string;
  readonly runId: string;
  readonly events: number;
  /** Of the newest execution in the list. */
  readonly newestId: string;
}

/** The executions that both consoles show. */
async function prepare({ temporalAddress, taskQueue }: Stack): Promise<LongRun> {
  const connection = await NodeConnection.connect({ address: temporalAddress });
  try {
    const { workflow } = new NodeClient({ connection });
    const workflowId = 'bench-fan-out';
    const handle = await workflow.start('fanOut', { workflowId, taskQueue, args: [{ timers }] });
    await handle.result();
    const greet = (id: string) =>
      workflow.execute('greet', { workflowId: id, taskQueue, args: ['bench'], memo: { note: `of ${id}` } });
    const ids = Array.from({ length: executions }, (_, index) => `bench-greet-${index}`);
    await mapBounded(ids, 8, greet);
    const newestId = 'bench-greet-newest';
    await greet(newestId);
    const { historyLength: events, runId } = await handle.describe();
    console.log(`prepared: ${executions + 2} executions, ${events} events in ${workflowId}`);
    return { workflowId, runId, events, newestId };
  } finally {
    await connection.close();
  }
}

type Console = 'ours' | 'official';

async function measure(
  browser: Browser,
  urls: Record<Console, string>,
  { workflowId, runId, events, newestId }: LongRun,
  rounds: number,
): Promise<void> {
  const run = `/namespaces/default/workflows/${workflowId}/${runId}`;
  const list: Record<Console, [url: string, sight: Sight]> = {
    ours: [`${urls.ours}/#/namespaces/default/workflows`, { selector: `a[href*="${newestId}"]`, text: newestId }],
    official: [`${urls.official}/namespaces/default/workflows`, { selector: `a[href*="${newestId}"]`, text: newestId }],
  };
  const history: Record<Console, [url: string, sight: Sight]> = {
    ours: [`${urls.ours}/#${run}?tab=history&view=feed`, { selector: `[data-row="${events}"]`, text: '' }],
    official: [`${urls.official}${run}/history`, { selector: `a[href*="/events/${events}"]`, text: String(events) }],
  };
  const visits: Record<'list' | 'run', Record<Console, Visit[]>> = {
    list: { ours: [], official: [] },
    run: { ours: [], official: [] },
  };
  for (let index = 0; index < rounds; index++) {
    for (const [what, places] of [
      ['list', list],
      ['run', history],
    ] as const) {
      for (const who of ['ours', 'official'] as const) {
        const [url, sight] = places[who];
        const metered = await MeteredPage.open(browser, url, sight);
        visits[what][who].push(await metered.figures());
        await metered.close();
      }
    }
  }
  const whole = await measureHistory(browser, history, events);

  const medians = {
    list: { ours: medianVisit(visits.list.ours), official: medianVisit(visits.list.official) },
    run: { ours: medianVisit(visits.run.ours), official: medianVisit(visits.run.official) },
  };
  printTable(medians);
  console.log(`all ${events} events: ${JSON.stringify(whole)}`);
  const ratio = (what: 'list' | 'run', figure: keyof Visit): number =>
    round(medians[what].ours[figure] / medians[what].official[figure]);
  console.log(
    JSON.stringify({
      bench: 'console',
      listBytesRatio: ratio('list', 'bytes'),
      listRequests: medians.list.ours.requests,
      listReadyRatio: ratio('list', 'readyMs'),
      listHeapRatio: ratio('list', 'heapBytes'),
      runReadyRatio: ratio('run', 'readyMs'),
      runBytesRatio: ratio('run', 'bytes'),
      runHeapRatio: ratio('run', 'heapBytes'),
      ...whole,
      events,
      rounds,
      official: officialVersion,
    }),
  );
}

function medianVisit(visits: readonly Visit[]): Visit {
  const median = (figure: keyof Visit): number =>
    percentile(
      visits.map((visit) => visit[figure]),
      0.5,
    );
  return {
    readyMs: median('readyMs'),
    bytes: median('bytes'),
    requests: median('requests'),
    heapBytes: median('heapBytes'),
    longestTaskMs: median('longestTaskMs'),
  };
}

function printTable(medians: Record<'list' | 'run', Record<Console, Visit>>): void {
  console.log(`\n${''.padEnd(16)}${['ready', 'bytes', 'requests', 'heap', 'longest task'].map(cell).join('')}`);
  for (const what of ['list', 'run'] as const) {
    for (const who of ['ours', 'official'] as const) {
      const { readyMs, bytes, requests, heapBytes, longestTaskMs } = medians[what][who];
      const cells = [`${round(readyMs, 0)} ms`, kB(bytes), String(requests), kB(heapBytes), `${longestTaskMs} ms`];
      console.log(`${what.padEnd(5)}${who.padEnd(11)}${cells.map(cell).join('')}`);
    }
  }
}

function cell(text: string): string {
  return text.padStart(14);
}

function kB(bytes: number): string {
  return `${round(bytes / 1000, 0)} kB`;
}

function readRounds(args: readonly string[]): number {
  const { values } = parseArgs({ args: [...args], options: { rounds: { type: 'string', default: '5' } } });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new RangeError(`--rounds must be 1 or more, got ${values.rounds}`);
  return rounds;
}
