import { statuses } from '../../../../live/status.js';
import { isRecord, readStored, writeStored } from '../../../state/stored.js';
import type { WorkflowList } from '../workflow-list.svelte.js';

/** Values that executions on screen have or had, by attribute. */
export type KnownValues = (attribute: string) => readonly string[];

const mostKept = 100;

/** Values to offer: those of loaded rows first, then those that this browser has seen before. */
export function knownValues(list: WorkflowList): KnownValues {
  const before = readSeen(list.namespace);
  const infos = list.rows.shown.map(({ info }) => info);
  const seen = {
    WorkflowType: distinct([...infos.map(({ type }) => type), ...before.WorkflowType]),
    TaskQueue: distinct([...infos.map(({ taskQueue }) => taskQueue), ...before.TaskQueue]),
  };
  if (infos.length > 0) writeStored(keyOf(list.namespace), seen);
  return (attribute) => {
    switch (attribute) {
      case 'ExecutionStatus':
        return Object.values(statuses).map(({ query }) => query);
      case 'WorkflowType':
      case 'TaskQueue':
        return seen[attribute];
      case 'WorkflowId':
        return distinct(infos.map(({ workflowId }) => workflowId));
      case 'ParentWorkflowId':
        return distinct(infos.map(({ parentExecution }) => parentExecution?.workflowId ?? ''));
      case 'RootWorkflowId':
        return distinct(infos.map(({ rootExecution }) => rootExecution?.workflowId ?? ''));
      default:
        return distinct(
          infos.flatMap(({ searchAttributes }) =>
            (searchAttributes[attribute] ?? []).filter((value): value is string => typeof value === 'string'),
          ),
        );
    }
  };
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values.filter(Boolean))].slice(0, mostKept);
}

/** Each stored value is checked: an older version, another tab or a person may have written it. */
function readSeen(namespace: string): Record<'WorkflowType' | 'TaskQueue', string[]> {
  const stored = readStored(keyOf(namespace));
  const texts = (value: unknown): string[] =>
    Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
  const { WorkflowType, TaskQueue } = isRecord(stored) ? stored : {};
  return { WorkflowType: texts(WorkflowType), TaskQueue: texts(TaskQueue) };
}

function keyOf(namespace: string): string {
  return `seen:${namespace}`;
}
