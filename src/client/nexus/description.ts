import type {
  NexusOperationExecutionCancellationInfo as RawCancellationInfo,
  NexusOperationExecutionInfo as RawInfo,
  NexusOperationExecutionListInfo as RawListInfo,
} from '../../../gen/nexus/temporal/api/nexus/v1/message_pb.js';
import type { DescribeNexusOperationExecutionResponse } from '../../../gen/nexus/temporal/api/workflowservice/v1/request_response_pb.js';
import { decodeTypedSearchAttributes } from '../converter/search-attribute-payloads.js';
import { decodeDuration, decodeTimestamp } from '../duration.js';
import type { TypedSearchAttributes } from '../search-attributes.js';
import type { NexusContext } from './context.js';
import { cancellationStateCodec, executionStatusCodec, pendingStateCodec } from './enum-codecs.js';
import type {
  NexusOperationCancellationState,
  NexusOperationExecutionStatus,
  PendingNexusOperationState,
} from './enums.js';
import { serializable } from '../internal/serializable.js';

export type {
  RawCancellationInfo as RawNexusOperationExecutionCancellationInfo,
  RawInfo as RawNexusOperationExecutionInfo,
  RawListInfo as RawNexusOperationExecutionListInfo,
};

/** A standalone Nexus Operation as lists show it. */
export interface NexusOperationExecution<Raw = RawListInfo> {
  readonly operationId: string;
  readonly runId: string;
  readonly endpoint: string;
  readonly service: string;
  readonly operation: string;
  /** When it was started. */
  readonly scheduleTime: Date | undefined;
  readonly closeTime: Date | undefined;
  /** Nothing when the server does not say. A status newer than this package is `unknown_<n>`. */
  readonly status: NexusOperationExecutionStatus | undefined;
  readonly searchAttributes: TypedSearchAttributes;
  readonly stateTransitionCount: number;
  /** From start to close, in milliseconds; in lists only of closed Operations. */
  readonly executionDuration: number | undefined;
  /** The message it was read from. int64 fields are bigint. */
  readonly raw: Raw;
}

/** Where a request to cancel stands. */
export interface NexusOperationExecutionCancellationInfo {
  readonly requestedTime: Date | undefined;
  readonly state: NexusOperationCancellationState | undefined;
  /** Deliveries of the request so far. */
  readonly attempt: number;
  readonly lastAttemptCompleteTime: Date | undefined;
  readonly nextAttemptScheduleTime: Date | undefined;
  readonly lastAttemptFailure: Error | undefined;
  /** Why it is `BLOCKED`. */
  readonly blockedReason: string | undefined;
  readonly reason: string;
  readonly raw: RawCancellationInfo;
}

/** All that the server tells about one standalone Nexus Operation. Lengths of time in milliseconds. */
export interface NexusOperationExecutionDescription extends NexusOperationExecution<RawInfo> {
  /** What it does at the moment, while it runs. */
  readonly state: PendingNexusOperationState | undefined;
  readonly scheduleToCloseTimeout: number | undefined;
  readonly scheduleToStartTimeout: number | undefined;
  readonly startToCloseTimeout: number | undefined;
  /** Deliveries of the request to start so far. */
  readonly attempt: number;
  /** When `scheduleToCloseTimeout` ends it. */
  readonly expirationTime: Date | undefined;
  readonly lastAttemptCompleteTime: Date | undefined;
  readonly nextAttemptScheduleTime: Date | undefined;
  readonly lastAttemptFailure: Error | undefined;
  /** Why it is `BLOCKED`. */
  readonly blockedReason: string | undefined;
  /** The id by which the handler recognises a repeated request. */
  readonly requestId: string;
  /** Of an asynchronous Operation that the handler has started. */
  readonly operationToken: string | undefined;
  /** Who started it. */
  readonly identity: string;
  /** Present when cancellation was requested. */
  readonly cancellationInfo: NexusOperationExecutionCancellationInfo | undefined;
  readonly hasInput: boolean;
  readonly hasResult: boolean;
  readonly hasOutcomeFailure: boolean;
  /** With `includeInput`. */
  getInput<T = unknown>(): Promise<T | undefined>;
  /** With `includeOutcome`, of an Operation that completed. */
  getResult<T = unknown>(): Promise<T | undefined>;
  /** With `includeOutcome`, of an Operation that closed otherwise. */
  getOutcomeFailure(): Promise<Error | undefined>;
  /** The summary given at start, decoded when asked for. */
  staticSummary(): Promise<string | undefined>;
  /** The details given at start, decoded when asked for. */
  staticDetails(): Promise<string | undefined>;
}

/** What lists and describe have in common. A field that is missing comes out empty: one odd record must not hide the rest. */
export function operationInfo<Raw extends RawInfo | RawListInfo>(raw: Raw): NexusOperationExecution<Raw> {
  return {
    operationId: raw.operationId,
    runId: raw.runId,
    endpoint: raw.endpoint,
    service: raw.service,
    operation: raw.operation,
    scheduleTime: decodeTimestamp(raw.scheduleTime),
    closeTime: decodeTimestamp(raw.closeTime),
    status: executionStatusCodec[1](raw.status),
    searchAttributes: decodeTypedSearchAttributes(raw.searchAttributes?.indexedFields),
    stateTransitionCount: Number(raw.stateTransitionCount),
    executionDuration: decodeDuration(raw.executionDuration),
    raw: serializable(raw),
  };
}

/** The public shape of what the server tells. */
export async function operationDescription(
  { dataConverter }: NexusContext,
  raw: RawInfo,
  { input, outcome }: DescribeNexusOperationExecutionResponse,
): Promise<NexusOperationExecutionDescription> {
  const { summary, details } = raw.userMetadata ?? {};
  const result = outcome.case === 'result' ? outcome.value : undefined;
  const failure = outcome.case === 'failure' ? outcome.value : undefined;
  return {
    ...operationInfo(raw),
    state: pendingStateCodec[1](raw.state),
    scheduleToCloseTimeout: decodeDuration(raw.scheduleToCloseTimeout),
    scheduleToStartTimeout: decodeDuration(raw.scheduleToStartTimeout),
    startToCloseTimeout: decodeDuration(raw.startToCloseTimeout),
    attempt: raw.attempt,
    expirationTime: decodeTimestamp(raw.expirationTime),
    lastAttemptCompleteTime: decodeTimestamp(raw.lastAttemptCompleteTime),
    nextAttemptScheduleTime: decodeTimestamp(raw.nextAttemptScheduleTime),
    lastAttemptFailure: await dataConverter.decodeFailure(raw.lastAttemptFailure),
    blockedReason: raw.blockedReason || undefined,
    requestId: raw.requestId,
    operationToken: raw.operationToken || undefined,
    identity: raw.identity,
    cancellationInfo: raw.cancellationInfo && (await cancellationInfo(dataConverter, raw.cancellationInfo)),
    hasInput: !!input,
    hasResult: !!result,
    hasOutcomeFailure: !!failure,
    getInput: <T>() => dataConverter.decodeFirst<T | undefined>(input && [input]),
    getResult: <T>() => dataConverter.decodeFirst<T | undefined>(result && [result]),
    getOutcomeFailure: () => dataConverter.decodeFailure(failure),
    staticSummary: () => dataConverter.decodeFirst<string | undefined>(summary && [summary]),
    staticDetails: () => dataConverter.decodeFirst<string | undefined>(details && [details]),
  };
}

async function cancellationInfo(
  dataConverter: NexusContext['dataConverter'],
  raw: RawCancellationInfo,
): Promise<NexusOperationExecutionCancellationInfo> {
  return {
    requestedTime: decodeTimestamp(raw.requestedTime),
    state: cancellationStateCodec[1](raw.state),
    attempt: raw.attempt,
    lastAttemptCompleteTime: decodeTimestamp(raw.lastAttemptCompleteTime),
    nextAttemptScheduleTime: decodeTimestamp(raw.nextAttemptScheduleTime),
    lastAttemptFailure: await dataConverter.decodeFailure(raw.lastAttemptFailure),
    blockedReason: raw.blockedReason || undefined,
    reason: raw.reason,
    raw: serializable(raw),
  };
}
