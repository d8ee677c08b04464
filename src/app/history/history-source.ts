import type { HistoryNeed, HistoryPhase } from '../../live/history-phase.js';
import type { EventBuffer } from '../../live/event-buffer.js';
import type { EventGroups } from '../../live/event-groups.js';

/** A history for views, whether it comes from a server or from a file. */
export interface HistorySource {
  readonly buffer: EventBuffer;
  readonly groups: EventGroups;
  /** Grows with every change of the events; reactive. */
  readonly version: number;
  readonly phase: HistoryPhase;
  /** Why the phase is `failed`. */
  readonly error: unknown;
  /** How many events are here. */
  readonly loaded: number;
  /** How many there are, as far as is known. */
  readonly total: number;
  /** Nothing is missing. While it is not, a group without an end may have one that was not loaded. */
  readonly whole: boolean;
  /** Says what is needed, until the returned function is called; an `$effect` can return it. */
  need(what: HistoryNeed): () => void;
  /** After a failure. */
  retry(): void;
}
