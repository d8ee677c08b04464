import type { Bar } from '../../../history/timeline/bar.js';
import type { RunTrack } from '../../../history/timeline/layout.js';
import type { OpenedRun } from './opened-run.svelte.js';

/** A run with those that are opened inside of it, for the layout. */
export function runTree(key: string, bars: readonly Bar[], opened: readonly OpenedRun[]): RunTrack {
  const inside = opened.filter(({ parentKey }) => parentKey === key);
  return { key, bars, opened: new Map(inside.map((run) => [run.barId, runTree(run.key, run.bars, opened)])) };
}
