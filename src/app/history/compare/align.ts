import { diffArrays } from 'diff';
import type { HistoryEvent } from '../../../client/index.js';
import type { EventBuffer } from '../../../live/event-buffer.js';
import { isWorkflowTask, signatureOf } from './signature.js';

/** The same step of two runs, or a step that only one of them took. */
export interface AlignedRow {
  left: HistoryEvent | undefined;
  right: HistoryEvent | undefined;
  kind: 'same' | 'left-only' | 'right-only';
}

export interface Alignment {
  rows: readonly AlignedRow[];
  /** Index of the first row that one run alone has; -1 when both took the same steps. */
  firstDifference: number;
  /** False when the histories differ too much to be aligned in time; then rows stand beside each other by their number. */
  isExact: boolean;
}

export interface AlignOptions {
  /** @default false */
  workflowTasks?: boolean;
  /** How long to look for the best alignment. @default 2000 */
  timeoutMs?: number;
}

/** Lays two histories side by side, step by step, with as few differences as there are (Myers' algorithm). */
export function align(left: EventBuffer, right: EventBuffer, options: AlignOptions = {}): Alignment {
  const { workflowTasks = false, timeoutMs = 2_000 } = options;
  const of = (buffer: EventBuffer): HistoryEvent[] =>
    workflowTasks ? [...buffer] : [...buffer].filter((event) => !isWorkflowTask(event));
  const [lefts, rights] = [of(left), of(right)];
  const signatures = (events: HistoryEvent[], buffer: EventBuffer): string[] =>
    events.map((event) => signatureOf(event, buffer));
  const changes = diffArrays(signatures(lefts, left), signatures(rights, right), { timeout: timeoutMs });
  // Out of time.
  if (!changes) return byNumber(lefts, rights);
  const rows: AlignedRow[] = [];
  let [atLeft, atRight] = [0, 0];
  for (const { value, added, removed } of changes) {
    for (let step = 0; step < value.length; step++) {
      if (removed) rows.push({ left: lefts[atLeft++], right: undefined, kind: 'left-only' });
      else if (added) rows.push({ left: undefined, right: rights[atRight++], kind: 'right-only' });
      else rows.push({ left: lefts[atLeft++], right: rights[atRight++], kind: 'same' });
    }
  }
  return { rows, firstDifference: rows.findIndex(({ kind }) => kind !== 'same'), isExact: true };
}

function byNumber(lefts: readonly HistoryEvent[], rights: readonly HistoryEvent[]): Alignment {
  const rows = Array.from({ length: Math.max(lefts.length, rights.length) }, (_, index): AlignedRow => {
    const [left, right] = [lefts[index], rights[index]];
    return { left, right, kind: left && right ? 'same' : left ? 'left-only' : 'right-only' };
  });
  return { rows, firstDifference: rows.findIndex(({ kind }) => kind !== 'same'), isExact: false };
}
