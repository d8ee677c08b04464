/** Runs in Chromium: what the chaos suite asks of a page. */
import { Caller } from './caller.js';

const RealDate = Date;
let clockOffsetMs = 0;

/** A clock that can jump, as when a computer is set right, or wakes. Timers go on, as they do then. */
globalThis.Date = class extends RealDate {
  constructor(...args: unknown[]) {
    // @ts-expect-error -- the overloads of Date
    super(...(args.length === 0 ? [RealDate.now() + clockOffsetMs] : args));
  }
  static override now(): number {
    return RealDate.now() + clockOffsetMs;
  }
} as DateConstructor;

let caller: Caller | undefined;

const chaos = {
  /** Makes the page's client. */
  open(address: string, namespace: string, taskQueue: string): void {
    caller = new Caller(address, namespace, taskQueue);
  },
  get caller(): Caller {
    if (!caller) throw new Error('open() comes first');
    return caller;
  },
  /** Moves the clock of the page from where it was. */
  moveClock(ms: number): void {
    clockOffsetMs += ms;
  },
};

export type ChaosPage = typeof chaos;
(globalThis as { chaos?: ChaosPage }).chaos = chaos;
