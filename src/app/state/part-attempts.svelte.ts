import { follow } from './follow.js';

/**
 * Loads a part of the console for `{#await attempts.of(() => import(…))}`. A file that could not be fetched is fetched once
 * more when a network is back, see load-part.ts.
 */
export class PartAttempts {
  #count = $state(0);
  #last: Promise<unknown> | undefined;

  of<Part>(load: () => Promise<Part>): Promise<Part> {
    follow(this.#count);
    const part = load();
    this.#last = part;
    part.catch(() => addEventListener('online', () => this.#again(part), { once: true }));
    return part;
  }

  #again(failed: Promise<unknown>): void {
    // What is shown by now stays as it is.
    if (this.#last === failed) this.#count++;
  }
}
