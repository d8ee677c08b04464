import type { Place } from '../search-pattern.js';
import type { Answer, Question } from './answer.js';
import { startExpressionWorker } from './trusted-worker.js';

/** An expression did not come to an end in time, as `(a+)+$` does not. */
export class ExpressionTooSlow extends Error {}

/** Nobody waits for the answer any more. */
export class ExpressionDropped extends Error {}

type RunningWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

interface Asked {
  question: Question;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

interface RunnerOptions {
  /** For one question. @default 2000 */
  limitMs?: number;
  start?: () => RunningWorker;
}

/**
 * Runs regular expressions in a worker, one question after the other, each for a limited time: an expression that goes
 * back and forth for ever costs the page nothing. The worker starts with the first question.
 */
export class ExpressionRunner {
  readonly #limitMs: number;
  readonly #start: () => RunningWorker;
  #worker: RunningWorker | undefined;
  #ready = false;
  #queue: Asked[] = [];
  #current: Asked | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #tooSlow = new Set<string>();

  constructor({ limitMs = 2_000, start = startExpressionWorker }: RunnerOptions = {}) {
    this.#limitMs = limitMs;
    this.#start = start;
  }

  /**
   * Whether an expression matches each of some texts.
   *
   * @throws {@link ExpressionTooSlow}, {@link ExpressionDropped}
   */
  matches(source: string, texts: readonly string[]): Promise<readonly boolean[]> {
    return this.#ask({ source, texts, what: 'matches' }) as Promise<readonly boolean[]>;
  }

  /**
   * Where an expression matches in each of some texts.
   *
   * @throws {@link ExpressionTooSlow}, {@link ExpressionDropped}
   */
  places(source: string, texts: readonly string[]): Promise<readonly (readonly Place[])[]> {
    return this.#ask({ source, texts, what: 'places' }) as Promise<readonly (readonly Place[])[]>;
  }

  /** Forgets what was asked; a worker that is busy is ended. */
  drop(): void {
    const asked = [...(this.#current ? [this.#current] : []), ...this.#queue];
    this.#queue = [];
    if (this.#current) this.#end();
    for (const { reject } of asked) reject(new ExpressionDropped());
  }

  close(): void {
    this.drop();
    this.#end();
  }

  #ask(question: Question): Promise<Answer> {
    if (this.#tooSlow.has(question.source)) return Promise.reject(new ExpressionTooSlow(question.source));
    return new Promise((resolve, reject) => {
      this.#queue.push({ question, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#current || this.#queue.length === 0) return;
    this.#worker ??= this.#begin();
    // The time until the script is here does not count.
    if (!this.#ready) return;
    const asked = (this.#current = this.#queue.shift());
    if (!asked) return;
    this.#timer = setTimeout(() => this.#giveUp(), this.#limitMs);
    this.#worker.postMessage(asked.question);
  }

  #begin(): RunningWorker {
    const worker = this.#start();
    worker.onmessage = ({ data }: MessageEvent<Answer | 'ready'>) => {
      if (worker !== this.#worker) return;
      if (data === 'ready') this.#ready = true;
      else this.#settle()?.resolve(data);
      this.#next();
    };
    worker.onerror = (event) => {
      if (worker !== this.#worker) return;
      event.preventDefault();
      this.#failAll(new Error(`The worker for expressions does not run: ${event.message}`));
    };
    return worker;
  }

  #giveUp(): void {
    const asked = this.#settle();
    if (!asked) return;
    this.#end();
    const { source } = asked.question;
    this.#tooSlow.add(source);
    const same = (other: Asked): boolean => other.question.source === source;
    const dropped = [asked, ...this.#queue.filter(same)];
    this.#queue = this.#queue.filter((other) => !same(other));
    for (const { reject } of dropped) reject(new ExpressionTooSlow(source));
    this.#next();
  }

  #failAll(error: Error): void {
    const asked = [this.#settle(), ...this.#queue];
    this.#queue = [];
    this.#end();
    for (const one of asked) one?.reject(error);
  }

  /** The question that was asked is over. */
  #settle(): Asked | undefined {
    clearTimeout(this.#timer);
    const asked = this.#current;
    this.#current = undefined;
    return asked;
  }

  #end(): void {
    this.#settle();
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#ready = false;
  }
}
