import { none, toggled } from './toggled.js';

/** What of a list is open: by default all of it, or nothing. */
export class Folds {
  #byDefault = $state(false);
  #others = $state.raw<ReadonlySet<number>>(none());

  constructor(openByDefault: boolean) {
    this.#byDefault = openByDefault;
  }

  /** Those that are not as most are. */
  get others(): ReadonlySet<number> {
    return this.#others;
  }

  get mostAreOpen(): boolean {
    return this.#byDefault;
  }

  isOpen(id: number): boolean {
    return this.#others.has(id) !== this.#byDefault;
  }

  toggle(id: number): void {
    this.#others = toggled(this.#others, id);
  }

  setAll(open: boolean): void {
    this.#byDefault = open;
    this.#others = none();
  }
}
