import type { WorkflowExecutionStatusName } from '../workflow/execution-info.js';
import type { CountWorkflowExecution } from '../workflow/list.js';
import { visibilityStatuses } from './status-names.js';

/**
 * The groups of a count by `ExecutionStatus`, under the names that `describe()` gives. A status without executions is
 * absent; one that is newer than this package counts as `UNKNOWN`.
 *
 * @example
 * ```ts
 * const counted = await client.workflow.count(where('WorkflowType', '=', 'order').groupBy('ExecutionStatus'));
 * const { RUNNING = 0, FAILED = 0 } = countsByStatus(counted);
 * ```
 */
export function countsByStatus(counted: CountWorkflowExecution): Partial<Record<WorkflowExecutionStatusName, number>> {
  const counts: Partial<Record<WorkflowExecutionStatusName, number>> = {};
  for (const { count, groupValues } of counted.groups) {
    const written: unknown = [groupValues[0]].flat()[0];
    const known = Object.entries(visibilityStatuses).find(([, status]) => status === written);
    const name = (known?.[0] ?? 'UNKNOWN') as WorkflowExecutionStatusName;
    counts[name] = (counts[name] ?? 0) + count;
  }
  return counts;
}
