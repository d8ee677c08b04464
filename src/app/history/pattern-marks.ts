import type { ExpressionRunner } from './expression/expression-runner.js';
import type { Place, SearchPattern } from './search-pattern.js';

/** More than on any screen; older ones are found again when they are seen again. */
const mostKnown = 4_000;
const nowhere: readonly Place[] = [];

/** Where what is searched for is in the texts on screen. Expressions are asked for together, and known a moment later. */
export class PatternMarks {
  readonly #runner: ExpressionRunner;
  readonly #onchange: () => void;
  #pattern: SearchPattern | undefined;
  readonly #known = new Map<string, readonly Place[]>();
  readonly #wanted = new Set<string>();
  #asking = false;

  constructor(runner: ExpressionRunner, onchange: () => void) {
    this.#runner = runner;
    this.#onchange = onchange;
  }

  use(pattern: SearchPattern | undefined): void {
    this.#pattern = pattern;
    this.#known.clear();
    this.#wanted.clear();
  }

  /** @returns undefined while it is not known */
  places(text: string): readonly Place[] | undefined {
    const pattern = this.#pattern;
    if (!pattern || text === '') return nowhere;
    if (pattern.kind === 'text') return pattern.find(text);
    const known = this.#known.get(text);
    if (known) return known;
    this.#wanted.add(text);
    if (!this.#asking) {
      this.#asking = true;
      queueMicrotask(() => void this.#ask());
    }
    return undefined;
  }

  async #ask(): Promise<void> {
    const pattern = this.#pattern;
    const texts = [...this.#wanted];
    this.#wanted.clear();
    if (pattern?.kind === 'expression' && texts.length > 0) {
      // One that is too slow is told of by the search itself; nothing is marked then.
      const found = await this.#runner.places(pattern.source, texts).catch(() => undefined);
      if (found && pattern === this.#pattern) {
        if (this.#known.size > mostKnown) this.#known.clear();
        for (const [index, text] of texts.entries()) this.#known.set(text, found[index] ?? nowhere);
        this.#onchange();
      }
    }
    this.#asking = false;
    if (this.#wanted.size > 0) void this.#ask();
  }
}
