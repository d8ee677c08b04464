import { describe, expect, it } from 'vitest';
import { historyFromJSON, historyToJSON, type HistoryEvent } from '../../../../src/client/index.js';
import { readHistory } from '../../../../src/app/history/file/read-history.js';

const json = {
  events: [
    {
      eventId: '1',
      eventTime: '2026-01-02T03:04:05Z',
      eventType: 'EVENT_TYPE_WORKFLOW_EXECUTION_STARTED',
      workflowExecutionStartedEventAttributes: {
        workflowType: { name: 'order "x" {[' },
        input: { payloads: [{ metadata: { encoding: 'anNvbi9wbGFpbg==' }, data: 'IntdIg==' }] },
      },
    },
    {
      eventId: '2',
      eventType: 'WorkflowTaskScheduled',
      workflowTaskScheduledEventAttributes: { taskQueue: { name: 'q', kind: 'Normal' } },
    },
    { eventId: '3', eventType: 3, workflow_task_started_event_attributes: { scheduledEventId: '2' } },
  ],
};

/** In parts of a given size, as a disk gives them. */
function fileOf(text: string, size = 7): Blob {
  const bytes = new TextEncoder().encode(text);
  return {
    stream: () =>
      new ReadableStream({
        start(controller) {
          for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.subarray(at, at + size));
          controller.close();
        },
      }),
  } as unknown as Blob;
}

async function read(text: string, size?: number): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  await readHistory(fileOf(text, size), {
    signal: new AbortController().signal,
    onprogress: () => undefined,
    onevents: (more) => events.push(...more),
  });
  return events;
}

describe('readHistory', () => {
  it.each([
    ['an object, indented', JSON.stringify(json, null, 2)],
    ['an object in one line', JSON.stringify(json)],
    ['a bare list', JSON.stringify(json.events)],
    ['other fields around the list', JSON.stringify({ meta: { list: [1, { a: [] }] }, ...json, more: ['events', {}] })],
    ['a history within', JSON.stringify({ workflowId: 'w', history: json })],
    ['a byte order mark', `\uFEFF${JSON.stringify(json)}`],
  ])('reads %s', async (_, text) => {
    expect(await read(text)).toEqual(historyFromJSON(json).events);
  });

  it('gives the same whatever the size of the parts', async () => {
    const text = JSON.stringify(json, null, 1).replace('order', 'ordér 🙂');
    const sizes = [1, 2, 3, 64, 100_000];
    const all = await Promise.all(
      sizes.map(async (size) =>
        historyToJSON({ $typeName: 'temporal.api.history.v1.History', events: await read(text, size) }),
      ),
    );
    expect(new Set(all).size).toBe(1);
    expect(all[0]).toContain('ordér 🙂');
  });

  it('reads what this client writes', async () => {
    const history = historyFromJSON(json);
    expect(await read(historyToJSON(history))).toEqual(history.events);
  });

  it.each([
    ['nothing', '', /no list of events/],
    ['another JSON', '{"workflows": []}', /no list of events/],
    ['no JSON', 'hello', /not JSON: line 1 begins with "h"/],
    ['an empty list', '{"events": []}', /list of events is empty/],
    [
      'a file that was cut off',
      JSON.stringify(json, null, 2).slice(0, 700),
      /ends on line \d+, within event \d: it was cut off/,
    ],
    ['a list of texts', '["a"]', /expected an event in braces, found a text/],
    ['a missing comma', '[{"eventId":"1"}\n{"eventId":"2"}]', /Line 2: a comma is missing before event 2/],
    [
      'an event that is no JSON',
      `{"events": [\n${JSON.stringify(json.events[0])},\n{"eventId": "2",\n "x": tru}]}`,
      /Event 2 is not JSON. Line 4, column 7: Unknown word tru/,
    ],
    [
      'an event that is no JSON and does not begin its line',
      '{"events": [{"eventId": 1,, }]}',
      /Event 1 is not JSON. Line 1, column 27: Expected a key/,
    ],
    [
      'an event without attributes',
      `[${JSON.stringify(json.events[0])},\n{"eventId": "2", "eventType": "EVENT_TYPE_TIMER_FIRED"}]`,
      /Event 2, which begins on line 2: it has no attributes/,
    ],
    [
      'an event with a wrong field',
      '[{"eventId": "one", "timerFiredEventAttributes": {}}]',
      /Event 1, which begins on line 1: .*int64/,
    ],
    [
      'an event without an id',
      '[{"timerFiredEventAttributes": {}}]',
      /Event 1, which begins on line 1: its eventId is 0/,
    ],
  ])('says what is wrong with %s', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it('says that bytes are no text', async () => {
    const file = { stream: () => new Blob([new Uint8Array([0x5b, 0xff, 0xfe])]).stream() } as Blob;
    const options = { signal: new AbortController().signal, onprogress: () => undefined, onevents: () => undefined };
    await expect(readHistory(file, options)).rejects.toThrow(/no text in UTF-8/);
  });
});
