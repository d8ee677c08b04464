/** What the server refuses in the start of a job, in its words. */
import { ResetType } from '../../../gen/batch/temporal/api/enums/v1/reset_pb.js';
import { ExecutionType } from '../../../gen/batch/temporal/api/enums/v1/common_pb.js';
import type { StartBatchOperationRequest } from '../../../gen/batch/temporal/api/workflowservice/v1/request_response_pb.js';
import type { WorkflowExecution } from '../engine/api.js';
import { invalid } from '../engine/refusals.js';
import { parseStatement } from '../visibility/parse.js';
import { malformed, QueryError } from '../visibility/query-error.js';
import { type Operation, operationTypes } from './operation-types.js';

/** @throws INVALID_ARGUMENT */
export function checkBatchStart(request: StartBatchOperationRequest): void {
  const { operation, reason, jobId, visibilityQuery, targetExecutions } = request;
  const selectors = [visibilityQuery, executionsOf(request), targetExecutions].filter(({ length }) => length > 0);
  if (operation.case === undefined || reason === '' || selectors.length === 0) {
    throw invalid(
      'must provide required parameters: BatchType,Reason,Namespace, AND one of (Query OR Executions OR TargetExecutions)',
    );
  }
  if (jobId === '') throw invalid('JobId is not set on request.');
  if (selectors.length > 1) {
    throw invalid('visibility query, executions, and target executions are mutually exclusive');
  }
  const expected = operationTypes[operation.case].isForActivities ? ExecutionType.ACTIVITY : ExecutionType.WORKFLOW;
  for (const [index, { type }] of targetExecutions.entries()) {
    if (type === expected) continue;
    const goType = `*workflowservice.StartBatchOperationRequest_${operation.case.replace(/^./, (c) => c.toUpperCase())}`;
    throw invalid(
      `target_executions[${index}] has type ${typeName(type)}, but operation ${goType} requires ${typeName(expected)}`,
    );
  }
  checkOperation(operation);
  if (visibilityQuery !== '') checkQuery(visibilityQuery);
}

/** The list of Workflow Executions of clients before 1.32. */
export function executionsOf(request: StartBatchOperationRequest): readonly WorkflowExecution[] {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- this package sends it, for older servers
  return request.executions;
}

function typeName(type: ExecutionType): string {
  return ExecutionType[type].toLowerCase().replace(/^./, (first) => first.toUpperCase());
}

const noActivity = 'Either activity type must be set, or match all should be set to true';

function checkOperation(operation: Operation): void {
  switch (operation.case) {
    case 'signalOperation':
      if (operation.value.signal === '') throw invalid('must provide signal name');
      break;
    case 'updateWorkflowOptionsOperation':
      if (!operation.value.workflowExecutionOptions) throw invalid('must provide UpdateOptions');
      if (!operation.value.updateMask) throw invalid('must provide UpdateMask');
      break;
    case 'resetOperation': {
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- older clients send it
      const { options, resetType } = operation.value;
      if (options && options.target.case === undefined) throw invalid('batch reset missing target');
      if (!options && !(resetType in ResetType && resetType !== ResetType.UNSPECIFIED)) {
        throw invalid(`unknown batch reset type ${typeNameOf(resetType)}`);
      }
      break;
    }
    case 'unpauseActivitiesOperation':
      if (operation.value.activity.case === undefined) throw invalid('activity filter must be set');
      checkActivity(operation.value.activity);
      break;
    case 'resetActivitiesOperation':
      if (operation.value.activity.case === undefined) throw invalid('must provide ActivityType or MatchAll');
      checkActivity(operation.value.activity);
      break;
    case 'updateActivityOptionsOperation': {
      const { activityOptions, restoreOriginal, activity } = operation.value;
      if (activityOptions && restoreOriginal) throw invalid('cannot set both activity options and restore original');
      if (!activityOptions && !restoreOriginal) {
        throw invalid('Either activity type must be set, or restore original should be set to true');
      }
      checkActivity(activity);
      break;
    }
    default:
  }
}

function typeNameOf(type: ResetType): string {
  return type === ResetType.UNSPECIFIED ? 'Unspecified' : String(type);
}

function checkActivity({ case: kind, value }: { readonly case?: string | undefined; readonly value?: unknown }): void {
  if (kind !== undefined && !value) throw invalid(noActivity);
}

function checkQuery(query: string): void {
  try {
    parseStatement(`select * from dummy where ${query}`);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw invalid(`invalid visibility query: ${error.message.replace(`${malformed}: `, '')}`);
  }
}
