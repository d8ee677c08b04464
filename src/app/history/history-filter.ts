import type { HistoryEvent } from '../../client/index.js';
import { eventName } from '../../live/event-names.js';
import { type EventGroup, type GroupKind, groupKinds } from '../../live/event-groups.js';

/** What became of a group, as one filters for it. */
export const outcomes = ['failed', 'pending', 'completed', 'canceled', 'retried'] as const;
export type OutcomeFilter = (typeof outcomes)[number];

/** Which events and groups are shown; an empty set lets all through. */
export interface HistoryFilter {
  kinds: ReadonlySet<GroupKind>;
  outcomes: ReadonlySet<OutcomeFilter>;
  /** Activity Types, signal names, … */
  names: ReadonlySet<string>;
  /** Such as `ActivityTaskStarted`. */
  eventTypes: ReadonlySet<string>;
  /** Workflow Tasks say how the workflow went on, not what it did. Those that failed are always shown. */
  hideTasks: boolean;
}

/** Values behind the `?` of an address. */
export type FilterValues = Record<'kind' | 'only' | 'name' | 'type', string>;

export function readFilter(value: (name: keyof FilterValues) => string, hideTasks: boolean): HistoryFilter {
  const list = (name: keyof FilterValues) => value(name).split(',').filter(Boolean).map(decode);
  const known = <Known extends string>(all: readonly Known[], name: keyof FilterValues) =>
    new Set(list(name).flatMap((item) => all.find((one) => one === item) ?? []));
  return {
    kinds: known(groupKinds, 'kind'),
    outcomes: known(outcomes, 'only'),
    names: new Set(list('name')),
    eventTypes: new Set(list('type')),
    hideTasks,
  };
}

export function filterValues({ kinds, outcomes, names, eventTypes }: HistoryFilter): FilterValues {
  const text = (set: ReadonlySet<string>) => [...set].map(encode).join(',');
  return { kind: text(kinds), only: text(outcomes), name: text(names), type: text(eventTypes) };
}

/** A comma stands between values, so one in a value is escaped. */
function encode(value: string): string {
  return value.replaceAll('%', '%25').replaceAll(',', '%2C');
}

function decode(value: string): string {
  return value.replaceAll('%2C', ',').replaceAll('%25', '%');
}

/** How many things are filtered for. */
export function filterCount({ kinds, outcomes, names, eventTypes }: HistoryFilter): number {
  return kinds.size + outcomes.size + names.size + eventTypes.size;
}

/** @param whole the history: while it is not, nobody knows what is pending */
export function groupPasses(group: EventGroup, filter: HistoryFilter, whole: boolean): boolean {
  const { kinds, outcomes, names } = filter;
  if (hidesTasks(filter) && isPlainTask(group)) return false;
  if (kinds.size > 0 && !kinds.has(group.kind)) return false;
  if (names.size > 0 && !names.has(group.label)) return false;
  return outcomes.size === 0 || outcomesOf(group, whole).some((outcome) => outcomes.has(outcome));
}

export function eventPasses(event: HistoryEvent, { eventTypes }: HistoryFilter): boolean {
  return eventTypes.size === 0 || eventTypes.has(eventName(event));
}

/** Who asks for Workflow Tasks sees them. */
function hidesTasks({ hideTasks, kinds, eventTypes }: HistoryFilter): boolean {
  if (!hideTasks || kinds.has('workflow-task')) return false;
  for (const type of eventTypes) if (type.startsWith('WorkflowTask')) return false;
  return true;
}

function isPlainTask({ kind, status }: EventGroup): boolean {
  return kind === 'workflow-task' && status !== 'FAILED' && status !== 'TIMED_OUT';
}

function outcomesOf({ kind, status, attempt }: EventGroup, whole: boolean): OutcomeFilter[] {
  const of: OutcomeFilter[] = attempt > 1 ? ['retried'] : [];
  if (status === 'FAILED' || status === 'TIMED_OUT' || status === 'TERMINATED') of.push('failed');
  if (status === 'COMPLETED') of.push('completed');
  if (status === 'CANCELLED') of.push('canceled');
  if (status === 'RUNNING' && whole && kind !== 'workflow') of.push('pending');
  return of;
}

/** A name that can be filtered for, and how many have it. */
export type NameChoice = readonly [name: string, count: number];

/** What can be filtered for, with how many groups or events there are of each; most first. */
export interface FilterChoices {
  kinds: ReadonlyMap<GroupKind, number>;
  outcomes: ReadonlyMap<OutcomeFilter, number>;
  names: readonly NameChoice[];
  eventTypes: readonly NameChoice[];
}

/** Kinds whose names say what they are, and come again. */
const named: ReadonlySet<GroupKind> = new Set<GroupKind>([
  'activity',
  'local-activity',
  'child',
  'signal',
  'update',
  'nexus',
  'marker',
]);

export function filterChoices(
  groups: readonly EventGroup[],
  events: Iterable<HistoryEvent>,
  whole: boolean,
): FilterChoices {
  const kinds = new Map<GroupKind, number>();
  const outcomeCounts = new Map<OutcomeFilter, number>();
  const names = new Map<string, number>();
  const add = <Key>(counts: Map<Key, number>, key: Key) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const group of groups) {
    add(kinds, group.kind);
    for (const outcome of outcomesOf(group, whole)) add(outcomeCounts, outcome);
    if (named.has(group.kind)) add(names, group.label);
  }
  const eventTypes = new Map<string, number>();
  for (const event of events) add(eventTypes, eventName(event));
  const sorted = (counts: ReadonlyMap<string, number>) => [...counts].sort(([, a], [, b]) => b - a);
  return { kinds, outcomes: outcomeCounts, names: sorted(names), eventTypes: sorted(eventTypes) };
}
