/**
 * One thing that a person does and waits for (connect, start, signal): the newest
 * call wins, an aborted one is silence, and what failed is kept for the screen.
 */
export class Task<Arguments extends readonly unknown[], Value> {
  readonly #run: (signal: AbortSignal, ...args: Arguments) => Promise<Value>;
  #state = $state.raw<TaskState<Value>>({ phase: 'idle' });
  #controller: AbortController | undefined;

  constructor(run: (signal: AbortSignal, ...args: Arguments) => Promise<Value>) {
    this.#run = run;
  }

  get running(): boolean {
    return this.#state.phase === 'running';
  }

  get error(): unknown {
    return this.#state.phase === 'failed' ? this.#state.error : undefined;
  }

  get value(): Value | undefined {
    return this.#state.phase === 'done' ? this.#state.value : undefined;
  }

  get state(): TaskState<Value> {
    return this.#state;
  }

  /** @returns whether it was done; the error is in {@link Task.error} */
  async run(...args: Arguments): Promise<boolean> {
    this.#controller?.abort();
    const controller = (this.#controller = new AbortController());
    this.#state = { phase: 'running' };
    try {
      const value = await this.#run(controller.signal, ...args);
      if (controller.signal.aborted) return false;
      this.#state = { phase: 'done', value };
      return true;
    } catch (error) {
      if (!controller.signal.aborted) this.#state = { phase: 'failed', error };
      return false;
    }
  }

  /** Ends what runs and forgets what was. */
  reset(): void {
    this.#controller?.abort();
    this.#state = { phase: 'idle' };
  }
}

export type TaskState<Value> =
  { phase: 'idle' } | { phase: 'running' } | { phase: 'done'; value: Value } | { phase: 'failed'; error: unknown };
