import { untrack } from 'svelte';
import type { HistorySource } from '../../../history/history-source.js';
import type { Bar } from '../../../history/timeline/bar.js';
import { boundsOf, findBreaks, type Stretch } from '../../../history/timeline/breaks.js';
import { type Layout, type LayoutMode, layOut, mostRows, usualMode } from '../../../history/timeline/layout.js';
import type { StopRef } from '../../../history/timeline/navigate.js';
import type { PendingWork } from '../../../history/timeline/pending.js';
import { Projection } from '../../../history/timeline/projection.js';
import {
  rangeOf,
  rangeText,
  readRange,
  type TimeRange,
  wholeWindow,
  type Window,
  windowOf,
} from '../../../history/timeline/range.js';
import { type BarRef, labelWidthOf, narrowWidth } from '../../../history/timeline/scene/view.js';
import { TimeScale } from '../../../history/timeline/time-scale.js';
import { noEntries, noneOf, withEntry, withOne } from './changed.js';
import { LiveBars } from './live-bars.svelte.js';
import { LiveNow, paceOf } from './live-now.svelte.js';
import { OpenedRun } from './opened-run.svelte.js';
import { runTree } from './run-tree.js';

export interface TimelineInput {
  history: HistorySource;
  pending: PendingWork;
  /** What the address says of the part of the time that is shown. */
  range: string;
  /** What the address says of the layout: `rows`, `lanes`, `table`, or nothing. */
  layout: string;
  /** Whether there is a server from which the histories of other runs can be read. */
  canOpen: boolean;
}

/** How a run may open others inside of it, how deep, and how many in a row. */
const deepest = 8;
/** Longer histories have more bars than rows are good for. */
const longHistory = mostRows * 4;

/** What a timeline shows at this moment: everything that its parts share. */
export class TimelineView {
  readonly #input: () => TimelineInput;
  readonly #bars: LiveBars;
  #shortensIdle = $state(true);
  #openedBreaks = $state.raw(noneOf<number>());
  #folds = $state.raw(noEntries<string, boolean>());
  #opened = $state.raw<readonly OpenedRun[]>([]);
  #range = $state.raw<TimeRange | undefined>();
  /** Of the picture, in CSS pixels. */
  width = $state(0);
  height = $state(0);
  scrollTop = $state(0);
  hovered = $state.raw<BarRef | undefined>();
  /** Where the pointer is in the picture; none for a finger. */
  pointer = $state.raw<{ x: number; y: number } | undefined>();
  focused = $state.raw<StopRef | undefined>();
  cursor = $state<'grab' | 'pointer'>('grab');
  readonly #now: LiveNow;

  readonly track = $derived.by(() => runTree('', this.bars, this.#opened));
  /** Of the run, and of those that are opened inside of it. */
  readonly all = $derived.by(() =>
    this.#opened.length === 0 ? this.bars : [...this.bars, ...this.#opened.flatMap((run) => run.bars)],
  );
  readonly live = $derived.by(() => this.all.some(({ endMs }) => endMs === undefined));
  readonly #bounds = $derived.by(() => boundsOf(this.all));
  readonly nowMs = $derived.by(() => (this.live ? Math.max(this.#now.ms, this.#bounds.endMs) : this.#bounds.endMs));
  readonly breaks: readonly Stretch[] = $derived.by(() => {
    if (!this.#shortensIdle) return [];
    return findBreaks(this.all, this.#bounds.startMs, this.nowMs, { opened: this.#openedBreaks });
  });
  readonly scale = $derived.by(() => new TimeScale(this.#bounds.startMs, this.nowMs, this.breaks));
  readonly window = $derived.by(() => windowOf(this.#range, this.scale));
  readonly mode = $derived.by((): LayoutMode => {
    const { history, layout } = this.#input();
    if (layout === 'rows' || layout === 'lanes') return layout;
    // What is still on its way counts too: the layout must not change under somebody's eyes.
    return this.#bars.whole || history.total < longHistory ? usualMode(this.bars) : 'lanes';
  });
  readonly labelsAbove = $derived(this.width < narrowWidth);
  readonly labelWidth = $derived.by(() => labelWidthOf(this.mode, this.width));
  readonly layout: Layout = $derived.by(() =>
    layOut(this.track, { mode: this.mode, folds: this.#folds, labelsAbove: this.labelsAbove }),
  );
  /** The scrollbar is beside it, and the last moment must not stick to the edge. */
  readonly projection = $derived.by(() => new Projection(this.scale, this.window, this.labelWidth, this.width - 1));

  constructor(input: () => TimelineInput) {
    this.#input = input;
    this.#bars = new LiveBars(input);
    this.#range = readRange(untrack(input).range);
    this.#now = new LiveNow(() => (this.live ? untrack(() => paceOf(this.projection.pixelsPerUnit)) : undefined));
  }

  get bars(): readonly Bar[] {
    return this.#bars.all;
  }

  get shortensIdle(): boolean {
    return this.#shortensIdle;
  }
  set shortensIdle(on: boolean) {
    this.#shortensIdle = on;
    this.#openedBreaks = noneOf();
  }

  /** Whether something could be, or was, shortened. */
  readonly canShorten = $derived.by(() => !this.#shortensIdle || this.breaks.length > 0 || this.#openedBreaks.size > 0);

  openBreak(key: number): void {
    this.#openedBreaks = withOne(this.#openedBreaks, key);
  }

  /** It is shown as a table, instead of as a picture. */
  get isTable(): boolean {
    return this.#input().layout === 'table';
  }

  /** In another layout, other sections have many lanes. */
  forgetFolds(): void {
    this.#folds = noEntries();
  }

  fold(key: string, folded: boolean): void {
    this.#folds = withEntry(this.#folds, key, folded);
  }

  get rangeText(): string {
    return rangeText(this.#range);
  }

  get isWhole(): boolean {
    return this.#range === undefined;
  }

  /** What the address says now, after somebody went back in it. */
  adoptRange(text: string): void {
    if (text !== this.rangeText) this.#range = readRange(text);
  }

  show(window: Window): void {
    this.#range = rangeOf(window, this.scale, this.live);
  }

  showAll(): void {
    this.#range = undefined;
  }

  get whole(): Window {
    return wholeWindow(this.scale);
  }

  get opened(): readonly OpenedRun[] {
    return this.#opened;
  }

  openedRun(key: string): OpenedRun | undefined {
    return this.#opened.find((run) => run.key === key);
  }

  canOpen(trackKey: string, bar: Bar): boolean {
    return this.#input().canOpen && bar.linked !== undefined && trackKey.split('/').length < deepest;
  }

  /** Shows the run behind a bar inside of the timeline, or no longer. */
  toggleRun(trackKey: string, bar: Bar): void {
    const key = trackKey === '' ? String(bar.id) : `${trackKey}/${bar.id}`;
    if (this.openedRun(key))
      this.#opened = this.#opened.filter((run) => run.key !== key && !run.key.startsWith(`${key}/`));
    else if (bar.linked && this.canOpen(trackKey, bar)) {
      this.#opened = [...this.#opened, new OpenedRun(trackKey, bar.id, bar.linked)];
    }
  }

  bar({ track, id }: BarRef): Bar | undefined {
    const bars = track === '' ? this.bars : this.openedRun(track)?.bars;
    return bars?.find((bar) => bar.id === id);
  }
}
