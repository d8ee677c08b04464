import { describe, expect, it } from 'vitest';
import { EventBuffer } from '../../../../src/live/event-buffer.js';
import { EventGroups } from '../../../../src/live/event-groups.js';
import { attemptSegments, fillMoments } from '../../../../src/app/history/timeline/attempts.js';
import type { Bar } from '../../../../src/app/history/timeline/bar.js';
import { Bars } from '../../../../src/app/history/timeline/bars.js';
import { findBreaks } from '../../../../src/app/history/timeline/breaks.js';
import { hitAt } from '../../../../src/app/history/timeline/hit.js';
import { layOut, usualMode } from '../../../../src/app/history/timeline/layout.js';
import { moveStop, stopOf } from '../../../../src/app/history/timeline/navigate.js';
import { PendingLog } from '../../../../src/app/history/timeline/pending.js';
import { Projection } from '../../../../src/app/history/timeline/projection.js';
import { wholeWindow } from '../../../../src/app/history/timeline/range.js';
import { drawScene } from '../../../../src/app/history/timeline/scene/scene.js';
import type { SceneView } from '../../../../src/app/history/timeline/scene/view.js';
import { svgOf } from '../../../../src/app/history/timeline/scene/svg.js';
import { TimeScale } from '../../../../src/app/history/timeline/time-scale.js';
import { historyEvent, timerHistory } from '../../../fixtures/history-events.js';
import type { HistoryEvent } from '../../../../src/client/index.js';

const startMs = 1_700_000_001_000;

function barsOf(events: HistoryEvent[], whole = true, log?: ReturnType<PendingLog['read']>): readonly Bar[] {
  const buffer = new EventBuffer();
  buffer.put(events);
  return new Bars(buffer, new EventGroups(buffer)).read(whole, log);
}

const retryPolicy = {
  initialInterval: { seconds: 1n, nanos: 0 },
  backoffCoefficient: 2,
  maximumInterval: { seconds: 100n, nanos: 0 },
  maximumAttempts: 5,
};
const scheduled = historyEvent(2, 'activityTaskScheduled', {
  activityId: '1',
  activityType: { name: 'charge' },
  retryPolicy,
});
const started = historyEvent(1, 'workflowExecutionStarted', { workflowType: { name: 'order' } });

describe('attempts', () => {
  it('are spread by the retry policy between the moments that are known', () => {
    const retry = { initialMs: 1000, coefficient: 2, maximumMs: 0 };
    // Scheduled at 0, third attempt at 4000: backoffs of 1 s and 2 s leave 0.5 s for each of the two that failed.
    expect(fillMoments([0, undefined, undefined, undefined, undefined, 4000], retry)).toEqual([
      0, 0, 500, 1500, 2000, 4000,
    ]);
  });

  it('end with the one that the history tells', () => {
    const [, bar] = barsOf(
      [
        started,
        scheduled,
        historyEvent(6, 'activityTaskStarted', { scheduledEventId: 2n, attempt: 3 }),
        historyEvent(7, 'activityTaskCompleted', { scheduledEventId: 2n, startedEventId: 6n }),
      ],
      false,
    );
    expect(bar?.attempts).toBe(3);
    expect(bar?.segments.map(({ kind, attempt, status }) => [kind, attempt, status])).toEqual([
      ['run', 1, 'FAILED'],
      ['backoff', 2, 'FAILED'],
      ['run', 2, 'FAILED'],
      ['backoff', 3, 'FAILED'],
      ['run', 3, 'COMPLETED'],
    ]);
    const moments = bar?.segments.map((segment) => segment.startMs - startMs);
    expect(moments).toEqual([1000, 1500, 2500, 3000, 5000]);
  });

  it('that wait are open and have no run', () => {
    const segments = attemptSegments({
      ...{ scheduledMs: 0, attempt: 2, startMs: undefined, endMs: undefined, status: 'RUNNING', failure: undefined },
      retry: { initialMs: 1000, coefficient: 2, maximumMs: 0 },
      seen: [{ attempt: 1, startMs: 10, endMs: 20 }],
    });
    expect(segments.map(({ kind, startMs, endMs, estimated }) => [kind, startMs, endMs, estimated])).toEqual([
      ['wait', 0, 10, false],
      ['run', 10, 20, false],
      ['backoff', 20, undefined, false],
    ]);
  });

  it('are remembered from earlier descriptions', () => {
    const log = new PendingLog();
    const at = (seconds: number) => ({ seconds: BigInt(seconds), nanos: 0 });
    const base = { activityId: '1', maximumAttempts: 5, paused: false };
    log.read({
      pendingActivities: [
        {
          ...base,
          state: 1,
          attempt: 2,
          lastStartedTime: at(10),
          lastAttemptCompleteTime: at(11),
          nextAttemptScheduleTime: at(12),
        },
      ],
      pendingNexusOperations: [],
    });
    const work = log.read({
      pendingActivities: [{ ...base, state: 2, attempt: 3, lastStartedTime: at(20), lastAttemptCompleteTime: at(15) }],
      pendingNexusOperations: [],
    });
    expect(work.activities.get('1')).toMatchObject({ attempt: 3, startMs: 20_000 });
    expect(work.seen('1')).toMatchObject([
      { attempt: 1, startMs: 10_000, endMs: 11_000 },
      { attempt: 3, startMs: 20_000 },
      { attempt: 2, endMs: 15_000 },
    ]);
  });
});

describe('bars', () => {
  it('of what did not end before its run did say so', () => {
    const [, timer] = barsOf([
      started,
      historyEvent(2, 'timerStarted', { timerId: '2', startToFireTimeout: { seconds: 9n, nanos: 0 } }),
      historyEvent(3, 'workflowExecutionCompleted'),
    ]);
    expect(timer).toMatchObject({ status: 'ABANDONED', endMs: startMs + 2000 });
  });

  it('without an end wait until the history is whole', () => {
    expect(barsOf([started, scheduled], false).map(({ kind }) => kind)).toEqual(['workflow']);
    expect(barsOf([started, scheduled]).map(({ kind, endMs }) => [kind, endMs])).toEqual([
      ['workflow', undefined],
      ['activity', undefined],
    ]);
  });

  it('lead to the run that goes on', () => {
    const [run] = barsOf([
      historyEvent(1, 'workflowExecutionStarted', { workflowId: 'w', attempt: 1 }),
      historyEvent(2, 'workflowExecutionContinuedAsNew', { newExecutionRunId: 'next' }),
    ]);
    expect(run).toMatchObject({ status: 'CONTINUED_AS_NEW', linked: { workflowId: 'w', runId: 'next', next: true } });
  });
});

describe('breaks', () => {
  const bar = (kind: Bar['kind'], from: number, to: number): Bar =>
    ({
      id: from + 1,
      kind,
      section: kind === 'timer' ? 'timer' : 'activity',
      startMs: from,
      endMs: to,
      segments: [],
      attempts: 1,
      status: 'COMPLETED',
    }) as unknown as Bar;

  it('shorten idle time that hides what is short', () => {
    const bars = [bar('activity', 0, 50), bar('timer', 50, 3_600_000), bar('activity', 3_600_000, 3_600_060)];
    const [only, ...more] = findBreaks(bars, 0, 3_600_060);
    expect(more).toEqual([]);
    expect(only).toMatchObject({ key: 50, idle: true });
    expect(findBreaks(bars, 0, 3_600_060, { opened: new Set([50]) })).toEqual([]);
  });

  it('are none where everything can be seen', () => {
    const bars = Array.from({ length: 10 }, (_, index) => bar('timer', index * 1000, index * 1000 + 990));
    expect(findBreaks(bars, 0, 10_000)).toEqual([]);
  });
});

describe('the picture', () => {
  const bars = barsOf(timerHistory(42));
  const scale = new TimeScale(startMs, startMs + 41_000);
  const view = (mode: 'rows' | 'lanes'): SceneView => ({
    layout: layOut({ key: '', bars, opened: new Map() }, { mode, folds: new Map(), labelsAbove: false }),
    projection: new Projection(scale, wholeWindow(scale), 200, 1000),
    ...{ breaks: [], width: 1000, height: 300, scrollTop: 0, nowMs: startMs + 41_000, live: false },
    ...{ selected: undefined, hovered: undefined, focused: undefined, focusedHead: undefined, isMatch: undefined },
    axis: { align: (ms, step) => Math.floor(ms / step) * step, text: String, title: 'axis' },
    texts: {
      sections: {},
      ...{ count: String, atOnce: String, duration: String, roughDuration: String, attempts: String, now: 'now' },
      ...{ failure: () => '', label: ({ label }) => `${label} <&> "é`, run: () => '', icon: ({ kind }) => kind },
    },
    measure: (text) => text.length * 6,
  });

  it('draws only the rows in sight', () => {
    const texts = drawScene(view('rows')).filter(({ kind }) => kind === 'text');
    expect(bars).toHaveLength(21);
    expect(texts.length).toBeLessThan(60);
  });

  it('packs what follows one another into one lane', () => {
    const { rows } = view('lanes').layout;
    expect(rows.map(({ kind, lane }) => [kind, lane.bars.length])).toEqual([
      ['lane', 1],
      ['lane', 20],
    ]);
    expect(usualMode(bars)).toBe('rows');
    expect(usualMode(barsOf(timerHistory(1002)))).toBe('lanes');
  });

  it('is found under the pointer where it is drawn', () => {
    const shown = view('lanes');
    for (const bar of bars.slice(1)) {
      const x = shown.projection.x((bar.startMs + (bar.endMs ?? 0)) / 2);
      expect(hitAt(shown, x, 28 + 22 + 11)).toMatchObject({ kind: 'bar', bar: { id: bar.id } });
    }
  });

  it('is walked through by keys', () => {
    const { layout, nowMs } = view('lanes');
    let stop = moveStop(layout, undefined, 'down', nowMs);
    expect(stop?.bar?.kind).toBe('workflow');
    stop = moveStop(layout, stop, 'down', nowMs);
    expect(stop?.ref).toEqual({ head: ':timer' });
    stop = moveStop(layout, stop, 'right', nowMs);
    stop = moveStop(layout, stop, 'last', nowMs);
    expect(stop?.bar?.id).toBe(bars.at(-1)?.id);
    expect(moveStop(layout, stop, 'right', nowMs)?.bar).toBe(stop?.bar);
    expect(stopOf(layout, { track: '', id: 999 })).toBeUndefined();
  });

  it('is well-formed as a file, whatever names hold', () => {
    const look = {
      colour: () => '#123456',
      fonts: { label: '12px x', strong: '12px x', plot: '11px x', title: '15px x', mono: '11px x' },
      icon: () => [['path', { d: 'M0 0' }]] as const,
    };
    const svg = svgOf(drawScene(view('rows')), 1000, 300, 'a <b> & "c" \u0001', look);
    expect(svg).toContain('&lt;&amp;&gt; &quot;é');
    expect(svg).toContain('<title>a &lt;b&gt; &amp; &quot;c&quot; \ufffd</title>');
    expect(svg.match(/<g[ >]/g)?.length).toBe(svg.match(/<\/g>/g)?.length);
  });
});
