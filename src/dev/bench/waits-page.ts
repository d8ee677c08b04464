/** Runs in Chromium for `npm run bench -- waits`. */
import { Client, Connection } from '../../client/index.js';
import { describeRaw, pollNaively } from './waits-naive-page.js';
import { countingFetch, type RequestCounts } from './waits-requests.js';
import type { WaitedRun, WaitingRun } from './waits-workflows.js';

/** The end of one wait. */
export interface SettledWait {
  readonly workflowId: string;
  /** When it was seen here, by `Date.now()`. */
  readonly at: number;
  /** What is wrong with it; absent for the value that the Workflow returned. */
  readonly wrong?: string;
}

/** What became of unrelated calls. */
export interface Probes {
  /** Milliseconds of each, of failed ones too. */
  readonly times: number[];
  readonly failures: string[];
}

const counts: RequestCounts = {};
let settled: SettledWait[] = [];
let client: Client | undefined;

const bench = {
  /** Makes this page's client. */
  open(address: string, probeId: string): void {
    client = new Client({ connection: Connection.lazy({ address, fetch: countingFetch(counts, probeId) }) });
  },

  /** Waits for the results of all of these. A right result is the Workflow Id: see `releaseRuns`. */
  wait(runs: readonly WaitedRun[]): void {
    for (const { workflowId, runId } of runs) {
      const handle = client!.workflow.getHandle(workflowId, runId);
      const settle = (wrong?: string): void => {
        settled.push({ workflowId, at: Date.now(), ...(wrong === undefined ? {} : { wrong }) });
      };
      handle.result().then(
        (value: unknown) => settle(value === workflowId ? undefined : `resolved with ${JSON.stringify(value)}`),
        (error: unknown) => settle(`failed: ${String(error)}`),
      );
    }
  },

  /** Waits that ended since the last time this was asked. */
  takeSettled(): SettledWait[] {
    const taken = settled;
    settled = [];
    return taken;
  },

  /** Requests so far, without the probes. */
  requests(): RequestCounts {
    return { ...counts };
  },

  /** Describes `probeId` by the client, or by raw fetch: one call after the other, `everyMs` between them, for `durationMs`. */
  async probe(probeId: string, everyMs: number, durationMs: number, rawAddress?: string): Promise<Probes> {
    const handle = client!.workflow.getHandle(probeId);
    const probes: Probes = { times: [], failures: [] };
    const end = performance.now() + durationMs;
    while (performance.now() < end) {
      const started = performance.now();
      try {
        if (rawAddress === undefined) await handle.describe();
        else await describeRaw(rawAddress, probeId, durationMs);
      } catch (error) {
        probes.failures.push(String(error));
      }
      // A call that failed for lack of a connection took as long as it took.
      probes.times.push(performance.now() - started);
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
    return probes;
  },

  /** The naive loop for each of these, counted as the client's requests are. */
  waitNaively(address: string, runs: readonly WaitingRun[]): void {
    pollNaively(address, runs, countingFetch(counts, ''));
  },

  /** Milliseconds of `count` raw describes, begun one second after the other, each cut at `capMs`. */
  async probeStalled(address: string, probeId: string, count: number, capMs: number): Promise<number[]> {
    const probes: Promise<number>[] = [];
    for (let i = 0; i < count; i++) {
      probes.push(describeRaw(address, probeId, capMs));
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    return Promise.all(probes);
  },
};

export type WaitsBench = typeof bench;
(globalThis as unknown as { bench: WaitsBench }).bench = bench;
