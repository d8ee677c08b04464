import type { PayloadReader } from '../state/payload-reader.svelte.js';
import { breathe, pieceMs } from './breathe.js';
import type { EventBuffer } from '../../live/event-buffer.js';
import { ExpressionDropped, ExpressionRunner } from './expression/expression-runner.js';
import { PatternMarks } from './pattern-marks.js';
import { Pulse } from '../../live/pulse.js';
import type { Place, SearchPattern } from './search-pattern.js';
import { TextIndex } from './text-index.js';

/** A first piece may take longer: most searches are through in it, and the list changes once. */
const firstPieceMs = 25;
/** What goes to the worker at once: as many characters as it looks through in some milliseconds. */
const charactersAQuestion = 400_000;
const unknown = 0;
const differs = 1;
const matches = 2;

/** What is looked into: a text of each event, made bit by bit. */
export interface SearchedTexts {
  /** Of an event, in lower case; undefined until it is made. */
  get(eventId: number): string | undefined;
  start(): void;
  readonly decodeError: unknown;
}

interface SearchOptions {
  /** After each change of what matches. */
  onchange: () => void;
  /** After each change of {@link HistorySearch.places}. */
  onmarks?: () => void;
  runner?: ExpressionRunner;
}

/** Which events match what is searched for; goes on with what is loaded or indexed later. */
export class HistorySearch {
  readonly #buffer: EventBuffer;
  readonly #index: TextIndex;
  readonly #runner: ExpressionRunner;
  readonly #marks: PatternMarks;
  readonly #onchange: () => void;
  readonly #progress = new Pulse();
  /** In the place of {@link #index}. */
  #other: SearchedTexts | undefined;
  #error: unknown;
  readonly #unlisten: () => void;
  #verdicts = new Uint8Array(1024);
  #pattern: SearchPattern | undefined;
  /** Another one for each search, so that an earlier one knows that it is over. */
  #ticket = 0;
  #running = false;
  /** Texts were made while a search was under way. */
  #again = false;
  #found = 0;
  #searched = 0;

  constructor(
    buffer: EventBuffer,
    payloads: Pick<PayloadReader, 'decodeAll'>,
    { onchange, onmarks = () => undefined, runner = new ExpressionRunner() }: SearchOptions,
  ) {
    this.#buffer = buffer;
    this.#onchange = onchange;
    // A list of 50,000 is made anew with each.
    this.#progress.listen(onchange);
    this.#runner = runner;
    this.#marks = new PatternMarks(runner, onmarks);
    this.#index = new TextIndex(buffer, payloads, { onpiece: () => this.#goOn() });
    this.#unlisten = buffer.listen((changed, removed) => {
      if (removed) this.start(this.#pattern);
      else if (this.#pattern) for (const { eventId } of changed) this.#judge(Number(eventId), unknown);
    });
  }

  get pattern(): SearchPattern | undefined {
    return this.#pattern;
  }

  /** How many events match, of those that were searched. */
  get found(): number {
    return this.#found;
  }

  get searched(): number {
    return this.#searched;
  }

  /** Why encoded Payloads are searched as they came. */
  get decodeError(): unknown {
    return this.#texts.decodeError;
  }

  /** Why the expression is not searched for any more: it takes too long, or the worker does not run. */
  get error(): unknown {
    return this.#error;
  }

  /** Where a text has what is searched for; undefined while that is not known. */
  places(text: string): readonly Place[] | undefined {
    return this.#marks.places(text);
  }

  has(eventId: number): boolean {
    return this.#verdicts[eventId] === matches;
  }

  /** Makes what searches need, before there is one. */
  prepare(): void {
    this.#texts.start();
  }

  /** Looks into other texts; none: into what an event says. {@link goOn} tells when there are more of them. */
  lookInto(texts: SearchedTexts | undefined): void {
    if (texts === this.#other) return;
    this.#other = texts;
    this.start(this.#pattern);
  }

  /** More texts can be looked into. */
  goOn(): void {
    this.#goOn();
  }

  /** Searches for something else, or for nothing. */
  start(pattern: SearchPattern | undefined): void {
    this.#ticket++;
    this.#pattern = pattern;
    this.#verdicts.fill(unknown);
    this.#found = this.#searched = 0;
    this.#error = undefined;
    this.#runner.drop();
    this.#marks.use(pattern);
    if (!pattern) {
      this.#running = false;
      this.#onchange();
      return;
    }
    this.#texts.start();
    void this.#run(pattern, firstPieceMs);
  }

  close(): void {
    this.#ticket++;
    this.#unlisten();
    this.#index.close();
    this.#runner.close();
  }

  get #texts(): SearchedTexts {
    return this.#other ?? this.#index;
  }

  #goOn(): void {
    this.#again = this.#running;
    if (this.#pattern && !this.#running && this.#error === undefined) void this.#run(this.#pattern, pieceMs);
  }

  async #run(pattern: SearchPattern, firstMs: number): Promise<void> {
    const ticket = this.#ticket;
    this.#running = true;
    if (pattern.kind === 'text') await this.#look(pattern.test, firstMs, ticket);
    else await this.#ask(pattern.source, ticket);
    if (ticket !== this.#ticket) return;
    this.#running = false;
    if (this.#searched < this.#buffer.count && this.#error === undefined) this.#progress.beat();
    else this.#onchange();
    if (this.#again) this.#goOn();
  }

  async #look(test: (text: string) => boolean, firstMs: number, ticket: number): Promise<void> {
    let end = performance.now() + firstMs;
    for (let id = this.#buffer.lastId; id > 0; id--) {
      if (this.#verdicts[id]) continue;
      const text = this.#texts.get(id);
      if (text === undefined) continue;
      this.#judge(id, test(text) ? matches : differs);
      // The clock costs more than a test.
      if ((id & 15) !== 0 || performance.now() < end) continue;
      this.#progress.beat();
      await breathe();
      if (ticket !== this.#ticket) return;
      end = performance.now() + pieceMs;
    }
  }

  /** As {@link #look}, in the worker. */
  async #ask(source: string, ticket: number): Promise<void> {
    for (let id = this.#buffer.lastId; id > 0;) {
      const ids: number[] = [];
      const texts: string[] = [];
      for (let characters = 0; id > 0 && characters < charactersAQuestion; id--) {
        const text = this.#verdicts[id] ? undefined : this.#texts.get(id);
        if (text === undefined) continue;
        ids.push(id);
        texts.push(text);
        characters += text.length;
      }
      if (ids.length === 0) return;
      let verdicts: readonly boolean[];
      try {
        verdicts = await this.#runner.matches(source, texts);
      } catch (error) {
        if (ticket === this.#ticket && !(error instanceof ExpressionDropped)) this.#error = error;
        return;
      }
      if (ticket !== this.#ticket) return;
      // An event may have become another one meanwhile.
      for (const [at, one] of ids.entries()) {
        if (this.#texts.get(one) === texts[at]) this.#judge(one, verdicts[at] ? matches : differs);
      }
      this.#progress.beat();
    }
  }

  #judge(id: number, verdict: number): void {
    if (id >= this.#verdicts.length) {
      const larger = new Uint8Array(Math.max(id + 1, this.#verdicts.length * 2));
      larger.set(this.#verdicts);
      this.#verdicts = larger;
    }
    const before = this.#verdicts[id];
    this.#found += Number(verdict === matches) - Number(before === matches);
    this.#searched += Number(verdict !== unknown) - Number(before !== unknown);
    this.#verdicts[id] = verdict;
  }
}
