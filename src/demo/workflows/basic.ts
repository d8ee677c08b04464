/** Sample Workflows that show one thing each. */
import { ApplicationFailure } from '../../client/index.js';
import type { WorkflowContext } from '../../testing/index.js';

/** The smallest Workflow. */
export async function greet(_context: WorkflowContext, name: string): Promise<string> {
  return `Hello, ${name}!`;
}

/** Returns its arguments as they arrived. */
export async function echo(_context: WorkflowContext, ...args: unknown[]): Promise<unknown[]> {
  return args;
}

/** Continues as new `times` times, then returns how many runs it took. */
export async function chain(context: WorkflowContext, times: number, runs = 1): Promise<number> {
  if (times <= 0) return runs;
  return context.continueAsNew([times - 1, runs + 1]);
}

/** Continues as new at each signal `pass`; the last of its `runs` returns the values of all. */
export async function relay(context: WorkflowContext, runs: number, carried: unknown[] = []): Promise<unknown[]> {
  const values = [...carried];
  const description = 'Hands over to the next run, with this value.';
  context.onSignal('pass', (value: unknown) => void values.push(value), { description });
  await context.condition(() => values.length > carried.length);
  return runs > 1 ? context.continueAsNew([runs - 1, values]) : values;
}

/** Waits this many seconds, one timer each. */
export async function countdown(context: WorkflowContext, seconds: number): Promise<string> {
  let remaining = seconds;
  context.onQuery(
    'progress',
    () => ({ remaining, total: seconds, fraction: seconds === 0 ? 1 : 1 - remaining / seconds }),
    { description: 'Seconds left, seconds in all, and the fraction done.' },
  );
  while (remaining > 0) {
    context.setCurrentDetails(`**${remaining}** of ${seconds} seconds left.`);
    await context.sleep('1s', { summary: `${remaining} left` });
    remaining--;
  }
  context.setCurrentDetails('Done.');
  return 'Lift-off!';
}

/** Fails at once, for good, with all that a failure can carry. */
export async function fail(_context: WorkflowContext, message: string): Promise<never> {
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

/** Fails in its first `times` attempts and then returns the number of the attempt. */
export async function failTimes(context: WorkflowContext, times: number): Promise<number> {
  const { attempt } = context.info;
  if (attempt <= times) {
    throw ApplicationFailure.create({ message: `Attempt ${attempt} of ${times + 1} fails`, type: 'NotYet' });
  }
  return attempt;
}

/** Waits until it gets the signal `release`; its value becomes the result. */
export async function waitForRelease(context: WorkflowContext): Promise<unknown> {
  let released: { value: unknown } | undefined;
  context.onSignal(
    'release',
    (value: unknown) => {
      released ??= { value };
    },
    { description: 'Ends the wait with this value as result.' },
  );
  context.onQuery('isReleased', () => released !== undefined, { description: 'Whether the signal has arrived.' });
  context.setCurrentDetails('Waiting for the signal `release`.');
  try {
    await context.condition(() => released !== undefined);
  } catch (error) {
    if (context.cancelRequested) context.setCurrentDetails('Cancelled while waiting.');
    throw error;
  }
  context.setCurrentDetails('Released.');
  return released?.value;
}

/** Counts what updates add to it, until it is told to finish; returns the total. */
export async function counter(context: WorkflowContext, start = 0): Promise<number> {
  let current = start;
  let isFinished = false;
  let pending = 0;
  const positive = (amount: number): void => {
    if (!(amount > 0)) throw ApplicationFailure.nonRetryable(`Not above 0: ${amount}`, 'InvalidAmount', amount);
  };
  context.onQuery('total', () => current, { description: 'The total.' });
  context.onSignal(
    'finish',
    () => {
      isFinished = true;
    },
    { description: 'Ends the Workflow.' },
  );
  context.onUpdate('add', (amount: number) => (current += amount), {
    validator: positive,
    description: 'Adds an amount above 0.',
  });
  context.onUpdate(
    'addSlowly',
    async (amount: number, ms: number) => {
      pending++;
      await context.sleep(ms);
      pending--;
      return (current += amount);
    },
    {
      validator: (amount: number, _ms: number) => positive(amount),
      description: 'Adds an amount after some milliseconds.',
    },
  );
  context.onUpdate(
    'overdraw',
    (amount: number) => {
      throw ApplicationFailure.nonRetryable(`${amount} is more than ${current}`, 'Overdrawn', { amount, current });
    },
    { description: 'Fails.' },
  );
  await context.condition(() => isFinished && pending === 0);
  return current;
}
