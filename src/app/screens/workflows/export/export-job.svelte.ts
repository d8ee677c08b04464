import type { WorkflowExecutionInfo } from '../../../../client/index.js';
import type { WirePayload } from '../../../format/payload.js';
import type { FileText } from './export-format.js';
import { type ExportField, needsMemo } from './export-fields.js';
import { decodedMemos, noMemo } from './memos.js';
import type { Sink } from './file-sink.js';
import type { Pause } from './paced-pages.js';

/** `asking`: somebody wants to stop and is asked what of it. `failed`: as far as it got, it can still be kept. */
export type ExportPhase = 'running' | 'asking' | 'failed' | 'done' | 'kept' | 'discarded';

export interface ExportInputs {
  /** The next rows; nothing after the last. After an error, the same rows again. */
  next: (signal: AbortSignal) => Promise<readonly WorkflowExecutionInfo[] | undefined>;
  fields: readonly ExportField[];
  text: FileText;
  sink: Sink;
  decode: (payloads: readonly WirePayload[], options: { signal: AbortSignal }) => Promise<WirePayload[]>;
}

/** One export on its way into a file, page by page: no page is held longer than until it is written. */
export class ExportJob {
  readonly #inputs: ExportInputs;
  readonly #encoder = new TextEncoder();
  readonly startedAt = Date.now();
  #phase = $state<ExportPhase>('running');
  #rows = $state(0);
  #bytes = $state(0);
  #endedAt = $state<number>();
  #pause = $state.raw<(Pause & { until: number }) | undefined>();
  #error = $state.raw<unknown>();
  #canGoOn = $state(true);
  #controller = new AbortController();
  #loop: Promise<void> = Promise.resolve();
  /** Loaded, but not written yet. */
  #page: readonly WorkflowExecutionInfo[] | undefined;
  #begun = false;

  constructor(inputs: ExportInputs) {
    this.#inputs = inputs;
  }

  get phase(): ExportPhase {
    return this.#phase;
  }

  get rows(): number {
    return this.#rows;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get endedAt(): number | undefined {
    return this.#endedAt;
  }

  /** It waits for something that passes by itself. */
  get pause(): (Pause & { until: number }) | undefined {
    return this.#phase === 'running' ? this.#pause : undefined;
  }

  get error(): unknown {
    return this.#error;
  }

  /** Whether it can be tried again; not after a part of the file could not be written. */
  get canGoOn(): boolean {
    return this.#canGoOn;
  }

  get isOver(): boolean {
    return this.#phase === 'done' || this.#phase === 'kept' || this.#phase === 'discarded';
  }

  /** Told by what loads the rows. */
  readonly paused = (pause: Pause | undefined): void => {
    this.#pause = pause && { ...pause, until: Date.now() + pause.ms };
  };

  /** Begins, or goes on after a question or an error. Resolves when nothing runs any more. */
  run(): Promise<void> {
    this.#loop = this.#loop.then(() => this.#run());
    return this.#loop;
  }

  /** Halts before the next page, for the question what to do with what is there. */
  ask(): void {
    if (this.#phase === 'running') this.#phase = 'asking';
  }

  /** Ends it; the file has the rows that were written. */
  async keep(): Promise<void> {
    await this.#halt();
    await this.#attempt(() => this.#finish('kept'));
  }

  /** Ends it, and no file comes of it. */
  async discard(): Promise<void> {
    await this.#halt();
    await this.#attempt(async () => {
      await this.#inputs.sink.discard();
      this.#end('discarded');
    });
  }

  /** What a file system refuses is shown like every other error; it can be tried again. */
  async #attempt(deed: () => Promise<void>): Promise<void> {
    try {
      await deed();
    } catch (error) {
      this.#error = error;
      this.#canGoOn = false;
      this.#phase = 'failed';
    }
  }

  async #run(): Promise<void> {
    if (this.isOver) return;
    this.#phase = 'running';
    this.#error = undefined;
    try {
      if (!this.#begun) await this.#write(this.#inputs.text.begin());
      this.#begun = true;
      // The question may come while a page is on its way.
      while (this.#isRunning()) {
        const { signal } = this.#controller;
        this.#page ??= await this.#inputs.next(signal);
        if (!this.#page) {
          await this.#finish('done');
          return;
        }
        const lines = await this.#linesOf(this.#page, signal);
        await this.#write(this.#inputs.text.rows(lines));
        this.#rows += this.#page.length;
        this.#page = undefined;
      }
    } catch (error) {
      if (this.#controller.signal.aborted) return;
      this.#error = error;
      this.#phase = 'failed';
    }
  }

  #isRunning(): boolean {
    return this.#phase === 'running' && !this.#controller.signal.aborted;
  }

  async #halt(): Promise<void> {
    this.#controller.abort();
    await this.#loop;
    this.#controller = new AbortController();
  }

  async #linesOf(page: readonly WorkflowExecutionInfo[], signal: AbortSignal) {
    const memos = needsMemo(this.#inputs.fields)
      ? await decodedMemos(page, (payloads) => this.#inputs.decode(payloads, { signal }))
      : [];
    return page.map((info, index) => this.#inputs.fields.map(({ value }) => value(info, memos[index] ?? noMemo)));
  }

  async #write(text: string): Promise<void> {
    const bytes = this.#encoder.encode(text);
    try {
      await this.#inputs.sink.write(bytes);
    } catch (error) {
      this.#canGoOn = false;
      throw error;
    }
    this.#bytes += bytes.length;
  }

  async #finish(phase: 'done' | 'kept'): Promise<void> {
    if (this.#canGoOn) await this.#write(this.#inputs.text.end());
    await this.#inputs.sink.keep();
    this.#end(phase);
  }

  #end(phase: ExportPhase): void {
    this.#endedAt = Date.now();
    this.#phase = phase;
  }
}
