import { QueryRejectCondition, RawValue, rawValueTypeInfo, type WorkflowHandle } from '../../../../client/index.js';
import { compilePayloads } from '../../../components/payload-input/compile-payload.js';
import type { PayloadDraft } from '../../../components/payload-input/payload-draft.js';
import { type WirePayload, wirePayload } from '../../../format/payload.js';
import { Task } from '../../../state/task.svelte.js';

/** What came back of one question. */
export interface Answer {
  id: number;
  name: string;
  /** Milliseconds since the epoch. */
  atMs: number;
  tookMs: number;
  payload: WirePayload | undefined;
  error: unknown;
}

const mostAnswers = 20;
/** A query is a task for a worker: no more of them than somebody wants to see. */
const watchEveryMs = 5_000;

/** Questions to a Workflow, and their answers of this visit, newest first. */
export class QueryDesk {
  readonly #handle: () => WorkflowHandle;
  name = $state('');
  args = $state<PayloadDraft[]>([]);
  reject = $state<QueryRejectCondition>(QueryRejectCondition.NONE);
  #answers = $state.raw<readonly Answer[]>([]);
  #submitted = $state(false);
  #watching = $state(false);
  #lastId = 0;
  readonly #compiled = $derived(compilePayloads(this.args));
  readonly #task = new Task((signal) => this.#ask(signal));

  /** @param handle of a client that leaves answers as they came: then a failing codec loses none */
  constructor(handle: () => WorkflowHandle) {
    this.#handle = handle;
  }

  get answers(): readonly Answer[] {
    return this.#answers;
  }

  get running(): boolean {
    return this.#task.running;
  }

  get nameMissing(): boolean {
    return this.#submitted && !this.name.trim();
  }

  get argumentErrors(): Record<number, string> | undefined {
    return this.#submitted ? this.#compiled.errors : undefined;
  }

  /** Whether the question is asked again and again. */
  get watching(): boolean {
    return this.#watching;
  }

  async submit(): Promise<void> {
    this.#submitted = true;
    if (!this.name.trim() || this.#compiled.errors) return;
    await this.#task.run();
  }

  choose(name: string): void {
    this.name = name;
    this.#watching = false;
  }

  /** @returns what stops it */
  watch(): () => void {
    this.#watching = true;
    void this.submit();
    const timer = setInterval(() => {
      if (!document.hidden && !this.running) void this.submit();
    }, watchEveryMs);
    return () => {
      clearInterval(timer);
      this.#watching = false;
    };
  }

  stop(): void {
    this.#task.reset();
  }

  /** Its failure is an answer too: it stands among the others. */
  async #ask(signal: AbortSignal): Promise<void> {
    const name = this.name.trim();
    const from = performance.now();
    let payload: WirePayload | undefined;
    let error: unknown;
    try {
      const answer = await this.#handle().queryWithOptions<RawValue | undefined>(name, {
        args: this.#compiled.payloads.map((sent) => RawValue.fromPayload(sent)),
        rejectCondition: this.reject,
        // As the worker sent it, digit by digit.
        typeInfo: { outputType: rawValueTypeInfo },
        signal,
        timeoutMs: 30_000,
      });
      payload = answer && wirePayload(answer.payload);
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      error = thrown;
    }
    const answer = { id: ++this.#lastId, name, atMs: Date.now(), tookMs: performance.now() - from, payload, error };
    // Watching replaces: twenty times the same answer says nothing.
    const [last, ...older] = this.#answers;
    const rest = this.#watching && last?.name === name ? older : this.#answers;
    this.#answers = [answer, ...rest].slice(0, mostAnswers);
  }
}
