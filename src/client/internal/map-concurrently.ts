import { ValueError } from '../value-error.js';

/** How {@link mapConcurrently} works. */
export interface ConcurrencyOptions {
  /** Mappers that run at once, an integer from 1. */
  readonly concurrency: number;
  /** Results that wait for the reader, an integer from 1; when so many do, nothing more is begun. @default unlimited */
  readonly bufferLimit?: number | undefined;
  /** Ends everything. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Maps the items of `source`, several at once, and gives the results in the order in which they come. Work begins with
 * the first `next()`. Leaving the loop, an error, or the signal aborts what is still running, and ends `source`.
 *
 * @throws {@link ValueError} at the first iteration for an impossible option
 */
export async function* mapConcurrently<Item, Result>(
  source: AsyncIterable<Item>,
  { concurrency, bufferLimit = Infinity, signal: outer }: ConcurrencyOptions,
  map: (item: Item, signal: AbortSignal) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
  assertFromOne('concurrency', concurrency);
  if (bufferLimit !== Infinity) assertFromOne('bufferLimit', bufferLimit);
  const controller = new AbortController();
  const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal;
  const items = source[Symbol.asyncIterator]();
  const ready: Result[] = [];
  const running = new Set<Promise<void>>();
  let exhausted = false as boolean;
  const pulling = new Set<Promise<void>>();

  const begin = (item: Item): void => {
    const task: Promise<void> = map(item, signal).then((result) => {
      ready.push(result);
      running.delete(task);
    });
    // The loop below sees its failure; without a handler of its own an early end would leave it unhandled.
    task.catch(() => undefined);
    running.add(task);
  };
  try {
    for (;;) {
      const isRoom = running.size < concurrency && running.size + ready.length < bufferLimit;
      if (!exhausted && pulling.size === 0 && isRoom) {
        const pull: Promise<void> = items.next().then(({ done, value }) => {
          pulling.delete(pull);
          if (done) exhausted = true;
          else begin(value);
        });
        pull.catch(() => undefined);
        pulling.add(pull);
      }
      const pending = [...pulling, ...running];
      if (ready.length > 0) yield ready.shift()!;
      else if (pending.length > 0) await Promise.race(pending);
      else return;
    }
  } finally {
    controller.abort();
    await items.return?.();
  }
}

function assertFromOne(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) throw new ValueError(`${name} must be an integer from 1, got ${value}`);
}
