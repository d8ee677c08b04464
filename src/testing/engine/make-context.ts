/** The {@link WorkflowContext} of an instance: each call becomes a command, or a handler that the instance keeps. */
import { ActivityFailure, CancelledFailure, type Duration, durationToMs, type Payload } from '../../client/index.js';
import { encodeAttributes } from './attributes.js';
import type { CancelExternal, ScheduleActivity, SignalExternal, StartChild, StartTimer } from './commands.js';
import type {
  ActivityOptions,
  ActivityStubs,
  ChildWorkflowHandle,
  ChildWorkflowOptions,
  ExternalWorkflowHandle,
  WorkflowContext,
  WorkflowInfo,
} from './context.js';
import { checkCron } from './cron.js';
import { deferred } from './deferred.js';
import type { Ids } from './ids.js';
import { ContinueAsNew, type WorkflowInstance } from './instance.js';

/** What a context needs beside its instance. */
export interface ContextHost {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Randomness of this run alone, so that it is the same when the run is replayed. */
  readonly ids: Ids;
  info(): WorkflowInfo;
}

type Named = string | { readonly name: string };
const nameOf = (given: Named): string => (typeof given === 'string' ? given : given.name);

/** @see the head of this file */
export class InstanceContext implements WorkflowContext {
  readonly #instance: WorkflowInstance;
  readonly #host: ContextHost;
  readonly #cancellable: boolean;
  /** Shared by the contexts of an instance: numbers of timers and Activities. */
  readonly #counters: { timer: number; activity: number };

  constructor(instance: WorkflowInstance, host: ContextHost, cancellable = true, counters = { timer: 0, activity: 0 }) {
    this.#instance = instance;
    this.#host = host;
    this.#cancellable = cancellable;
    this.#counters = counters;
  }

  get info(): WorkflowInfo {
    return this.#host.info();
  }

  now(): Date {
    return new Date(this.#host.now());
  }

  random(): number {
    return this.#host.ids.random();
  }

  uuid(): string {
    return this.#host.ids.uuid();
  }

  async sleep(duration: Duration, options: { summary?: string } = {}): Promise<void> {
    await this.#timer(duration, options.summary).done;
  }

  async condition(predicate: () => boolean): Promise<void>;
  async condition(predicate: () => boolean, timeout: Duration, options?: { summary?: string }): Promise<boolean>;
  async condition(
    predicate: () => boolean,
    timeout?: Duration,
    options: { summary?: string } = {},
  ): Promise<boolean | void> {
    const { met, leave } = this.#instance.condition(predicate);
    const waiting = this.#instance.interruptible(met, this.#cancellable, (error) => {
      leave();
      met.reject(error);
    });
    if (timeout === undefined) return waiting;
    if (predicate()) return true;
    const timer = this.#timer(timeout, options.summary);
    try {
      return await Promise.race([waiting.then(() => true), timer.done.then(() => false)]);
    } finally {
      leave();
      timer.cancel();
      // Whoever lost the race is nobody's any more.
      void waiting.catch(() => undefined);
      void timer.done.catch(() => undefined);
    }
  }

  onSignal(signal: Named, handler: (...args: any[]) => unknown, options = {}): void {
    this.#instance.onSignal(nameOf(signal), handler, options);
  }

  onQuery(query: Named, handler: (...args: any[]) => unknown, options: { description?: string } = {}): void {
    this.#instance.queries.set(nameOf(query), { handler, description: options.description ?? '' });
  }

  onUpdate(
    update: Named,
    handler: (...args: any[]) => unknown,
    options: { description?: string; validator?: (...args: any[]) => void } = {},
  ): void {
    const { validator, description = '' } = options;
    this.#instance.updates.set(nameOf(update), { handler, validator, description });
  }

  async activity<R>(activityType: string, args: readonly unknown[] = [], options: ActivityOptions = {}): Promise<R> {
    const instance = this.#instance;
    const command: ScheduleActivity = {
      kind: 'scheduleActivity',
      activityId: options.activityId ?? String(++this.#counters.activity),
      activityType,
      input: instance.encode(args),
      options,
      summary: this.#text(options.summary),
      outcome: deferred(),
    };
    const { cancellationType = 'TRY_CANCEL' } = options;
    const cancelled = (): ActivityFailure => {
      const cause = new CancelledFailure('Activity canceled');
      return new ActivityFailure(
        'Activity cancelled',
        activityType,
        command.activityId,
        'CANCEL_REQUESTED',
        undefined,
        cause,
      );
    };
    // A cancelled Workflow starts no more Activities.
    if (this.#cancellable && instance.cancelRequested) throw new CancelledFailure('Workflow cancelled');
    instance.issue(command);
    const payloads = await instance.interruptible(command.outcome, this.#cancellable, () => {
      if (instance.takeBack(command)) {
        command.outcome.reject(cancelled());
        return;
      }
      if (cancellationType !== 'ABANDON') instance.give({ kind: 'cancelActivity', activity: command });
      if (cancellationType === 'WAIT_CANCELLATION_COMPLETED') return;
      command.isCancelled = true;
      command.outcome.reject(cancelled());
    });
    return instance.decodeFirst(payloads as Payload[]) as R;
  }

  activities<A extends object>(options: ActivityOptions = {}): ActivityStubs<A> {
    const stubOf = (activityType: string): unknown =>
      Object.assign((...args: unknown[]) => this.activity(activityType, args, options), {
        executeWithOptions: (more: ActivityOptions, args: unknown[]) =>
          this.activity(activityType, args, { ...options, ...more }),
      });
    return new Proxy({} as ActivityStubs<A>, {
      // A promise would be mistaken for one of these otherwise.
      get: (_target, name) => (typeof name === 'string' && name !== 'then' ? stubOf(name) : undefined),
    });
  }

  async executeChild<R>(workflowType: string, args?: readonly unknown[], options?: ChildWorkflowOptions): Promise<R> {
    const child = await this.startChild<R>(workflowType, args, options);
    return child.result();
  }

  async startChild<R>(
    workflowType: string,
    args: readonly unknown[] = [],
    options: ChildWorkflowOptions = {},
  ): Promise<ChildWorkflowHandle<R>> {
    const instance = this.#instance;
    if (this.#cancellable && instance.cancelRequested) throw new CancelledFailure('Workflow cancelled');
    if (options.cronSchedule !== undefined) checkCron(options.cronSchedule, this.#host.now());
    const command: StartChild = {
      kind: 'startChild',
      workflowType,
      workflowId: options.workflowId ?? this.uuid(),
      input: instance.encode(args),
      options,
      started: deferred(),
      outcome: deferred(),
      summary: this.#text(options.staticSummary),
      details: this.#text(options.staticDetails),
      memo: options.memo && instance.encodeMap(options.memo),
      searchAttributes: options.searchAttributes && encodeAttributes(options.searchAttributes),
    };
    // Whoever starts a child need not wait for its end.
    void command.outcome.promise.catch(() => undefined);
    instance.issue(command);
    const { workflowId } = command;
    const firstExecutionRunId = await command.started.promise;
    const ended = instance.interruptible(command.outcome, this.#cancellable, () => {
      instance.give({
        kind: 'cancelExternal',
        workflowId,
        runId: '',
        reason: 'The parent was cancelled',
        childOnly: true,
        outcome: unheard(),
      });
    });
    void ended.catch(() => undefined);
    return {
      workflowId,
      firstExecutionRunId,
      result: async () => instance.decodeFirst((await ended) as Payload[]) as R,
      signal: (signal, ...signalArgs) => this.#signal(workflowId, '', nameOf(signal), signalArgs, true),
    };
  }

  getExternalWorkflow(workflowId: string, runId = ''): ExternalWorkflowHandle {
    return {
      signal: (signal, ...args) => this.#signal(workflowId, runId, nameOf(signal), args, false),
      cancel: async (reason = '') => {
        const command: CancelExternal = {
          kind: 'cancelExternal',
          workflowId,
          runId,
          reason,
          childOnly: false,
          outcome: deferred(),
        };
        await this.#instance.issue(command).outcome.promise;
      },
    };
  }

  continueAsNew(args: readonly unknown[] = [], options = {}): never {
    throw new ContinueAsNew(args, options);
  }

  upsertSearchAttributes(attributes: Parameters<WorkflowContext['upsertSearchAttributes']>[0]): void {
    this.#instance.give({ kind: 'upsertSearchAttributes', fields: encodeAttributes(attributes) });
  }

  upsertMemo(fields: Record<string, unknown>): void {
    this.#instance.give({ kind: 'upsertMemo', fields: this.#instance.encodeMap(fields) });
  }

  setCurrentDetails(markdown: string): void {
    this.#instance.currentDetails = markdown;
  }

  get cancelRequested(): boolean {
    return this.#instance.cancelRequested;
  }

  async nonCancellable<R>(work: (context: WorkflowContext) => Promise<R>): Promise<R> {
    return work(new InstanceContext(this.#instance, this.#host, false, this.#counters));
  }

  #timer(duration: Duration, summary: string | undefined): { done: Promise<void>; cancel: () => void } {
    const instance = this.#instance;
    const command: StartTimer = {
      kind: 'startTimer',
      timerId: String(++this.#counters.timer),
      // A timer of nothing is one of the shortest time there is.
      ms: Math.max(1, durationToMs(duration)),
      summary: this.#text(summary),
      outcome: deferred(),
    };
    const drop = (): void => {
      if (command.isCancelled || !instance.isOpen(command)) return;
      command.isCancelled = true;
      if (!instance.takeBack(command)) instance.give({ kind: 'cancelTimer', timer: command });
    };
    if (!this.#cancellable || !instance.cancelRequested) instance.issue(command);
    const done = instance.interruptible(command.outcome, this.#cancellable, (error) => {
      drop();
      command.outcome.reject(error);
    });
    return { done: done as Promise<void>, cancel: drop };
  }

  async #signal(
    workflowId: string,
    runId: string,
    signalName: string,
    args: readonly unknown[],
    childOnly: boolean,
  ): Promise<void> {
    const command: SignalExternal = {
      kind: 'signalExternal',
      workflowId,
      runId,
      signalName,
      input: this.#instance.encode(args),
      childOnly,
      outcome: deferred(),
    };
    await this.#instance.issue(command).outcome.promise;
  }

  #text(text: string | undefined): Payload | undefined {
    return text === undefined ? undefined : this.#instance.encode([text])[0];
  }
}

/** An outcome that nobody waits for. */
function unheard(): ReturnType<typeof deferred<unknown>> {
  const outcome = deferred<unknown>();
  void outcome.promise.catch(() => undefined);
  return outcome;
}
