import type {
  ActivityExecutionInfo as RawActivityExecutionInfo,
  ActivityExecutionListInfo as RawActivityExecutionListInfo,
  CallbackInfo as RawActivityCallbackInfo,
} from '../../../gen/activity/temporal/api/activity/v1/message_pb.js';
import type { DescribeActivityExecutionResponse } from '../../../gen/activity/temporal/api/workflowservice/v1/request_response_pb.js';
import { decodeTypedSearchAttributes } from '../converter/search-attribute-payloads.js';
import { decompileRetryPolicy } from '../decode-retry-policy.js';
import { decodeDuration, decodeTimestamp } from '../duration.js';
import { decodePriority, type Priority } from '../priority.js';
import type { RetryPolicy } from '../retry-policy.js';
import type { TypedSearchAttributes } from '../search-attributes.js';
import type { WorkerDeploymentVersion } from '../versioning-override.js';
import { type ActivityContext, serializationContextOf } from './context.js';
import { executionStatusCodec, pendingStateCodec } from './enum-codecs.js';
import type { ActivityExecutionStatus, PendingActivityState } from './enums.js';
import { serializable } from '../internal/serializable.js';

export type { RawActivityCallbackInfo, RawActivityExecutionInfo, RawActivityExecutionListInfo };

/** A standalone Activity as lists show it. */
export interface ActivityExecutionInfo {
  readonly activityId: string;
  readonly activityRunId: string;
  readonly activityType: string;
  readonly taskQueue: string;
  /** Nothing when the server does not say. A status newer than this package is `unknown_<n>`. */
  readonly status: ActivityExecutionStatus | undefined;
  /** When it was started. */
  readonly scheduleTime: Date | undefined;
  /** When the first attempt was or will be due; differs from `scheduleTime` by `startDelay`. */
  readonly executionTime: Date | undefined;
  readonly closeTime: Date | undefined;
  /** From start to close, in milliseconds; in lists only of closed Activities. */
  readonly executionDurationMs: number | undefined;
  readonly typedSearchAttributes: TypedSearchAttributes;
  /** The message it was read from, in a list. */
  readonly rawListInfo?: RawActivityExecutionListInfo;
}

/** All that the server tells about one standalone Activity. Values are decoded when asked for. */
export interface ActivityExecutionDescription extends Omit<ActivityExecutionInfo, 'rawListInfo'> {
  /** What it does at the moment, while it runs. */
  readonly runState: PendingActivityState | undefined;
  readonly scheduleToCloseTimeoutMs: number | undefined;
  readonly scheduleToStartTimeoutMs: number | undefined;
  readonly startToCloseTimeoutMs: number | undefined;
  readonly heartbeatTimeoutMs: number | undefined;
  readonly startDelayMs: number | undefined;
  readonly retryPolicy: RetryPolicy | undefined;
  readonly priority: Priority;
  /** The present attempt, from 1. */
  readonly attempt: number;
  readonly lastStartedTime: Date | undefined;
  readonly lastHeartbeatTime: Date | undefined;
  readonly totalHeartbeatCount: number | undefined;
  readonly lastAttemptCompleteTime: Date | undefined;
  readonly nextAttemptScheduleTime: Date | undefined;
  /** Wait between the last failure and the next attempt. */
  readonly currentRetryIntervalMs: number | undefined;
  /** When `scheduleToCloseTimeout` ends it. */
  readonly expirationTime: Date | undefined;
  readonly lastWorkerIdentity: string | undefined;
  readonly lastDeploymentVersion: WorkerDeploymentVersion | undefined;
  /** Present when cancellation was requested with a reason. */
  readonly canceledReason: string | undefined;
  readonly hasInput: boolean;
  readonly hasResult: boolean;
  readonly hasOutcomeFailure: boolean;
  readonly hasHeartbeatDetails: boolean;
  readonly hasLastFailure: boolean;
  /** Arguments; with `includeInput`. */
  getInput<T extends unknown[] = unknown[]>(): Promise<T>;
  /** With `includeOutcome`, of an Activity that completed. */
  getResult<T = unknown>(): Promise<T | undefined>;
  /** With `includeOutcome`, of an Activity that closed otherwise. */
  getOutcomeFailure(): Promise<Error | undefined>;
  /** With `includeHeartbeatDetails`. */
  getHeartbeatDetails<T = unknown>(): Promise<T | undefined>;
  /** Of the last attempt that failed; with `includeLastFailure`. */
  getLastFailure(): Promise<Error | undefined>;
  /** The `summary` of the start. */
  staticSummary(): Promise<string | undefined>;
  /** The messages it was read from. int64 fields are bigint. */
  readonly rawInfo: RawActivityExecutionInfo;
  readonly rawCallbacks: readonly RawActivityCallbackInfo[];
}

/** What lists and describe have in common. A field that is missing comes out empty: one odd record must not hide the rest. */
export function activityInfo(
  info: RawActivityExecutionInfo | RawActivityExecutionListInfo,
): Omit<ActivityExecutionInfo, 'rawListInfo'> {
  return {
    activityId: info.activityId,
    activityRunId: info.runId,
    activityType: info.activityType?.name ?? '',
    taskQueue: info.taskQueue,
    status: executionStatusCodec[1](info.status),
    scheduleTime: decodeTimestamp(info.scheduleTime),
    executionTime: decodeTimestamp(info.executionTime),
    closeTime: decodeTimestamp(info.closeTime),
    executionDurationMs: decodeDuration(info.executionDuration),
    typedSearchAttributes: decodeTypedSearchAttributes(info.searchAttributes?.indexedFields),
  };
}

/** The public shape of what the server tells. */
export function activityDescription(
  context: ActivityContext,
  activityId: string,
  info: RawActivityExecutionInfo,
  { input, outcome, callbacks }: DescribeActivityExecutionResponse,
): ActivityExecutionDescription {
  const { dataConverter } = context;
  const serialization = serializationContextOf(context, activityId);
  const result = outcome?.value.case === 'result' ? outcome.value.value.payloads : undefined;
  const failure = outcome?.value.case === 'failure' ? outcome.value.value : undefined;
  const heartbeat = info.heartbeatDetails?.payloads;
  const { summary } = info.userMetadata ?? {};
  const version = info.lastDeploymentVersion;
  return {
    ...activityInfo(info),
    runState: pendingStateCodec[1](info.runState),
    scheduleToCloseTimeoutMs: decodeDuration(info.scheduleToCloseTimeout),
    scheduleToStartTimeoutMs: decodeDuration(info.scheduleToStartTimeout),
    startToCloseTimeoutMs: decodeDuration(info.startToCloseTimeout),
    heartbeatTimeoutMs: decodeDuration(info.heartbeatTimeout),
    startDelayMs: decodeDuration(info.startDelay),
    retryPolicy: decompileRetryPolicy(info.retryPolicy),
    priority: decodePriority(info.priority),
    attempt: info.attempt,
    lastStartedTime: decodeTimestamp(info.lastStartedTime),
    lastHeartbeatTime: decodeTimestamp(info.lastHeartbeatTime),
    totalHeartbeatCount: Number(info.totalHeartbeatCount) || undefined,
    lastAttemptCompleteTime: decodeTimestamp(info.lastAttemptCompleteTime),
    nextAttemptScheduleTime: decodeTimestamp(info.nextAttemptScheduleTime),
    currentRetryIntervalMs: decodeDuration(info.currentRetryInterval),
    expirationTime: decodeTimestamp(info.expirationTime),
    lastWorkerIdentity: info.lastWorkerIdentity || undefined,
    lastDeploymentVersion: version && { deploymentName: version.deploymentName, buildId: version.buildId },
    canceledReason: info.canceledReason || undefined,
    hasInput: !!input?.payloads.length,
    hasResult: !!result?.length,
    hasOutcomeFailure: !!failure,
    hasHeartbeatDetails: !!heartbeat?.length,
    hasLastFailure: !!info.lastFailure,
    getInput: <T>() => dataConverter.decodeAll(input?.payloads, serialization) as Promise<T>,
    getResult: <T>() => dataConverter.decodeFirst<T>(result, serialization),
    getOutcomeFailure: () => dataConverter.decodeFailure(failure, serialization),
    getHeartbeatDetails: <T>() => dataConverter.decodeFirst<T>(heartbeat, serialization),
    getLastFailure: () => dataConverter.decodeFailure(info.lastFailure, serialization),
    staticSummary: () => dataConverter.decodeFirst<string | undefined>(summary && [summary], serialization),
    rawInfo: serializable(info),
    rawCallbacks: callbacks.map(serializable),
  };
}
