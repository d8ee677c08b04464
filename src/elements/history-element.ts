import { type Client, describeError, type WorkflowExecutionDescription } from '../client/index.js';
import { EventBuffer } from '../live/event-buffer.js';
import { type EventGroup, EventGroups } from '../live/event-groups.js';
import { followDescription } from '../live/follow-description.js';
import { HistoryLoader } from '../live/history-loader.js';
import type { HistoryNeed } from '../live/history-phase.js';
import { isPageVisible } from '../live/page-visibility.js';
import { Pulse } from '../live/pulse.js';
import { isOpen } from '../live/status.js';
import { TemporalElement } from './base-element.js';
import { make, setText, show } from './dom.js';
import { groupWords, HistoryRow } from './history-row.js';
import { historyStyles } from './history-styles.js';

/** Rows that are drawn at first, and that each "Show earlier" adds. */
const rowsAStep = 100;
/** Least milliseconds between two announcements: new events may come faster than anybody can say them. */
const sayEveryMs = 5_000;

/** The history of one run, as far as it is loaded. */
interface Shown {
  readonly buffer: EventBuffer;
  readonly groups: EventGroups;
  readonly loader: HistoryLoader;
  /** What was asked of the loader last. */
  asked: string;
}

/**
 * `<temporal-history workflow-id="order-1">`: what has happened in a run, newest first, with new events as they come. Events of
 * one thing, such as an Activity, are one row, which opens to show each of them.
 *
 * Of a long history the ends are loaded, and more when somebody asks for it; only some rows are in the page.
 *
 * Attribute `workflow-tasks`: also those that went well, which say only that the Workflow's code has run.
 * Parts: `card`, `header`, `note`, `list`, `row`, `kind`, `subject`, `facts`, `status`, `time`, `events`, `more`, `error`.
 * Events, which bubble: `temporal-error` (`detail.error`).
 */
export class TemporalHistoryElement extends TemporalElement {
  static override readonly observedAttributes = [
    ...TemporalElement.observedAttributes,
    'workflow-id',
    'run-id',
    'workflow-tasks',
  ];

  readonly #count = make('span', { part: 'note' });
  readonly #list = make('ul', { part: 'list', role: 'list', 'aria-label': 'Events, newest first' });
  readonly #more = make('button', { part: 'more', type: 'button' });
  readonly #error = make('p', { part: 'error' });
  readonly #note = make('p', { part: 'note' });
  readonly #said = make('p', { class: 'said', role: 'status' });
  readonly #rows = new Map<number, HistoryRow>();
  #shown: Shown | undefined;
  #mostRows = rowsAStep;
  #saidAt = 0;
  /** The newest event that has been said or was there from the start. */
  #saidTo = 0;

  constructor() {
    super(historyStyles, ['workflowId', 'runId', 'workflowTasks']);
    this.root.append(
      make(
        'div',
        { part: 'card' },
        make(
          'div',
          { part: 'header' },
          make('slot', { name: 'heading' }, make('span', { part: 'heading', text: 'History' })),
          this.#count,
        ),
        this.#error,
        this.#note,
        this.#list,
        this.#more,
        make('slot'),
      ),
      this.#said,
    );
    this.#more.addEventListener('click', () => this.#showMore());
    this.#clear();
  }

  /** Which execution. */
  get workflowId(): string {
    return this.text('workflow-id');
  }
  set workflowId(workflowId: string) {
    this.setText('workflow-id', workflowId);
  }

  /** Which run of it. @default the newest, when it begins */
  get runId(): string {
    return this.text('run-id');
  }
  set runId(runId: string) {
    this.setText('run-id', runId);
  }

  /** Whether Workflow Tasks that went well are shown. @default false */
  get workflowTasks(): boolean {
    return this.hasAttribute('workflow-tasks');
  }
  set workflowTasks(workflowTasks: boolean) {
    this.toggleAttribute('workflow-tasks', workflowTasks);
  }

  protected inputs(): readonly unknown[] {
    return [this.workflowId, this.runId, this.workflowTasks];
  }

  protected begin(client: Client | undefined, signal: AbortSignal): void {
    const { workflowId, runId } = this;
    this.#clear();
    this.#hint(!workflowId ? 'No Workflow Id.' : client ? 'Loading…' : 'Not connected.');
    if (!client || !workflowId) return;

    const buffer = new EventBuffer();
    const groups = new EventGroups(buffer);
    const pulse = new Pulse();
    const fail = (error: unknown): void => {
      if (signal.aborted || describeError(error).cancelled) return;
      this.fail(describeError(error).title);
      this.tell('temporal-error', { workflowId, runId, error });
    };
    let failed: unknown;
    const loader = new HistoryLoader(buffer, {
      onchange: () => {
        if (loader.error !== undefined && loader.error !== failed) fail(loader.error);
        failed = loader.error;
        pulse.beat();
      },
      onend: () => follower.refresh(),
    });
    const shown: Shown = (this.#shown = { buffer, groups, loader, asked: '' });
    pulse.listen(() => {
      if (!signal.aborted) this.#draw(shown);
    });
    buffer.listen(() => pulse.beat());

    // The run that is newest now: its history is followed, not that of a later one.
    let followed = '';
    const follower = followDescription(client.workflow.getHandle(workflowId, runId || undefined), {
      onDescription: (description) => {
        followed ||= description.runId;
        if (description.runId !== followed) {
          follower.stop();
          return;
        }
        this.fail(undefined);
        loader.update({ ...loadedRun(description), reader: client.workflow.getHandle(workflowId, followed) });
        if (loader.error !== undefined && describeError(loader.error).retryable) loader.retry();
        this.#ask(shown);
      },
      onError: fail,
    });
    const look = (): void => this.#ask(shown);
    document.addEventListener('visibilitychange', look);
    signal.addEventListener('abort', () => {
      document.removeEventListener('visibilitychange', look);
      follower.stop();
      loader.stop();
    });
  }

  protected fail(words: string | undefined): void {
    show(this.#error, words !== undefined);
    setText(this.#error, words ?? '');
    if (words !== undefined) this.#hint('');
  }

  #clear(): void {
    this.#shown = undefined;
    this.#mostRows = rowsAStep;
    this.#saidTo = 0;
    this.#rows.clear();
    this.#list.replaceChildren();
    setText(this.#count, '');
    setText(this.#said, '');
    for (const element of [this.#list, this.#more, this.#error, this.#note]) show(element, false);
  }

  #hint(words: string): void {
    setText(this.#note, words);
    show(this.#note, words !== '');
  }

  /**
   * Asks for the ends and, before the last event, for as much as rows are wanted; for nothing while nobody looks. Only when
   * that is something else: each question makes the loader tell of itself.
   */
  #ask(shown: Shown): void {
    const { loader, buffer } = shown;
    const { gap } = buffer;
    const needs: HistoryNeed[] = isPageVisible() ? ['ends'] : [];
    const isMore = this.#mostRows > rowsAStep && this.#listed(shown).length < this.#mostRows;
    if (gap && isMore && needs.length > 0) needs.push({ eventId: gap.to });
    const asked = JSON.stringify(needs);
    if (asked === shown.asked) return;
    shown.asked = asked;
    loader.need(needs);
  }

  /** The groups to list, newest first: above the gap of a history that is not whole. */
  #listed({ groups, buffer }: Shown): EventGroup[] {
    const { workflowTasks } = this;
    const from = buffer.gap?.to ?? 0;
    const listed: EventGroup[] = [];
    const { all } = groups;
    for (let index = all.length - 1; index >= 0 && listed.length < this.#mostRows; index--) {
      const group = all[index]!;
      if ((group.eventIds[0] ?? 0) <= from) continue;
      if (!workflowTasks && group.kind === 'workflow-task' && group.status !== 'FAILED' && group.status !== 'TIMED_OUT')
        continue;
      listed.push(group);
    }
    return listed;
  }

  #showMore(): void {
    this.#mostRows += rowsAStep;
    if (!this.#shown) return;
    this.#draw(this.#shown);
  }

  #draw(shown: Shown): void {
    const { buffer, loader } = shown;
    if (buffer.count === 0) return;
    // The first events alone, at the top of a list whose newest come first, would say that nothing else has happened.
    if (this.#rows.size === 0 && buffer.lastId < loader.total && loader.phase === 'loading') {
      this.#hint(`Loading ${loader.total} events…`);
      return;
    }
    this.#hint('');
    const listed = this.#listed(shown);
    const kept = new Set(listed.map(({ id }) => id));
    for (const [id, row] of this.#rows) {
      if (kept.has(id)) continue;
      row.element.remove();
      this.#rows.delete(id);
    }
    let at = this.#list.firstElementChild;
    for (const group of listed) {
      let row = this.#rows.get(group.id);
      if (!row) this.#rows.set(group.id, (row = new HistoryRow(group, buffer)));
      row.update();
      if (row.element === at) at = at.nextElementSibling;
      else this.#list.insertBefore(row.element, at);
    }
    show(this.#list, true);
    const oldest = listed.at(-1)?.eventIds[0] ?? 0;
    const hasEarlier = listed.length === this.#mostRows || buffer.gap !== undefined;
    setText(this.#more, `Show earlier (from event ${Math.max(1, oldest - 1)})`);
    show(this.#more, hasEarlier && oldest > 1);
    const isLive = loader.phase === 'live' || loader.phase === 'partial';
    setText(this.#count, `${loader.total} events${isLive && !this.#isOver(shown) ? ', live' : ''}`);
    this.#say(shown, listed);
    this.#ask(shown);
  }

  #isOver({ groups }: Shown): boolean {
    const run = groups.get(1);
    return run !== undefined && run.status !== 'RUNNING';
  }

  /** New events, in few words and not too often. */
  #say({ buffer }: Shown, [newest]: readonly EventGroup[]): void {
    const fresh = buffer.lastId - this.#saidTo;
    const isFirst = this.#saidTo === 0;
    if (fresh <= 0 || (!isFirst && Date.now() - this.#saidAt < sayEveryMs)) return;
    this.#saidTo = buffer.lastId;
    if (isFirst || !newest) return;
    this.#saidAt = Date.now();
    setText(this.#said, `${fresh} new ${fresh === 1 ? 'event' : 'events'}. ${groupWords(newest)}`);
  }
}

function loadedRun({ runId, historyLength, status, raw }: WorkflowExecutionDescription): {
  runId: string;
  historyLength: number;
  open: boolean;
  eventsABatch: number;
} {
  const transitions = Number(raw.workflowExecutionInfo?.stateTransitionCount ?? 0);
  return {
    runId,
    historyLength,
    open: isOpen(status.name),
    eventsABatch: transitions > 0 ? historyLength / transitions : 1,
  };
}
