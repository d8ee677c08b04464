/** All Activities of the server that belong to no Workflow: found, started as the id policies say, and forgotten. */
import {
  ActivityIdConflictPolicy as Conflict,
  ActivityIdReusePolicy as Reuse,
} from '../../../gen/activity/temporal/api/enums/v1/activity_pb.js';
import type { StartActivityExecutionRequest } from '../../../gen/activity/temporal/api/workflowservice/v1/request_response_pb.js';
import type { Engine } from '../engine/engine.js';
import { activityAlreadyStarted, notFound, precondition } from '../engine/refusals.js';
import { checkActivityStart } from './check-start.js';
import { ActivityExecution } from './execution.js';

/** Names an Activity, and with a Run Id one run of it. */
export interface ActivityIds {
  readonly namespace: string;
  readonly activityId: string;
  readonly runId: string;
}

/** @see the head of this file */
export class ActivityExecutions {
  readonly engine: Engine;
  /** Runs of each Activity Id, oldest first, by Namespace. */
  readonly #byId = new Map<string, Map<string, ActivityExecution[]>>();

  constructor(engine: Engine) {
    this.engine = engine;
    engine.onDeleteNamespace.add((namespace) => this.#deleteAll(namespace));
  }

  /** Every run of a Namespace, in the order in which ids were first used. @throws NOT_FOUND without the Namespace */
  all(namespace: string): ActivityExecution[] {
    this.engine.namespace(namespace);
    return [...(this.#byId.get(namespace)?.values() ?? [])].flat();
  }

  /** The run with an id: the given one, or that which runs or ran last. @throws NOT_FOUND */
  require({ namespace, activityId, runId }: ActivityIds): ActivityExecution {
    this.engine.namespace(namespace);
    const runs = this.#byId.get(namespace)?.get(activityId) ?? [];
    const found = runId === '' ? runs.at(-1) : runs.find((run) => run.runId === runId);
    if (!found) throw notFound(`activity not found for ID: ${activityId}`);
    return found;
  }

  /**
   * Starts a run, or gives the one that has the id, as the policies say.
   *
   * @throws ALREADY_EXISTS, INVALID_ARGUMENT, NOT_FOUND, FAILED_PRECONDITION
   */
  start(request: StartActivityExecutionRequest): { execution: ActivityExecution; started: boolean } {
    const checked = checkActivityStart(this.engine, request);
    const { namespace, activityId, requestId, idConflictPolicy, idReusePolicy } = checked;
    const byId = this.#byId.get(namespace) ?? new Map<string, ActivityExecution[]>();
    const current = byId.get(activityId)?.at(-1);
    if (current?.request.requestId === requestId) return { execution: current, started: false };
    if (current?.isOpen) {
      if (idConflictPolicy !== Conflict.USE_EXISTING) throw taken(current);
      attachLinks(current, checked);
      return { execution: current, started: false };
    }
    if (current && idReusePolicy === Reuse.REJECT_DUPLICATE) throw taken(current);
    if (current?.closed === 'Completed' && idReusePolicy === Reuse.ALLOW_DUPLICATE_FAILED_ONLY) throw taken(current);
    const execution = new ActivityExecution(this.engine, checked, this.engine.ids.uuid());
    this.#byId.set(namespace, byId);
    byId.set(activityId, [...(byId.get(activityId) ?? []), execution]);
    this.engine.changed.tell();
    return { execution, started: true };
  }

  /** Ends a run if it is open, and forgets it. */
  delete(execution: ActivityExecution): void {
    if (execution.isOpen) execution.terminate('Delete activity execution', '');
    const byId = this.#byId.get(execution.namespace);
    const left = (byId?.get(execution.activityId) ?? []).filter((each) => each !== execution);
    if (left.length > 0) byId?.set(execution.activityId, left);
    else byId?.delete(execution.activityId);
    execution.changed.tell();
    this.engine.changed.tell();
  }

  /** Ends and forgets all of a Namespace. */
  #deleteAll(namespace: string): void {
    for (const execution of [...(this.#byId.get(namespace)?.values() ?? [])].flat()) this.delete(execution);
    this.#byId.delete(namespace);
  }
}

function taken({ runId, request }: ActivityExecution): Error {
  return activityAlreadyStarted(runId, request.requestId);
}

function attachLinks(execution: ActivityExecution, { links, onConflictOptions }: StartActivityExecutionRequest): void {
  if (!onConflictOptions?.attachLinks || links.length === 0) return;
  if (!execution.isOpen) throw precondition('cannot attach links to a closed activity');
  execution.links.push(...links);
}
