import { endOf, isPoint } from '../bar.js';
import { badEnd } from '../lanes.js';
import { type Row, rowHeight } from '../layout.js';
import { fitText, type Primitive, words } from './primitives.js';
import { depthIndent, type SceneView } from './view.js';

const iconSize = 14;
export const toggleWidth = 18;

/** Where the label of a row begins, and where its fold or its triangle is. */
export function labelLeft(row: Row): number {
  return 8 + row.depth * depthIndent;
}

/** Whether a row can be opened or folded at its label. */
export function hasToggle(row: Row): boolean {
  return row.head !== undefined || row.kind === 'run' || (row.bar?.linked !== undefined && row.kind === 'lane');
}

/** The label of a row: at the left of the plot, or above it. */
export function drawRowLabel(row: Row, top: number, view: SceneView): Primitive[] {
  const above = row.labelLine > 0;
  const { projection, layout } = view;
  if (!above && layout.options.labelsAbove && row.kind !== 'run') return [];
  const middle = above ? top + row.labelLine / 2 + 2 : row.head ? top + 11 : top + row.height / 2;
  // Above the plot, the line of the present moment must not go through the duration.
  const margin = above && view.live ? 24 : 8;
  const right = above || row.kind === 'run' ? projection.right - margin : projection.left - 12;
  const primitives: Primitive[] = [];
  let x = labelLeft(row);
  if (hasToggle(row)) {
    const open = row.head ? !row.head.folded : row.kind === 'run' || row.track.opened.has(row.bar?.id ?? 0);
    primitives.push({
      kind: 'icon',
      name: open ? 'open' : 'closed',
      x: x + 6,
      y: middle,
      size: 12,
      stroke: 'text-3',
      alpha: 1,
    });
  }
  x += toggleWidth;
  if (row.head) return [...primitives, ...headLabel(row, x, middle, right, view)];
  if (row.kind === 'run') return [...primitives, ...runLabel(row, x, middle, right, view)];
  return [...primitives, ...barLabel(row, x, middle, right, view)];
}

function headLabel(row: Row, x: number, middle: number, right: number, { texts, measure }: SceneView): Primitive[] {
  const { head } = row;
  if (!head) return [];
  const name = fitText(texts.sections[head.name] ?? head.name, right - x, 'strong', measure);
  const primitives: Primitive[] = [words(name, x, middle, { font: 'strong', fill: 'text-2' })];
  const after = x + measure(name, 'strong') + 8;
  const count = fitText(texts.count(head.count), right - after, 'label', measure);
  if (count) primitives.push(words(count, after, middle, { fill: 'text-3' }));
  if (head.atOnce < 2 || head.atOnce === head.count) return primitives;
  // Under it where the row is high enough, else behind it, if there is room for all of it.
  const atOnce = texts.atOnce(head.atOnce);
  const under = row.labelLine === 0 && row.height > rowHeight;
  const left = under ? x : after + measure(count, 'label') + 8;
  if (left + measure(atOnce, 'label') > right) return primitives;
  return [...primitives, words(atOnce, left, under ? middle + 17 : middle, { fill: 'text-3' })];
}

/** On screen, the link to the run stands at the end of its row. */
const linkWidth = 96;

function runLabel(row: Row, x: number, middle: number, right: number, { texts, measure }: SceneView): Primitive[] {
  const text = fitText(texts.run(row.track), right - linkWidth - x, 'strong', measure);
  return [words(text, x, middle, { font: 'strong', fill: 'text-2' })];
}

function barLabel(row: Row, x: number, middle: number, right: number, view: SceneView): Primitive[] {
  const { bar } = row;
  if (!bar) return [];
  const { texts, measure, isMatch, nowMs } = view;
  const alpha = isMatch && !isMatch(bar, row.track) ? 0.35 : 1;
  const duration = isPoint(bar) ? '' : texts.duration(endOf(bar, nowMs) - bar.startMs);
  const durationWidth = duration ? measure(duration, 'label') + 10 : 0;
  const bad = badEnd(bar.status);
  const label = fitText(texts.label(bar), right - x - iconSize - 6 - durationWidth, 'label', measure);
  const primitives: Primitive[] = [
    {
      kind: 'icon',
      name: texts.icon(bar),
      x: x + iconSize / 2,
      y: middle,
      size: iconSize,
      stroke: bad ? `${bad}.mark` : 'text-3',
      alpha,
    },
    words(label, x + iconSize + 6, middle, { fill: bad ? `${bad}.text` : 'text-1', alpha }),
  ];
  if (duration) primitives.push(words(duration, right, middle, { fill: 'text-3', align: 'end', alpha }));
  return primitives;
}
