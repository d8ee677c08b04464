import type { Client } from '@temporalio/client';
import { type Figures, quantiles, withRates } from './waits-figures.js';
import type { RequestCounts } from './waits-requests.js';
import type { WaitsTabs } from './waits-tabs.js';
import { closeTimes, releaseRuns, releaseSpread, type WaitingRun } from './waits-workflows.js';

/** One closes now and then, on average after this time; of few waits a tenth. */
const spreadEveryMs = 300;
/** So long after the first has closed, the client asks as often as it does while some close. */
const noticedMs = 5_000;
/** How many close at once after that; of few waits a twentieth. */
const burstCount = 50;

/** Closes all of `runs`: some now and then for `spreadMs`, some at once, then the others. How long until each wait resolved? */
export async function measureClosings(
  tabs: WaitsTabs,
  runs: readonly WaitingRun[],
  upstream: Client,
  spreadMs: number,
): Promise<[figures: Figures, whileClosing: RequestCounts]> {
  // Mixed over all tabs.
  const shuffled = runs.map((run) => ({ run, rank: Math.random() })).sort((a, b) => a.rank - b.rank);
  const rest = shuffled.map(({ run }) => run);
  const first = rest.splice(0, Math.min(spreadMs / spreadEveryMs, Math.ceil(runs.length / 10)));
  const burst = rest.splice(0, Math.min(burstCount, Math.ceil(runs.length / 20)));

  const [, whileClosing] = await withRates(tabs, () =>
    Promise.all([tabs.untilSettled(first), releaseSpread(upstream, first, spreadMs)]),
  );
  const spread = await ends(tabs, first, upstream);
  const noticedAt = Math.min(...spread.map(({ closedAt }) => closedAt)) + noticedMs;
  const busy = spread.filter(({ closedAt }) => closedAt > noticedAt);
  await Promise.all([tabs.untilSettled(burst), releaseRuns(upstream, burst)]);
  const bursting = await ends(tabs, burst, upstream);
  const started = Date.now();
  await Promise.all([tabs.untilSettled(rest), releaseRuns(upstream, rest)]);
  const others = await ends(tabs, rest, upstream);
  return [
    {
      ...quantiles('resolve', spread.map(latencyOf)),
      ...quantiles('resolveBusy', busy.map(latencyOf)),
      ...quantiles('burst', bursting.map(latencyOf)),
      ...quantiles('others', others.map(latencyOf)),
      othersLastMs: Math.max(0, ...others.map(latencyOf)),
      othersTookMs: Math.max(0, ...others.map(({ settledAt }) => settledAt - started)),
    },
    whileClosing,
  ];
}

/** One machine, one clock: the server's and the page's milliseconds can be compared. */
interface End {
  readonly closedAt: number;
  readonly settledAt: number;
}

const latencyOf = ({ closedAt, settledAt }: End): number => settledAt - closedAt;

/** The ends of those that settled right. */
async function ends(tabs: WaitsTabs, runs: readonly WaitingRun[], upstream: Client): Promise<End[]> {
  const settled = runs.flatMap(({ workflowId }) => tabs.settled.get(workflowId) ?? []).filter(({ wrong }) => !wrong);
  const closed = await closeTimes(
    upstream,
    settled.map(({ workflowId }) => workflowId),
  );
  return settled.map(({ workflowId, at }) => ({ closedAt: closed.get(workflowId)!, settledAt: at }));
}
