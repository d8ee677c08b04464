/**
 * Runs something after everything that is under way in this turn of the event loop, promises included. Not a timer:
 * pages in the background wait a second for one.
 */
export function nextTask(run: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    // An open port keeps Node from ending.
    port1.close();
    run();
  };
  port2.postMessage(undefined);
}
