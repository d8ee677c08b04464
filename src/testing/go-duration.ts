const nanoseconds: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const most = 2n ** 63n;

/**
 * Nanoseconds of a duration as Go writes it (`1h30m`, `-1.5h`, `300ms`), with days (`2d`) besides, as the server reads
 * it; undefined for any other text.
 */
export function parseGoDuration(text: string): bigint | undefined {
  const withoutDays = text.replace(
    /(\d+(?:\.\d*)?|\.\d+)d/g,
    (_, days: string) => `${(24 * Number(days)).toFixed(6)}h`,
  );
  const [, sign, parts] = /^([+-]?)(.*)$/s.exec(withoutDays)!;
  if (parts === '0') return 0n;
  if (!/^(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(parts!)) return undefined;
  let total = 0n;
  for (const [, whole, fraction, unit] of parts!.matchAll(/(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/g)) {
    const scale = nanoseconds[unit!]!;
    total += BigInt(whole === '' ? 0 : whole!) * scale;
    if (fraction) total += (BigInt(fraction) * scale) / 10n ** BigInt(fraction.length);
  }
  if (total > most || (total === most && sign !== '-')) return undefined;
  return sign === '-' ? -total : total;
}
