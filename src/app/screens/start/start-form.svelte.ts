import { untrack } from 'svelte';
import { nextId } from '../../components/argument-list.js';
import { randomId } from '../../format/ids.js';
import type { Session } from '../../state/session.svelte.js';
import { Task } from '../../state/task.svelte.js';
import { type CompiledDraft, compileDraft, type DraftErrors } from './compile-draft.js';
import { emptyDraft, loadDraft, saveDraft, type StartDraft } from './draft.js';

export interface StartedExecution {
  workflowId: string;
  runId: string;
}

/** The start form. Only {@link StartForm.draft} is deep state: it is what the fields bind to. */
export class StartForm {
  readonly #session: Session;
  readonly #namespace: string;
  readonly #task: Task<[Extract<CompiledDraft, { ok: true }>], StartedExecution>;
  draft: StartDraft = $state(emptyDraft());
  #submitted = $state(false);
  #kept = $state(true);
  #compiled = $derived(compileDraft(this.draft));

  constructor(session: Session, namespace: string, prefill: URLSearchParams) {
    this.#session = session;
    this.#namespace = namespace;
    this.draft = prefilled(loadDraft(namespace) ?? emptyDraft(session.profiles.config.taskQueue), prefill);
    this.suggestId();
    this.#task = new Task(async (signal, { workflowType, options }) => {
      const handle = await session.client(namespace).workflow.start(workflowType, options, { signal });
      return { workflowId: handle.workflowId, runId: handle.firstExecutionRunId };
    });
  }

  get running(): boolean {
    return this.#task.running;
  }

  get error(): unknown {
    return this.#task.error;
  }

  get started(): StartedExecution | undefined {
    return this.#task.value;
  }

  /** False when the browser had no room for the draft. */
  get kept(): boolean {
    return this.#kept;
  }

  /** Errors are shown once the person has tried to start; JSON says at once what is wrong with it. */
  get errors(): DraftErrors {
    return this.#submitted && !this.#compiled.ok ? this.#compiled.errors : {};
  }

  /** The errors of the arguments, by their ids. */
  get argumentErrors(): Record<number, string> {
    return Object.fromEntries(
      Object.entries(this.errors).flatMap(([field, message]) =>
        field.startsWith('argument-') ? [[Number(field.slice('argument-'.length)), message]] : [],
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

  clear(): void {
    this.#submitted = false;
    this.#task.reset();
    this.draft = emptyDraft(this.#session.profiles.config.taskQueue);
    this.suggestId();
  }

  /** Puts the draft away for a reload. */
  keep(): void {
    const draft = $state.snapshot(this.draft);
    untrack(() => (this.#kept = saveDraft(this.#namespace, draft)));
  }

  cancel(): void {
    this.#task.reset();
  }

  /** @returns whether it started; then the next draft has a new id, the rest stays as the last used values */
  async submit(): Promise<boolean> {
    this.#submitted = true;
    const compiled = this.#compiled;
    if (!compiled.ok || !(await this.#task.run(compiled))) return false;
    this.suggestId(true);
    this.keep();
    return true;
  }
}

/** `?type=order&taskQueue=samples&workflowId=…&input=…` wins over the draft. */
function prefilled(draft: StartDraft, query: URLSearchParams): StartDraft {
  const workflowId = query.get('workflowId');
  const input = query.getAll('input');
  return {
    ...draft,
    workflowType: query.get('type') ?? draft.workflowType,
    taskQueue: query.get('taskQueue') ?? draft.taskQueue,
    ...(workflowId ? { workflowId, idIsSuggested: false } : {}),
    ...(input.length > 0 ? { args: input.map((text, index) => ({ id: index + 1, text })) } : {}),
  };
}
