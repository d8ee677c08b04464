import type { WorkflowRun } from './run.js';

/** The search attribute in which the server notes what of a run is paused. */
export const pauseInfo = 'TemporalPauseInfo';

/** What {@link pauseInfo} says of Activities of a type. */
export function pausedType(activityType: string): string {
  return `property:activityType=${activityType}`;
}

/** Values of {@link pauseInfo}; empty for a run in which nothing is paused. */
export function pausedIn({ workflowId, paused, activities }: WorkflowRun): readonly string[] {
  const values = paused ? [`Workflow:${workflowId}`] : [];
  if (paused && paused.reason !== '') values.push(`Reason:${paused.reason}`);
  for (const { task } of activities.values()) if (task.paused) values.push(pausedType(task.spec.activityType));
  return [...new Set(values)];
}
