import {
  type Client,
  describeError,
  WorkflowContinuedAsNewError,
  type WorkflowExecutionDescription,
  WorkflowFailedError,
} from '../client/index.js';
import { durationText } from '../live/duration-text.js';
import { followDescription, type Follower } from '../live/follow-description.js';
import { isPageVisible } from '../live/page-visibility.js';
import { isOpen, statusLabel } from '../live/status.js';
import { TemporalElement } from './base-element.js';
import { make, setText, setTime, show } from './dom.js';
import type { ExecutionIds } from './execution-ids.js';
import { StatusPill } from './status-pill.js';
import { failureLines, valueText } from './value-text.js';
import { workflowStyles } from './workflow-styles.js';

/**
 * `<temporal-workflow workflow-id="order-1">`: type, live status, times, and result or failure of an execution.
 *
 * Slots: `heading` in place of the Workflow Type, `actions` for buttons, and the default one below everything.
 * Parts: `card`, `header`, `type`, `status`, `id`, `times`, `result`, `failure`, `error`, `note`, `actions`.
 * Events, which bubble: `temporal-status` (`detail.description`), `temporal-result` (`detail.result`), `temporal-error`
 * (`detail.error`).
 */
export class TemporalWorkflowElement extends TemporalElement {
  static override readonly observedAttributes = [...TemporalElement.observedAttributes, 'workflow-id', 'run-id'];

  readonly #type = make('span', { part: 'type' });
  readonly #pill = new StatusPill();
  readonly #id = make('span', { part: 'id' });
  readonly #started = make('time');
  readonly #ended = make('time');
  readonly #took = make('dd');
  readonly #tookLabel = make('dt');
  readonly #endedRow = make('div', {}, make('dt', { text: 'Ended' }), make('dd', {}, this.#ended));
  readonly #times = make(
    'dl',
    { part: 'times' },
    make('div', {}, make('dt', { text: 'Started' }), make('dd', {}, this.#started)),
    this.#endedRow,
    make('div', {}, this.#tookLabel, this.#took),
  );
  readonly #value = make('pre', { tabindex: '0', role: 'region', 'aria-label': 'Result' });
  readonly #result = make('div', { part: 'result' }, make('p', { part: 'note', text: 'Result' }), this.#value);
  readonly #failure = make('div', { part: 'failure' });
  readonly #error = make('p', { part: 'error' });
  readonly #note = make('p', { part: 'note' });
  readonly #actionSlot = make('slot', { name: 'actions' });
  readonly #actions = make('div', { part: 'actions' }, this.#actionSlot);
  /** Says changes to who does not see them; outside of it nothing is read out. */
  readonly #said = make('p', { class: 'said', role: 'status' });
  #description: WorkflowExecutionDescription | undefined;
  #follower: Follower | undefined;
  /** Whether its end is being waited for, or has come. */
  #isAwaited = false;

  constructor() {
    super(workflowStyles, ['workflowId', 'runId']);
    this.root.append(
      make(
        'div',
        { part: 'card' },
        make('div', { part: 'header' }, make('slot', { name: 'heading' }, this.#type), this.#pill.element),
        this.#id,
        this.#times,
        this.#result,
        this.#failure,
        this.#error,
        this.#note,
        make('slot'),
        this.#actions,
      ),
      this.#said,
    );
    this.#actionSlot.addEventListener('slotchange', () => this.#showActions());
    this.#showActions();
    this.#clear();
  }

  /** Which execution. */
  get workflowId(): string {
    return this.text('workflow-id');
  }
  set workflowId(workflowId: string) {
    this.setText('workflow-id', workflowId);
  }

  /** Which run of it. @default the newest; its result is that of the last run of the chain */
  get runId(): string {
    return this.text('run-id');
  }
  set runId(runId: string) {
    this.setText('run-id', runId);
  }

  /** What is known of it; undefined until the first answer. */
  get description(): WorkflowExecutionDescription | undefined {
    return this.#description;
  }

  /** Asks now, after a signal for example; after an error, begins anew. */
  override refresh(): void {
    if (this.#error.hidden && this.#follower) this.#follower.refresh();
    else super.refresh();
  }

  protected inputs(): readonly unknown[] {
    return [this.workflowId, this.runId];
  }

  protected begin(client: Client | undefined, signal: AbortSignal): void {
    const { workflowId, runId } = this;
    this.#clear();
    setText(this.#id, workflowId);
    show(this.#id, workflowId !== '');
    this.#hint(!workflowId ? 'No Workflow Id.' : client ? 'Loading…' : 'Not connected.');
    if (!client || !workflowId) return;

    const handle = client.workflow.getHandle(workflowId, runId || undefined);
    const follower = (this.#follower = followDescription(handle, {
      onDescription: (description) => {
        this.#describe(description);
        // The wait had failed, and now there is an answer again.
        if (!this.#isAwaited) awaitResult();
      },
      onError: (error) => this.fail(failureLines(error)[0]),
    }));
    const clock = setInterval(() => {
      if (isPageVisible()) this.#tick();
    }, 1000);
    signal.addEventListener('abort', () => {
      follower.stop();
      clearInterval(clock);
    });
    const awaitResult = (): void => {
      this.#isAwaited = true;
      // A run that is named ends with itself; without a name, the result is that of the whole chain.
      handle.result({ signal, watched: isPageVisible, followRuns: !runId }).then(
        (result) => {
          if (!signal.aborted) this.#complete(result);
          follower.refresh();
        },
        (error: unknown) => {
          if (signal.aborted) return;
          this.#end(error);
          // Where there is no such execution, asking at once again would only say so twice.
          if (this.#isAwaited) follower.refresh();
        },
      );
    };
    awaitResult();
  }

  protected fail(words: string | undefined): void {
    show(this.#error, words !== undefined);
    setText(this.#error, words ?? '');
    if (words !== undefined) this.#hint('');
  }

  #clear(): void {
    this.#description = undefined;
    this.#follower = undefined;
    this.#pill.set(undefined);
    setText(this.#type, 'Workflow');
    setText(this.#said, '');
    for (const element of [this.#times, this.#result, this.#failure, this.#error, this.#note]) show(element, false);
  }

  #showActions(): void {
    show(this.#actions, this.#actionSlot.assignedNodes().length > 0);
  }

  #hint(words: string): void {
    setText(this.#note, words);
    show(this.#note, words !== '');
  }

  #describe(description: WorkflowExecutionDescription): void {
    const before = this.#description?.status.name;
    const { type, status, startTime, closeTime } = description;
    this.#description = description;
    this.fail(undefined);
    this.#hint('');
    setText(this.#type, type);
    this.#pill.set(status.name);
    setTime(this.#started, startTime);
    setTime(this.#ended, closeTime);
    show(this.#endedRow, closeTime !== undefined);
    this.#tick();
    show(this.#times, true);
    if (before === status.name) return;
    // What is there from the start is read with the page.
    if (before !== undefined) setText(this.#said, `${type} ${this.workflowId}: ${statusLabel(status.name)}`);
    this.tell('temporal-status', { description });
  }

  #tick(): void {
    if (!this.#description) return;
    const { status, startTime, closeTime } = this.#description;
    const isRunning = isOpen(status.name);
    const ms = (closeTime?.getTime() ?? Date.now()) - startTime.getTime();
    setText(this.#tookLabel, isRunning ? 'For' : 'Took');
    // In whole seconds while it runs: the clock here and that of the server are not the same.
    const seconds = Math.floor(ms / 1000);
    const running = seconds < 1 ? 'less than 1 s' : durationText(seconds * 1000);
    setText(this.#took, isRunning ? running : durationText(ms));
  }

  #ids(): ExecutionIds {
    return { workflowId: this.workflowId, runId: this.#description?.runId ?? this.runId };
  }

  #complete(result: unknown): void {
    const text = valueText(result);
    setText(this.#value, text || 'It returned nothing.');
    show(this.#result, true);
    this.tell('temporal-result', { ...this.#ids(), result });
  }

  #end(error: unknown): void {
    if (describeError(error).cancelled) return;
    if (error instanceof WorkflowFailedError || error instanceof WorkflowContinuedAsNewError) {
      const [first = '', ...causes] = failureLines(error);
      this.#failure.replaceChildren(make('p', { text: first }));
      if (causes.length > 0) {
        this.#failure.append(make('ul', {}, ...causes.map((text) => make('li', { text }))));
      }
      show(this.#failure, true);
    } else {
      this.#isAwaited = false;
      this.fail(failureLines(error)[0]);
    }
    this.tell('temporal-error', { ...this.#ids(), error });
  }
}
