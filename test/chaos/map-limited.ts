/** Applies `fn` to all items, at most twenty at a time, so that preparing a scenario does not flood the server. */
export async function mapLimited<T, R>(items: readonly T[], fn: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const entries = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of entries) results[index] = await fn(item, index);
  };
  await Promise.all(Array.from({ length: 20 }, work));
  return results;
}
