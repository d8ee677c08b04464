import { WorkflowExecutionStatus } from '../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import type { WorkflowExecutionInfo as RawWorkflowExecutionInfo } from '../../../gen/core/temporal/api/workflow/v1/message_pb.js';
import { decodeSearchAttributes, decodeTypedSearchAttributes } from '../converter/search-attribute-payloads.js';
import { decodeTimestamp } from '../duration.js';
import { decodePriority, type Priority } from '../priority.js';
import type { SearchAttributes, TypedSearchAttributes } from '../search-attributes.js';
import { serializationContextOf, type WorkflowContext } from './context.js';
import { serializable } from '../internal/serializable.js';

export type { RawWorkflowExecutionInfo };

/** Status of a Workflow Execution. `UNKNOWN` stands for one that is newer than this package. */
export type WorkflowExecutionStatusName =
  | 'UNSPECIFIED'
  | 'RUNNING'
  | 'COMPLETED'
  | 'FAILED'
  | 'CANCELLED'
  | 'TERMINATED'
  | 'CONTINUED_AS_NEW'
  | 'TIMED_OUT'
  | 'PAUSED'
  | 'UNKNOWN';

/** A Workflow Execution as lists and describe show it. */
export interface WorkflowExecutionInfo<Raw = RawWorkflowExecutionInfo> {
  /** Workflow Type. */
  type: string;
  workflowId: string;
  runId: string;
  taskQueue: string;
  status: { code: WorkflowExecutionStatus; name: WorkflowExecutionStatusName };
  /** Number of events. */
  historyLength: number;
  /** Bytes; nothing when the server does not know. */
  historySize: number | undefined;
  startTime: Date;
  /** When the first Workflow Task was or will be due; differs from `startTime` by delay and cron. */
  executionTime: Date | undefined;
  closeTime: Date | undefined;
  memo: Record<string, unknown> | undefined;
  /** Every value in an array. Prefer `typedSearchAttributes`. */
  searchAttributes: SearchAttributes;
  typedSearchAttributes: TypedSearchAttributes;
  parentExecution: { workflowId: string; runId: string } | undefined;
  rootExecution: { workflowId: string; runId: string } | undefined;
  priority: Priority;
  /** The message it was read from. int64 fields are bigint. */
  raw: Raw;
}

/**
 * The public shape of a visibility record. Fields that the record lacks come out empty instead of failing:
 * one odd record must not make a whole list unreadable.
 */
export async function executionInfoFromRaw<Raw extends object>(
  context: WorkflowContext,
  info: RawWorkflowExecutionInfo,
  raw: Raw,
): Promise<WorkflowExecutionInfo<Raw>> {
  const { workflowId = '', runId = '' } = info.execution ?? {};
  const indexedFields = info.searchAttributes?.indexedFields;
  return {
    type: info.type?.name ?? '',
    workflowId,
    runId,
    taskQueue: info.taskQueue,
    status: { code: info.status, name: statusName(info.status) },
    // Bounded by the server: 51,200 events and 50 MB.
    historyLength: Number(info.historyLength),
    historySize: Number(info.historySizeBytes) || undefined,
    startTime: decodeTimestamp(info.startTime) ?? new Date(0),
    executionTime: decodeTimestamp(info.executionTime),
    closeTime: decodeTimestamp(info.closeTime),
    memo: await context.dataConverter.decodeMap(info.memo?.fields, serializationContextOf(context, workflowId)),
    searchAttributes: decodeSearchAttributes(indexedFields),
    typedSearchAttributes: decodeTypedSearchAttributes(indexedFields),
    parentExecution: executionFromRaw(info.parentExecution),
    rootExecution: executionFromRaw(info.rootExecution),
    priority: decodePriority(info.priority),
    raw: serializable(raw),
  };
}

function executionFromRaw(
  execution: { workflowId: string; runId: string } | undefined,
): { workflowId: string; runId: string } | undefined {
  return execution && { workflowId: execution.workflowId, runId: execution.runId };
}

/** Name of a status code of any version of the server. */
function statusName(code: WorkflowExecutionStatus): WorkflowExecutionStatusName {
  return knownStatusName(code) ?? 'UNKNOWN';
}

// No default branch: a status that a new API version brings is then an error of the compiler here.
function knownStatusName(code: WorkflowExecutionStatus): WorkflowExecutionStatusName | undefined {
  switch (code) {
    case WorkflowExecutionStatus.UNSPECIFIED:
      return 'UNSPECIFIED';
    case WorkflowExecutionStatus.RUNNING:
      return 'RUNNING';
    case WorkflowExecutionStatus.COMPLETED:
      return 'COMPLETED';
    case WorkflowExecutionStatus.FAILED:
      return 'FAILED';
    case WorkflowExecutionStatus.CANCELED:
      return 'CANCELLED';
    case WorkflowExecutionStatus.TERMINATED:
      return 'TERMINATED';
    case WorkflowExecutionStatus.CONTINUED_AS_NEW:
      return 'CONTINUED_AS_NEW';
    case WorkflowExecutionStatus.TIMED_OUT:
      return 'TIMED_OUT';
    case WorkflowExecutionStatus.PAUSED:
      return 'PAUSED';
  }
}
