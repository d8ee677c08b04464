import { performance } from 'node:perf_hooks';
import { waitUntil } from '../../src/dev/wait-until.js';
import type { Tab } from './browser.js';
import type { WaitAccount } from './caller.js';
import type { Outcome } from './scenario.js';

/** Who waits: a tab, or a client in this process. */
interface Waiting {
  waits(): WaitAccount | Promise<WaitAccount>;
}

/**
 * How much larger a heap may be at the end. Code that runs for the first time takes up to 900 kB here, which then stays the
 * same however many waits follow; what 200 waits would leave behind is more than the rest.
 */
const heapAllowance = 1_200_000;

/** Settled waits that may still be reachable: the stack of an error that a client keeps to show it can hold on to one. */
const retainedAllowance = 2;

/** Watches callers through a scenario, and says at its end what had to be and was not. */
export class Watch {
  readonly #waiting: readonly Waiting[];
  readonly #heaps = new Map<Tab, number>();

  private constructor(waiting: readonly Waiting[]) {
    this.#waiting = waiting;
  }

  /**
   * @param tabs have made a call before, so that all which loads late is there
   * @param others clients in this process
   */
  static async begin(tabs: readonly Tab[], others: readonly Waiting[] = []): Promise<Watch> {
    const watch = new Watch([...tabs, ...others]);
    for (const tab of tabs) watch.#heaps.set(tab, await tab.heapBytes());
    return watch;
  }

  /** Waits until every wait has settled, or time is up, and until the pages have tidied up. */
  async end(times: number, limitMs: number, more: Partial<Outcome> = {}): Promise<Outcome> {
    const began = performance.now();
    const allSettled = async (): Promise<void> => {
      if ((await this.#accounts()).some(({ pending }) => pending.length > 0)) throw new Error('not yet');
    };
    await waitUntil('every wait has settled', allSettled, { timeoutMs: limitMs }).catch(() => undefined);
    const recoveryMs = performance.now() - began;
    const accounts = await this.#accounts();
    const lost = accounts.flatMap(({ pending }) => pending.map((workflowId) => `the wait for ${workflowId}`));
    const problems = accounts.flatMap(({ wrong }) => wrong);
    for (const tab of this.#heaps.keys()) {
      problems.push(...tab.problems);
      // A wait that is pending keeps its memory by right.
      if (lost.length === 0) problems.push(...(await this.#memory(tab)));
    }
    return {
      times,
      waits: accounts.reduce((sum, account) => sum + account.begun, 0),
      right: accounts.reduce((sum, account) => sum + account.right, 0),
      calls: 0,
      doubled: [],
      recoveryMs,
      ...more,
      lost: [...lost, ...(more.lost ?? [])],
      problems: [...problems, ...(more.problems ?? [])],
    };
  }

  /** Memory returns: soon, if not at once, since a last poll may still be under way. */
  async #memory(tab: Tab): Promise<string[]> {
    const before = this.#heaps.get(tab)!;
    const returned = async (): Promise<void> => {
      const after = await tab.heapBytes();
      if (after > before + heapAllowance) throw new Error(`heap: ${before} bytes before, ${after} after`);
      const retained = await tab.retained();
      if (retained > retainedAllowance) throw new Error(`${retained} settled waits are still in memory`);
    };
    try {
      await waitUntil('memory has returned', returned, { timeoutMs: 30_000 });
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  }

  #accounts(): Promise<WaitAccount[]> {
    return Promise.all(this.#waiting.map(async (one) => one.waits()));
  }
}
