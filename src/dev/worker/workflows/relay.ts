import { condition, continueAsNew, defineSignal, setHandler } from '@temporalio/workflow';

/** Hands over to the next run, with this value. */
export const pass = defineSignal<[value: unknown]>('pass');

/** Continues as new at each signal `pass`; the last of its `runs` returns the values of all. */
export async function relay(runs: number, carried: unknown[] = []): Promise<unknown[]> {
  const values = [...carried];
  setHandler(
    pass,
    (value) => {
      values.push(value);
    },
    { description: 'Hands over to the next run, with this value.' },
  );
  await condition(() => values.length > carried.length);
  return runs > 1 ? continueAsNew<typeof relay>(runs - 1, values) : values;
}
