/** Applies `map` to all items, at most `concurrency` at a time. Results stand in the order of the items. */
export async function mapBounded<T, R>(
  items: readonly T[],
  concurrency: number,
  map: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  const rest = items.entries();
  const work = async (): Promise<void> => {
    // One iterator for all: each takes the next item.
    for (const [index, item] of rest) results[index] = await map(item, index);
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return results;
}
