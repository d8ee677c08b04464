import type { HistorySource } from '../../../history/history-source.js';
import type { PayloadReader } from '../../../state/payload-reader.svelte.js';

/**
 * Where a history is shown, and what its views need besides the events: the page of a run, or a file without any server.
 * Values are those behind the `?` of the address, so that what is seen can be linked.
 */
export interface HistoryPlace {
  readonly history: HistorySource;
  readonly payloads: PayloadReader;
  /** Where other executions are found; none for a file. */
  readonly namespace: string | undefined;
  /** Whose other runs this one points to. */
  readonly workflowId: string | undefined;
  readonly selectedEvent: number | undefined;
  select(eventId: number | undefined): void;
  value(name: string): string;
  /** Other values for the address; an empty one leaves it out. */
  change(values: Record<string, string>): void;
  hrefWith(values: Record<string, string>): string;
  /** Opens the dialog that resets the run to an event; none where that is not possible, or not allowed. */
  readonly openReset?: ((eventId: number) => void) | undefined;
}
