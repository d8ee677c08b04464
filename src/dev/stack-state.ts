import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a running stack leaves for the next `npm start` to find. */
export interface StackState {
  /** Process that runs the stack. */
  readonly pid: number;
  readonly startedAt: string;
  readonly temporalAddress: string;
  readonly envoyUrl: string;
  readonly envoyTlsUrl: string;
  readonly consoleUrl?: string;
  /** Process ids of the parts by name. */
  readonly parts: Readonly<Record<string, number>>;
}

const name = 'state.json';

/** Notes that a stack runs. */
export function writeState(folder: string, state: StackState): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `${JSON.stringify(state, null, 2)}\n`);
}

/** Forgets the stack, unless another process has taken over the note. */
export function clearState(folder: string): void {
  if (readState(folder)?.pid === process.pid) rmSync(join(folder, name), { force: true });
}

/** The stack that runs from this folder. Undefined if there is none, or its process is gone. */
export function readState(folder: string): StackState | undefined {
  try {
    const state = JSON.parse(readFileSync(join(folder, name), 'utf8')) as StackState;
    process.kill(state.pid, 0);
    return state;
  } catch {
    return undefined;
  }
}
