import { align, type Alignment } from '../../history/compare/align.js';
import { sameContent } from '../../history/compare/step.js';
import type { CompareSide } from './compare-side.svelte.js';

export type StepKind = 'same' | 'changed' | 'left-only' | 'right-only';

/** Longest stretch of work before the page may do something else. */
const sliceMs = 12;

/**
 * Two histories laid side by side. Which steps there are is known at once; whether the same step said the same is found
 * out bit by bit, since that reads every Payload of both.
 */
export class Comparison {
  readonly #left: CompareSide;
  readonly #right: CompareSide;
  workflowTasks = $state(false);
  onlyDifferences = $state(false);
  /** By the index of the row: the same step that says something else. */
  #changed = $state.raw<readonly boolean[]>([]);
  #changes = $state(0);
  #isCounting = $state(true);
  readonly #alignment = $derived.by<Alignment>(() => {
    return align(this.#left.buffer, this.#right.buffer, { workflowTasks: this.workflowTasks });
  });
  readonly #shown = $derived.by(() => {
    const { rows } = this.#alignment;
    const indexes = rows.map((_, index) => index);
    return this.onlyDifferences ? indexes.filter((index) => this.kindOf(index) !== 'same') : indexes;
  });

  /** Only while a component is set up: it makes an effect. */
  constructor(left: CompareSide, right: CompareSide) {
    this.#left = left;
    this.#right = right;
    $effect(() => {
      const { rows } = this.#alignment;
      const controller = new AbortController();
      void this.#compare(rows, controller.signal);
      return () => controller.abort();
    });
  }

  get rows(): Alignment['rows'] {
    return this.#alignment.rows;
  }

  get isExact(): boolean {
    return this.#alignment.isExact;
  }

  /** Indexes of the rows on screen. */
  get shown(): readonly number[] {
    return this.#shown;
  }

  get isCounting(): boolean {
    return this.#isCounting;
  }

  get stepsOfOne(): number {
    return this.#alignment.rows.filter(({ kind }) => kind !== 'same').length;
  }

  get changes(): number {
    return this.#changes;
  }

  /** Index of the first row that differs in any way, as far as it is known; -1 when none does. */
  get firstDifference(): number {
    return this.nextDifference(-1, 1);
  }

  /** The next row that differs, from a row on, in a direction; -1 when there is none. */
  nextDifference(from: number, step: 1 | -1): number {
    const { rows } = this.#alignment;
    for (let index = from + step; index >= 0 && index < rows.length; index += step) {
      if (this.kindOf(index) !== 'same') return index;
    }
    return -1;
  }

  kindOf(index: number): StepKind {
    const kind = this.#alignment.rows[index]?.kind ?? 'same';
    return kind === 'same' && this.#changed[index] ? 'changed' : kind;
  }

  async #compare(rows: Alignment['rows'], signal: AbortSignal): Promise<void> {
    this.#isCounting = true;
    const changed: boolean[] = [];
    let changes = 0;
    let sliceFrom = performance.now();
    for (const [index, { left, right, kind }] of rows.entries()) {
      if (kind === 'same' && left && right) {
        // Each side has a codec result of its own for equal bytes.
        const decoded = (payload: Parameters<CompareSide['decoded']>[0]) =>
          this.#right.decoded(this.#left.decoded(payload));
        if (!sameContent(left, right, decoded)) changes += Number((changed[index] = true));
      }
      if (performance.now() - sliceFrom < sliceMs) continue;
      if (changes !== this.#changes) this.#show(changed, changes);
      await new Promise((resolve) => setTimeout(resolve));
      if (signal.aborted) return;
      sliceFrom = performance.now();
    }
    this.#show(changed, changes);
    this.#isCounting = false;
  }

  #show(changed: readonly boolean[], changes: number): void {
    this.#changed = [...changed];
    this.#changes = changes;
  }
}
