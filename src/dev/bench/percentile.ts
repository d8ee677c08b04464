/** The value below which `share` (0 to 1) of the sorted values lie. @throws RangeError for no values */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('no values');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

/** Rounded for people and for the JSON line. */
export function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
