import {
  condition,
  defineQuery,
  defineSignal,
  isCancellation,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';

/** Ends the wait; its value becomes the result. */
export const release = defineSignal<[value: unknown]>('release');

/** Whether the Workflow has been released. */
export const isReleased = defineQuery<boolean>('isReleased');

/** Waits, for as long as it takes, until it gets the signal `release`. Cancellation ends it as cancelled. */
export async function waitForRelease(): Promise<unknown> {
  let released: { value: unknown } | undefined;
  setHandler(
    release,
    (value) => {
      // The first release counts; later ones change nothing.
      released ??= { value };
    },
    { description: 'Ends the wait with this value as result.' },
  );
  setHandler(isReleased, () => released !== undefined, { description: 'Whether the signal has arrived.' });
  setCurrentDetails('Waiting for the signal `release`.');
  try {
    await condition(() => released !== undefined);
  } catch (error) {
    if (isCancellation(error)) setCurrentDetails('Cancelled while waiting.');
    throw error;
  }
  setCurrentDetails('Released.');
  return released?.value;
}
