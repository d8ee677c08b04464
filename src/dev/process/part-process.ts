import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reaper } from './reaper.js';
import { signalGroup } from './signal-group.js';

/** A long-running process of the stack. */
export interface PartProcess {
  /** What people call it: "Temporal server". */
  readonly name: string;
  /** Changes with {@link PartProcess.restart}. */
  readonly pid: number;
  readonly logFile: string;
  /** Aborts, with a {@link PartExitError} as reason, when the process ends without having been asked to. */
  readonly crashed: AbortSignal;
  /** Asks the process to end, insists after a while, and resolves when it is gone. */
  stop(): Promise<void>;
  /** Ends the process on purpose with SIGKILL, which gives it no chance to tidy up. That is no crash. */
  kill(): Promise<void>;
  /** After {@link PartProcess.kill}: the same command again. It is not ready yet when this resolves. */
  restart(): Promise<void>;
}

/** What to start. */
export interface PartSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Gets stdout and stderr; overwritten at the first start, continued by a restart. */
  readonly logFile: string;
  readonly reaper: Reaper;
  /** How long to wait after SIGTERM before SIGKILL. */
  readonly stopTimeoutMs: number;
}

/** A part of the stack ended by itself. The message names it, how it ended, and the last it said. */
export class PartExitError extends Error {
  override readonly name = 'PartExitError';
  constructor(
    readonly part: string,
    readonly exitCode: number | undefined,
    readonly logFile: string,
    how: string,
  ) {
    const tail = lastLines(logFile, 12);
    super(
      `${part} ${how}.${tail === '' ? ' It wrote nothing to its log.' : ` The last it said:\n${tail}`}\n` +
        `  Log file: ${logFile}`,
    );
  }
}

/**
 * Starts a part. Its output goes straight into the log file, so neither a slow
 * reader nor the death of this process can block it.
 */
export async function startPart(spec: PartSpec): Promise<PartProcess> {
  mkdirSync(dirname(spec.logFile), { recursive: true });
  const crash = new AbortController();
  const onCrash = (how: string, exitCode: number | undefined): void => {
    crash.abort(new PartExitError(spec.name, exitCode, spec.logFile, how));
  };
  let run = await launch(spec, 'w', onCrash);
  return {
    name: spec.name,
    get pid() {
      return run.pid;
    },
    logFile: spec.logFile,
    crashed: crash.signal,
    stop: async () => {
      run.end('SIGTERM');
      const insist = setTimeout(() => run.end('SIGKILL'), spec.stopTimeoutMs);
      await run.gone;
      clearTimeout(insist);
    },
    kill: async () => {
      run.end('SIGKILL');
      await run.gone;
    },
    restart: async () => {
      await run.gone;
      run = await launch(spec, 'a', onCrash);
    },
  };
}

/** One run of the command. */
interface Run {
  readonly pid: number;
  /** Resolves when the process has ended, for whatever reason. */
  readonly gone: Promise<void>;
  /** Signals the process, whose end is no crash from now on. */
  end(signal: NodeJS.Signals): void;
}

async function launch(
  spec: PartSpec,
  logFlags: 'w' | 'a',
  onCrash: (how: string, exitCode: number | undefined) => void,
): Promise<Run> {
  const log = openSync(spec.logFile, logFlags);
  const child = spawn(spec.command, spec.args, {
    stdio: ['ignore', log, log],
    // A group of its own: Ctrl-C reaches only us, and we end the parts in the right order.
    detached: true,
    ...(spec.cwd === undefined ? {} : { cwd: spec.cwd }),
    env: { ...process.env, ...spec.env },
  });
  closeSync(log);

  let isAskedToEnd = false;
  let isGone = false;
  const gone = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      isGone = true;
      if (child.pid !== undefined) spec.reaper.remove(child.pid);
      if (!isAskedToEnd) {
        onCrash(
          code === null ? `was ended by ${signal ?? 'a signal'}` : `ended with exit code ${code}`,
          code ?? undefined,
        );
      }
      resolve();
    });
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => {
      reject(new Error(`${spec.name} could not be started (${spec.command}): ${error.message}`, { cause: error }));
    });
  });
  const pid = child.pid as number;
  spec.reaper.add(pid);
  return {
    pid,
    gone,
    end: (signal) => {
      isAskedToEnd = true;
      // The number of a process that is gone may belong to somebody else by now.
      if (!isGone) signalGroup(pid, signal);
    },
  };
}

/** The last lines of a text file, indented; empty if there is nothing to read. */
function lastLines(file: string, count: number): string {
  try {
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count);
    return lines.map((line) => (line === '' ? '' : `    ${line.slice(0, 400)}`)).join('\n');
  } catch {
    return '';
  }
}
