import { percentile, round } from './percentile.js';
import type { RequestCounts } from './waits-requests.js';
import type { WaitsTabs } from './waits-tabs.js';

/** Figures by their name in the JSON line. */
export type Figures = Record<string, number>;

/** Median and 95th percentile of milliseconds; nothing for no values. */
export function quantiles(name: string, values: readonly number[]): Figures {
  if (values.length === 0) return {};
  return { [`${name}P50Ms`]: round(percentile(values, 0.5)), [`${name}P95Ms`]: round(percentile(values, 0.95)) };
}

/** Does `work`, and tells how many requests a second of each kind the tabs sent meanwhile, the most frequent first. */
export async function withRates<T>(
  tabs: WaitsTabs,
  work: () => Promise<T>,
): Promise<[result: T, rates: RequestCounts]> {
  const before = await tabs.requests();
  const started = performance.now();
  const result = await work();
  const seconds = (performance.now() - started) / 1_000;
  const rates = Object.entries(await tabs.requests())
    .map(([kind, count]) => [kind, round((count - (before[kind] ?? 0)) / seconds, 3)] as const)
    .filter(([, rate]) => rate > 0)
    .sort(([, a], [, b]) => b - a);
  return [result, Object.fromEntries(rates)];
}

/** Of all kinds together. */
export function sumOf(counts: RequestCounts): number {
  return round(Object.values(counts).reduce((sum, count) => sum + count, 0));
}
