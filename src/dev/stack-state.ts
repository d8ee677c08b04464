import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stackFolder } from './paths.js';

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
    return isAlive(state.pid) ? state : undefined;
  } catch {
    return undefined;
  }
}

let count = 0;

/** A folder below `.stack` that no other stack uses. */
export function temporaryFolder(): string {
  count++;
  return join(stackFolder, `free-${process.pid}${count === 1 ? '' : `-${count}`}`);
}

/** Removes what stacks in temporary folders have left whose processes are gone. */
export function removeLeftFolders(): void {
  if (!existsSync(stackFolder)) return;
  for (const name of readdirSync(stackFolder)) {
    const pid = /^free-(\d+)(-\d+)?$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(stackFolder, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
