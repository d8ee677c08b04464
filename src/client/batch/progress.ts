import type { CallOptions } from '../call-options.js';
import { ServiceError } from '../errors.js';
import { delay } from '../internal/timers.js';
import { ValueError } from '../value-error.js';
import type { BatchProgressOptions } from './batch-client.js';
import type { BatchDescription } from './describe.js';

const never = new AbortController().signal;

/**
 * A job, described again and again until it has ended; what did not change is left out.
 *
 * @throws {@link ValueError} for an impossible interval
 * @throws the reason of `signal` when it aborts between two looks
 */
export async function* batchProgress(
  describe: (call: CallOptions) => Promise<BatchDescription>,
  { intervalMs = 1_000, ...call }: BatchProgressOptions,
): AsyncGenerator<BatchDescription, void, undefined> {
  if (!(intervalMs > 0)) throw new ValueError(`intervalMs must be above 0, got ${intervalMs}`);
  let before = '';
  for (;;) {
    const description = await describe(call);
    const { state, total, completed, failed } = description;
    const now = [state, total, completed, failed].join();
    if (now !== before) yield description;
    before = now;
    if (state !== 'RUNNING') return;
    await delay(intervalMs, call.signal ?? never);
  }
}

/** @throws {@link ServiceError} when there was nothing */
export async function lastOf<Item>(items: AsyncIterable<Item>): Promise<Item> {
  let last: { item: Item } | undefined;
  for await (const item of items) last = { item };
  if (!last) throw new ServiceError('The batch job ended without a description');
  return last.item;
}
