import type { EventBuffer } from '../live/event-buffer.js';
import type { EventGroup } from '../live/event-groups.js';
import { eventName } from '../live/event-names.js';
import { durationText } from '../live/duration-text.js';
import { kindText } from '../live/kind-texts.js';
import { statusLabel } from '../live/status.js';
import { dateFrom } from '../live/wire.js';
import { make, setShortTime, setText, show } from './dom.js';
import { StatusPill } from './status-pill.js';

/** A group in one sentence. */
export function groupWords(group: EventGroup): string {
  const outcome = group.status === 'NONE' ? '' : `: ${statusLabel(group.status)}`;
  return `${kindText(group)} ${subjectOf(group)}`.trimEnd() + outcome;
}

/** Workflow Tasks have no name of their own; for some events there is nothing to say but what they are. */
function subjectOf(group: EventGroup): string {
  const { kind, label } = group;
  return kind === 'workflow-task' || label === kindText(group) ? '' : label;
}

/** One group of a history: a line, which opens to show its events. */
export class HistoryRow {
  readonly element = make('li', { part: 'row' });
  readonly #group: EventGroup;
  readonly #buffer: EventBuffer;
  readonly #kind = make('span', { part: 'kind' });
  readonly #subject = make('span', { part: 'subject' });
  readonly #pill = new StatusPill();
  readonly #took = make('span', { part: 'note' });
  readonly #time = make('time', { part: 'time' });
  readonly #events = make('ol', { part: 'events' });
  readonly #details: HTMLDetailsElement;
  #drawn = '';

  constructor(group: EventGroup, buffer: EventBuffer) {
    this.#group = group;
    this.#buffer = buffer;
    this.#details = make(
      'details',
      {},
      make(
        'summary',
        {},
        this.#kind,
        this.#subject,
        make('span', { part: 'facts' }, this.#took, this.#pill.element, this.#time),
      ),
      this.#events,
    );
    this.element.append(this.#details);
    // Most rows are never opened.
    this.#details.addEventListener('toggle', () => this.#drawEvents());
  }

  /** Shows what the group is now. */
  update(): void {
    const { eventIds, status, label, startMs, endMs, attempt } = this.#group;
    const now = `${eventIds.length} ${status} ${endMs ?? ''} ${label}`;
    if (now === this.#drawn) return;
    this.#drawn = now;
    setText(this.#kind, kindText(this.#group));
    setText(this.#subject, subjectOf(this.#group));
    this.#pill.set(status === 'NONE' ? undefined : status);
    const ms = endMs === undefined ? 0 : endMs - startMs;
    const facts = [ms > 0 ? durationText(ms) : '', attempt > 1 ? `attempt ${attempt}` : ''].filter(Boolean);
    setText(this.#took, facts.join(', '));
    show(this.#took, facts.length > 0);
    setShortTime(this.#time, startMs > 0 ? new Date(startMs) : undefined);
    this.#drawEvents();
  }

  #drawEvents(): void {
    if (!this.#details.open) return;
    const lines = this.#group.eventIds.map((id) => {
      const event = this.#buffer.get(id);
      const time = make('time');
      setShortTime(time, dateFrom(event?.eventTime));
      return make(
        'li',
        {},
        make('span', { text: `${id}` }),
        make('span', { text: event ? eventName(event) : '' }),
        time,
      );
    });
    this.#events.replaceChildren(...lines);
  }
}
