/**
 * `npm run bench -- capacity [--pages 1000] [--seconds 65]`: what pages that wait cost an Envoy and a server. Linux alone.
 *
 * Each page waits for the result of a Workflow of its own, with a connection of its own, over HTTP/1.1 and over HTTP/2 with TLS. Envoy asks
 * for tokens and checks roles, Namespaces and rates. After all wait, they are left alone for a while, in which long polls end and begin
 * every 20 s. A poll that fails makes the exit code 1. No figure does.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { startStack } from '../stack.js';
import { waitUntil } from '../wait-until.js';
import { startCapacityEnvoy } from './capacity-envoy.js';
import { openWaitingPages } from './capacity-pages.js';
import { round } from './percentile.js';
import { type ProcessUsage, usageOf } from './process-usage.js';
import type { Figures } from './waits-figures.js';
import { startRuns, type WaitingRun } from './waits-workflows.js';

/** Starts a stack, measures, prints a line a protocol and the JSON line. */
export async function capacityBench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { pages: { type: 'string', default: '1000' }, seconds: { type: 'string', default: '65' } },
  });
  const [pages, seconds] = [Number(values.pages), Number(values.seconds)];
  if (!(pages > 0 && seconds > 0)) throw new RangeError('--pages and --seconds are numbers above 0.');
  const stack = await startStack({ ports: 'free', log: console.log });
  const connection = await Connection.connect({ address: stack.temporalAddress });
  try {
    const client = new Client({ connection });
    const runs = await startRuns(client, stack.taskQueue, 'capacity', pages);
    console.log(`${pages} Workflows run`);
    const place = {
      temporalAddress: stack.temporalAddress,
      serverPid: stack.parts.find(({ name }) => name === 'Temporal server')!.pid,
      runs,
      seconds,
    };
    const results: Figures = {};
    for (const protocol of ['HTTP/1.1', 'HTTP/2'] as const) {
      const figures = await measure(place, protocol);
      console.log(
        `${protocol}: ${Object.entries(figures)
          .map(([name, value]) => `${name} ${value}`)
          .join(', ')}`,
      );
      for (const [name, value] of Object.entries(figures))
        results[`${name}${protocol === 'HTTP/2' ? 'Http2' : ''}`] = value;
    }
    console.log(JSON.stringify({ bench: 'capacity', ...results, pages, seconds }));
  } finally {
    await connection.close();
    await stack.stop();
  }
}

interface Place {
  readonly temporalAddress: string;
  readonly serverPid: number;
  readonly runs: readonly WaitingRun[];
  readonly seconds: number;
}

async function measure(
  { temporalAddress, serverPid, runs, seconds }: Place,
  protocol: 'HTTP/1.1' | 'HTTP/2',
): Promise<Figures> {
  const envoy = await startCapacityEnvoy(temporalAddress);
  try {
    const idle = await over(seconds / 2, { server: serverPid, envoy: envoy.pid });
    const pages = openWaitingPages(envoy, protocol, runs);
    const assertAll = async (): Promise<void> => {
      const { requests } = await envoy.stats();
      if (requests !== runs.length) throw new Error(`${requests} requests are in progress.`);
    };
    await waitUntil('every page waits', assertAll, { timeoutMs: 60_000 });
    const counts = await envoy.stats();
    const answeredBefore = pages.answered;
    const waiting = await over(seconds, { server: serverPid, envoy: envoy.pid });
    const answered = pages.answered - answeredBefore;
    await pages.stop();
    for (const failure of pages.failures.slice(0, 5)) console.error(`${protocol}: ${failure}`);
    if (pages.failures.length > 0) process.exitCode = 1;
    const more = (name: 'server' | 'envoy'): number => round(waiting[name].residentMiB - idle[name].residentMiB, 0);
    return {
      ...counts,
      pollsPerSecond: round(answered / seconds, 1),
      envoyMiB: round(waiting.envoy.residentMiB, 0),
      envoyMoreMiB: more('envoy'),
      envoyCpuSecondsPerMinute: waiting.envoy.cpuSeconds,
      envoyIdleCpuSecondsPerMinute: idle.envoy.cpuSeconds,
      serverMoreMiB: more('server'),
      serverCpuSecondsPerMinute: waiting.server.cpuSeconds,
      serverIdleCpuSecondsPerMinute: idle.server.cpuSeconds,
      failures: pages.failures.length,
    };
  } finally {
    await envoy.stop();
  }
}

/** Memory at the end of that time, and CPU seconds a minute in it. */
async function over<Name extends string>(
  seconds: number,
  pids: Readonly<Record<Name, number>>,
): Promise<Record<Name, ProcessUsage>> {
  const names = Object.keys(pids) as Name[];
  const before = names.map((name) => usageOf(pids[name]).cpuSeconds);
  await delay(seconds * 1_000);
  const entries = names.map((name, index) => {
    const { residentMiB, cpuSeconds } = usageOf(pids[name]);
    return [name, { residentMiB, cpuSeconds: round(((cpuSeconds - before[index]!) * 60) / seconds) }] as const;
  });
  return Object.fromEntries(entries) as Record<Name, ProcessUsage>;
}
