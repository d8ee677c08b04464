/**
 * Resolves once everything that waits only for promises has gone on: the end of this turn of the event loop.
 *
 * `setImmediate` where there is one, a message to oneself elsewhere: `setTimeout` waits for milliseconds, and tests stop it.
 */
export const tick: () => Promise<void> = makeTick();

function makeTick(): () => Promise<void> {
  const immediate = (globalThis as { setImmediate?: (run: () => void) => void }).setImmediate;
  if (immediate) return () => new Promise((resolve) => immediate(resolve));
  const waiting: (() => void)[] = [];
  let channel: MessageChannel | undefined;
  return () =>
    new Promise((resolve) => {
      if (!channel) {
        channel = new MessageChannel();
        channel.port1.onmessage = () => waiting.shift()?.();
      }
      waiting.push(resolve);
      channel.port2.postMessage(undefined);
    });
}
