import {
  ApplicationFailure,
  condition,
  defineQuery,
  defineSignal,
  defineUpdate,
  setHandler,
  sleep,
} from '@temporalio/workflow';

/** Adds to the total and returns it; a validator refuses what is not above 0. */
export const add = defineUpdate<number, [amount: number]>('add');

/** As `add`, after some milliseconds. */
export const addSlowly = defineUpdate<number, [amount: number, ms: number]>('addSlowly');

/** Is accepted, and then fails. */
export const overdraw = defineUpdate<never, [amount: number]>('overdraw');

/** The total. */
export const total = defineQuery<number>('total');

/** Ends the Workflow once every update has been answered. */
export const finish = defineSignal('finish');

/** Counts what updates add to it, until it is told to finish; returns the total. */
export async function counter(start = 0): Promise<number> {
  let current = start;
  let isFinished = false;
  let pending = 0;
  const positive = (amount: number): void => {
    if (!(amount > 0)) throw ApplicationFailure.nonRetryable(`Not above 0: ${amount}`, 'InvalidAmount', amount);
  };
  setHandler(total, () => current, { description: 'The total.' });
  setHandler(
    finish,
    () => {
      isFinished = true;
    },
    { description: 'Ends the Workflow.' },
  );
  setHandler(add, (amount: number) => (current += amount), {
    validator: positive,
    description: 'Adds an amount above 0.',
  });
  setHandler(
    addSlowly,
    async (amount: number, ms: number) => {
      pending++;
      await sleep(ms);
      pending--;
      return (current += amount);
    },
    {
      validator: (amount: number, _ms: number) => positive(amount),
      description: 'Adds an amount after some milliseconds.',
    },
  );
  setHandler(
    overdraw,
    (amount) => {
      throw ApplicationFailure.nonRetryable(`${amount} is more than ${current}`, 'Overdrawn', { amount, current });
    },
    { description: 'Fails.' },
  );
  await condition(() => isFinished && pending === 0);
  return current;
}
