/** Does Workflow Tasks: gives instances what has happened, lets them run as far as they can, and takes their commands. */
import { applyCommand } from './apply-command.js';
import { WorkflowTaskFailedCause } from './api.js';
import { closeRun } from './close-run.js';
import { closing, type Command } from './commands.js';
import { plainPayloads, sealCommands } from './codecs.js';
import type { Engine } from './engine.js';
import { applicationFailure } from './failures.js';
import { instantiate } from './instantiate.js';
import type { WorkflowRun } from './run.js';
import { tick } from './tick.js';
import type { Worker } from './worker.js';

/** @see the head of this file */
export class TaskLoop {
  readonly #engine: Engine;
  readonly #ready = new Set<WorkflowRun>();
  #running: Promise<void> | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Whether tasks are waiting or being done. */
  get isBusy(): boolean {
    return this.#running !== undefined;
  }

  /** Resolves when no Workflow Task is left to do, and what they caused has had its turn. */
  async settled(): Promise<void> {
    // Activities are functions of the user: they get a few turns of the event loop to come to their end.
    for (let quiet = 0; quiet < 3; quiet++) {
      await tick();
      while (this.#running) {
        await this.#running;
        quiet = 0;
      }
    }
  }

  /**
   * Schedules a Workflow Task, unless there is one.
   *
   * @param quiet it is written down only when it changes something: what asks for it is an update that may be refused
   */
  schedule(run: WorkflowRun, quiet = false): void {
    if (!run.isOpen || run.paused) return;
    if (run.task === 'none') {
      run.task = 'scheduled';
      run.taskScheduledId = 0n;
      run.taskScheduledMs = this.#engine.now();
      // Later ones go to the worker that has the run.
      if (!run.instance) this.#engine.taskRates.added(run, 'WORKFLOW');
    }
    if (run.task === 'scheduled' && !quiet && run.taskScheduledId === 0n) this.#writeScheduled(run);
    if (run.task === 'scheduled') this.#enqueue(run);
  }

  /** The run is closed or paused: its task is void. */
  drop(run: WorkflowRun): void {
    this.#ready.delete(run);
    run.task = 'none';
  }

  #writeScheduled(run: WorkflowRun): void {
    const { started, taskAttempt: attempt } = run;
    const event = run.append({
      case: 'workflowTaskScheduledEventAttributes',
      value: {
        attempt,
        ...(started.taskQueue && { taskQueue: started.taskQueue }),
        startToCloseTimeout: started.workflowTaskTimeout ?? { seconds: 10n, nanos: 0 },
      },
    });
    run.taskScheduledId = event.eventId;
  }

  #enqueue(run: WorkflowRun): void {
    const worker = this.#engine.workerFor(run.namespace, run.taskQueue, () => {
      if (run.task === 'scheduled') this.#enqueue(run);
    });
    if (!worker) return;
    this.#ready.add(run);
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    // Not in the turn of whoever asked: an RPC is answered before the Workflow goes on.
    await tick();
    while (this.#ready.size > 0) {
      const batch = [...this.#ready];
      this.#ready.clear();
      const workers = new Map<WorkflowRun, Worker>();
      for (const run of batch) {
        const worker = run.task === 'scheduled' ? await this.#begin(run) : undefined;
        if (worker) workers.set(run, worker);
      }
      const started = [...workers.keys()];
      await tick();
      for (let open = started; open.length > 0;) {
        open = open.filter((run) => run.instance?.meetConditions());
        if (open.length > 0) await tick();
      }
      for (const [run, worker] of workers) await this.#end(run, worker);
      for (const run of started) this.#engine.tell(run);
      await Promise.resolve();
    }
    this.#running = undefined;
  }

  /** Gives a run its task. Returns the worker that does it, or nothing when there is none that can. */
  async #begin(run: WorkflowRun): Promise<Worker | undefined> {
    const worker = this.#engine.workerFor(run.namespace, run.taskQueue);
    if (!worker) {
      this.#enqueue(run);
      return undefined;
    }
    run.task = 'started';
    run.taskStartedMs = this.#engine.now();
    const isNew = !run.instance;
    if (!run.instance) {
      this.#engine.taskRates.dispatched(run, 'WORKFLOW');
      const workflow = worker.workflows.get(run.workflowType);
      if (!workflow) {
        this.#fail(run, worker, unknownType(run.workflowType, [...worker.workflows.keys()]), 'NotFoundError');
        return undefined;
      }
      run.instance = instantiate(this.#engine, run, worker, workflow);
    }
    try {
      if (worker.converters.payloadCodecs.length > 0) await plainPayloads(worker, run);
    } catch (error) {
      // Another worker may be able to read them.
      if (isNew) run.instance = undefined;
      this.#fail(run, worker, ...textsOf(error));
      return undefined;
    }
    const { jobs } = run;
    run.jobs = [];
    run.instance.beginTask();
    for (const job of jobs) job();
    return worker;
  }

  async #end(run: WorkflowRun, worker: Worker): Promise<void> {
    const { instance } = run;
    if (!instance || run.task !== 'started') return;
    let commands = instance.takeCommands();
    try {
      if (worker.converters.payloadCodecs.length > 0) commands = await sealCommands(worker, commands);
    } catch (error) {
      instance.commands.unshift(...commands);
      this.#fail(run, worker, ...textsOf(error));
      return;
    }
    const changes = commands.length > 0 || run.taskScheduledId !== 0n;
    if (changes) {
      const completedId = this.#writeTask(run, worker.identity);
      // What comes in through a command goes to the next task.
      for (const command of [...commands].sort((a, b) => Number(closing.has(a.kind)) - Number(closing.has(b.kind)))) {
        if (run.isOpen) this.#apply(run, command, completedId);
      }
    }
    run.hasBegun = true;
    run.taskAttempt = 1;
    run.task = 'none';
    const buffered = run.buffered.splice(0);
    for (const write of buffered) write();
    if (run.isOpen && run.jobs.length > 0) this.schedule(run);
  }

  /** One that cannot be, such as an Activity with a time limit that is none, fails the execution, as what a function throws. */
  #apply(run: WorkflowRun, command: Command, completedId: bigint): void {
    try {
      applyCommand(this.#engine, run, command, completedId);
    } catch (error) {
      const failure = run.instance!.failureOf(error);
      closeRun(this.#engine, run, {
        case: 'workflowExecutionFailedEventAttributes',
        value: { workflowTaskCompletedEventId: completedId, failure },
      });
    }
  }

  #writeTask(run: WorkflowRun, identity: string): bigint {
    if (run.taskScheduledId === 0n) this.#writeScheduled(run);
    const started = this.#writeStarted(run, identity);
    const completed = run.append({
      case: 'workflowTaskCompletedEventAttributes',
      value: { scheduledEventId: run.taskScheduledId, startedEventId: started, identity },
    });
    return completed.eventId;
  }

  #writeStarted(run: WorkflowRun, identity: string): bigint {
    return run.append({
      case: 'workflowTaskStartedEventAttributes',
      value: { scheduledEventId: run.taskScheduledId, identity, requestId: this.#engine.ids.uuid() },
    }).eventId;
  }

  /** The worker cannot do it: the run stays open, as with a real worker, its history says why, and the next worker tries. */
  #fail(run: WorkflowRun, worker: Worker, message: string, type: string): void {
    const { identity } = worker;
    if (run.taskScheduledId === 0n) this.#writeScheduled(run);
    const startedEventId = this.#writeStarted(run, identity);
    run.append({
      case: 'workflowTaskFailedEventAttributes',
      value: {
        scheduledEventId: run.taskScheduledId,
        startedEventId,
        identity,
        cause: WorkflowTaskFailedCause.WORKFLOW_WORKER_UNHANDLED_FAILURE,
        failure: applicationFailure(message, type, false),
      },
    });
    run.task = 'none';
    run.taskAttempt++;
    for (const write of run.buffered.splice(0)) write();
    this.#engine.whenWorkerComes(run.namespace, run.taskQueue, () => this.schedule(run));
    this.#engine.tell(run);
  }
}

/** Message and type of an error, for a failure. */
function textsOf(error: unknown): [message: string, type: string] {
  return error instanceof Error ? [error.message, error.name] : [String(error), 'Error'];
}

function unknownType(workflowType: string, known: readonly string[]): string {
  return `Failed to initialize Workflow of type '${workflowType}': the worker of the in-memory server has no such function. It has: ${known.join(', ')}`;
}
