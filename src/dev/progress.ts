/** Receives the lines that a person running the stack reads. */
export type Log = (line: string) => void;

/** How often a step that says nothing by itself shows that it is still at work. */
const heartbeatMs = 10_000;

/**
 * Runs one step, and tells when it takes long and how long it took.
 *
 * `work` returns what there is to say about the outcome, beside the result. While
 * it runs, a line with the elapsed time appears every ten seconds, so that a step
 * of minutes (building the server) never looks like a hang.
 */
export async function step<T>(
  log: Log,
  name: string,
  work: (note: (text: string) => void) => Promise<T>,
  say: (result: T) => string = () => '',
): Promise<T> {
  const started = performance.now();
  let latest = '';
  const heartbeat = setInterval(() => {
    log(`  … ${name}: ${elapsed(started)}${latest === '' ? '' : `, ${latest}`}`);
  }, heartbeatMs);
  try {
    const result = await work((text) => {
      latest = text;
    });
    const said = say(result);
    log(`  ✓ ${name.padEnd(16)} ${elapsed(started).padStart(7)}${said === '' ? '' : `   ${said}`}`);
    return result;
  } catch (error) {
    log(`  ✗ ${name.padEnd(16)} ${elapsed(started).padStart(7)}`);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}

/** Time since `started` (from `performance.now()`), for people. */
export function elapsed(started: number): string {
  const seconds = (performance.now() - started) / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} m ${Math.round(seconds % 60)} s`;
}
