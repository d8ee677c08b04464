/** The query language of lists of Activities that belong to no Workflow. */
import { IndexedValueType } from '../../../gen/operator/temporal/api/enums/v1/common_pb.js';
import { ActivityExecutionStatus } from '../../../gen/activity/temporal/api/enums/v1/activity_pb.js';
import type { VisibilityRecord, VisibilityValue } from '../visibility/attributes.js';
import type { Column, ColumnResolver } from '../visibility/columns.js';
import { division } from '../visibility/compile.js';
import type { SearchAttributes } from '../visibility/search-attributes.js';
import type { ActivityExecution } from './execution.js';

/** What the server keeps the status in: unlike that of a Workflow it is compared as a text, whatever the text says. */
const statusField = 'TemporalLowCardinalityKeyword01';

/** What the server calls the part of a Namespace that has its Activities. */
export const activityDivision = '3332429922';

/** What only Activities have, or have in fields of their own. */
const own = new Map([
  ['ActivityType', 'ActivityType'],
  ['ExecutionStatus', statusField],
  ['ActivityId', 'WorkflowId'],
  ['TemporalActivityId', 'WorkflowId'],
]);

const statusNames: Readonly<Record<ActivityExecutionStatus, string>> = {
  [ActivityExecutionStatus.UNSPECIFIED]: 'Unspecified',
  [ActivityExecutionStatus.RUNNING]: 'Running',
  [ActivityExecutionStatus.COMPLETED]: 'Completed',
  [ActivityExecutionStatus.FAILED]: 'Failed',
  [ActivityExecutionStatus.CANCELED]: 'Canceled',
  [ActivityExecutionStatus.TERMINATED]: 'Terminated',
  [ActivityExecutionStatus.TIMED_OUT]: 'TimedOut',
  [ActivityExecutionStatus.PAUSED]: 'Paused',
};

/** Finds what a query for Activities names. Custom search attributes come first. */
export function activityColumns(attributes: SearchAttributes): ColumnResolver {
  return {
    resolve(name: string): Column | undefined {
      const field = name in attributes.custom ? undefined : own.get(name);
      return field === undefined ? attributes.resolve(name) : { name, field, type: IndexedValueType.KEYWORD };
    },
  };
}

/** What queries ask of an Activity. Nothing is worked out before it is asked for. */
export function activityRecord(execution: ActivityExecution, attributes: SearchAttributes): VisibilityRecord {
  let values: VisibilityRecord | undefined;
  return {
    get(name: string): VisibilityValue {
      const { task, closeMs } = execution;
      switch (name) {
        case 'WorkflowId':
          return execution.activityId;
        case 'RunId':
          return execution.runId;
        case 'ActivityType':
          return task.spec.activityType;
        case 'WorkflowType':
        case 'RootWorkflowId':
        case 'RootRunId':
          return '';
        case 'TaskQueue':
          return task.spec.taskQueue;
        case statusField:
          return statusNames[execution.status];
        case 'StartTime':
          return new Date(task.scheduledMs);
        case 'ExecutionTime':
          return new Date(execution.executionMs);
        case 'CloseTime':
          return closeMs === undefined ? undefined : new Date(closeMs);
        case 'ExecutionDuration':
          return closeMs === undefined ? undefined : Math.max(0, closeMs - execution.executionMs) * 1e6;
        case 'HistoryLength':
        case 'HistorySizeBytes':
          return closeMs === undefined ? undefined : 0;
        case 'StateTransitionCount':
          return closeMs === undefined ? undefined : execution.transitions;
        case division:
          return activityDivision;
        default:
          values ??= attributes.values(execution.request.searchAttributes?.indexedFields);
          return values.get(name);
      }
    },
  };
}
