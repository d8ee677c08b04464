/** What the server allows one run by default; from the lower figures on it warns. */
export const historyLimits = {
  events: { warn: 10_240, most: 51_200 },
  bytes: { warn: 10 * 1024 * 1024, most: 50 * 1024 * 1024 },
} as const;

export type LimitLevel = 'fine' | 'warn' | 'near';

/** How close a history is to what would end the run: the worse of events and bytes. */
export function limitLevel(events: number, bytes = 0): LimitLevel {
  const share = Math.max(events / historyLimits.events.most, bytes / historyLimits.bytes.most);
  if (share >= 0.8) return 'near';
  return events >= historyLimits.events.warn || bytes >= historyLimits.bytes.warn ? 'warn' : 'fine';
}
