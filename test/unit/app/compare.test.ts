import { describe, expect, it } from 'vitest';
import type { HistoryEvent } from '../../../src/client/index.js';
import { plainMessage } from '../../../src/app/format/plain-message.js';
import { sideBySide } from '../../../src/app/format/side-by-side.js';
import { align } from '../../../src/app/history/compare/align.js';
import { sameContent } from '../../../src/app/history/compare/step.js';
import { EventBuffer } from '../../../src/live/event-buffer.js';

const payload = (value: unknown) => ({
  metadata: { encoding: new TextEncoder().encode('json/plain') },
  data: new TextEncoder().encode(JSON.stringify(value)),
});

function event(eventId: number, name: string, value: object = {}): HistoryEvent {
  return { eventId: BigInt(eventId), attributes: { case: `${name}EventAttributes`, value } } as unknown as HistoryEvent;
}

function history(...events: [name: string, value?: object][]): EventBuffer {
  const buffer = new EventBuffer();
  buffer.put(events.map(([name, value], index) => event(index + 1, name, value)));
  return buffer;
}

const activity = (name: string) => ['activityTaskScheduled', { activityType: { name } }] as [string, object];

describe('alignment of two histories', () => {
  it('finds the step that only one run took, and goes on with what both did', () => {
    const left = history(['workflowExecutionStarted'], activity('charge'), activity('ship'));
    const right = history(['workflowExecutionStarted'], activity('charge'), activity('refund'), activity('ship'));
    const { rows, firstDifference, isExact } = align(left, right);
    expect(rows.map(({ kind, left: a, right: b }) => [kind, a?.eventId, b?.eventId])).toEqual([
      ['same', 1n, 1n],
      ['same', 2n, 2n],
      ['right-only', undefined, 3n],
      ['same', 3n, 4n],
    ]);
    expect([firstDifference, isExact]).toEqual([2, true]);
  });

  it('leaves Workflow Tasks out unless they are asked for', () => {
    const left = history(['workflowTaskScheduled'], activity('charge'));
    const right = history(activity('charge'));
    expect(align(left, right).firstDifference).toBe(-1);
    expect(align(left, right, { workflowTasks: true }).firstDifference).toBe(0);
  });

  it('is by number when there is no time', () => {
    const many = (name: string) => history(...Array.from({ length: 3000 }, (_, index) => activity(`${name}${index}`)));
    const { rows, isExact } = align(many('a'), many('b'), { timeoutMs: 0 });
    expect([rows.length, isExact]).toEqual([3000, false]);
  });

  it('has no rows for two empty histories', () => {
    expect(align(history(), history())).toEqual({ rows: [], firstDifference: -1, isExact: true });
  });
});

describe('the content of a step', () => {
  it('is the same with other ids, identities and times', () => {
    const step = (identity: string, result: unknown) =>
      event(3, 'activityTaskCompleted', { identity, scheduledEventId: 2n, result: { payloads: [payload(result)] } });
    expect(sameContent(step('a', { ok: 1 }), step('b', { ok: 1 }))).toBe(true);
    expect(sameContent(step('a', { ok: 1 }), step('a', { ok: 2 }))).toBe(false);
    // What a Payload holds is the Workflow's, whatever its fields are called.
    expect(sameContent(step('a', { identity: 1 }), step('a', { identity: 2 }))).toBe(false);
  });
});

describe('plainMessage', () => {
  it('writes a message as people would', () => {
    const message = {
      $typeName: 'x',
      empty: '',
      zero: 0,
      big: 9007199254740993n,
      input: { payloads: [payload({ a: null }), payload('b')] },
      timeout: { $typeName: 'google.protobuf.Duration', seconds: 1n, nanos: 500_000_000 },
      at: { $typeName: 'google.protobuf.Timestamp', seconds: 1n, nanos: 0 },
      choice: { case: 'pinned', value: { version: 'x' } },
      none: { case: undefined },
    };
    expect(plainMessage(message)).toEqual({
      big: '9007199254740993',
      input: [{ a: null }, 'b'],
      timeout: '1.5 s',
      at: '1970-01-01T00:00:01.000Z',
      choice: { pinned: { version: 'x' } },
    });
  });
});

describe('sideBySide', () => {
  const rows = (left: string, right: string) =>
    sideBySide(left, right).map(({ left: a, right: b, isSame }) => [a?.text, b?.text, isSame]);

  it('puts a changed line beside what it became', () => {
    expect(rows('{\n1\n2\n}', '{\n1\n3\n4\n}')).toEqual([
      ['{', '{', true],
      ['1', '1', true],
      ['2', '3', false],
      [undefined, '4', false],
      ['}', '}', true],
    ]);
  });

  it('knows nothing beside something', () => {
    expect(rows('', 'a')).toEqual([[undefined, 'a', false]]);
    expect(rows('a', 'a')).toEqual([['a', 'a', true]]);
    expect(rows('', '')).toEqual([]);
  });

  it('takes very long texts line by line', () => {
    const long = 'x\n'.repeat(250_000);
    expect(sideBySide(long, long).every(({ isSame }) => isSame)).toBe(true);
  });
});
