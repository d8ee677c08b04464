import { describe, expect, it } from 'vitest';
import { historyFromJSON, historyToJSON } from '../../../../src/client/index.js';
import { downloadHistory } from '../../../../src/app/history/download-history.js';
import type { HistoryFormat } from '../../../../src/app/history/event-formats.js';

const encode = (text: string) => btoa(text);
const payload = (encoding: string, data: string) => ({ metadata: { encoding: encode(encoding) }, data: encode(data) });

const history = historyFromJSON({
  events: Array.from({ length: 450 }, (_, index) => ({
    eventId: String(index + 1),
    eventTime: '2026-01-02T03:04:05Z',
    eventType: 'EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED',
    workflowExecutionSignaledEventAttributes: {
      signalName: 'say "hi"\n    },\n    {',
      input: {
        payloads: [payload('json/plain', '{"big":12345678901234567890}'), payload('binary/encrypted', 'secret')],
      },
    },
  })),
});

async function text(
  format: HistoryFormat,
  signal = new AbortController().signal,
  decodeFails = false,
): Promise<string> {
  const parts: string[] = [];
  await downloadHistory(
    history.events,
    { write: async (bytes) => void parts.push(new TextDecoder().decode(bytes)) },
    {
      format,
      signal,
      payloads: {
        decodeAll: async (payloads) => {
          if (decodeFails) throw new Error('codec is down');
          const json = { encoding: new TextEncoder().encode('json/plain') };
          return payloads.map((one) =>
            new TextDecoder().decode(one.data) === 'secret'
              ? { metadata: json, data: new TextEncoder().encode('"opened"') }
              : one,
          );
        },
      },
      onprogress: () => undefined,
    },
  );
  return parts.join('');
}

describe('downloadHistory', () => {
  it('writes what historyToJSON writes, to the byte', async () => {
    expect(await text('stored')).toBe(historyToJSON(history));
  });

  it('writes decoded Payloads in the same format', async () => {
    const decoded = historyFromJSON(await text('decoded'));
    expect(decoded.events).toHaveLength(450);
    const { attributes } = decoded.events[449]!;
    expect(attributes.case).toBe('workflowExecutionSignaledEventAttributes');
    const { input } = attributes.value as { input: { payloads: { data: Uint8Array }[] } };
    expect(input.payloads.map(({ data }) => new TextDecoder().decode(data))).toEqual([
      '{"big":12345678901234567890}',
      '"opened"',
    ]);
  });

  it('writes values where Payloads were, without losing digits', async () => {
    const readable = await text('readable');
    expect(readable).toContain('{"big":12345678901234567890}');
    const { events } = JSON.parse(readable) as {
      events: { workflowExecutionSignaledEventAttributes: { input: { payloads: unknown[] } } }[];
    };
    expect(events).toHaveLength(450);
    expect(events[0]?.workflowExecutionSignaledEventAttributes.input.payloads[1]).toBe('opened');
  });

  it('stops when asked to, and says when the codec does not answer', async () => {
    await expect(text('stored', AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');
    await expect(text('decoded', undefined, true)).rejects.toThrow('codec is down');
  });
});
