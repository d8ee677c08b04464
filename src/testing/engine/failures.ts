/** `temporal.api.failure.v1.Failure` messages that the server or an SDK makes, rather than the code of a user. */
import { create } from '@bufbuild/protobuf';
import { type Failure, FailureSchema, type Payloads, type RetryState, type TimeoutType } from './api.js';

const source = 'TypeScriptSDK';

/** A cancellation, with details. */
export function cancelledFailure(message: string, details?: Payloads): Failure {
  return create(FailureSchema, {
    message,
    source,
    failureInfo: { case: 'canceledFailureInfo', value: details ? { details } : {} },
  });
}

/** A time limit that was reached. */
export function timeoutFailure(message: string, timeoutType: TimeoutType, lastHeartbeatDetails?: Payloads): Failure {
  return create(FailureSchema, {
    message,
    source: 'Server',
    failureInfo: {
      case: 'timeoutFailureInfo',
      value: { timeoutType, ...(lastHeartbeatDetails && { lastHeartbeatDetails }) },
    },
  });
}

/** A termination. */
export function terminatedFailure(message: string): Failure {
  return create(FailureSchema, {
    message,
    source: 'Server',
    failureInfo: { case: 'terminatedFailureInfo', value: {} },
  });
}

/** A failure of the kind that application code throws. */
export function applicationFailure(message: string, type: string, nonRetryable = true): Failure {
  return create(FailureSchema, {
    message,
    source,
    failureInfo: { case: 'applicationFailureInfo', value: { type, nonRetryable } },
  });
}

/** What the Workflow meets when an Activity did not complete: says which, around why. */
export function activityFailure(
  activity: { readonly activityType: string; readonly activityId: string },
  cause: Failure,
  retryState: RetryState,
  identity = '',
): Failure {
  const { activityType, activityId } = activity;
  return create(FailureSchema, {
    message: 'Activity task failed',
    source,
    cause,
    failureInfo: {
      case: 'activityFailureInfo',
      value: { activityType: { name: activityType }, activityId, identity, retryState },
    },
  });
}

/** What a parent meets when a child Workflow did not complete. */
export function childFailure(
  child: {
    readonly namespace: string;
    readonly workflowId: string;
    readonly runId: string;
    readonly workflowType: string;
  },
  cause: Failure,
  retryState: RetryState,
): Failure {
  const { namespace, workflowId, runId, workflowType } = child;
  return create(FailureSchema, {
    message: 'Child Workflow execution failed',
    source,
    cause,
    failureInfo: {
      case: 'childWorkflowExecutionFailureInfo',
      value: { namespace, workflowExecution: { workflowId, runId }, workflowType: { name: workflowType }, retryState },
    },
  });
}
