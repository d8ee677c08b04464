import type { Client } from '@temporalio/client';
import { type Figures, quantiles, withRates } from './waits-figures.js';
import type { RequestCounts } from './waits-requests.js';
import type { WaitsTabs } from './waits-tabs.js';
import { closeTimes, releaseRuns, releaseSpread, type WaitingRun } from './waits-workflows.js';

/** How many close now and then, over how long; of few waits a tenth. */
const spread = { count: 100, ms: 30_000 } as const;
/** How many close at once after that; of few waits a twentieth. */
const burstCount = 50;

/** Closes all of `runs`: some now and then, some at once, then the others. How long until each wait resolved? */
export async function measureClosings(
  tabs: WaitsTabs,
  runs: readonly WaitingRun[],
  upstream: Client,
): Promise<[figures: Figures, whileClosing: RequestCounts]> {
  // Mixed over all tabs, and over handles with and without a Run Id.
  const shuffled = runs.map((run) => ({ run, rank: Math.random() })).sort((a, b) => a.rank - b.rank);
  const rest = shuffled.map(({ run }) => run);
  const first = rest.splice(0, Math.min(spread.count, Math.ceil(runs.length / 10)));
  const burst = rest.splice(0, Math.min(burstCount, Math.ceil(runs.length / 20)));

  const [, whileClosing] = await withRates(tabs, () =>
    Promise.all([tabs.untilSettled(first), releaseSpread(upstream, first, spread.ms)]),
  );
  const resolve = await latencies(tabs, first, upstream);
  await Promise.all([tabs.untilSettled(burst), releaseRuns(upstream, burst)]);
  const burstLatencies = await latencies(tabs, burst, upstream);
  const started = Date.now();
  await Promise.all([tabs.untilSettled(rest), releaseRuns(upstream, rest)]);
  const lastSettled = Math.max(...[...tabs.settled.values()].map(({ at }) => at));
  const restLatencies = await latencies(tabs, rest, upstream);
  return [
    {
      ...quantiles('resolve', resolve),
      ...quantiles('burst', burstLatencies),
      ...quantiles('others', restLatencies),
      othersLastMs: Math.max(...restLatencies),
      othersTookMs: lastSettled - started,
    },
    whileClosing,
  ];
}

/** Milliseconds from the end of each run, by the server's clock, to the end of its wait in the page: one machine, one clock. */
async function latencies(tabs: WaitsTabs, runs: readonly WaitingRun[], upstream: Client): Promise<number[]> {
  const ended = runs.flatMap(({ workflowId }) => tabs.settled.get(workflowId) ?? []).filter(({ wrong }) => !wrong);
  const closed = await closeTimes(
    upstream,
    ended.map(({ workflowId }) => workflowId),
  );
  return ended.map(({ workflowId, at }) => at - closed.get(workflowId)!);
}
