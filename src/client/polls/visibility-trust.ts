/** A store that has not shown a closed run by then is not to be counted on. */
const patienceMs = 15_000;
const maxSamples = 5;

interface Sample {
  readonly namespace: string;
  readonly foundAt: number;
  asked: number;
}

/**
 * Whether the visibility store keeps up. What was found closed without its help is asked for a while longer, as a sample:
 * how long it takes until it is named is the lag of the store.
 */
export class VisibilityTrust {
  readonly #samples = new Map<string, Sample>();
  #stale = false;
  #lagMs: number | undefined;

  /** Whether a run that had closed was not named in time. */
  get stale(): boolean {
    return this.#stale;
  }

  /** Milliseconds that the last sample took. */
  get lagMs(): number | undefined {
    return this.#lagMs;
  }

  /** A run that was found closed without help. */
  add(namespace: string, runId: string, now: number): void {
    if (this.#samples.size < maxSamples) this.#samples.set(runId, { namespace, foundAt: now, asked: 0 });
  }

  /** Runs of a Namespace to ask for besides. */
  samples(namespace: string, now: number): string[] {
    const runIds: string[] = [];
    for (const [runId, sample] of this.#samples) {
      if (now - sample.foundAt > patienceMs) {
        this.#samples.delete(runId);
        // Other tabs may have had all the turns.
        if (sample.asked > 1) this.#stale = true;
      } else if (sample.namespace === namespace) {
        sample.asked++;
        runIds.push(runId);
      }
    }
    return runIds;
  }

  /** What a query named. */
  learn(namespace: string, closed: ReadonlySet<string>, now: number): void {
    if (closed.size > 0) this.#stale = false;
    for (const [runId, sample] of this.#samples) {
      if (sample.namespace !== namespace || !closed.has(runId)) continue;
      this.#samples.delete(runId);
      this.#lagMs = Math.round(now - sample.foundAt);
    }
  }
}
