import { create, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DescribeWorkflowExecutionResponseSchema } from '../../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { EventType } from '../../../../gen/core/temporal/api/enums/v1/event_type_pb.js';
import { WorkflowExecutionStatus } from '../../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import {
  type HistoryEvent,
  HistoryEventSchema,
  HistorySchema,
} from '../../../../gen/history/temporal/api/history/v1/message_pb.js';
import { GetWorkflowExecutionHistoryResponseSchema } from '../../../../gen/history/temporal/api/workflowservice/v1/request_response_pb.js';
import {
  type Client,
  type History,
  historyFromJSON,
  historyToJSON,
  ServiceError,
  ValueError,
} from '../../../../src/client/index.js';
import { closeEvent, completed, page } from '../../../fixtures/close-events.js';
import { bodyAnswer } from '../../../fixtures/grpc-web-answer.js';
import { accidents, damaged } from '../../../fixtures/hostile-bytes.js';
import { hostileClient, impatient, okBody, okBytes } from '../../../fixtures/hostile-calls.js';
import { hostileMessage } from '../../../fixtures/hostile-messages.js';
import { type Outcome, outcomeOf, runs } from '../../../fixtures/hostile-outcomes.js';

const schema = GetWorkflowExecutionHistoryResponseSchema;

/** A Client that gets these events, and no more, whenever it asks. */
function clientOf(...events: HistoryEvent[]): Client {
  return answering(okBody(schema, create(schema, { history: { events } })));
}

/** A Client that gets these bytes for every history, of a run that has closed. */
function answering(history: Uint8Array<ArrayBuffer>): Client {
  const info = { status: WorkflowExecutionStatus.COMPLETED };
  const described = create(DescribeWorkflowExecutionResponseSchema, { workflowExecutionInfo: info });
  const closed = okBody(DescribeWorkflowExecutionResponseSchema, described);
  return hostileClient((method) => bodyAnswer(method === 'DescribeWorkflowExecution' ? closed : history));
}

/** Bytes of an event with a field that no version of the API has, instead of attributes. */
function unknownEvent(): Uint8Array {
  const event = toBinary(HistoryEventSchema, create(HistoryEventSchema, { eventId: 9n, eventType: 4711 as EventType }));
  const attributes = Uint8Array.of(0xda, 0xb8, 0x02, 4, 0x0a, 2, 0x68, 0x69);
  const bytes = Uint8Array.of(...event, ...attributes);
  const events = Uint8Array.of(0x0a, bytes.length, ...bytes);
  return Uint8Array.of(0x0a, events.length, ...events);
}

async function collected(client: Client, live: boolean): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  for await (const next of client.workflow.getHandle('w').history({ live })) events.push(...next.events);
  return events;
}

describe('result()', () => {
  it.each<[string, HistoryEvent]>([
    ['no attributes', create(HistoryEventSchema, { eventId: 1n, eventType: EventType.WORKFLOW_EXECUTION_COMPLETED })],
    ['a type that is unknown', create(HistoryEventSchema, { eventId: 1n, eventType: 4711 as EventType })],
    ['a type that is negative', create(HistoryEventSchema, { eventType: -1 as EventType })],
    ['nothing at all', create(HistoryEventSchema)],
    [
      'attributes of an event that closes nothing',
      closeEvent({ case: 'workflowExecutionStartedEventAttributes', value: {} }),
    ],
  ])('says so of a close event with %s', async (_what, event) => {
    const outcome = await outcomeOf(() => clientOf(event).workflow.getHandle('w').result());
    expect(outcome).toMatchObject({ error: { constructor: ServiceError } });
    expect((outcome as { error: Error }).error.message).toContain('does not know as a close event');
  });

  it('says so of a close event that is newer than this package', async () => {
    const outcome = await outcomeOf(() => answering(okBytes(unknownEvent())).workflow.getHandle('w').result());
    expect((outcome as { error: Error }).error.message).toContain('event 9 (type 4711)');
  });

  it('takes no more than one close event', async () => {
    const outcome = await outcomeOf(() => clientOf(completed(1), completed(2)).workflow.getHandle('w').result());
    expect(outcome).toMatchObject({ error: { constructor: ServiceError } });
  });

  it('gives nothing for a run that completed without a result, and its type for what is unknown of a failed one', async () => {
    const empty = closeEvent({ case: 'workflowExecutionCompletedEventAttributes', value: {} });
    expect(await outcomeOf(() => clientOf(empty).workflow.getHandle('w').result())).toEqual({ value: undefined });
    const failed = closeEvent({ case: 'workflowExecutionFailedEventAttributes', value: { retryState: 99 as never } });
    expect(await outcomeOf(() => clientOf(failed).workflow.getHandle('w').result())).toMatchObject({
      error: { name: 'WorkflowFailedError', retryState: 'unknown_99', cause: undefined },
    });
  });

  it('ends with its time when a chain of runs leads back to its beginning', async () => {
    const client = impatient(clientOf(completed('again', 'r')));
    const outcome = await outcomeOf(() => client.workflow.getHandle('w', 'r').result());
    expect(outcome).toHaveProperty('error');
  });
});

describe('histories with events from the future', () => {
  it.each([
    ['fetchHistory', async (client: Client) => (await client.workflow.getHandle('w').fetchHistory()).events],
    ['a live history', async (client: Client) => collected(client, true)],
    ['a history', async (client: Client) => collected(client, false)],
  ])('%s shows them as they are', async (_what, events) => {
    const client = hostileClient(() => bodyAnswer(okBytes(unknownEvent())));
    const outcome = (await outcomeOf(() => events(client))) as { value: HistoryEvent[] };
    expect(outcome.value).toMatchObject([{ eventId: 9n, eventType: 4711, attributes: { case: undefined } }]);
    expect(outcome.value[0]!.$unknown).toHaveLength(1);
  });

  it('survive accidents to their bytes', async () => {
    const started = closeEvent({
      case: 'workflowExecutionStartedEventAttributes',
      value: { workflowType: { name: 't' }, taskQueue: { name: 'q' }, attempt: 1 },
    });
    const bytes = toBinary(schema, create(schema, { history: { events: [started, completed({ a: [1] })] } }));
    await fc.assert(
      fc.asyncProperty(accidents, async (all) => {
        const body = okBytes(damaged(bytes, all));
        // A token in the damaged bytes would be followed: then the history ends.
        const client = hostileClient((_method, count) => bodyAnswer(count < 3 ? body : okBody(schema, page())));
        await outcomeOf(() => collected(client, false));
        await outcomeOf(() => client.workflow.getHandle('w').fetchHistory());
      }),
      runs(150),
    );
  });
});

describe('the JSON of histories', () => {
  const history: History = create(HistorySchema, {
    events: [
      closeEvent({
        case: 'workflowExecutionStartedEventAttributes',
        value: { workflowType: { name: 't' }, attempt: 1, memo: { fields: {} } },
      }),
      completed({ total: 3 }),
    ],
  });

  async function both(make: () => unknown): Promise<Outcome> {
    const outcome = await outcomeOf(async () => make());
    if ('error' in outcome) expect(outcome.error).toBeInstanceOf(ValueError);
    return outcome;
  }

  it('is written for any history that has one, and reads as what was written', async () => {
    let read = 0;
    await fc.assert(
      fc.asyncProperty(hostileMessage(HistorySchema), async (message) => {
        const written = await both(() => historyToJSON(message));
        if (!('value' in written)) return;
        // An event without attributes is refused: it would be of another format.
        const again = await both(() => historyToJSON(historyFromJSON(written.value)));
        if ('value' in again && message.events.length > 0) read++;
        if ('value' in again) expect(again.value).toBe(written.value);
      }),
      runs(250),
    );
    expect(read).toBeGreaterThan(0);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['no JSON', '{"events":'],
    ['a long text', 'x'.repeat(1024 * 1024)],
    ['events that are none', { events: [null, 1, 'x', []] }],
    ['events in a map', { events: { length: 1 } }],
    ['a list nested a hundred thousand times', `{"events":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['an event of a number', { events: [{ eventType: {}, xEventAttributes: {} }] }],
    ['a time after all times', { events: [{ eventTime: '10000-01-01T00:00:00Z', xEventAttributes: {} }] }],
    ['a text for attributes', { events: [{ workflowExecutionStartedEventAttributes: 'x' }] }],
  ])('is refused when it is %s', async (_what, json) => {
    expect(await both(() => historyFromJSON(json))).toHaveProperty('error');
  });

  it('is refused when a failure in it is nested thousands of times', async () => {
    let failure: object = {};
    for (let level = 0; level < 20_000; level++) failure = { cause: failure };
    const json = { events: [{ workflowExecutionFailedEventAttributes: { failure } }] };
    expect(await both(() => historyFromJSON(json))).toHaveProperty('error');
  });

  it('passes over what is unknown, and names that objects inherit', async () => {
    const json = `{"events":[{"__proto__":{"polluted":true},"constructor":1,"futureEventAttributes":{"a":1},
      "eventType":"EVENT_TYPE_OF_THE_FUTURE","eventId":"5"}],"__proto__":{"polluted":true}}`;
    const { value } = (await both(() => historyFromJSON(json))) as { value: History };
    expect(value.events).toMatchObject([{ eventId: 5n, eventType: 0, attributes: { case: undefined } }]);
  });

  it('is refused where its times have no JSON form', async () => {
    const far = create(HistorySchema, { events: [{ eventTime: { seconds: 2n ** 60n } }] });
    expect(await both(() => historyToJSON(far))).toHaveProperty('error');
  });

  it('survives accidents to its text', async () => {
    const text = new TextEncoder().encode(historyToJSON(history));
    await fc.assert(
      fc.asyncProperty(accidents, async (all) => {
        await both(() => historyFromJSON(new TextDecoder().decode(damaged(text, all))));
      }),
      runs(400),
    );
  });

  it('survives any JSON in the place of a part', async () => {
    const whole = JSON.parse(historyToJSON(history)) as { events: Record<string, unknown>[] };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(whole.events[0]!)), fc.jsonValue(), async (key, value) => {
        await both(() => historyFromJSON({ events: [{ ...whole.events[0], [key]: value }, whole.events[1]] }));
        await both(() => historyFromJSON({ events: value }));
      }),
      runs(300),
    );
  });
});
