import { readFileSync } from 'node:fs';

/** What the kernel says of a process. Linux alone. */
export interface ProcessUsage {
  /** Memory that it occupies, in MiB. */
  readonly residentMiB: number;
  /** CPU that it has used since it started, user and system together. */
  readonly cpuSeconds: number;
}

/** Ticks a second in /proc, on every Linux that Node runs on. */
const ticksPerSecond = 100;

export function usageOf(pid: number): ProcessUsage {
  const resident = /^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  // Behind the name of the program, which may have blanks in it, utime and stime are the 12th and 13th.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return { residentMiB: Number(resident) / 1024, cpuSeconds: ticks / ticksPerSecond };
}
