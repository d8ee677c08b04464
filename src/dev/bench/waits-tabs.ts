import type { JSHandle, Page } from 'playwright';
import type { BenchTabs } from './bench-page.js';
import type { SettledWait, WaitsBench } from './waits-page.js';
import type { RequestCounts } from './waits-requests.js';
import type { WaitedRun } from './waits-workflows.js';

/** A wait that has not ended this long after the one before it is lost. */
const lostAfterMs = 120_000;

/** The tabs of one measurement, spoken to as if they were one page. */
export class WaitsTabs {
  /** What has settled so far, by Workflow Id. */
  readonly settled = new Map<string, SettledWait>();

  private constructor(
    private readonly pages: readonly Page[],
    private readonly benches: readonly JSHandle<WaitsBench>[],
    readonly close: () => Promise<void>,
  ) {}

  /** Takes opened pages, and makes a client in each. */
  static async open({ pages, close }: BenchTabs, address: string, probeId: string): Promise<WaitsTabs> {
    const benches: JSHandle<WaitsBench>[] = [];
    for (const page of pages) {
      const bench = await page.evaluateHandle(() => (globalThis as unknown as { bench: WaitsBench }).bench);
      await bench.evaluate((b, [url, id]) => b.open(url, id), [address, probeId] as const);
      benches.push(bench);
    }
    return new WaitsTabs(pages, benches, close);
  }

  /** The tab that probes. */
  get first(): JSHandle<WaitsBench> {
    return this.benches[0]!;
  }

  /** Begins to wait for all of these, divided among the tabs. */
  async wait(runs: readonly WaitedRun[]): Promise<void> {
    const share = Math.ceil(runs.length / this.benches.length);
    await Promise.all(
      this.benches.map((bench, i) => bench.evaluate((b, mine) => b.wait(mine), runs.slice(i * share, (i + 1) * share))),
    );
  }

  /** Requests of all tabs so far. */
  async requests(): Promise<RequestCounts> {
    const sum: RequestCounts = {};
    for (const bench of this.benches) {
      const counts = await bench.evaluate((b) => b.requests());
      for (const [kind, count] of Object.entries(counts)) sum[kind] = (sum[kind] ?? 0) + count;
    }
    return sum;
  }

  /** Returns when the waits for all of `runs` have settled, or when for a long time none has: the others are lost then. */
  async untilSettled(runs: readonly WaitedRun[]): Promise<void> {
    let last = performance.now();
    while (!runs.every(({ workflowId }) => this.settled.has(workflowId))) {
      if (performance.now() - last > lostAfterMs) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
      for (const bench of this.benches) {
        for (const wait of await bench.evaluate((b) => b.takeSettled())) {
          this.settled.set(wait.workflowId, wait);
          last = performance.now();
        }
      }
    }
  }

  /** Bytes of all JavaScript heaps after a collection. */
  async heapBytes(): Promise<number> {
    const heaps = new Map<string, number>();
    for (const page of this.pages) {
      const session = await page.context().newCDPSession(page);
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      // Tabs in one process may have one heap.
      heaps.set((await session.send('Runtime.getIsolateId')).id, usedSize);
      await session.detach();
    }
    return [...heaps.values()].reduce((sum, bytes) => sum + bytes, 0);
  }
}
