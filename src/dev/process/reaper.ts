import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Handle of the watcher that ends a stack's processes should this process vanish. */
export interface Reaper {
  /** Watch over the process group led by `pid`. */
  add(pid: number): void;
  /** That process has ended; its number may now belong to somebody else. */
  remove(pid: number): void;
  /** Nothing is left to watch: ends the watcher. */
  close(): void;
}

/** Starts the watcher, `reaper.mjs`, in a process group of its own so that Ctrl-C does not reach it. */
export function startReaper(): Reaper {
  const child: ChildProcess = spawn(process.execPath, [fileURLToPath(new URL('reaper.mjs', import.meta.url))], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  // Losing the watcher costs the safety net only; nothing to do about it here.
  child.on('error', () => undefined);
  child.stdin?.on('error', () => undefined);
  child.unref();
  return {
    add: (pid) => child.stdin?.write(`+${pid}\n`),
    remove: (pid) => child.stdin?.write(`-${pid}\n`),
    close: () => child.stdin?.end(),
  };
}
