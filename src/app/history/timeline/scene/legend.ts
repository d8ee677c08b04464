import type { GroupKind } from '../../../../live/event-groups.js';
import type { Bar, BarStatus, SectionName, Segment } from '../bar.js';
import { layOut } from '../layout.js';
import { Projection } from '../projection.js';
import { TimeScale } from '../time-scale.js';
import { barBox, drawBar, drawTear } from './bar-scene.js';
import { drawDensity } from './lane-scene.js';
import { type Primitive, rect, verticalLine } from './primitives.js';

export const sampleSize = { width: 76, height: 22 };
const middle = sampleSize.height / 2;
const scale = new TimeScale(0, 100);
/** The margins of a projection lie outside of the sample. */
const projection = new Projection(scale, { from: 0, to: 100 }, -6, sampleSize.width + 12);

/** What each shape and colour means, drawn by what draws the timeline itself. */
export const legendGroups = {
  status: ['running', 'completed', 'failed', 'timedOut', 'canceled', 'abandoned'],
  shape: ['workflow', 'work', 'timer', 'task', 'message', 'note'],
  waiting: ['wait', 'attempts', 'estimated', 'paused'],
  picture: ['dense', 'idle'],
} as const;

export type LegendSample = (typeof legendGroups)[keyof typeof legendGroups][number];

const segment = (kind: Segment['kind'], startMs: number, endMs: number | undefined, status: BarStatus): Segment => ({
  ...{ kind, startMs, endMs, attempt: 1, status, estimated: false },
});
const failedTwice = [
  segment('run', 0, 18, 'FAILED'),
  segment('backoff', 18, 34, 'FAILED'),
  segment('run', 34, 52, 'FAILED'),
  segment('backoff', 52, 76, 'FAILED'),
  segment('run', 76, 100, 'COMPLETED'),
];

const samples: Record<Exclude<LegendSample, 'dense' | 'idle'>, Bar> = {
  running: sample('activity', 'RUNNING', { endMs: undefined }),
  completed: sample('activity', 'COMPLETED'),
  failed: sample('activity', 'FAILED'),
  timedOut: sample('activity', 'TIMED_OUT'),
  canceled: sample('activity', 'CANCELLED'),
  abandoned: sample('activity', 'ABANDONED'),
  workflow: sample('workflow', 'COMPLETED'),
  work: sample('activity', 'COMPLETED'),
  timer: sample('timer', 'COMPLETED'),
  task: sample('workflow-task', 'COMPLETED'),
  message: sample('signal', 'NONE', { section: 'message', startMs: 50, endMs: 50 }),
  note: sample('marker', 'NONE', { section: 'other', startMs: 50, endMs: 50 }),
  wait: sample('activity', 'COMPLETED', {
    segments: [segment('wait', 0, 40, 'NONE'), segment('run', 40, 100, 'COMPLETED')],
  }),
  attempts: sample('activity', 'COMPLETED', { segments: failedTwice }),
  estimated: sample('activity', 'COMPLETED', {
    segments: failedTwice.map((part, index) => ({ ...part, estimated: index < 4 })),
  }),
  paused: sample('activity', 'PAUSED', {
    segments: [segment('run', 0, 30, 'FAILED'), segment('backoff', 30, 100, 'PAUSED')],
  }),
};

function sample(kind: GroupKind, status: BarStatus, more: Partial<Bar> = {}): Bar {
  const section: SectionName = 'activity';
  return {
    ...{ id: 1, kind, section, label: '', summary: undefined, status, startMs: 0, endMs: 100, segments: [] },
    ...{ attempts: 1, failure: undefined },
    ...more,
  };
}

export function drawSample(name: LegendSample): Primitive[] {
  const ground = rect({ x: 0, y: 0, ...sampleSize }, 'surface-1');
  if (name === 'dense') return [ground, ...drawDense()];
  if (name === 'idle') return [ground, ...drawIdle()];
  const bar = samples[name];
  return [ground, ...drawBar(bar, barBox(bar, projection, middle, 100), projection, 100, 1)];
}

function drawDense(): Primitive[] {
  const bars = Array.from({ length: 24 }, (_, index) =>
    sample('activity', 'COMPLETED', { startMs: index * 4, endMs: index * 4 + 14 + ((index * 29) % 30) }),
  );
  const layout = layOut(
    { key: '', bars, opened: new Map() },
    { mode: 'lanes', folds: new Map([[':activity', true]]), labelsAbove: false },
  );
  const [row] = layout.rows;
  if (!row) return [];
  return drawDensity({ ...row, height: sampleSize.height + 12 }, -6, { projection, nowMs: 100, isMatch: undefined });
}

function drawIdle(): Primitive[] {
  const bar = samples.timer;
  const [from, to] = [28, 52];
  const box = barBox(bar, projection, middle, 100);
  return [
    rect({ x: from, y: 0, width: to - from, height: sampleSize.height }, 'surface-2'),
    verticalLine(from + 0.5, 0, sampleSize.height, 'line-control', { dashed: true, alpha: 0.6 }),
    verticalLine(to - 0.5, 0, sampleSize.height, 'line-control', { dashed: true, alpha: 0.6 }),
    ...drawBar(bar, box, projection, 100, 1),
    ...drawTear((from + to) / 2, box),
  ];
}
