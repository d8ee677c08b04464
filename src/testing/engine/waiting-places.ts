/** Where the code of a Workflow waits: what the query `__stack_trace` is answered with. */

/** Frames of this server stand between the code of a Workflow and the wait, and tell nothing about it. */
const own = /[\\/]testing[\\/]engine[\\/]/;

/** @see the head of this file */
export class WaitingPlaces {
  readonly #places = new Set<Error>();

  /** Remembers where it is called from until `wait` is over, or what this returns is called. */
  note(wait: Promise<unknown>): () => void {
    const place = new Error();
    this.#places.add(place);
    const forget = (): void => void this.#places.delete(place);
    wait.then(forget, forget);
    return forget;
  }

  /** A part for each wait, as SDKs write it: frames one on a line, an empty line between parts. */
  toString(): string {
    return [...this.#places]
      .map(({ stack = '' }) => stack.split('\n').filter((line) => !line.startsWith('Error') && !own.test(line)))
      .map((frames) => frames.join('\n'))
      .join('\n\n');
  }
}
