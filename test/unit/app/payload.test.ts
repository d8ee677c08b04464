import { describe, expect, it } from 'vitest';
import { failureWords, viewFailure, type WireFailure } from '../../../src/app/format/failure.js';
import { eventName, eventTone } from '../../../src/live/event-names.js';
import { eventTitle } from '../../../src/app/format/events.js';
import { fromBase64Url, toBase64Url } from '../../../src/app/format/base64.js';
import { payloadText, viewPayload } from '../../../src/app/format/payload.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const payload = (encoding: string | undefined, data: string | Uint8Array) => ({
  metadata: encoding === undefined ? {} : { encoding: bytes(encoding) },
  data: typeof data === 'string' ? bytes(data) : data,
});

describe('viewPayload', () => {
  it('reads JSON without losing digits', () => {
    const view = viewPayload(payload('json/plain', '{"id":12345678901234567890}'));
    expect(view).toMatchObject({ kind: 'json', bytes: 27 });
    expect(payloadText(view)).toBe('{"id":12345678901234567890}');
  });

  it('names the message of protobuf JSON', () => {
    const view = viewPayload({
      metadata: { encoding: bytes('json/protobuf'), messageType: bytes('acme.Order') },
      data: bytes('{}'),
    });
    expect(view).toMatchObject({ kind: 'json', messageType: 'acme.Order' });
  });

  it('shows null and bytes', () => {
    expect(viewPayload(payload('binary/null', ''))).toMatchObject({ kind: 'null' });
    expect(payloadText(viewPayload(payload('binary/plain', new Uint8Array([255, 0]))))).toBe('/wA=');
  });

  it.each([
    ['binary/encrypted', 'x', /codec/],
    ['acme/own', 'x', /acme\/own/],
    [undefined, 'x', /does not say/],
    ['json/plain', '{"a":}', /line 1, column 6/],
    ['json/plain', new Uint8Array([0xff]), /not UTF-8/],
  ])('says why it cannot read %s', (encoding, data, reason) => {
    const view = viewPayload(payload(encoding, data));
    expect(view.kind === 'unreadable' && view.reason).toMatch(reason);
  });
});

describe('base64url', () => {
  it('goes both ways, and refuses what is none', () => {
    const token = new Uint8Array([251, 255, 254, 0]);
    expect(toBase64Url(token)).toBe('-__-AA');
    expect(fromBase64Url(toBase64Url(token))).toEqual(token);
    expect(fromBase64Url('***')).toBeUndefined();
  });
});

describe('viewFailure', () => {
  it('reads the whole chain', () => {
    const failure: WireFailure = {
      message: 'Activity task failed',
      source: 'GoSDK',
      stackTrace: '',
      failureInfo: {
        case: 'activityFailureInfo',
        value: {
          activityType: { name: 'chargeCard' },
          activityId: '7',
          identity: 'worker-1',
          retryState: 4,
          scheduledEventId: 5n,
        },
      },
      cause: {
        message: 'Card declined',
        source: 'TypeScriptSDK',
        stackTrace: 'at chargeCard',
        failureInfo: {
          case: 'applicationFailureInfo',
          value: { type: 'CardDeclined', nonRetryable: true, details: { payloads: [payload('json/plain', '42')] } },
        },
      },
    };
    const view = viewFailure(failure);
    expect(view).toMatchObject({ kind: 'Activity failure', type: 'chargeCard' });
    expect(view.facts).toContainEqual({ label: 'Retry', value: 'no attempts left' });
    expect(view.cause).toMatchObject({ type: 'CardDeclined', message: 'Card declined', stackTrace: 'at chargeCard' });
    expect(view.cause?.details).toEqual([payload('json/plain', '42')]);
  });

  it('has its words from its encoded attributes once they are decoded', () => {
    const view = viewFailure({
      message: 'Encoded failure',
      source: '',
      stackTrace: '',
      encodedAttributes: payload('binary/encrypted', 'x'),
      failureInfo: { case: undefined },
    });
    expect(failureWords(view, viewPayload)).toEqual({ message: 'Encoded failure', stackTrace: '', unread: true });
    const decoded = viewPayload(payload('json/plain', '{"message":"No stock","stack_trace":"at ship"}'));
    expect(failureWords(view, () => decoded)).toEqual({ message: 'No stock', stackTrace: 'at ship', unread: false });
  });
});

describe('events', () => {
  const event = (name: string, value: object) => ({
    eventId: 1n,
    attributes: { case: `${name}EventAttributes`, value },
  });

  it('are named as in the documentation', () => {
    expect(eventName(event('activityTaskScheduled', {}))).toBe('ActivityTaskScheduled');
    expect(eventName({ eventId: 1n, attributes: { case: undefined } })).toBe('UnknownEvent');
  });

  it('say what they are about', () => {
    expect(eventTitle(event('activityTaskScheduled', { activityType: { name: 'ship' } }))).toBe('ship');
    expect(eventTitle(event('timerStarted', { startToFireTimeout: { seconds: 60n, nanos: 0 } }))).toBe('1 min');
    expect(eventTitle(event('activityTaskCompleted', { scheduledEventId: 5n }), () => 'ship')).toBe('ship');
    expect(eventTitle(event('activityTaskCompleted', { scheduledEventId: 5n }))).toBe('of event 5');
    expect(eventTitle(event('workflowTaskStarted', { scheduledEventId: 2n }))).toBe('');
    expect(eventTitle(event('unheardOf', {}))).toBe('');
  });

  it('are coloured by their outcome, and routine stays grey', () => {
    expect(eventTone('ActivityTaskCompleted')).toBe('COMPLETED');
    expect(eventTone('WorkflowTaskCompleted')).toBe('UNSPECIFIED');
    expect(eventTone('ActivityTaskTimedOut')).toBe('TIMED_OUT');
  });
});
