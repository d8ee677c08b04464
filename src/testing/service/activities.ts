/** Activities of Workflows from outside: completed by token or ids, paused, reset, given other options. */
import type { ActivityTask } from '../engine/activity-task.js';
import { readTaskToken } from '../engine/activity-task.js';
import type { Failure, Payloads } from '../engine/api.js';
import type { Engine } from '../engine/engine.js';
import { invalid, notFound } from '../engine/refusals.js';
import { activityOptions } from './describe.js';
import type { WorkflowServiceHandlers } from './handlers.js';
import {
  pauseActivities,
  resetActivities,
  unpauseActivities,
  updateOptionsOfActivities,
} from './workflow-activities.js';

interface Ids {
  readonly namespace: string;
  readonly workflowId: string;
  readonly runId: string;
  readonly activityId: string;
}

/** Finds an Activity that belongs to no Workflow. */
export type FindStandalone = (ids: Ids) => ActivityTask | undefined;

export function activityHandlers(engine: Engine, standalone: FindStandalone): WorkflowServiceHandlers {
  const missing = (): Error => notFound('activity not found or already completed');

  function byToken(namespace: string, token: Uint8Array): ActivityTask {
    engine.namespace(namespace);
    const read = readTaskToken(token);
    if (!read) throw invalid('Error deserializing task token.');
    const task = engine.activity(read.number);
    if (!task?.isCurrent(read.attempt)) throw missing();
    return task;
  }

  function byIds(ids: Ids): ActivityTask {
    engine.namespace(ids.namespace);
    const run = ids.workflowId === '' ? undefined : engine.find(ids.namespace, ids.workflowId, ids.runId);
    const activities = [...(run?.activities.values() ?? [])];
    const task =
      ids.workflowId === ''
        ? standalone(ids)
        : activities.find((each) => each.task.spec.activityId === ids.activityId)?.task;
    if (!task || task.startedMs === undefined || task.ended) throw missing();
    return task;
  }

  const complete = (
    task: ActivityTask,
    { result, identity }: { result?: Payloads | undefined; identity: string },
  ): object => {
    task.complete(result, identity);
    return {};
  };
  const fail = (
    task: ActivityTask,
    {
      failure,
      identity,
      lastHeartbeatDetails,
    }: {
      failure?: Failure | undefined;
      identity: string;
      lastHeartbeatDetails?: Payloads | undefined;
    },
  ): object => {
    if (lastHeartbeatDetails) task.heartbeatDetails = lastHeartbeatDetails;
    if (!failure) throw invalid('Failure is not set on request.');
    task.fail(failure, identity);
    return {};
  };
  const cancel = (
    task: ActivityTask,
    { details, identity }: { details?: Payloads | undefined; identity: string },
  ): object => {
    if (!task.cancelRequested) throw invalid('Activity cancellation was not requested.');
    task.reportCancelled(details, identity);
    return {};
  };

  return {
    respondActivityTaskCompleted: (request) => complete(byToken(request.namespace, request.taskToken), request),
    respondActivityTaskCompletedById: (request) => complete(byIds(request), request),
    respondActivityTaskFailed: (request) => fail(byToken(request.namespace, request.taskToken), request),
    respondActivityTaskFailedById: (request) => fail(byIds(request), request),
    respondActivityTaskCanceled: (request) => cancel(byToken(request.namespace, request.taskToken), request),
    respondActivityTaskCanceledById: (request) => cancel(byIds(request), request),
    recordActivityTaskHeartbeat: ({ namespace, taskToken, details, identity }) =>
      byToken(namespace, taskToken).heartbeat(details, identity),
    recordActivityTaskHeartbeatById: (request) => byIds(request).heartbeat(request.details, request.identity),
    pauseActivity: (request) => {
      pauseActivities(engine.requireOpen(request.namespace, request.execution), request.activity, request);
      return {};
    },
    unpauseActivity: (request) => {
      const run = engine.requireOpen(request.namespace, request.execution);
      unpauseActivities(run, request.activity, request, () => engine.ids.random());
      return {};
    },
    resetActivity: (request) => {
      const run = engine.requireOpen(request.namespace, request.execution);
      resetActivities(run, request.activity, request, () => engine.ids.random());
      return {};
    },
    updateActivityOptions: (request) => {
      const run = engine.requireOpen(request.namespace, request.execution);
      return { activityOptions: activityOptions(updateOptionsOfActivities(run, request.activity, request)) };
    },
  };
}
