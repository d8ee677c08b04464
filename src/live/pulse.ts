const everyMs = 120;

/** Tells of changes at once, and of many in a row only now and then: drawing each page of a long history would cost more than loading it. */
export class Pulse {
  readonly #listeners = new Set<() => void>();
  #toldAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  beat(): void {
    if (this.#timer !== undefined) return;
    const wait = this.#toldAt + everyMs - performance.now();
    if (wait <= 0) this.#tell();
    else this.#timer = setTimeout(() => this.#tell(), wait);
  }

  /** @returns what stops it */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    this.#timer = undefined;
    this.#toldAt = performance.now();
    for (const listener of this.#listeners) listener();
  }
}
