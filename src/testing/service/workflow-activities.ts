/** What is asked of pending Activities of a Workflow Execution: pause, unpause, reset, other options. */
import type { MessageShape } from '@bufbuild/protobuf';
import type { Duration } from '@bufbuild/protobuf/wkt';
import type { ActivityOptionsSchema } from '../../../gen/core/temporal/api/activity/v1/message_pb.js';
import type { ActivitySpec, ActivityTask } from '../engine/activity-task.js';
import { notFound } from '../engine/refusals.js';
import type { WorkflowRun } from '../engine/run.js';
import { durationMs } from '../engine/times.js';
import { applyActivityOptions } from './activity-options.js';

/** Which Activities of a run are meant: by id, by type, or all. */
export interface ActivitySelector {
  readonly case?: string | undefined;
  readonly value?: string | boolean | undefined;
}

export function pauseActivities(
  run: WorkflowRun,
  selector: ActivitySelector,
  { reason, identity }: { readonly reason: string; readonly identity: string },
): void {
  for (const task of chosen(run, selector)) task.pause(reason, identity);
}

export function unpauseActivities(
  run: WorkflowRun,
  selector: ActivitySelector,
  options: {
    readonly resetAttempts: boolean;
    readonly resetHeartbeat: boolean;
    readonly jitter?: Duration | undefined;
  },
  random: () => number,
): void {
  const { resetAttempts, resetHeartbeat, jitter } = options;
  const delayMs = random() * (durationMs(jitter) ?? 0);
  for (const task of chosen(run, selector)) task.unpause({ resetAttempts, resetHeartbeat, delayMs });
}

export function resetActivities(
  run: WorkflowRun,
  selector: ActivitySelector,
  options: {
    readonly keepPaused: boolean;
    readonly resetHeartbeat: boolean;
    readonly restoreOriginalOptions: boolean;
    readonly jitter?: Duration | undefined;
  },
  random: () => number,
): void {
  const { keepPaused, resetHeartbeat, restoreOriginalOptions, jitter } = options;
  const delayMs = random() * (durationMs(jitter) ?? 0);
  for (const task of chosen(run, selector)) {
    if (restoreOriginalOptions) Object.assign(task.spec, task.original);
    task.reset({ keepPaused, resetHeartbeat, delayMs });
  }
}

/** Gives the options of the first one as they are now. */
export function updateOptionsOfActivities(
  run: WorkflowRun,
  selector: ActivitySelector,
  change: {
    readonly activityOptions?: MessageShape<typeof ActivityOptionsSchema> | undefined;
    readonly updateMask?: { readonly paths: readonly string[] } | undefined;
    readonly restoreOriginal: boolean;
  },
): ActivitySpec {
  const tasks = chosen(run, selector);
  for (const task of tasks) {
    if (change.restoreOriginal) Object.assign(task.spec, task.original);
    else applyActivityOptions(task.spec, change.activityOptions, change.updateMask?.paths ?? []);
    task.optionsChanged();
  }
  return tasks[0]!.spec;
}

/** The Activities of a run that a request is about. @throws NOT_FOUND when there is none */
function chosen(run: WorkflowRun, selector: ActivitySelector): ActivityTask[] {
  const tasks = [...run.activities.values()].map(({ task }) => task);
  const found = tasks.filter(({ spec }) => {
    if (selector.case === 'id') return spec.activityId === selector.value;
    if (selector.case === 'type') return spec.activityType === selector.value;
    return true;
  });
  if (found.length === 0 && selector.case === 'id') throw notFound('Activity not found.');
  if (found.length === 0) throw notFound('No Activity of this Workflow Execution is pending.');
  return found;
}
