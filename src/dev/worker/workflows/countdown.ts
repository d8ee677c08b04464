import { defineQuery, setCurrentDetails, setHandler, sleep } from '@temporalio/workflow';

/** Answer of {@link countdownProgress}. */
export interface CountdownProgress {
  readonly remaining: number;
  readonly total: number;
  /** From 0 to 1. */
  readonly fraction: number;
}

/** How far a `countdown` has come. */
export const countdownProgress = defineQuery<CountdownProgress>('progress');

/** Waits this many seconds, one timer each. */
export async function countdown(seconds: number): Promise<string> {
  let remaining = seconds;
  setHandler(
    countdownProgress,
    () => ({ remaining, total: seconds, fraction: seconds === 0 ? 1 : 1 - remaining / seconds }),
    { description: 'Seconds left, seconds in all, and the fraction done.' },
  );
  while (remaining > 0) {
    setCurrentDetails(`**${remaining}** of ${seconds} seconds left.`);
    await sleep('1s', { summary: `${remaining} left` });
    remaining--;
  }
  setCurrentDetails('Done.');
  return 'Lift-off!';
}
