import { describe, expect, it } from 'vitest';
import { EventBuffer } from '../../../../src/live/event-buffer.js';
import { formattedEvent } from '../../../../src/app/history/event-formats.js';
import { EventRows } from '../../../../src/app/history/json/event-rows.js';
import { JsonRowCounter, type JsonRows } from '../../../../src/app/history/json/json-rows.js';
import { lineParts } from '../../../../src/app/history/json/line-parts.js';
import { countRows, wrapLine } from '../../../../src/app/history/json/wrap.js';
import { historyFromJSON, historyToJSON } from '../../../../src/client/index.js';

const history = historyFromJSON({
  events: Array.from({ length: 40 }, (_, index) => ({
    eventId: String(index + 1),
    eventTime: '2026-01-02T03:04:05Z',
    eventType: 'EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED',
    workflowExecutionSignaledEventAttributes: {
      signalName: `say "hi" 🙂\n ${'漢字'.repeat(index)}`,
      ...(index % 3 === 0 ? { identity: 'x'.repeat(index * 10) } : {}),
    },
  })),
});

function bufferOf(ids: (id: number) => boolean = () => true): EventBuffer {
  const buffer = new EventBuffer();
  buffer.put(history.events.filter(({ eventId }) => ids(Number(eventId))));
  return buffer;
}

const text = (eventId: number): string => formattedEvent.stored(history.events[eventId - 1]!, (payload) => payload);

/** What there is once there was time to count all. */
function counted(counter: JsonRowCounter, options: Parameters<JsonRowCounter['rows']>[0]): JsonRows {
  let rows = counter.rows(options);
  while (rows.more) rows = counter.rows(options);
  return rows;
}

/** All rows as a person sees them. */
function drawn(rows: JsonRows, columns: number): string[] {
  const eventRows = new EventRows();
  return Array.from({ length: rows.count }, (_, index) => {
    const at = rows.at(index);
    if (at.kind === 'frame') return at.text;
    if (at.kind === 'gap') return `gap of ${at.missing}`;
    const row = eventRows.of(at.eventId, text(at.eventId), columns)[at.row];
    return row ? row.line.slice(row.from, row.to) : 'no row';
  });
}

describe('JsonRowCounter', () => {
  it('lays out what historyToJSON writes, line by line', () => {
    const rows = counted(new JsonRowCounter(bufferOf()), { text, isOpen: () => true, columns: Infinity });
    expect(rows.exact).toBe(true);
    const whole = historyToJSON(history).split('\n');
    // The commas between events are drawn by the list.
    expect(drawn(rows, Infinity)).toEqual(whole.map((line) => (line === '    },' ? '    }' : line)));
    for (const index of [2, 9, rows.count - 3]) {
      const at = rows.at(index);
      if (at.kind !== 'event') throw new Error(`row ${index} is ${at.kind}`);
      expect(rows.indexOf(at.eventId, at.row)).toBe(index);
    }
  });

  it('breaks lines without losing a character, and counts as many rows as it draws', () => {
    const rows = counted(new JsonRowCounter(bufferOf()), { text, isOpen: () => true, columns: 40 });
    const lines = drawn(rows, 40);
    expect(lines).not.toContain('no row');
    expect(lines.join('')).toBe(historyToJSON(history).replaceAll('\n', '').replaceAll('},    {', '}    {'));
  });

  it('gives one row to what is folded, and one to all that is missing', () => {
    const buffer = bufferOf((id) => id <= 2 || id > 30);
    const rows = counted(new JsonRowCounter(buffer), { text, isOpen: (id) => id !== 2, columns: Infinity });
    const first = countRows(text(1), Infinity);
    expect(rows.at(2 + first)).toEqual({ kind: 'event', eventId: 2, row: 0 });
    expect(rows.at(2 + first + 1)).toEqual({ kind: 'gap', eventId: 3, missing: 28 });
    expect(rows.at(2 + first + 2)).toEqual({ kind: 'event', eventId: 31, row: 0 });
    expect([rows.indexOf(3), rows.indexOf(31)]).toEqual([-1, 2 + first + 2]);
    expect(rows.at(rows.count - 1)).toEqual({ kind: 'frame', text: '}' });
  });

  it('guesses what is not written down yet, and follows what changes', () => {
    const buffer = bufferOf((id) => id <= 20);
    const counter = new JsonRowCounter(buffer);
    const some = counted(counter, {
      text: (id) => (id > 10 ? text(id) : undefined),
      isOpen: () => true,
      columns: Infinity,
    });
    expect([some.exact, some.more]).toEqual([false, false]);
    buffer.put(history.events.slice(20));
    const all = counted(counter, { text, isOpen: () => true, columns: Infinity });
    expect(all.exact).toBe(true);
    expect(drawn(all, Infinity)).not.toContain('no row');
    expect(counted(counter, { text, isOpen: () => true, columns: 60 }).count).toBeGreaterThan(all.count);
  });
});

describe('wrapLine', () => {
  it('lets wide characters take two columns, and never cuts one in half', () => {
    expect(wrapLine('abcdef', 6)).toEqual([0]);
    // What goes on in another row hangs by two columns.
    expect(wrapLine('漢字漢字漢字漢字', 8)).toEqual([0, 4, 7]);
    const emoji = '🙂'.repeat(4);
    const starts = wrapLine(emoji, 3);
    expect(starts.map((start, index) => emoji.slice(start, starts[index + 1]))).toEqual(['🙂', '🙂', '🙂', '🙂']);
  });
});

describe('lineParts', () => {
  const shown = (...of: Parameters<typeof lineParts>) =>
    lineParts(...of).map(({ text: part, kind, marked }) => `${kind}${marked ? '!' : ''} ${part}`);

  it('tells keys, values and the rest apart', () => {
    const line = '  "a\\": \\"b": "c: 1",';
    expect(shown(line, 0, line.length)).toEqual([
      'key   "a\\": \\"b"',
      'punctuation : ',
      'string "c: 1"',
      'punctuation ,',
    ]);
    expect(shown('  "n": -1', 0, 9)).toEqual(['key   "n"', 'punctuation : ', 'number -1']);
    expect(shown('  true,', 0, 7)).toEqual(['punctuation   ', 'word true', 'punctuation ,']);
    expect(shown('    {', 0, 5)).toEqual(['punctuation     {'].flatMap((all) => [all.slice(0, 16), 'punctuation {']));
  });

  it('marks what was found, also across parts and where a line is broken', () => {
    const line = '"key": "value"';
    expect(shown(line, 0, 10, [[4, 12]])).toEqual(['key "key', 'key! "', 'punctuation! : ', 'string! "va']);
    expect(shown(line, 10, 14, [[4, 12]])).toEqual(['string! lu', 'string e"']);
  });
});
