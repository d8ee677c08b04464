/** What the server refuses in the start of an Activity, in its words, and what it fills in. */
import { clone, create } from '@bufbuild/protobuf';
import type { Duration } from '@bufbuild/protobuf/wkt';
import {
  ActivityIdConflictPolicy,
  ActivityIdReusePolicy,
} from '../../../gen/activity/temporal/api/enums/v1/activity_pb.js';
import {
  type StartActivityExecutionRequest,
  StartActivityExecutionRequestSchema,
} from '../../../gen/activity/temporal/api/workflowservice/v1/request_response_pb.js';
import { RetryPolicySchema } from '../../../gen/core/temporal/api/common/v1/message_pb.js';
import type { RetryPolicy } from '../engine/api.js';
import type { Engine } from '../engine/engine.js';
import { invalid } from '../engine/refusals.js';
import { duration, durationMs } from '../engine/times.js';
import { largestBlob, longestId } from '../service/check-start.js';

/** The request with what is missing in it. @throws INVALID_ARGUMENT, NOT_FOUND without the Namespace */
export function checkActivityStart(
  engine: Engine,
  request: StartActivityExecutionRequest,
): StartActivityExecutionRequest {
  engine.namespace(request.namespace);
  const checked = clone(StartActivityExecutionRequestSchema, request);
  checked.requestId ||= engine.ids.uuid();
  checked.idReusePolicy ||= ActivityIdReusePolicy.ALLOW_DUPLICATE;
  checked.idConflictPolicy ||= ActivityIdConflictPolicy.FAIL;
  checkLength('request ID', checked.requestId);
  checkLength('identity', checked.identity);
  if (!checked.taskQueue?.name) throw invalid('taskQueue is not set');
  checkLength('taskQueue', checked.taskQueue.name);
  if (checked.taskQueue.name.startsWith('/_sys/'))
    throw invalid('task queue name cannot start with reserved prefix /_sys/');
  if (checked.activityId === '') throw invalid('activityId is not set');
  if (!checked.activityType?.name) throw invalid('activityType is not set');
  checkLength('activityId', checked.activityId);
  checkLength('activityType', checked.activityType.name);
  checkDuration('StartDelay', checked.startDelay);
  checked.retryPolicy = filledRetryPolicy(checked.retryPolicy);
  fillTimeouts(checked, checked.activityId, checked.activityType.name);
  const size = (checked.input?.payloads ?? []).reduce((sum, { data }) => sum + data.length, 0);
  if (size > largestBlob) throw invalid('input exceeds length limit');
  if (checked.completionCallbacks.length > 0) {
    throw invalid('completion callbacks are not enabled for this namespace');
  }
  const { onConflictOptions } = checked;
  if (onConflictOptions?.attachCompletionCallbacks && !onConflictOptions.attachRequestId) {
    throw invalid('on_conflict_options: attach_completion_callbacks requires attach_request_id to be set');
  }
  if (onConflictOptions?.attachRequestId && checked.links.length === 0) {
    throw invalid('on_conflict_options: attach_request_id requires at least one completion callback or link');
  }
  engine.namespace(checked.namespace).searchAttributes.validate(checked.searchAttributes);
  return checked;
}

/** @throws INVALID_ARGUMENT for a name that is too long */
export function checkLength(what: string, text: string): void {
  if (text.length > longestId) throw invalid(`${what} exceeds length limit. Length=${text.length} Limit=${longestId}`);
}

interface Timeouts {
  scheduleToCloseTimeout?: Duration | undefined;
  scheduleToStartTimeout?: Duration | undefined;
  startToCloseTimeout?: Duration | undefined;
  heartbeatTimeout?: Duration | undefined;
}

/** Limits that follow from others; none is longer than the one around it. */
function fillTimeouts(timeouts: Timeouts, activityId: string, activityType: string): void {
  checkDuration('ScheduleToCloseTimeout', timeouts.scheduleToCloseTimeout);
  checkDuration('ScheduleToStartTimeout', timeouts.scheduleToStartTimeout);
  checkDuration('StartToCloseTimeout', timeouts.startToCloseTimeout);
  checkDuration('HeartbeatTimeout', timeouts.heartbeatTimeout);
  const filled = boundTimeouts({
    scheduleToCloseMs: durationMs(timeouts.scheduleToCloseTimeout),
    scheduleToStartMs: durationMs(timeouts.scheduleToStartTimeout),
    startToCloseMs: durationMs(timeouts.startToCloseTimeout),
    heartbeatMs: durationMs(timeouts.heartbeatTimeout),
  });
  if (!filled) {
    throw invalid(
      `a valid StartToCloseTimeout or ScheduleToCloseTimeout must be set on the activity. ActivityId=${activityId} ActivityType=${activityType}`,
    );
  }
  timeouts.scheduleToCloseTimeout = wireDuration(filled.scheduleToCloseMs);
  timeouts.scheduleToStartTimeout = wireDuration(filled.scheduleToStartMs);
  timeouts.startToCloseTimeout = wireDuration(filled.startToCloseMs);
  timeouts.heartbeatTimeout = wireDuration(filled.heartbeatMs);
}

/** Time limits in milliseconds; nothing is no limit. */
export interface Limits {
  scheduleToCloseMs: number | undefined;
  scheduleToStartMs: number | undefined;
  startToCloseMs: number | undefined;
  heartbeatMs: number | undefined;
}

/** Limits none of which is longer than the one around it, or nothing when no limit ends an attempt. */
export function boundTimeouts(limits: Limits): Limits | undefined {
  const { scheduleToCloseMs: whole, startToCloseMs: attempt } = limits;
  if (whole === undefined && attempt === undefined) return undefined;
  const within = (ms: number | undefined): number | undefined =>
    whole === undefined ? ms : Math.min(ms ?? whole, whole);
  const startToCloseMs = within(attempt);
  const heartbeatMs = limits.heartbeatMs && Math.min(limits.heartbeatMs, startToCloseMs!);
  return {
    scheduleToCloseMs: whole,
    scheduleToStartMs: within(limits.scheduleToStartMs),
    startToCloseMs,
    heartbeatMs,
  };
}

function wireDuration(ms: number | undefined): Duration {
  return { $typeName: 'google.protobuf.Duration', ...duration(ms ?? 0) };
}

/** @throws INVALID_ARGUMENT for a negative one */
export function checkDuration(name: string, length: Duration | undefined): void {
  if ((durationMs(length) ?? 0) < 0) throw invalid(`invalid ${name}: negative duration`);
}

/** A policy with the defaults of the server. @throws INVALID_ARGUMENT */
function filledRetryPolicy(policy: RetryPolicy | undefined): RetryPolicy {
  const initialMs = durationMs(policy?.initialInterval) ?? 1000;
  const maximumMs = durationMs(policy?.maximumInterval) ?? 100 * initialMs;
  const filled = create(RetryPolicySchema, {
    backoffCoefficient: policy?.backoffCoefficient || 2,
    initialInterval: duration(initialMs),
    maximumInterval: duration(maximumMs),
    maximumAttempts: policy?.maximumAttempts ?? 0,
    nonRetryableErrorTypes: policy?.nonRetryableErrorTypes ?? [],
  });
  checkRetryPolicy(filled);
  return filled;
}

/** @throws INVALID_ARGUMENT */
export function checkRetryPolicy(policy: RetryPolicy): void {
  const [initialMs, maximumMs] = [durationMs(policy.initialInterval) ?? 0, durationMs(policy.maximumInterval) ?? 0];
  if (initialMs < 0) throw invalid('invalid InitialInterval set on retry policy: negative duration');
  if (policy.backoffCoefficient !== 0 && policy.backoffCoefficient < 1) {
    throw invalid('BackoffCoefficient cannot be less than 1 on retry policy.');
  }
  if (maximumMs < 0) throw invalid('invalid MaximumInterval set on retry policy: negative duration');
  if (maximumMs > 0 && maximumMs < initialMs) {
    throw invalid('MaximumInterval cannot be less than InitialInterval on retry policy.');
  }
  if (policy.maximumAttempts < 0) throw invalid('MaximumAttempts cannot be negative on retry policy.');
}
