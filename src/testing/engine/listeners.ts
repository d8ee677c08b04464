/** Who wants to hear of a change, once or until they leave. */
export class Listeners {
  readonly #listeners = new Set<() => void>();

  /** Calls `listener` at every change. Returns what ends that. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(): void {
    if (this.#listeners.size === 0) return;
    for (const listener of [...this.#listeners]) listener();
  }

  /** Resolves with `true` once `condition` holds, or with `false` when `signal` aborts before. */
  until(condition: () => boolean, signal: AbortSignal): Promise<boolean> {
    if (condition()) return Promise.resolve(true);
    if (signal.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const end = (held: boolean): void => {
        leave();
        signal.removeEventListener('abort', onAbort);
        resolve(held);
      };
      const onAbort = (): void => end(false);
      const leave = this.listen(() => {
        if (condition()) end(true);
      });
      signal.addEventListener('abort', onAbort);
    });
  }
}
