import { type PayloadView, viewPayload, type WirePayload } from './payload.js';

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
        };
      }
    | {
        case: 'childWorkflowExecutionFailureInfo';
        value: {
          workflowExecution?: { workflowId: string; runId: string } | undefined;
          workflowType?: { name: string } | undefined;
          retryState: number;
        };
      }
    | { case: 'nexusOperationExecutionFailureInfo'; value: { endpoint: string; service: string; operation: string } }
    | { case: 'nexusHandlerFailureInfo'; value: { type: string } }
    | { case: 'terminatedFailureInfo' | 'serverFailureInfo' | 'resetWorkflowFailureInfo'; value: object }
    | { case: undefined; value?: undefined };
}

/** One failure of a chain, in words. */
export interface FailureView {
  /** `Activity failure`, `Timeout`, `Application failure`. */
  kind: string;
  /** The application's own type, `CardDeclined`. */
  type: string;
  message: string;
  facts: readonly { label: string; value: string }[];
  details: readonly PayloadView[];
  stackTrace: string;
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
    message: failure.encodedAttributes ? `${failure.message} (encoded: only your codec can read it)` : failure.message,
    stackTrace: failure.stackTrace,
    cause: failure.cause && viewFailure(failure.cause),
  };
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
        facts: facts({
          'Activity Id': info.value.activityId,
          Retry: retryStates[info.value.retryState] ?? '',
          Worker: info.value.identity,
        }),
        details: [],
      };
    case 'childWorkflowExecutionFailureInfo':
      return {
        kind: 'Child Workflow failure',
        type: info.value.workflowType?.name ?? '',
        facts: facts({
          'Workflow Id': info.value.workflowExecution?.workflowId ?? '',
          'Run Id': info.value.workflowExecution?.runId ?? '',
          Retry: retryStates[info.value.retryState] ?? '',
        }),
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
        facts: facts({ Endpoint: info.value.endpoint, Service: info.value.service }),
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

function plain(kind: string, type = ''): InfoView {
  return { kind, type, facts: [], details: [] };
}

function facts(entries: Record<string, string>): FailureView['facts'] {
  return Object.entries(entries).flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

function payloads(list: WirePayloads | undefined): PayloadView[] {
  return (list?.payloads ?? []).map(viewPayload);
}
