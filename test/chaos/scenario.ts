import type { ChaosBrowser } from './browser.js';
import type { ChaosStack } from './chaos-stack.js';

/** How much a run does. */
export interface Size {
  /** Workflows waited for, a scenario. */
  readonly waits: number;
  /** Starts under faults. */
  readonly starts: number;
  /** Signals under faults, and as many updates. */
  readonly messages: number;
  /** How long each outage of a scenario lasts. */
  readonly outagesMs: readonly [number, ...number[]];
}

/** For `npm test`: as little as still shows something. */
export const boundedSize: Size = { waits: 30, starts: 60, messages: 20, outagesMs: [2_000] };
/** For `npm run chaos`. */
export const fullSize: Size = { waits: 200, starts: 1_000, messages: 300, outagesMs: [5_000, 15_000, 60_000] };

/** What a scenario has to work with. */
export interface World {
  readonly chaos: ChaosStack;
  readonly browser: ChaosBrowser;
  readonly size: Size;
  /** Of all that is random. */
  readonly seed: number;
}

/** What a scenario came to. */
export interface Outcome {
  /** How often the fault was done. */
  readonly times: number;
  readonly waits: number;
  /** Waits that settled as they had to. */
  readonly right: number;
  /** Starts, signals, updates and other calls. */
  readonly calls: number;
  /** What was executed twice. */
  readonly doubled: readonly string[];
  /** Waits that never settled; calls that were answered and yet not executed. */
  readonly lost: readonly string[];
  /** Everything else that must not be: wrong outcomes, unexpected errors, unhandled rejections, memory that does not return. */
  readonly problems: readonly string[];
  /** From the end of the last fault until the last wait had settled. */
  readonly recoveryMs: number;
}

/** One kind of fault, done to the real thing. */
export interface Scenario {
  /** Name of the fault, as in docs/reliability.md. */
  readonly fault: string;
  /** Takes a process away from everybody, so nothing may run beside it. */
  readonly alone: boolean;
  readonly run: (world: World) => Promise<Outcome>;
}

/** All that an outcome has against it; empty when every promise was kept. */
export function violations({ doubled, lost, problems }: Outcome): string[] {
  return [...doubled.map((what) => `executed twice: ${what}`), ...lost.map((what) => `lost: ${what}`), ...problems];
}
