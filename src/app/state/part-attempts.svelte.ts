import { follow } from './follow.js';

/**
 * Loads a part of the console for `{#await attempts.of(() => import(…))}`, and once more after each {@link again}: a file
 * that could not be fetched is fetched then, see load-part.ts.
 */
export class PartAttempts {
  #count = $state(0);

  of<Part>(load: () => Promise<Part>): Promise<Part> {
    follow(this.#count);
    return load();
  }

  readonly again = (): void => {
    this.#count++;
  };
}
