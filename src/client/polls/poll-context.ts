import type { ResolvedConnectionOptions } from '../connection-options.js';
import type { GrpcError } from '../grpc-error.js';
import type { Entry } from './entry.js';
import type { Protocol } from './page.js';

/** For this long nothing is asked again that was refused: rights may have changed by then. */
export const deniedMs = 300_000;

/** What the parts of a poll scheduler know of each other. */
export interface PollContext {
  readonly options: ResolvedConnectionOptions;
  readonly entries: ReadonlySet<Entry>;
  readonly protocol: Protocol | undefined;
  /** Long polls that all tabs together may hold. */
  slotLimit(): number;
  /** Tabs that are known to wait too, this one included. */
  tabs(): number;
  /** Whether parked waits can count on visibility. */
  visibilityServes(): boolean;
  /** Whether a wait gets its answer without a long poll too. */
  parks(entry: Entry): boolean;
  /** Visibility says that this one has closed. */
  hint(entry: Entry): void;
  /** A request for an entry was answered, with or without what it waits for. */
  answered(entry: Entry): void;
  /** This is what an entry waits for. */
  settle(entry: Entry, answer: unknown): void;
  /** A request for an entry failed that was begun at `begun`. */
  failed(entry: Entry, error: unknown, begun: number): void;
  /** A request failed because nothing is answered. */
  noteOutage(error: GrpcError, begun: number): void;
  /** Something is to be done, in this turn of the event loop or, with `runNow`, before anything else happens. */
  changed(): void;
  runNow(): void;
}
