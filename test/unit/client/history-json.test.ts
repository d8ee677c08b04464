import { create, toBinary } from '@bufbuild/protobuf';
import { durationFromMs, timestampFromDate } from '@bufbuild/protobuf/wkt';
import type * as upstreamProtoUtils from '@temporalio/common/lib/proto-utils.js';
import { describe, expect, it } from 'vitest';
import { HistorySchema } from '../../../gen/history/temporal/api/history/v1/message_pb.js';
import {
  defaultPayloadConverter,
  type History,
  historyFromJSON,
  historyToJSON,
  JSONToPayload,
  payloadToJSON,
  ValueError,
} from '../../../src/client/index.js';
import { requireUpstream } from '../../fixtures/upstream-modules.js';

const upstream = requireUpstream<typeof upstreamProtoUtils>('@temporalio/common/lib/proto-utils');
/** protobufjs writes base64 and keys in an order of its own, so texts are compared parsed. */
const parsed = (text: string): unknown => JSON.parse(text);

/** As the server stores it: int64, enums, times, durations, bytes, a failure with a cause, fields that are maps. */
const history: History = create(HistorySchema, {
  events: [
    {
      eventId: 1n,
      eventTime: timestampFromDate(new Date('2026-01-02T03:04:05.678Z')),
      eventType: 1,
      taskId: 9_007_199_254_740_993n,
      version: -1n,
      attributes: {
        case: 'workflowExecutionStartedEventAttributes',
        value: {
          workflowType: { name: 'order' },
          taskQueue: { name: 'samples', kind: 1 },
          parentInitiatedEventId: 3n,
          initiator: 2,
          workflowExecutionTimeout: durationFromMs(90_500),
          originalExecutionRunId: 'run',
          attempt: 1,
          input: { payloads: [{ ...defaultPayloadConverter.toPayload({ ünï: '🐘' }) } as never] },
          memo: {
            fields: {
              note: { metadata: { encoding: new TextEncoder().encode('json/plain') }, data: new Uint8Array([0, 255]) },
            },
          },
        },
      },
    },
    {
      eventId: 2n,
      eventType: 3,
      attributes: {
        case: 'workflowExecutionFailedEventAttributes',
        value: {
          retryState: 2,
          failure: {
            message: 'outer',
            failureInfo: { case: 'childWorkflowExecutionFailureInfo', value: { retryState: 5 } },
            cause: { message: 'inner', failureInfo: { case: 'timeoutFailureInfo', value: { timeoutType: 1 } } },
          },
        },
      },
    },
  ],
});
const json = parsed(historyToJSON(history)) as { events: Record<string, any>[] };

describe('historyToJSON', () => {
  it('writes full names of enums, int64 as text, times as RFC 3339, and bytes as base64', () => {
    expect(json.events[0]).toMatchObject({
      eventId: '1',
      eventTime: '2026-01-02T03:04:05.678Z',
      eventType: 'EVENT_TYPE_WORKFLOW_EXECUTION_STARTED',
      taskId: '9007199254740993',
      version: '-1',
      workflowExecutionStartedEventAttributes: {
        taskQueue: { name: 'samples', kind: 'TASK_QUEUE_KIND_NORMAL' },
        initiator: 'CONTINUE_AS_NEW_INITIATOR_RETRY',
        workflowExecutionTimeout: '90.500s',
        input: { payloads: [{ metadata: { encoding: btoa('json/plain') }, data: 'eyLDvG7DryI6IvCfkJgifQ==' }] },
        memo: { fields: { note: { data: 'AP8=' } } },
      },
    });
    expect(json.events[1]).toMatchObject({
      workflowExecutionFailedEventAttributes: {
        retryState: 'RETRY_STATE_NON_RETRYABLE_FAILURE',
        failure: { childWorkflowExecutionFailureInfo: { retryState: 'RETRY_STATE_RETRY_POLICY_NOT_SET' } },
      },
    });
  });

  it('indents by two spaces, as the files of other tools', () => {
    expect(historyToJSON(history)).toMatch(/^\{\n {2}"events": \[\n {4}\{\n/);
  });

  it('writes what @temporalio/common writes of the same history', () => {
    const theirs = upstream.historyFromJSON(json);
    expect(parsed(upstream.historyToJSON(theirs))).toEqual(json);
  });
});

describe('historyFromJSON', () => {
  it('reads what historyToJSON wrote, as text or parsed, and what @temporalio/common writes', () => {
    const theirText = upstream.historyToJSON(upstream.historyFromJSON(json));
    for (const source of [historyToJSON(history), json, theirText]) {
      expect(toBinary(HistorySchema, historyFromJSON(source))).toEqual(toBinary(HistorySchema, history));
    }
  });

  it('reads the short spelling of enums at every level, where @temporalio/common reads the first of them', () => {
    const short = JSON.parse(
      JSON.stringify(json)
        .replaceAll('EVENT_TYPE_WORKFLOW_EXECUTION_STARTED', 'WorkflowExecutionStarted')
        .replaceAll('EVENT_TYPE_WORKFLOW_EXECUTION_FAILED', 'WorkflowExecutionFailed')
        .replaceAll('TASK_QUEUE_KIND_NORMAL', 'Normal')
        .replaceAll('CONTINUE_AS_NEW_INITIATOR_RETRY', 'Retry')
        .replaceAll('RETRY_STATE_NON_RETRYABLE_FAILURE', 'NonRetryableFailure')
        .replaceAll('RETRY_STATE_RETRY_POLICY_NOT_SET', 'RetryPolicyNotSet')
        .replaceAll('TIMEOUT_TYPE_START_TO_CLOSE', 'StartToClose'),
    ) as typeof json;
    expect(JSON.stringify(short)).not.toMatch(/[A-Z]+_[A-Z]+/);
    expect(historyFromJSON(short)).toEqual(history);
    const started = { events: [short.events[0]] };
    expect(parsed(upstream.historyToJSON(upstream.historyFromJSON(started)))).toEqual({ events: [json.events[0]] });
  });

  it('reads the names of fields as in the .proto files', () => {
    const event = { event_id: '7', event_type: 'TimerFired', timer_fired_event_attributes: { timer_id: 't' } };
    expect(historyFromJSON({ events: [event] }).events[0]).toMatchObject({
      eventId: 7n,
      eventType: 18,
      attributes: { case: 'timerFiredEventAttributes', value: { timerId: 't' } },
    });
  });

  it('passes over what it does not know: fields, enums, kinds of events', () => {
    const event = {
      eventId: '9',
      eventType: 'EVENT_TYPE_FROM_THE_FUTURE',
      colour: { red: 1 },
      fromTheFutureEventAttributes: { x: 1 },
    };
    const started = {
      ...json.events[0],
      workflowExecutionStartedEventAttributes: { taskQueue: { kind: 'Future', more: [] } },
    };
    const { events } = historyFromJSON({ events: [event, started] });
    expect(events[0]).toMatchObject({ eventId: 9n, eventType: 0, attributes: { case: undefined } });
    expect(events[1]!.attributes).toMatchObject({ value: { taskQueue: { kind: 0 } } });
  });

  it('reads chains of causes that are longer than a hundred', () => {
    let failure: object = { message: 'root' };
    for (let level = 0; level < 300; level++) failure = { message: `level ${level}`, cause: failure };
    const { events } = historyFromJSON({ events: [{ workflowExecutionFailedEventAttributes: { failure } }] });
    expect(JSON.stringify(parsed(historyToJSON(create(HistorySchema, { events }))))).toContain('"root"');
  });

  it.each([
    ['no JSON', '{"events":', 'it is not JSON'],
    ['nothing', undefined, 'expected an object with an array of events'],
    ['null', null, 'expected an object with an array of events'],
    ['no events', { history: [] }, 'expected an object with an array of events'],
    ['events that are none', { events: [null] }, 'event 1 of the list has no attributes'],
    [
      'events without attributes',
      { events: [json.events[0], { eventId: '2' }] },
      'event 2 of the list has no attributes',
    ],
    ['a field of another type', { events: [{ eventId: {}, timerFiredEventAttributes: {} }] }, 'event_id'],
    ['attributes that are none', { events: [{ timerFiredEventAttributes: 5 }] }, 'Invalid history'],
    [
      'a time that is none',
      { events: [{ eventTime: 'soon', timerFiredEventAttributes: {} }] },
      'google.protobuf.Timestamp',
    ],
  ])('raises ValueError for %s', (_kind, source, message) => {
    expect(() => historyFromJSON(source)).toThrow(ValueError);
    expect(() => historyFromJSON(source)).toThrow(message);
  });
});

describe('payloadToJSON and JSONToPayload', () => {
  const payloads = [defaultPayloadConverter.toPayload({ a: 1 }), defaultPayloadConverter.toPayload(undefined), {}];

  it.each(payloads)('write and read as @temporalio/common does (%#)', (payload) => {
    const text = payloadToJSON(payload);
    expect(text).toEqual(upstream.payloadToJSON(payload));
    expect(JSONToPayload(text)).toEqual({ metadata: {}, data: new Uint8Array(), ...payload });
    expect(payloadToJSON(JSONToPayload(text))).toEqual(text);
  });

  it.each([
    ['no object', 5, 'A Payload must be a JSON object'],
    ['an array', [], 'A Payload must be a JSON object'],
    ['metadata of another type', { metadata: 'x' }, 'metadata of a Payload must be a JSON object'],
    [
      'metadata that is not base64',
      { metadata: { encoding: 'json/plain!' } },
      'metadata.encoding of a Payload must be a base64',
    ],
    ['data of another type', { data: {} }, 'data of a Payload must be a base64 string'],
  ])('raises ValueError for %s', (_kind, bad, message) => {
    expect(() => JSONToPayload(bad as never)).toThrow(ValueError);
    expect(() => JSONToPayload(bad as never)).toThrow(message);
  });
});
