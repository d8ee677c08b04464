import { spawn } from 'node:child_process';
import { signalGroup } from './signal-group.js';

/** How a command that ran to its end is started. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with each line that the command prints. */
  readonly onLine?: (line: string) => void;
  /** Ends the command and fails after this long. */
  readonly timeoutMs?: number;
  /** Ends the command and fails with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** A command ended with an error. `output` holds all that it printed. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  constructor(
    readonly command: string,
    readonly exitCode: number | undefined,
    readonly output: string,
    reason: string,
  ) {
    const tail = output.trimEnd().split('\n').slice(-20).join('\n    ');
    super(`\`${command}\` ${reason}${tail === '' ? '.' : `:\n    ${tail}`}`);
  }
}

/** Runs a command to its end and returns all that it printed. @throws CommandError unless it exits with 0 */
export async function runCommand(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  options.signal?.throwIfAborted();
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that ending it also ends the compilers and test workers that it started.
    detached: true,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: { ...process.env, ...options.env },
  });
  // Ended with this process, so that Ctrl-C during a long build leaves nothing behind.
  const endChild = (): void => {
    signalGroup(child.pid, 'SIGTERM');
  };
  process.once('exit', endChild);
  options.signal?.addEventListener('abort', endChild);
  const shown = [command, ...args].join(' ');
  let output = '';
  let timedOut = false;
  const timer =
    options.timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true;
          signalGroup(child.pid, 'SIGKILL');
        }, options.timeoutMs);
  try {
    return await new Promise<string>((resolve, reject) => {
      let partial = '';
      const take = (chunk: string): void => {
        output += chunk;
        const lines = (partial + chunk).split('\n');
        partial = lines.pop() ?? '';
        for (const line of lines) options.onLine?.(line);
      };
      child.stdout.setEncoding('utf8').on('data', take);
      child.stderr.setEncoding('utf8').on('data', take);
      child.once('error', (error) => {
        reject(new CommandError(shown, undefined, output, `could not be started (${error.message})`));
      });
      child.once('close', (code, signal) => {
        if (code === 0) resolve(output);
        else if (options.signal?.aborted === true) reject(options.signal.reason as Error);
        else if (timedOut)
          reject(new CommandError(shown, undefined, output, `took longer than ${(options.timeoutMs ?? 0) / 1000} s`));
        else
          reject(
            new CommandError(
              shown,
              code ?? undefined,
              output,
              `failed with ${code === null ? (signal ?? 'a signal') : `exit code ${code}`}`,
            ),
          );
      });
    });
  } finally {
    clearTimeout(timer);
    process.off('exit', endChild);
    options.signal?.removeEventListener('abort', endChild);
  }
}
