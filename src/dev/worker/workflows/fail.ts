import { ApplicationFailure } from '@temporalio/workflow';

/** Fails at once, for good, with all that a failure can carry: type, details and a chain of causes. */
export async function fail(message: string): Promise<never> {
  const root = new RangeError(`The reason behind "${message}"`);
  const cause = ApplicationFailure.create({
    message: `The cause of "${message}"`,
    type: 'SampleCause',
    details: ['detail of the cause'],
    cause: root,
  });
  throw ApplicationFailure.create({
    message,
    type: 'SampleFailure',
    nonRetryable: true,
    details: [{ hint: 'This Workflow always fails.' }, 42],
    cause,
  });
}
