import { ApplicationFailure, workflowInfo } from '@temporalio/workflow';

/**
 * Fails in its first `times` attempts and then returns the number of the attempt.
 * Start it with a Workflow retry policy; each attempt is a run of its own.
 */
export async function failTimes(times: number): Promise<number> {
  const { attempt } = workflowInfo();
  if (attempt <= times) {
    throw ApplicationFailure.create({ message: `Attempt ${attempt} of ${times + 1} fails`, type: 'NotYet' });
  }
  return attempt;
}
