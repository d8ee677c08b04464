/**
 * Sends a signal to a process and to all that it started. The process must have been
 * spawned `detached`, which makes it the leader of a group of its own.
 */
export function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Already gone.
  }
}
