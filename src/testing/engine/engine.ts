/** The in-memory server behind its RPCs: runs, workers, time, and the order in which Workflow Tasks are done. */
import { create } from '@bufbuild/protobuf';
import type { VirtualClock } from '../clock.js';
import { SearchAttributes } from '../visibility/search-attributes.js';
import type { ActivityHost, ActivityTask } from './activity-task.js';
import {
  type IndexedValueType,
  NamespaceState,
  type Payload,
  SearchAttributesSchema,
  WorkflowExecutionStartedEventAttributesSchema,
  type WorkflowExecutionStartedEventAttributes,
  type UserMetadata,
} from './api.js';
import { limitRun } from './close-run.js';
import { deliver } from './deliver.js';
import { Ids } from './ids.js';
import { Listeners } from './listeners.js';
import { namespaceNotFound, namespaceState, notFound } from './refusals.js';
import { WorkflowRun } from './run.js';
import { TaskLoop } from './task-loop.js';
import { TaskRates } from './task-rates.js';
import { durationMs, timestamp } from './times.js';
import type { Worker } from './worker.js';

/** What a run is started with. Fields that the engine decides itself are left out of `attributes`. */
export interface RunStart {
  readonly namespace: string;
  readonly workflowId: string;
  readonly attributes: Omit<Partial<WorkflowExecutionStartedEventAttributes>, '$typeName' | '$unknown'>;
  readonly userMetadata?: UserMetadata | undefined;
  readonly requestId?: string;
  /** The run is the next one of a chain. */
  readonly firstRunId?: string;
  /** Its Run Id, where another run has named it already. */
  readonly runId?: string;
}

/** What a Namespace holds. */
export interface NamespaceContent {
  readonly id: string;
  /** Another one once it is deleted. */
  name: string;
  state: NamespaceState;
  /** All runs, by Run Id, in the order of their starts. */
  readonly runs: Map<string, WorkflowRun>;
  /** Runs of each Workflow Id, oldest first. */
  readonly byWorkflowId: Map<string, WorkflowRun[]>;
  readonly searchAttributes: SearchAttributes;
}

/** @see the head of this file */
export class Engine implements ActivityHost {
  readonly clock: VirtualClock;
  readonly ids: Ids;
  readonly seed: number;
  readonly tasks: TaskLoop;
  readonly namespaces = new Map<string, NamespaceContent>();
  /** Told whenever a run has changed; for lists that follow. */
  readonly changed = new Listeners();
  /** Told with every run that closes. */
  readonly onClose = new Set<(run: WorkflowRun) => void>();
  /** Told with the name of every Namespace that is deleted, before it has another name. */
  readonly onDeleteNamespace = new Set<(namespace: string) => void>();
  readonly taskRates: TaskRates;
  readonly #workers: Worker[] = [];
  readonly #waiting = new Map<string, Set<() => void>>();
  readonly #activities = new Map<number, ActivityTask>();
  #taskNumber = 0;

  /** @param searchAttributes what every Namespace has from the beginning */
  constructor(
    clock: VirtualClock,
    seed: number,
    namespaces: readonly string[],
    searchAttributes: Readonly<Record<string, IndexedValueType>> = {},
  ) {
    this.clock = clock;
    this.seed = seed;
    this.ids = new Ids(seed);
    this.tasks = new TaskLoop(this);
    this.taskRates = new TaskRates(clock);
    for (const name of namespaces) this.addNamespace(name, searchAttributes);
  }

  now(): number {
    return this.clock.now();
  }

  at(timeMs: number, run: () => void): () => void {
    return this.clock.at(timeMs, run);
  }

  addNamespace(
    name: string,
    custom: Readonly<Record<string, IndexedValueType>> = {},
    id = this.ids.uuid(),
  ): NamespaceContent {
    const content: NamespaceContent = {
      id,
      name,
      state: NamespaceState.REGISTERED,
      runs: new Map(),
      byWorkflowId: new Map(),
      searchAttributes: new SearchAttributes(name, custom),
    };
    this.namespaces.set(name, content);
    return content;
  }

  /** @throws NOT_FOUND, FAILED_PRECONDITION for one that is deleted */
  namespace(name: string): NamespaceContent {
    const content = this.namespaces.get(name);
    if (!content) throw namespaceNotFound(name);
    if (content.state === NamespaceState.DELETED) {
      throw namespaceState(content, [NamespaceState.REGISTERED, NamespaceState.DEPRECATED]);
    }
    return content;
  }

  /** @throws NOT_FOUND, FAILED_PRECONDITION for one in which nothing new begins */
  registeredNamespace(name: string): NamespaceContent {
    const content = this.namespace(name);
    if (content.state !== NamespaceState.REGISTERED) throw namespaceState(content, [NamespaceState.REGISTERED]);
    return content;
  }

  addWorker(worker: Worker): void {
    this.#workers.push(worker);
    const key = queueKey(worker.namespace, worker.taskQueue);
    const waiting = this.#waiting.get(key);
    this.#waiting.delete(key);
    for (const begin of waiting ?? []) begin();
  }

  removeWorker(worker: Worker): void {
    const index = this.#workers.indexOf(worker);
    if (index >= 0) this.#workers.splice(index, 1);
  }

  get workers(): readonly Worker[] {
    return this.#workers;
  }

  workerFor(namespace: string, taskQueue: string, waiting?: () => void): Worker | undefined {
    const worker = this.#workers.find((each) => each.namespace === namespace && each.taskQueue === taskQueue);
    if (!worker && waiting) this.whenWorkerComes(namespace, taskQueue, waiting);
    return worker;
  }

  /** Calls `waiting` once, when the next worker is added to a Task Queue. */
  whenWorkerComes(namespace: string, taskQueue: string, waiting: () => void): void {
    const key = queueKey(namespace, taskQueue);
    const all = this.#waiting.get(key) ?? new Set();
    this.#waiting.set(key, all.add(waiting));
  }

  register(task: ActivityTask): void {
    this.#activities.set(task.number, task);
  }

  unregister(task: ActivityTask): void {
    this.#activities.delete(task.number);
  }

  /** Every Activity that has not ended. */
  get activities(): Iterable<ActivityTask> {
    return this.#activities.values();
  }

  /** The Activity with this number, as long as it has not ended. */
  activity(number: number): ActivityTask | undefined {
    return this.#activities.get(number);
  }

  nextTaskNumber(): number {
    return ++this.#taskNumber;
  }

  /** Starts a run, whatever else has its Workflow Id. */
  start(start: RunStart): WorkflowRun {
    const state = this.namespace(start.namespace);
    const runId = start.runId ?? this.ids.uuid();
    const { attributes } = start;
    const executionMs = durationMs(attributes.workflowExecutionTimeout);
    const expires =
      attributes.workflowExecutionExpirationTime ??
      (executionMs === undefined ? undefined : timestamp(this.now() + executionMs));
    const started = create(WorkflowExecutionStartedEventAttributesSchema, {
      originalExecutionRunId: runId,
      attempt: 1,
      rootWorkflowExecution: { workflowId: start.workflowId, runId: start.firstRunId ?? runId },
      ...attributes,
      ...(expires && { workflowExecutionExpirationTime: expires }),
      workflowId: start.workflowId,
      firstExecutionRunId: start.firstRunId ?? runId,
    });
    const run = new WorkflowRun(start.namespace, start.workflowId, runId, started, this.clock);
    run.startRequestId = start.requestId ?? '';
    run.userMetadata = start.userMetadata;
    this.add(state, run);
    const event = run.append(
      { case: 'workflowExecutionStartedEventAttributes', value: started },
      { userMetadata: start.userMetadata },
    );
    limitRun(this, run);
    run.jobs.push(...deliver(run, event));
    const begin = (): void => this.tasks.schedule(run);
    if (run.executionMs > this.now()) run.cancelLimits.push(this.at(run.executionMs, begin));
    else begin();
    this.tell(run);
    return run;
  }

  /** Makes a run known. */
  add(state: NamespaceContent, run: WorkflowRun): void {
    state.runs.set(run.runId, run);
    const runs = state.byWorkflowId.get(run.workflowId);
    if (runs) runs.push(run);
    else state.byWorkflowId.set(run.workflowId, [run]);
  }

  /** Forgets a run. */
  forget(run: WorkflowRun): void {
    const state = this.namespace(run.namespace);
    state.runs.delete(run.runId);
    const runs = (state.byWorkflowId.get(run.workflowId) ?? []).filter((each) => each !== run);
    if (runs.length > 0) state.byWorkflowId.set(run.workflowId, runs);
    else state.byWorkflowId.delete(run.workflowId);
    this.tell(run);
  }

  /** The run with a Workflow Id: the given one, or that which runs or ran last. */
  find(namespace: string, workflowId: string, runId = ''): WorkflowRun | undefined {
    const runs = this.namespace(namespace).byWorkflowId.get(workflowId) ?? [];
    return runId === '' ? runs.at(-1) : runs.find((run) => run.runId === runId);
  }

  /** @throws NOT_FOUND in the words of the server */
  require(namespace: string, execution: { workflowId: string; runId: string } | undefined): WorkflowRun {
    const { workflowId = '', runId = '' } = execution ?? {};
    const run = this.find(namespace, workflowId, runId);
    if (!run) throw notFound(`workflow not found for ID: ${workflowId}${runId && `, run: ${runId}`}`);
    return run;
  }

  /** @throws NOT_FOUND also for one that is closed */
  requireOpen(namespace: string, execution: { workflowId: string; runId: string } | undefined): WorkflowRun {
    const run = this.require(namespace, execution);
    if (!run.isOpen) throw notFound('workflow execution already completed');
    return run;
  }

  /** What Namespaces know of search attributes. */
  readonly searchAttributes = {
    /** The same Payloads with their types, which not every client sends. */
    withTypes: (namespace: string, fields: Record<string, Payload>): Record<string, Payload> => {
      const { searchAttributes } = this.namespace(namespace);
      return searchAttributes.annotated(create(SearchAttributesSchema, { indexedFields: fields })).indexedFields;
    },
  };

  /** A run has changed. */
  tell(run: WorkflowRun): void {
    run.changed.tell();
    this.changed.tell();
  }
}

function queueKey(namespace: string, taskQueue: string): string {
  return JSON.stringify([namespace, taskQueue]);
}
