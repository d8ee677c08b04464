import { percentile, round } from './percentile.js';
import { type Figures, quantiles, sumOf, withRates } from './waits-figures.js';
import { idleMs, probeEveryMs, restMs, type Place } from './waits-scenario.js';
import { WaitsTabs } from './waits-tabs.js';

/** A call that stalls is cut here, and counts as this long. */
const capMs = 30_000;
const stalledProbes = 5;

/** The same unrelated call beside the naive loop: one long poll a wait. Leaves `runs` running. */
export async function measureNaive({ browser, address, probeId, runs }: Place): Promise<Figures> {
  const tabs = await WaitsTabs.open(await browser.openTabs(1), address, probeId);
  try {
    const { times: idle } = await tabs.first.evaluate((b, args) => b.probe(...args), [
      probeId,
      probeEveryMs,
      idleMs,
      address,
    ] as const);
    await tabs.first.evaluate((b, args) => b.waitNaively(...args), [address, runs] as const);
    // Every poll is on its way, or queued in the browser.
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    const [stalled, rates] = await withRates(tabs, async () => {
      const window = new Promise((resolve) => setTimeout(resolve, restMs));
      const probes = tabs.first.evaluate((b, args) => b.probeStalled(...args), [
        address,
        probeId,
        stalledProbes,
        capMs,
      ] as const);
      return (await Promise.all([probes, window]))[0];
    });
    return {
      probeRatioP95: round(percentile(stalled, 0.95) / percentile(idle, 0.95)),
      ...quantiles('probeIdle', idle),
      ...quantiles('probeLoaded', stalled),
      requestsPerSecond: sumOf(rates),
    };
  } finally {
    await tabs.close();
  }
}
