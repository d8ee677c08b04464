import { continueAsNew } from '@temporalio/workflow';

/** Continues as new `times` times, then returns how many runs it took. */
export async function chain(times: number, runs = 1): Promise<number> {
  if (times <= 0) return runs;
  return continueAsNew<typeof chain>(times - 1, runs + 1);
}
