import type { WorkflowExecutionDescription } from '../../../../client/index.js';

/** How much the run waits for: Activities, Child Workflows and Nexus operations. */
export function pendingCount(raw: WorkflowExecutionDescription['raw']): number {
  return raw.pendingActivities.length + raw.pendingChildren.length + raw.pendingNexusOperations.length;
}
