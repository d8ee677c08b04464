interface WithScheduler {
  scheduler?: { yield?: () => Promise<void> };
}

/** Lets the page draw and take input before the next piece of long work. */
export function breathe(): Promise<void> {
  const { scheduler } = globalThis as WithScheduler;
  return scheduler?.yield ? scheduler.yield() : new Promise((resolve) => setTimeout(resolve, 0));
}

/** Work of one piece ends after this time: with what the page draws after it, no frame is missed for long. */
export const pieceMs = 8;
