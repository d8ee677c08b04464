/** How fast a job is, from its numbers and its times. */
export interface JobPace {
  /** Executions a second, over the whole job. */
  readonly perSecond: number;
  /** Until all are done; nothing when that is not known or over. */
  readonly leftMs: number | undefined;
}

/** Nothing before the first result, when there is no pace yet. */
export function jobPace(
  { startTime, closeTime }: { startTime: Date | undefined; closeTime: Date | undefined },
  handled: number,
  total: number,
  now: number,
): JobPace | undefined {
  const ms = startTime ? (closeTime?.getTime() ?? now) - startTime.getTime() : 0;
  if (handled === 0 || ms <= 0) return undefined;
  const left = total - handled;
  return { perSecond: (handled / ms) * 1000, leftMs: closeTime || left <= 0 ? undefined : (left * ms) / handled };
}

/** `48`, `1.5`, `0.04`: two digits are all that is known. */
export function rateText(perSecond: number): string {
  if (perSecond >= 10) return String(Math.round(perSecond));
  return String(Number(perSecond.toPrecision(2)));
}
