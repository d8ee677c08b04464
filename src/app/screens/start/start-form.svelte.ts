import { untrack } from 'svelte';
import {
  grpcErrorOf,
  type SearchAttributeType,
  TemporalFailure,
  TransportError,
  WorkflowUpdateFailedError,
} from '../../../client/index.js';
import { nextId } from '../../components/payload-input/payload-draft.js';
import { randomId } from '../../format/ids.js';
import { wirePayload } from '../../format/payload.js';
import type { Session } from '../../state/session.svelte.js';
import { Task } from '../../state/task.svelte.js';
import { wireClient } from '../../state/wire-client.js';
import { compileDraft, type CompiledDraft } from './compile/compile-draft.js';
import type { DraftErrors } from './compile/draft-errors.js';
import { emptyDraft, loadDraft, saveDraft, type StartDraft } from './draft.js';
import { rememberStart } from './recent.js';
import { type Execution, sendStart, sendUpdate } from './send-call.js';
import type { StartCall } from './start-call.js';
import type { UpdateOutcome } from './update-outcome.js';

/** Why the form shows something that the person did not type, and what stood there before. */
export interface Replaced {
  reason: 'cleared' | 'link' | 'run';
  previous: StartDraft | undefined;
}

/** The start form. Only {@link StartForm.draft} is deep state: it is what the fields bind to. */
export class StartForm {
  readonly #session: Session;
  readonly #namespace: string;
  readonly #task: Task<[StartCall], Execution>;
  draft: StartDraft = $state(emptyDraft());
  #submitted = $state(false);
  #kept = $state(true);
  #replaced = $state.raw<Replaced | undefined>();
  #outcome = $state.raw<UpdateOutcome | undefined>();
  /** The id of the execution whose answer never came: it may run. */
  #lostId = $state.raw<string | undefined>();
  /** Stays with an update until it has an outcome, so that a repeated attempt is the same update. */
  #updateId: string | undefined;
  readonly #compiled: CompiledDraft = $derived(compileDraft(this.draft));

  constructor(session: Session, namespace: string) {
    this.#session = session;
    this.#namespace = namespace;
    this.draft = loadDraft(namespace) ?? this.#empty();
    this.suggestId();
    this.#task = new Task((signal, call) => this.#send(call, signal));
  }

  get running(): boolean {
    return this.#task.running;
  }

  get error(): unknown {
    return this.#task.error;
  }

  /** What a started draft has become. */
  get started(): Execution | undefined {
    return this.#task.value;
  }

  get outcome(): UpdateOutcome | undefined {
    return this.#outcome;
  }

  get replaced(): Replaced | undefined {
    return this.#replaced;
  }

  /** False when the browser had no room for the draft. */
  get kept(): boolean {
    return this.#kept;
  }

  /** The call as far as it can be read. */
  get call(): StartCall {
    return this.#compiled.call;
  }

  /** Errors are shown once the person has tried to start; JSON says at once what is wrong with it. */
  get errors(): DraftErrors {
    return this.#submitted ? this.#compiled.errors : {};
  }

  /** The execution that a lost answer may have started has the id that is taken now. */
  get perhapsStarted(): boolean {
    return this.#lostId !== undefined && this.#lostId === this.draft.workflowId;
  }

  /** The errors of a list of rows, by the id of each. */
  rowErrors(list: 'args' | 'signalArgs' | 'updateArgs' | 'memo' | 'headers' | 'attributes'): Record<number, string> {
    return Object.fromEntries(
      Object.entries(this.errors).flatMap(([field, message]) =>
        field.startsWith(`${list}-`) ? [[Number(field.slice(list.length + 1)), message]] : [],
      ),
    );
  }

  /** A fresh id that begins with the type, unless the person wrote one. */
  suggestId(force = false): void {
    if (!force && !this.draft.idIsSuggested) return;
    this.draft.idIsSuggested = true;
    this.draft.workflowId = `${this.draft.workflowType.trim() || 'workflow'}-${randomId().slice(-12)}`;
  }

  typeChanged(): void {
    if (!this.draft.idIsSuggested) return;
    const random = this.draft.workflowId.slice(-12);
    this.draft.workflowId = `${this.draft.workflowType.trim() || 'workflow'}-${random}`;
  }

  addAttribute(): void {
    this.draft.attributes.push({ id: nextId(this.draft.attributes), name: '', type: 'KEYWORD', value: '' });
  }

  removeAttribute(id: number): void {
    this.draft.attributes = this.draft.attributes.filter((row) => row.id !== id);
  }

  /** The Namespace says which types its attributes have. */
  adoptTypes(known: readonly { name: string; type: SearchAttributeType }[]): void {
    for (const row of this.draft.attributes) {
      const type = known.find(({ name }) => name === row.name.trim())?.type;
      if (type && type !== row.type) row.type = type;
    }
  }

  /** Another draft takes the place of this one, which can be brought back. */
  replace(draft: StartDraft, reason: Replaced['reason']): void {
    const previous = $state.snapshot(this.draft);
    this.#replaced = { reason, previous: isBlank(previous) ? undefined : previous };
    this.#show(draft);
  }

  clear(): void {
    this.replace(this.#empty(), 'cleared');
  }

  bringBack(): void {
    const { previous } = this.#replaced ?? {};
    this.#replaced = undefined;
    if (previous) this.#show(previous);
  }

  /** Puts the draft away for a reload. */
  keep(): void {
    const draft = $state.snapshot(this.draft);
    untrack(() => (this.#kept = saveDraft(this.#namespace, draft)));
  }

  /** Ends the wait. What was sent stays sent. */
  cancel(): void {
    this.#task.reset();
    this.#outcome = undefined;
  }

  /** @returns whether it was done; the rest of the draft stays as the last used values */
  async submit(): Promise<boolean> {
    if (this.running || !this.#session.can('start')) return false;
    this.#submitted = true;
    this.#outcome = undefined;
    const { call, errors } = this.#compiled;
    if (Object.keys(errors).length > 0) return false;
    const done = await this.#task.run(call);
    if (!done) {
      if (isLost(this.#task.error)) this.#lostId = call.workflowId;
      return false;
    }
    this.#lostId = undefined;
    this.#replaced = undefined;
    rememberStart(this.#namespace, call);
    // The id of a signal or an update is that of an execution which may well get another one.
    if (!call.signal && !call.update) this.suggestId(true);
    this.#submitted = false;
    this.keep();
    return true;
  }

  #empty(): StartDraft {
    return emptyDraft(this.#session.profiles.config.taskQueue);
  }

  #show(draft: StartDraft): void {
    this.#submitted = false;
    this.#outcome = undefined;
    this.#task.reset();
    this.draft = draft;
    if (!this.draft.workflowId) this.suggestId(true);
  }

  #send(call: StartCall, signal: AbortSignal): Promise<Execution> {
    const client = wireClient(this.#session, this.#namespace);
    const { update } = call;
    return update ? this.#sendUpdate({ ...call, update }, signal) : sendStart(client, call, signal);
  }

  async #sendUpdate(
    call: StartCall & { update: NonNullable<StartCall['update']> },
    signal: AbortSignal,
  ): Promise<Execution> {
    const { workflowId, update } = call;
    const { name } = update;
    const show = (outcome: UpdateOutcome) => {
      if (!signal.aborted) this.#outcome = outcome;
    };
    let execution: Execution | undefined;
    show({ phase: 'sent', name, execution });
    const updateId = update.updateId ?? (this.#updateId ??= randomId());
    try {
      const handle = await sendUpdate(
        wireClient(this.#session, this.#namespace),
        { ...call, update: { ...update, updateId } },
        { signal, onstarted: () => show({ phase: 'sent', name, execution: (execution = { workflowId }) }) },
      );
      execution = { workflowId, runId: handle.workflowRunId };
      show({ phase: 'accepted', name, execution });
      const result = await handle.result({ signal, watched: true });
      show({ phase: 'completed', name, execution, result: result && wirePayload(result.payload) });
    } catch (error) {
      if (!(error instanceof WorkflowUpdateFailedError)) {
        // Not a word of the update then: the note of the form says what went wrong.
        if (!signal.aborted) this.#outcome = undefined;
        throw error;
      }
      const { cause } = error;
      const failure = cause instanceof TemporalFailure ? cause.failure : undefined;
      const message = cause instanceof Error ? cause.message : error.message;
      show({ phase: 'failed', name, execution, failure, message });
    }
    this.#updateId = undefined;
    return execution ?? { workflowId };
  }
}

/** Nothing came back, so the server may have done it. */
function isLost(error: unknown): boolean {
  const grpc = grpcErrorOf(error);
  return grpc instanceof TransportError && grpc.kind !== 'http' && grpc.kind !== 'mixed-content';
}

/** Whether there is nothing in a draft that somebody would miss. */
function isBlank(draft: StartDraft): boolean {
  const { taskQueue, workflowId, idIsSuggested, args } = draft;
  if (args.some(({ file }) => file)) return false;
  return JSON.stringify(draft) === JSON.stringify({ ...emptyDraft(taskQueue), workflowId, idIsSuggested });
}
