const unitMs = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, us: 1e-3, µs: 1e-3, μs: 1e-3, ns: 1e-6, d: 86_400_000 };
const part = /(\d+(?:\.\d+)?|\.\d+)(ns|us|µs|μs|ms|[smhd])/gy;

/** Milliseconds of a length of time as the server takes it in a query: `1h30m`, or a number of nanoseconds. */
export function parseGoDuration(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) / 1e6;
  const parts = [...text.matchAll(part)];
  const length = parts.reduce((sum, [whole]) => sum + whole.length, 0);
  if (parts.length === 0 || length !== text.length) return undefined;
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * unitMs[unit as keyof typeof unitMs], 0);
}

/** `1h30m`, `1.5s`, `0s`: readable in a query, and read by every server. */
export function printGoDuration(ms: number): string {
  const parts: string[] = [];
  let rest = ms;
  for (const unit of ['h', 'm'] as const) {
    const count = Math.floor(rest / unitMs[unit]);
    if (count > 0) parts.push(`${count}${unit}`);
    rest -= count * unitMs[unit];
  }
  if (rest > 0 || parts.length === 0) parts.push(`${Number((rest / 1000).toFixed(9))}s`);
  return parts.join('');
}
