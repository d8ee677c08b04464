import type { HistoryEvent } from '../../client/index.js';
import type { EventBuffer } from '../../live/event-buffer.js';
import type { EventGroup, EventGroups } from '../../live/event-groups.js';
import { eventPasses, groupPasses, type HistoryFilter } from './history-filter.js';

/**
 * A row by number, so that 50,000 of them are one array: the id of an event, or in the grouped view the id of a group,
 * and below it its events with a minus; 0 for the events that have not been loaded.
 */
export type Row = number;

export const gapRow: Row = 0;

export interface HistoryRows {
  readonly rows: readonly Row[];
  /** Of {@link gapRow}; -1 without one. */
  readonly gapAt: number;
  /** How many rows the gap stands for, about. */
  readonly gapRows: number;
  /** Events or groups among them. */
  readonly count: number;
}

export interface RowsInput {
  buffer: EventBuffer;
  groups: EventGroups;
  filter: HistoryFilter;
  /** Whether an event matches the search; undefined without one, and when it does not filter. */
  matches: ((eventId: number) => boolean) | undefined;
  order: 'asc' | 'desc';
  whole: boolean;
}

/** Every event, oldest first. */
export function allRows(buffer: EventBuffer): HistoryRows {
  const rows: Row[] = [];
  const { gap } = buffer;
  for (let id = 1; id <= buffer.lastId; id++) {
    if (gap && id === gap.to + 1) rows.push(gapRow);
    if (buffer.get(id)) rows.push(id);
  }
  return finish(rows, buffer, 'asc');
}

/** One row an event. */
export function feedRows({ buffer, groups, filter, matches, order, whole }: RowsInput): HistoryRows {
  const rows: Row[] = [];
  const { gap } = buffer;
  // By number: a generator and ids of 64 bits would cost more than all that is asked here.
  for (let id = 1; id <= buffer.lastId; id++) {
    if (gap && id === gap.to + 1) rows.push(gapRow);
    if (matches && !matches(id)) continue;
    const event = buffer.get(id);
    if (!event || !eventPasses(event, filter)) continue;
    const group = groups.of(id);
    if (group && groupPasses(group, filter, whole)) rows.push(id);
  }
  return finish(rows, buffer, order);
}

/** One row a group; under those in `expanded`, their events. */
export function groupRows(
  { buffer, groups, filter, matches, order, whole }: RowsInput,
  expanded: ReadonlySet<number>,
): HistoryRows {
  const rows: Row[] = [];
  const { gap } = buffer;
  let gapPassed = gap === undefined;
  let count = 0;
  for (const group of groups.all) {
    if (!gapPassed && gap && group.id > gap.to) {
      rows.push(gapRow);
      gapPassed = true;
    }
    // A group whose first event is in the gap comes to its place with it.
    const isBeyond = group.headless && gap && group.id >= gap.from;
    if (isBeyond || !groupPasses(group, filter, whole) || !anyEvent(group, buffer, filter, matches)) continue;
    count++;
    if (order === 'desc' && expanded.has(group.id)) for (const id of group.eventIds.toReversed()) rows.push(-id);
    rows.push(group.id);
    if (order === 'asc' && expanded.has(group.id)) for (const id of group.eventIds) rows.push(-id);
  }
  if (!gapPassed) rows.push(gapRow);
  return { ...finish(rows, buffer, order), count };
}

function anyEvent(
  group: EventGroup,
  buffer: EventBuffer,
  filter: HistoryFilter,
  matches: RowsInput['matches'],
): boolean {
  if (!matches && filter.eventTypes.size === 0) return true;
  return group.eventIds.some((id) => {
    const event: HistoryEvent | undefined = buffer.get(id);
    return event && (!matches || matches(id)) && eventPasses(event, filter);
  });
}

function finish(rows: Row[], buffer: EventBuffer, order: 'asc' | 'desc'): HistoryRows {
  if (order === 'desc') rows.reverse();
  const gapAt = buffer.gap ? rows.indexOf(gapRow) : -1;
  const count = gapAt < 0 ? rows.length : rows.length - 1;
  const missing = buffer.lastId - buffer.count;
  // As many as there are of what is here, in proportion.
  const gapRows = gapAt < 0 ? 0 : Math.max(2, Math.round((missing * count) / Math.max(1, buffer.count)));
  return { rows, gapAt, gapRows, count };
}
