import type { WorkflowExecutionDescription } from '../../../../client/index.js';
import type { WireFailure } from '../../../format/failure.js';
import { durationText } from '../../../format/time.js';
import { dateFrom, msFrom, type WireTimestamp } from '../../../../live/wire.js';
import { pendingTexts as texts } from '../../../texts/pending.js';
import type { ActivityFact } from './activity-view.js';

type Raw = WorkflowExecutionDescription['raw'];
type NexusOperation = Raw['pendingNexusOperations'][number];
type Callback = Raw['callbacks'][number];

/** A call of the server that has not come to its end: a Nexus operation, or a callback. */
export interface PendingCall {
  key: string;
  name: string;
  state: string;
  tone: string;
  attempt: number;
  next: Date | undefined;
  /** Where the history speaks of it. */
  eventId?: number;
  facts: readonly ActivityFact[];
  failure: WireFailure | undefined;
}

const nexusStates: readonly string[] = texts.nexusStates;
const cancelStates: readonly string[] = texts.cancelStates;
const callbackStates: readonly string[] = texts.callbackStates;
const nexusTones = ['UNSPECIFIED', 'PAUSED', 'TIMED_OUT', 'RUNNING', 'FAILED'];
const callbackTones = ['UNSPECIFIED', 'PAUSED', 'RUNNING', 'TIMED_OUT', 'FAILED', 'COMPLETED', 'FAILED'];

export function nexusCall(operation: NexusOperation): PendingCall {
  const { cancellationInfo: cancellation } = operation;
  const { facts } = texts;
  return {
    key: String(operation.scheduledEventId),
    name: [operation.endpoint, operation.service, operation.operation].join(' / '),
    state: nexusStates[operation.state] || texts.states.unknown,
    tone: nexusTones[operation.state] ?? 'UNSPECIFIED',
    attempt: operation.attempt,
    next: dateFrom(operation.nextAttemptScheduleTime),
    eventId: Number(operation.scheduledEventId),
    facts: [
      ...moment(facts.scheduled, operation.scheduledTime),
      ...moment(facts.completed, operation.lastAttemptCompleteTime),
      ...length(facts.scheduleToClose, operation.scheduleToCloseTimeout),
      ...length(facts.scheduleToStart, operation.scheduleToStartTimeout),
      ...length(facts.startToClose, operation.startToCloseTimeout),
      ...words(texts.token, operation.operationToken, true),
      ...words(texts.blocked, operation.blockedReason),
      ...words(texts.cancellation, cancellation && cancelStates[cancellation.state]),
      ...words(texts.blocked, cancellation?.blockedReason),
    ],
    failure: operation.lastAttemptFailure ?? cancellation?.lastAttemptFailure,
  };
}

export function callbackCall(info: Callback, index: number): PendingCall {
  const variant = info.callback?.variant;
  return {
    key: String(index),
    name: variant?.case === 'nexus' ? variant.value.url : texts.internal,
    state: callbackStates[info.state] || texts.states.unknown,
    tone: callbackTones[info.state] ?? 'UNSPECIFIED',
    attempt: info.attempt,
    next: dateFrom(info.nextAttemptScheduleTime),
    facts: [
      ...moment(texts.facts.scheduled, info.registrationTime),
      ...moment(texts.facts.completed, info.lastAttemptCompleteTime),
      ...words(texts.blocked, info.blockedReason),
    ],
    failure: info.lastAttemptFailure,
  };
}

function words(label: string, text: string | undefined, mono = false): ActivityFact[] {
  return text ? [{ label, text, ...(mono ? { mono } : {}) }] : [];
}

function moment(label: string, value: WireTimestamp | undefined): ActivityFact[] {
  const time = dateFrom(value);
  return time ? [{ label, time }] : [];
}

function length(label: string, value: WireTimestamp | undefined): ActivityFact[] {
  const ms = msFrom(value);
  return ms ? [{ label, text: durationText(ms) }] : [];
}
