const unitMs = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Reads `30s`, `1h 30m`, `2 d`, `500ms` as people type it; undefined when it is something else. */
export function parseDurationInput(text: string): number | undefined {
  const parts = [
    ...text
      .trim()
      .toLowerCase()
      .matchAll(/(\d+(?:\.\d+)?)\s*(ms|min|[smhd])(?:[a-z]*)\s*/gy),
  ];
  const length = parts.reduce((sum, [part]) => sum + part.length, 0);
  if (parts.length === 0 || length !== text.trim().length) return undefined;
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * unitMs[unit as keyof typeof unitMs], 0);
}

/** The other way: what a field shows for a length of time that was set elsewhere. */
export function durationInput(ms: number): string {
  const parts: string[] = [];
  let rest = Math.round(ms);
  for (const unit of ['d', 'h', 'm', 's', 'ms'] as const) {
    const count = Math.floor(rest / unitMs[unit]);
    if (count > 0) parts.push(`${count}${unit}`);
    rest -= count * unitMs[unit];
  }
  return parts.join(' ');
}
