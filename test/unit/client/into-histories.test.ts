/** Concurrency of `list().intoHistories()`, with a mapper under the test's control. */
import { describe, expect, it, vi } from 'vitest';
import { mapConcurrently } from '../../../src/client/internal/map-concurrently.js';
import { ValueError } from '../../../src/client/index.js';
import { collect } from '../../fixtures/collect.js';
import { rejectionOf } from '../../fixtures/rejection.js';

async function* numbers(count: number, onEnd: () => void = () => undefined): AsyncGenerator<number> {
  try {
    for (let n = 0; n < count; n++) yield await Promise.resolve(n);
  } finally {
    onEnd();
  }
}

/** A mapper that waits until the test lets an item go. */
function controlled() {
  const waiting = new Map<number, { resolve(): void; reject(error: Error): void; signal: AbortSignal }>();
  const begun: number[] = [];
  const map = (item: number, signal: AbortSignal): Promise<number> => {
    begun.push(item);
    return new Promise((resolve, reject) => waiting.set(item, { resolve: () => resolve(item), reject, signal }));
  };
  return { map, begun, waiting };
}

describe('mapConcurrently', () => {
  it('runs as many as allowed, and gives results in the order in which they come', async () => {
    const { map, begun, waiting } = controlled();
    const results = mapConcurrently(numbers(5), { concurrency: 2 }, map);
    const first = results.next();
    await vi.waitFor(() => expect(begun).toEqual([0, 1]));
    waiting.get(1)!.resolve();
    expect((await first).value).toBe(1);
    const second = results.next();
    await vi.waitFor(() => expect(begun).toEqual([0, 1, 2]));
    waiting.get(0)!.resolve();
    expect((await second).value).toBe(0);
    await results.return(undefined);
  });

  it('begins nothing more when bufferLimit results wait (upstream: bufferLimit is ignored)', async () => {
    const begun: number[] = [];
    const results = mapConcurrently(numbers(100), { concurrency: 10, bufferLimit: 3 }, (item) => {
      begun.push(item);
      return Promise.resolve(item);
    });
    await results.next();
    await results.next();
    expect(begun.length).toBeLessThanOrEqual(5);
    expect(await collect(results)).toHaveLength(98);
  });

  it('begins nothing before it is iterated', () => {
    const { map, begun } = controlled();
    mapConcurrently(numbers(5), { concurrency: 2 }, map);
    expect(begun).toEqual([]);
  });

  it('ends running mappers and the source when the loop is left (upstream: they go on)', async () => {
    const { map, waiting } = controlled();
    const ended = vi.fn();
    const results = mapConcurrently(numbers(5, ended), { concurrency: 2 }, map);
    const first = results.next();
    await vi.waitFor(() => expect(waiting.size).toBe(2));
    waiting.get(0)!.resolve();
    await first;
    await results.return(undefined);
    expect(waiting.get(1)!.signal.aborted).toBe(true);
    expect(ended).toHaveBeenCalledOnce();
  });

  it('fails with the first error, and ends the rest', async () => {
    const { map, waiting } = controlled();
    const ended = vi.fn();
    const all = collect(mapConcurrently(numbers(5, ended), { concurrency: 2 }, map));
    await vi.waitFor(() => expect(waiting.size).toBe(2));
    waiting.get(1)!.reject(new RangeError('no history'));
    await rejectionOf(all, RangeError);
    expect(waiting.get(0)!.signal.aborted).toBe(true);
    expect(ended).toHaveBeenCalledOnce();
  });

  it('passes the abort of its signal on', async () => {
    const { map, waiting } = controlled();
    const controller = new AbortController();
    const all = collect(mapConcurrently(numbers(5), { concurrency: 1, signal: controller.signal }, map));
    await vi.waitFor(() => expect(waiting.size).toBe(1));
    controller.abort();
    expect(waiting.get(0)!.signal.aborted).toBe(true);
    waiting.get(0)!.reject(new RangeError('aborted'));
    await rejectionOf(all, RangeError);
  });

  it.each([{ concurrency: 0 }, { concurrency: 1.5 }, { concurrency: 1, bufferLimit: 0 }])(
    'refuses %o',
    async (options) => {
      await rejectionOf(collect(mapConcurrently(numbers(1), options, (n) => Promise.resolve(n))), ValueError);
    },
  );
});
