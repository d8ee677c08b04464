/** Lists and counts of runs. */
import { create } from '@bufbuild/protobuf';
import { WorkflowExecutionInfoSchema } from '../../../gen/core/temporal/api/workflow/v1/message_pb.js';
import type { Engine } from '../engine/engine.js';
import { pausedIn, pauseInfo } from '../engine/pause-info.js';
import type { WorkflowRun } from '../engine/run.js';
import type { VisibilityRecord, VisibilityValue } from '../visibility/attributes.js';
import { createVisibilityHandlers, type VisibilityExecution } from '../visibility/handlers.js';
import type { SearchAttributes } from '../visibility/search-attributes.js';
import { executionInfo } from './describe.js';
import type { WorkflowServiceHandlers } from './handlers.js';

export function visibilityHandlers(engine: Engine): WorkflowServiceHandlers {
  const listed = new WeakMap<WorkflowRun, ListedRun>();
  const listedRun = (run: WorkflowRun): ListedRun => {
    const known = listed.get(run);
    if (known) return known;
    const made = new ListedRun(engine, run);
    listed.set(run, made);
    return made;
  };
  return createVisibilityHandlers({
    searchAttributes: (namespace) => engine.namespace(namespace).searchAttributes,
    *executions(namespace): Iterable<VisibilityExecution> {
      for (const run of engine.namespace(namespace).runs.values()) yield listedRun(run);
    },
  });
}

/** A run as lists see it. Nothing is worked out before it is asked for: a list goes through all runs. */
class ListedRun implements VisibilityExecution {
  readonly #engine: Engine;
  readonly #run: WorkflowRun;
  readonly #record: RunRecord;

  constructor(engine: Engine, run: WorkflowRun) {
    this.#engine = engine;
    this.#run = run;
    this.#record = new RunRecord(run, engine.namespace(run.namespace).searchAttributes);
  }

  visibilityRecord(): VisibilityRecord {
    return this.#record;
  }

  toExecutionInfo(): ReturnType<VisibilityExecution['toExecutionInfo']> {
    const info = create(WorkflowExecutionInfoSchema, executionInfo(this.#engine, this.#run));
    // Lists learn of these when a run closes.
    if (this.#run.isOpen) Object.assign(info, { historyLength: 0n, stateTransitionCount: 0n });
    else info.historySizeBytes = BigInt(this.#run.historySize);
    return info;
  }
}

/** What queries ask of a run. */
class RunRecord implements VisibilityRecord {
  readonly #run: WorkflowRun;
  readonly #attributes: SearchAttributes;
  /** Values of the search attributes that the run had when it had so many events. */
  #values: VisibilityRecord | undefined;
  #events = 0;

  constructor(run: WorkflowRun, attributes: SearchAttributes) {
    this.#run = run;
    this.#attributes = attributes;
  }

  get(name: string): VisibilityValue {
    const run = this.#run;
    const { closeMs, started } = run;
    switch (name) {
      case 'WorkflowId':
        return run.workflowId;
      case 'RunId':
        return run.runId;
      case 'WorkflowType':
        return run.workflowType;
      case 'TaskQueue':
        return run.taskQueue;
      case 'ExecutionStatus':
        return run.status;
      case 'StartTime':
        return new Date(run.startMs);
      case 'ExecutionTime':
        return new Date(run.executionMs);
      case 'CloseTime':
        return closeMs === undefined ? undefined : new Date(closeMs);
      case 'ExecutionDuration':
        return closeMs === undefined ? undefined : Math.max(0, closeMs - run.executionMs) * 1e6;
      case 'HistoryLength':
      case 'StateTransitionCount':
        return closeMs === undefined ? undefined : run.events.length;
      case 'HistorySizeBytes':
        return closeMs === undefined ? undefined : run.historySize;
      case 'ParentWorkflowId':
        return started.parentWorkflowExecution?.workflowId;
      case 'ParentRunId':
        return started.parentWorkflowExecution?.runId;
      case 'RootWorkflowId':
        return started.rootWorkflowExecution?.workflowId ?? run.workflowId;
      case 'RootRunId':
        return started.rootWorkflowExecution?.runId ?? run.runId;
      case pauseInfo: {
        const paused = pausedIn(run);
        return paused.length > 0 ? paused : undefined;
      }
      default:
        return this.#searchAttribute(name);
    }
  }

  #searchAttribute(name: string): VisibilityValue {
    const { searchAttributes, events } = this.#run;
    if (searchAttributes[name] === undefined) return undefined;
    if (!this.#values || this.#events !== events.length) {
      this.#values = this.#attributes.values(searchAttributes);
      this.#events = events.length;
    }
    return this.#values.get(name);
  }
}
