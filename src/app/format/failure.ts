import type { PayloadView, WirePayload } from './payload.js';

interface WirePayloads {
  payloads: WirePayload[];
}

/** What we read of the wire message Failure; enums are numbers. */
export interface WireFailure {
  message: string;
  source: string;
  stackTrace: string;
  encodedAttributes?: WirePayload | undefined;
  cause?: WireFailure | undefined;
  failureInfo:
    | {
        case: 'applicationFailureInfo';
        value: { type: string; nonRetryable: boolean; details?: WirePayloads | undefined };
      }
    | { case: 'timeoutFailureInfo'; value: { timeoutType: number; lastHeartbeatDetails?: WirePayloads | undefined } }
    | { case: 'canceledFailureInfo'; value: { details?: WirePayloads | undefined; identity: string } }
    | {
        case: 'activityFailureInfo';
        value: {
          activityType?: { name: string } | undefined;
          activityId: string;
          identity: string;
          retryState: number;
          scheduledEventId: bigint;
        };
      }
    | {
        case: 'childWorkflowExecutionFailureInfo';
        value: {
          workflowExecution?: { workflowId: string; runId: string } | undefined;
          workflowType?: { name: string } | undefined;
          namespace: string;
          retryState: number;
          initiatedEventId: bigint;
        };
      }
    | {
        case: 'nexusOperationExecutionFailureInfo';
        value: {
          endpoint: string;
          service: string;
          operation: string;
          operationToken: string;
          scheduledEventId: bigint;
        };
      }
    | { case: 'nexusHandlerFailureInfo'; value: { type: string } }
    | { case: 'terminatedFailureInfo' | 'serverFailureInfo' | 'resetWorkflowFailureInfo'; value: object }
    | { case: undefined; value?: undefined };
}

/** Something that a failure says of itself, and what it points to. */
export interface FailureFact {
  label: string;
  value: string;
  eventId?: number;
  execution?: { namespace: string; workflowId: string; runId: string };
}

/** One failure of a chain, in words. */
export interface FailureView {
  /** `Activity failure`, `Timeout`, `Application failure`. */
  kind: string;
  /** The application's own type, `CardDeclined`. */
  type: string;
  message: string;
  facts: readonly FailureFact[];
  details: readonly WirePayload[];
  stackTrace: string;
  /** Where workers encode message and stack trace: both, as only the codec can read them. See {@link failureWords}. */
  encoded: WirePayload | undefined;
  cause: FailureView | undefined;
}

const timeoutTypes = ['', 'start to close', 'schedule to start', 'schedule to close', 'heartbeat'];
const retryStates = [
  '',
  'retrying',
  'not retryable',
  'out of time',
  'no attempts left',
  'no retry policy',
  'server error',
  'cancel requested',
];

export function viewFailure(failure: WireFailure): FailureView {
  return {
    ...viewInfo(failure.failureInfo),
    message: failure.message,
    stackTrace: failure.stackTrace,
    encoded: failure.encodedAttributes,
    cause: failure.cause && viewFailure(failure.cause),
  };
}

/**
 * Message and stack trace of a failure, out of its encoded attributes where they hold them.
 *
 * @param view shows a Payload: that of the PayloadReader, so that it is decoded
 */
export function failureWords(
  { message, stackTrace, encoded }: FailureView,
  view: (payload: WirePayload) => PayloadView,
): { message: string; stackTrace: string; unread: boolean } {
  if (!encoded) return { message, stackTrace, unread: false };
  const attributes = view(encoded);
  if (attributes.kind !== 'json' || attributes.node.kind !== 'object') return { message, stackTrace, unread: true };
  const texts = Object.fromEntries(
    attributes.node.entries.flatMap(([key, value]) => (value.kind === 'string' ? [[key, value.value]] : [])),
  );
  return { message: texts['message'] ?? message, stackTrace: texts['stack_trace'] ?? stackTrace, unread: false };
}

type InfoView = Pick<FailureView, 'kind' | 'type' | 'facts' | 'details'>;

function viewInfo(info: WireFailure['failureInfo']): InfoView {
  switch (info.case) {
    case 'applicationFailureInfo':
      return {
        kind: 'Application failure',
        type: info.value.type,
        facts: facts({ Retry: info.value.nonRetryable ? 'not retryable' : '' }),
        details: payloads(info.value.details),
      };
    case 'activityFailureInfo':
      return {
        kind: 'Activity failure',
        type: info.value.activityType?.name ?? '',
        facts: [
          ...facts({
            'Activity Id': info.value.activityId,
            Retry: retryStates[info.value.retryState] ?? '',
            Worker: info.value.identity,
          }),
          ...eventFact('Scheduled by', info.value.scheduledEventId),
        ],
        details: [],
      };
    case 'childWorkflowExecutionFailureInfo':
      return {
        kind: 'Child Workflow failure',
        type: info.value.workflowType?.name ?? '',
        facts: [
          ...childFact(info.value),
          ...facts({
            'Run Id': info.value.workflowExecution?.runId ?? '',
            Retry: retryStates[info.value.retryState] ?? '',
          }),
          ...eventFact('Initiated by', info.value.initiatedEventId),
        ],
        details: [],
      };
    case 'timeoutFailureInfo':
      return {
        kind: 'Timeout',
        type: timeoutTypes[info.value.timeoutType] ?? '',
        facts: [],
        details: payloads(info.value.lastHeartbeatDetails),
      };
    case 'canceledFailureInfo':
      return {
        kind: 'Canceled',
        type: '',
        facts: facts({ By: info.value.identity }),
        details: payloads(info.value.details),
      };
    case 'nexusOperationExecutionFailureInfo':
      return {
        kind: 'Nexus operation failure',
        type: info.value.operation,
        facts: [
          ...facts({
            Endpoint: info.value.endpoint,
            Service: info.value.service,
            'Operation token': info.value.operationToken,
          }),
          ...eventFact('Scheduled by', info.value.scheduledEventId),
        ],
        details: [],
      };
    case 'nexusHandlerFailureInfo':
      return plain('Nexus handler failure', info.value.type);
    case 'terminatedFailureInfo':
      return plain('Terminated');
    case 'serverFailureInfo':
      return plain('Server failure');
    case 'resetWorkflowFailureInfo':
      return plain('Reset');
    case undefined:
      return plain('Failure');
  }
}

function eventFact(label: string, eventId: bigint): FailureFact[] {
  return eventId > 0n ? [{ label, value: `event ${eventId}`, eventId: Number(eventId) }] : [];
}

type ChildInfo = Extract<WireFailure['failureInfo'], { case: 'childWorkflowExecutionFailureInfo' }>['value'];

function childFact({ namespace, workflowExecution: execution }: ChildInfo): FailureFact[] {
  if (!execution?.workflowId) return [];
  const { workflowId, runId } = execution;
  return [{ label: 'Workflow Id', value: workflowId, execution: { namespace, workflowId, runId } }];
}

function plain(kind: string, type = ''): InfoView {
  return { kind, type, facts: [], details: [] };
}

function facts(entries: Record<string, string>): FailureView['facts'] {
  return Object.entries(entries).flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

function payloads(list: WirePayloads | undefined): readonly WirePayload[] {
  return list?.payloads ?? [];
}
