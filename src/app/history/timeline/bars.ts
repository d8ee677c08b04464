import type { EventBuffer } from '../../../live/event-buffer.js';
import type { EventGroup, EventGroups } from '../../../live/event-groups.js';
import { type Bar, timeMs } from './bar.js';
import { abandonAt, barOf } from './bar-of.js';
import { nothingPending, type PendingWork } from './pending.js';
import { finish, type Steps, stepSize } from './steps.js';

interface Entry {
  bar: Bar;
  /** What the bar was made of; the same again makes the same bar. */
  events: number;
  lastId: number;
  live: unknown;
}

/**
 * The bars of a history in the order of their starts. What has not changed keeps its bar, so following a long history
 * costs what is new and a look at the rest.
 */
export class Bars {
  readonly #buffer: EventBuffer;
  readonly #groups: EventGroups;
  #entries = new Map<number, Entry>();
  #version = -1;
  #pending: PendingWork | undefined;
  #whole = false;
  #all: readonly Bar[] = [];

  constructor(buffer: EventBuffer, groups: EventGroups) {
    this.#buffer = buffer;
    this.#groups = groups;
  }

  /**
   * Another array after every change.
   *
   * @param whole no event is missing. Until then, what has no beginning or no end is left out: it may have one.
   */
  read(whole: boolean, pending: PendingWork = nothingPending): readonly Bar[] {
    return finish(this.make(whole, pending));
  }

  /** As {@link read}, with stops. What changes meanwhile is for the next time. */
  *make(whole: boolean, pending: PendingWork): Steps<readonly Bar[]> {
    const { version } = this.#buffer;
    if (this.#version === version && this.#pending === pending && this.#whole === whole) return this.#all;
    const entries = new Map<number, Entry>();
    const closedMs = this.#closedMs();
    const bars: Bar[] = [];
    let count = 0;
    for (const group of this.#groups.all) {
      if (++count % stepSize === 0) yield;
      if (!whole && (group.headless || (group.status === 'RUNNING' && group.kind !== 'workflow'))) continue;
      const entry = this.#entry(group, pending);
      entries.set(group.id, entry);
      bars.push(closedMs === undefined ? entry.bar : abandonAt(entry.bar, closedMs));
    }
    this.#entries = entries;
    this.#version = version;
    this.#pending = pending;
    this.#whole = whole;
    return (this.#all = sortByStart(bars));
  }

  #entry(group: EventGroup, pending: PendingWork): Entry {
    const before = this.#entries.get(group.id);
    const events = group.eventIds.length;
    const lastId = group.eventIds.at(-1) ?? 0;
    // Only what goes on can be told of by a description.
    const live = group.status === 'RUNNING' ? pending : undefined;
    if (before && before.events === events && before.lastId === lastId && before.live === live) return before;
    return { bar: barOf(group, this.#buffer, pending), events, lastId, live };
  }

  /** When the run ended, if it has. */
  #closedMs(): number | undefined {
    const run = this.#groups.get(1);
    if (!run || run.kind !== 'workflow' || run.status === 'RUNNING') return undefined;
    return timeMs(this.#buffer.get(run.eventIds.at(-1) ?? 0)?.eventTime);
  }
}

/** Mostly they are in order already, which sorting notices. */
function sortByStart(bars: Bar[]): readonly Bar[] {
  return bars.sort((a, b) => a.startMs - b.startMs || a.id - b.id);
}
