import type { Client } from '@temporalio/client';
import type { BenchBrowser } from './bench-page.js';
import { percentile, round } from './percentile.js';
import { measureClosings } from './waits-closings.js';
import { type Figures, quantiles, sumOf, withRates } from './waits-figures.js';
import type { Probes } from './waits-page.js';
import type { RequestCounts } from './waits-requests.js';
import { WaitsTabs } from './waits-tabs.js';
import type { WaitingRun } from './waits-workflows.js';

/** Pause between two unrelated calls. */
export const probeEveryMs = 50;
const warmUpMs = 1_500;
/** How long the unrelated call is measured before there are waits. */
export const idleMs = 6_000;
/** How long all waits are left alone. */
export const restMs = 30_000;
/** At rest is when two windows in a row have about as many requests. */
const calm = { windowMs: 3_000, mostMs: 60_000 } as const;

/** Where to measure. */
export interface Place {
  readonly browser: BenchBrowser;
  readonly address: string;
  /** Workflow that the unrelated call describes. */
  readonly probeId: string;
  /** Running Workflows to wait for. */
  readonly runs: readonly WaitingRun[];
}

/** What to measure there. */
interface Scenario extends Place {
  /** The page knows the Workflow Ids alone. */
  readonly byId: boolean;
  /** Takes its time: what the client does only now and then is seen too. */
  readonly thorough: boolean;
}

/** What {@link measureWaits} saw. */
export interface Measured {
  readonly figures: Figures;
  /** Requests a second at rest. */
  readonly atRest: RequestCounts;
  /** Requests a second while some close now and then. */
  readonly whileClosing: RequestCounts;
  /** Waits that ended wrong, or never. */
  readonly problems: readonly string[];
}

/** The client's waits on `tabCount` tabs. Ends with all of `runs` closed. */
export async function measureWaits(
  { browser, address, probeId, runs, byId, thorough }: Scenario,
  tabCount: number,
  upstream: Client,
): Promise<Measured> {
  const tabs = await WaitsTabs.open(await browser.openTabs(tabCount), address, probeId);
  try {
    const probe = (durationMs: number, everyMs = probeEveryMs): Promise<Probes> =>
      tabs.first.evaluate((b, args) => b.probe(...args), [probeId, everyMs, durationMs] as const);
    await probe(warmUpMs, 0);
    const idle = await probe(thorough ? 15_000 : idleMs);
    const heapBefore = await tabs.heapBytes();

    await tabs.wait(byId ? runs.map(({ workflowId }) => ({ workflowId })) : runs);
    const calmAfterMs = await untilCalm(tabs, thorough ? 30_000 : 6_000);
    const [loaded, atRest] = await withRates(tabs, () => probe(restMs));
    const heapPerWait = Math.round(((await tabs.heapBytes()) - heapBefore) / runs.length);

    const [closings, whileClosing] = await measureClosings(tabs, runs, upstream, thorough ? 30_000 : 15_000);
    const ends = [...tabs.settled.values()];
    const wrong = ends.flatMap((end) => (end.wrong === undefined ? [] : [`${end.workflowId} ${end.wrong}`]));
    const lost = runs.filter(({ workflowId }) => !tabs.settled.has(workflowId));
    return {
      figures: {
        probeRatioP95: round(percentile(loaded.times, 0.95) / percentile(idle.times, 0.95)),
        ...quantiles('probeIdle', idle.times),
        ...quantiles('probeLoaded', loaded.times),
        probesFailed: loaded.failures.length,
        requestsPerSecond: sumOf(atRest),
        calmAfterMs,
        ...closings,
        heapPerWait,
        settledRight: ends.length - wrong.length,
        lost: lost.length,
      },
      atRest,
      whileClosing,
      problems: [...wrong, ...lost.map(({ workflowId }) => `${workflowId} never settled`)],
    };
  } finally {
    await tabs.close();
  }
}

/** Returns after how many milliseconds there is calm, at least `leastMs`, or no more patience. */
async function untilCalm(tabs: WaitsTabs, leastMs: number): Promise<number> {
  const began = performance.now();
  let previous = Infinity;
  let total = 0;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, calm.windowMs));
    const now = sumOf(await tabs.requests());
    const inWindow = now - total;
    const elapsedMs = performance.now() - began;
    const isSteady = Math.abs(inWindow - previous) <= Math.max(5, inWindow / 10);
    if (elapsedMs >= calm.mostMs || (isSteady && elapsedMs >= leastMs)) return Math.round(elapsedMs);
    [previous, total] = [inWindow, now];
  }
}
