const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

const part =
  /(\d+(?:\.\d+)?)\s*(?:(ms|millis(?:econds?)?)|(m|mins?|minutes?)|(s|secs?|seconds?)|(h|hrs?|hours?)|(d|days?))(?![a-z])\s*/gy;

/** Reads `30s`, `1h 30m`, `2 days`, `500ms` as people type it; undefined when it is something else. */
export function parseDurationInput(text: string): number | undefined {
  const trimmed = text.trim().toLowerCase();
  const parts = [...trimmed.matchAll(part)];
  if (parts.length === 0 || parts.reduce((sum, [whole]) => sum + whole.length, 0) !== trimmed.length) return undefined;
  return parts.reduce((sum, [, count, ms, m, s, h]) => {
    const unit = ms ? unitMs.ms : m ? unitMs.m : s ? unitMs.s : h ? unitMs.h : unitMs.d;
    return sum + Number(count) * unit;
  }, 0);
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
