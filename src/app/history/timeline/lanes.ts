import { type Bar, type BarStatus, type SectionName } from './bar.js';
import { packLanes } from './packing.js';
import { finish, type Steps, stepSize } from './steps.js';

/** Bars that do not overlap, in the order of time. */
export interface Lane {
  bars: readonly Bar[];
  /** Those that did not end well: seen even where a pixel stands for many bars. */
  bad: readonly Bar[];
}

interface Packed {
  lanes: readonly Lane[];
  atOnce: number;
}

type Sections = ReadonlyMap<SectionName, readonly Bar[]>;

const sections = new WeakMap<readonly Bar[], Sections>();
const packed = new WeakMap<readonly Bar[], Packed>();

/** The bars of each section; the same arrays for the same bars. */
export function sectionsOf(all: readonly Bar[]): Sections {
  let found = sections.get(all);
  if (!found) sections.set(all, (found = divide(all)));
  return found;
}

/** The lanes of a section; packed once for each state of its bars. */
export function lanesOf(bars: readonly Bar[]): Packed {
  let found = packed.get(bars);
  if (!found) packed.set(bars, (found = finish(pack(bars))));
  return found;
}

/**
 * Packs the sections with stops, so that {@link lanesOf} has nothing left to do.
 *
 * @param before the bars before a change: sections that are as they were keep their lanes
 */
export function* packSections(all: readonly Bar[], before: readonly Bar[]): Steps<void> {
  const divided = new Map(divide(all));
  const were = sections.get(before);
  for (const [name, bars] of divided) {
    const was = were?.get(name);
    yield;
    if (was && isSame(was, bars)) divided.set(name, was);
    else packed.set(bars, yield* pack(bars));
  }
  sections.set(all, divided);
}

function isSame(some: readonly Bar[], others: readonly Bar[]): boolean {
  return some.length === others.length && some.every((bar, index) => bar === others[index]);
}

function divide(bars: readonly Bar[]): Sections {
  const divided = new Map<SectionName, Bar[]>();
  for (const bar of bars) {
    const section = divided.get(bar.section);
    if (section) section.push(bar);
    else divided.set(bar.section, [bar]);
  }
  return divided;
}

/** In sections with fewer bars than this, short ones get a place in which they can be seen and hit. */
const roomyCount = 400;

function* pack(bars: readonly Bar[]): Steps<Packed> {
  const room = bars.length <= roomyCount ? spanOf(bars) * 0.006 : 0;
  const places = yield* packLanes(intervalsOf(bars, room));
  const lanes: { bars: Bar[]; bad: Bar[] }[] = [];
  for (const [index, bar] of bars.entries()) {
    if (index % stepSize === stepSize - 1) yield;
    const lane = (lanes[places[index] ?? 0] ??= { bars: [], bad: [] });
    lane.bars.push(bar);
    if (badEnd(bar.status)) lane.bad.push(bar);
  }
  // With room, there are more lanes than bars at the same time.
  const atOnce = room > 0 ? lanesIn(yield* packLanes(intervalsOf(bars, 0))) : lanes.length;
  return { lanes, atOnce };
}

/** How many go on at the same time at the busiest moment. */
function lanesIn(places: Int32Array): number {
  return places.reduce((most, lane) => Math.max(most, lane + 1), 0);
}

function intervalsOf(bars: readonly Bar[], least: number): { start: number; end: number }[] {
  return bars.map(({ startMs, endMs }) => ({
    start: startMs,
    end: endMs === undefined ? Infinity : Math.max(endMs, startMs + least),
  }));
}

function spanOf(bars: readonly Bar[]): number {
  let end = -Infinity;
  for (const { startMs, endMs = startMs } of bars) end = Math.max(end, endMs);
  return Math.max(0, end - (bars[0]?.startMs ?? end));
}

/** How it ended, if it did not end well. */
export function badEnd(status: BarStatus): 'FAILED' | 'TIMED_OUT' | 'TERMINATED' | undefined {
  return status === 'FAILED' || status === 'TIMED_OUT' || status === 'TERMINATED' ? status : undefined;
}
