import { describe, expect, it } from 'vitest';
import { EventBuffer } from '../../../../src/live/event-buffer.js';
import { HistorySearch } from '../../../../src/app/history/history-search.js';
import { answer } from '../../../../src/app/history/expression/answer.js';
import { ExpressionRunner } from '../../../../src/app/history/expression/expression-runner.js';
import { compileSearch, snippet } from '../../../../src/app/history/search-pattern.js';
import { historyEvent, timerHistory } from '../../../fixtures/history-events.js';

const payload = (text: string) => ({
  $typeName: 'temporal.api.common.v1.Payload',
  metadata: { encoding: new TextEncoder().encode('json/plain') },
  data: new TextEncoder().encode(text),
});

/** A worker that is none: what the real one does is the same function. `test/browser` has the real one. */
function inPlace(): Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'> {
  const say = (data: unknown): void =>
    queueMicrotask(() => void worker.onmessage?.call(worker as Worker, { data } as MessageEvent));
  const worker: ReturnType<typeof inPlace> = {
    postMessage: (question: Parameters<typeof answer>[0]) => say(answer(question)),
    terminate: () => undefined,
    onmessage: null,
    onerror: null,
  };
  say('ready');
  return worker;
}

function searching(events = timerHistory(3_000)) {
  const buffer = new EventBuffer();
  buffer.put(events);
  let change: () => void = () => undefined;
  const runner = new ExpressionRunner({ start: inPlace });
  const search = new HistorySearch(
    buffer,
    { decodeAll: async (payloads) => [...payloads] },
    { onchange: () => change(), runner },
  );
  /** Resolves once all events have been searched. */
  const done = (): Promise<number[]> =>
    new Promise((resolve) => {
      change = () => {
        if (search.searched !== buffer.count) return;
        resolve([...buffer].map(({ eventId }) => Number(eventId)).filter((id) => search.has(id)));
      };
      change();
    });
  const find = (text: string, isRegex = false): Promise<number[]> => {
    const compiled = compileSearch(text, isRegex);
    if (!compiled.ok) throw new Error(compiled.reason);
    search.start(compiled.pattern);
    return done();
  };
  return { buffer, search, find, done };
}

describe('HistorySearch', () => {
  it('finds names, ids, values, failures and what is in Payloads, in any case', async () => {
    const { find } = searching([
      historyEvent(1, 'workflowExecutionStarted', {
        $typeName: 'x',
        workflowType: { $typeName: 'y', name: 'Order' },
        input: { $typeName: 'z', payloads: [payload('{"customer":"Zoë"}')] },
      }),
      historyEvent(2, 'activityTaskFailed', {
        $typeName: 'x',
        failure: {
          $typeName: 'f',
          message: 'Card (declined)',
          failureInfo: { case: 'applicationFailureInfo', value: { $typeName: 'i', type: 'CardDeclined' } },
        },
      }),
      historyEvent(3, 'upsertWorkflowSearchAttributes', {
        $typeName: 'x',
        searchAttributes: { $typeName: 's', indexedFields: { OrderStatus: payload('"packed"') } },
      }),
    ]);
    expect(await find('zoë')).toEqual([1]);
    expect(await find('ORDER')).toEqual([1, 3]);
    expect(await find('(declined)')).toEqual([2]);
    expect(await find('carddeclined')).toEqual([2]);
    expect(await find('ActivityTask')).toEqual([2]);
    expect(await find('orderstatus')).toEqual([3]);
    expect(await find('applicationFailureInfo')).toEqual([]);
  });

  it('takes regular expressions, whose ^ and $ are the ends of a value', async () => {
    const { find } = searching([
      historyEvent(1, 'workflowExecutionSignaled', { $typeName: 'x', signalName: 'go-12', identity: 'me' }),
      historyEvent(2, 'workflowExecutionSignaled', { $typeName: 'x', signalName: 'let go-12 be', identity: 'me' }),
    ]);
    expect(await find('^go-\\d+$', true)).toEqual([1]);
    expect(await find('go-\\d{2}', true)).toEqual([1, 2]);
  });

  it('goes on with events that come later, and with those that are replaced', async () => {
    const { buffer, find, done } = searching([historyEvent(1, 'workflowExecutionStarted')]);
    expect(await find('timer')).toEqual([]);
    buffer.put([historyEvent(2, 'timerStarted', { $typeName: 'x', timerId: 'a' })]);
    expect(await done()).toEqual([2]);
    buffer.putEnd([historyEvent(2, 'workflowExecutionSignaled', { $typeName: 'x', signalName: 'b' })]);
    expect(await done()).toEqual([]);
  });

  it('searches long histories whole', async () => {
    const { find } = searching();
    expect(await find('timerfired')).toHaveLength(1_499);
    expect(await find('nowhere')).toEqual([]);
  });

  it('says why an expression is none', () => {
    expect(compileSearch('(', true)).toMatchObject({ ok: false, reason: expect.stringMatching(/group/i) as unknown });
    expect(compileSearch('(', false).ok).toBe(true);
  });

  it('shows the line around a match', () => {
    const compiled = compileSearch('needle', false);
    if (!compiled.ok || compiled.pattern.kind !== 'text') throw new Error('expected a text');
    const text = `first\n${'x'.repeat(100)}a NEEDLE here\nlast`;
    const [place] = compiled.pattern.find(text);
    expect(place && snippet(text, place)).toBe(`…${'x'.repeat(38)}a NEEDLE here`);
  });
});
