import type { HistoryEvent } from '../client/index.js';
import type { EventBuffer } from './event-buffer.js';
import { EventGroup } from './event-group.js';
import { headId } from './event-links.js';

export { EventGroup, type GroupKind, groupKinds, type GroupStatus } from './event-group.js';

/** The groups of a buffer, kept up with it. */
export class EventGroups {
  readonly #buffer: EventBuffer;
  readonly #groups = new Map<number, EventGroup>();
  /** By the ids of their events: lists ask for each of 50,000 again and again. */
  readonly #ofEvent: (EventGroup | undefined)[] = [];
  #ordered: EventGroup[] | undefined;
  /** The groups came in the order of their ids, as they do from the start of a history. */
  #inOrder = true;
  #lastAdded = 0;

  constructor(buffer: EventBuffer) {
    this.#buffer = buffer;
    this.#take([...buffer]);
    buffer.listen((changed, removed) => {
      if (removed) this.#drop();
      this.#take(changed);
    });
  }

  /** By the event that began them. The array is another one after every change. */
  get all(): readonly EventGroup[] {
    if (!this.#ordered) {
      this.#ordered = [...this.#groups.values()];
      if (!this.#inOrder) this.#ordered.sort((a, b) => a.id - b.id);
    }
    return this.#ordered;
  }

  get(id: number): EventGroup | undefined {
    return this.#groups.get(id);
  }

  of(eventId: number): EventGroup | undefined {
    return this.#buffer.get(eventId) && this.#ofEvent[eventId];
  }

  #take(changed: readonly HistoryEvent[]): void {
    for (const event of changed) {
      const head = headId(event);
      let group = this.#groups.get(head);
      if (!group) {
        group = new EventGroup(head, this.#buffer);
        this.#groups.set(head, group);
        this.#inOrder &&= head > this.#lastAdded;
        this.#lastAdded = head;
      }
      const id = Number(event.eventId);
      group.change({ added: id });
      // An array with holes is slow for all that follows.
      while (this.#ofEvent.length <= id) this.#ofEvent.push(undefined);
      this.#ofEvent[id] = group;
    }
    this.#ordered = undefined;
  }

  /** After events have gone: those at the end of a live history that were never stored. */
  #drop(): void {
    for (const [id, group] of this.#groups) if (!group.change({ removed: true })) this.#groups.delete(id);
  }
}
