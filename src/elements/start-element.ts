import { type Client, describeError } from '../client/index.js';
import { isPageVisible } from '../live/page-visibility.js';
import { readArguments } from './arguments.js';
import { TemporalElement } from './base-element.js';
import { make, setText, show } from './dom.js';
import { startStyles } from './start-styles.js';
import { failureLines } from './value-text.js';

/**
 * `<temporal-start type="order" task-queue="orders">`: a form that starts an execution.
 *
 * Attributes: `type`, `task-queue`, `workflow-id` (without it the form makes one up), `args` (JSON, what the form begins with),
 * `label` of the button, `disabled`, and `name`, under which a form around it sends the Workflow Id of what was started.
 * Slots: `heading`, and the default one below the form.
 * Parts: `card`, `form`, `field`, `label`, `input`, `button`, `error`, `note`.
 * Events, which bubble: `temporal-start` (`detail.workflowId`, `runId`, `handle`), then `temporal-result` (`detail.result`) or
 * `temporal-error` (`detail.error`), which also comes when it cannot be started.
 */
export class TemporalStartElement extends TemporalElement {
  static readonly formAssociated = true;
  static override readonly observedAttributes = [
    ...TemporalElement.observedAttributes,
    'type',
    'task-queue',
    'workflow-id',
    'args',
    'label',
    'disabled',
  ];

  readonly #internals = this.attachInternals();
  readonly #heading = make('span', { part: 'heading' });
  readonly #id = make('input', {
    part: 'input',
    id: 'id',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-describedby': 'id-error',
  });
  readonly #idError = make('p', { part: 'error', id: 'id-error' });
  readonly #args = make('textarea', {
    part: 'input',
    id: 'args',
    rows: '4',
    placeholder: '[]',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-describedby': 'args-help args-error',
  });
  readonly #argsError = make('p', { part: 'error', id: 'args-error' });
  readonly #button = make('button', { part: 'button', type: 'submit' });
  readonly #error = make('p', { part: 'error', role: 'alert' });
  readonly #note = make('p', { part: 'note', role: 'status' });
  readonly #form = make(
    'form',
    { part: 'form', novalidate: '' },
    make(
      'div',
      { part: 'field' },
      make('label', { part: 'label', for: 'id', text: 'Workflow Id' }),
      this.#id,
      this.#idError,
    ),
    make(
      'div',
      { part: 'field' },
      make('label', { part: 'label', for: 'args', text: 'Arguments' }),
      this.#args,
      make('p', { part: 'note', id: 'args-help', text: 'A JSON array with one entry for each argument.' }),
      this.#argsError,
    ),
    this.#button,
  );
  #client: Client | undefined;
  #signal = AbortSignal.abort();
  #isStarting = false;
  #isDisabledByForm = false;

  constructor() {
    super(startStyles, ['type', 'taskQueue', 'workflowId', 'args', 'label', 'name', 'disabled'], {
      delegatesFocus: true,
    });
    this.root.append(
      make(
        'div',
        { part: 'card' },
        make('slot', { name: 'heading' }, this.#heading),
        this.#form,
        this.#error,
        this.#note,
        make('slot'),
      ),
    );
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.start();
    });
    this.#args.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#form.requestSubmit();
    });
    this.fail(undefined);
    this.#wrong(this.#id, this.#idError, '');
    this.#wrong(this.#args, this.#argsError, '');
  }

  /** Workflow Type. */
  get type(): string {
    return this.text('type');
  }
  set type(type: string) {
    this.setText('type', type);
  }

  /** Where the workers of the Workflow poll. */
  get taskQueue(): string {
    return this.text('task-queue');
  }
  set taskQueue(taskQueue: string) {
    this.setText('task-queue', taskQueue);
  }

  /** What the form begins with. @default the type and eight random letters, new ones for each execution */
  get workflowId(): string {
    return this.text('workflow-id');
  }
  set workflowId(workflowId: string) {
    this.setText('workflow-id', workflowId);
  }

  /** JSON that the form begins with; an array as a property is written as JSON. @default nothing, for no arguments */
  get args(): string {
    return this.text('args');
  }
  set args(args: string | readonly unknown[]) {
    this.setText('args', typeof args === 'string' ? args : JSON.stringify(args, null, 2));
  }

  /** Of the button. @default 'Start' */
  get label(): string {
    return this.text('label') || 'Start';
  }
  set label(label: string) {
    this.setText('label', label);
  }

  /** Under which a form around it sends the Workflow Id of what was started. */
  get name(): string {
    return this.text('name');
  }
  set name(name: string) {
    this.setText('name', name);
  }

  /** Whether nothing can be started. @default false */
  get disabled(): boolean {
    return this.hasAttribute('disabled');
  }
  set disabled(disabled: boolean) {
    this.toggleAttribute('disabled', disabled);
  }

  /** The form around it. */
  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  /** A form around it, or a fieldset, is switched off or on. */
  formDisabledCallback(isDisabled: boolean): void {
    this.#isDisabledByForm = isDisabled;
    this.#enable();
  }

  /** The form around it is reset. */
  formResetCallback(): void {
    this.#internals.setFormValue(null);
    this.#fill();
    this.fail(undefined);
    setText(this.#note, '');
  }

  /**
   * Starts what the form says, as its button does. Errors are shown in the form, and told by `temporal-error`.
   *
   * @returns whether it was started
   */
  async start(): Promise<boolean> {
    const client = this.#client;
    const signal = this.#signal;
    const args = readArguments(this.#args.value);
    const workflowId = this.#id.value.trim();
    this.fail(undefined);
    setText(this.#note, '');
    this.#wrong(this.#args, this.#argsError, 'error' in args ? args.error : '');
    this.#wrong(this.#id, this.#idError, workflowId ? '' : 'An execution needs a Workflow Id.');
    if ('error' in args) this.#args.focus();
    if (!workflowId) this.#id.focus();
    if ('error' in args || !workflowId || this.#isStarting) return false;
    if (!client)
      this.fail('Not connected: it needs the property client, the attribute address, or setDefaultClient().');
    if (!client || !this.#isReady) return false;

    this.#busy(true);
    try {
      const options = { workflowId, taskQueue: this.taskQueue, args: args.values };
      const handle = await client.workflow.start(this.type, options, { signal });
      if (signal.aborted) return true;
      const ids = { workflowId, runId: handle.firstExecutionRunId };
      setText(this.#note, `Started ${workflowId}.`);
      this.#internals.setFormValue(workflowId);
      this.#newId();
      this.tell('temporal-start', { ...ids, handle });
      handle.result({ signal, watched: isPageVisible }).then(
        (result: unknown) => {
          if (signal.aborted) return;
          setText(this.#note, `${workflowId} has completed.`);
          this.tell('temporal-result', { ...ids, result });
        },
        (error: unknown) => {
          if (signal.aborted) return;
          setText(this.#note, '');
          this.fail(`${workflowId}: ${failureLines(error)[0] ?? ''}`);
          this.tell('temporal-error', { ...ids, error });
        },
      );
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      const { title, hint } = describeError(error);
      this.fail(hint ? `${title} ${hint}` : title);
      this.tell('temporal-error', { workflowId, runId: '', error });
      return false;
    } finally {
      this.#busy(false);
    }
  }

  override attributeChangedCallback(name?: string): void {
    super.attributeChangedCallback();
    if (name === 'args' || name === 'workflow-id' || name === 'type') this.#fill(name);
    this.#enable();
  }

  /** Waits for results end when it talks through another Client, or leaves the page; not when its fields change. */
  protected inputs(): readonly unknown[] {
    return [this.#isReady];
  }

  protected begin(client: Client | undefined, signal: AbortSignal): void {
    this.#client = client;
    this.#signal = signal;
    if (!this.#id.value) this.#fill();
    this.#enable();
    if (!this.#isReady) this.fail('It needs the attributes type and task-queue.');
  }

  protected fail(words: string | undefined): void {
    show(this.#error, words !== undefined);
    setText(this.#error, words ?? '');
  }

  get #isReady(): boolean {
    return this.type !== '' && this.taskQueue !== '';
  }

  /** What the form begins with, in all fields or in those of one attribute. */
  #fill(changed?: string): void {
    if (changed !== 'args') this.#newId();
    if (changed === undefined || changed === 'args') this.#args.value = this.args;
  }

  #newId(): void {
    this.#id.value = this.workflowId || (this.type && `${this.type}-${randomLetters()}`);
  }

  #busy(isStarting: boolean): void {
    this.#isStarting = isStarting;
    this.#enable();
  }

  #enable(): void {
    setText(this.#heading, `Start ${this.type || 'a Workflow'}`);
    setText(this.#button, this.#isStarting ? 'Starting…' : this.label);
    const isOff = this.disabled || this.#isDisabledByForm;
    for (const field of [this.#id, this.#args, this.#button]) field.disabled = isOff;
    // Not disabled while it starts: the focus would be lost.
    this.#button.setAttribute('aria-disabled', String(this.#isStarting));
  }

  #wrong(field: HTMLElement, place: HTMLElement, words: string): void {
    field.setAttribute('aria-invalid', String(words !== ''));
    setText(place, words);
    show(place, words !== '');
  }
}

function randomLetters(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => letters[byte % letters.length]).join('');
}
