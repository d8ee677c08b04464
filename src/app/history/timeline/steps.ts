import { breathe, pieceMs } from '../breathe.js';

/** Work on a long history: it stops now and then, so that whoever does it can let the page draw. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** How many things of a kind are looked at between two stops. */
export const stepSize = 256;

/** Does it in one go. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * Does it in pieces that no frame is missed for. What is done within the first piece is done at once, before this returns.
 *
 * @param done gets what comes of it, unless `stopped` says that nobody wants it any more
 */
export function finishInPieces<T>(
  steps: Steps<T>,
  done: (result: T) => void,
  stopped: () => boolean,
): Promise<void> | undefined {
  const result = onePiece(steps);
  if (result) {
    done(result.value);
    return undefined;
  }
  return (async () => {
    for (;;) {
      await breathe();
      if (stopped()) return;
      const result = onePiece(steps);
      if (!result) continue;
      // What follows from the result is a piece of its own.
      await breathe();
      if (!stopped()) done(result.value);
      return;
    }
  })();
}

function onePiece<T>(steps: Steps<T>): { value: T } | undefined {
  const until = performance.now() + pieceMs;
  do {
    const step = steps.next();
    if (step.done) return { value: step.value };
  } while (performance.now() < until);
  return undefined;
}
