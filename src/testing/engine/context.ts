/** What a Workflow function of the in-memory server is given: the part of an SDK that front ends meet. */
import type {
  Duration,
  Priority,
  QueryDefinition,
  RetryPolicy,
  SearchAttributePair,
  SearchAttributeUpdatePair,
  SignalDefinition,
  UpdateDefinition,
  Workflow,
} from '../../client/index.js';

/** Which run this is. */
export interface WorkflowInfo {
  readonly namespace: string;
  readonly workflowId: string;
  readonly runId: string;
  readonly firstExecutionRunId: string;
  readonly workflowType: string;
  readonly taskQueue: string;
  /** From 1; more than 1 when a retry policy started the run again. */
  readonly attempt: number;
  readonly startTime: Date;
  readonly parent: { readonly workflowId: string; readonly runId: string } | undefined;
  readonly continuedFromExecutionRunId: string | undefined;
  /** Events so far. */
  readonly historyLength: number;
  readonly memo: Record<string, unknown>;
  /** What the run before in the chain of a cron schedule returned. */
  readonly lastResult: unknown;
}

/** How an Activity is called. */
export interface ActivityOptions {
  /** @default the Task Queue of the Workflow */
  readonly taskQueue?: string;
  /** @default a number, counted in the Workflow */
  readonly activityId?: string;
  /** For all attempts together. @default no limit */
  readonly scheduleToCloseTimeout?: Duration;
  /** Until a worker takes it. @default no limit */
  readonly scheduleToStartTimeout?: Duration;
  /** For one attempt. @default `'1 minute'` without `scheduleToCloseTimeout` */
  readonly startToCloseTimeout?: Duration;
  /** Between two heartbeats. @default no limit */
  readonly heartbeatTimeout?: Duration;
  /** @default retries without end: 1 s, twice that each time, up to 100 s */
  readonly retry?: RetryPolicy;
  /**
   * What happens when the Workflow is cancelled: the Activity is asked to end and the call fails at once; or the call waits
   * for how the Activity ends; or the Activity is left alone.
   *
   * @default `'TRY_CANCEL'`
   */
  readonly cancellationType?: 'TRY_CANCEL' | 'WAIT_CANCELLATION_COMPLETED' | 'ABANDON';
  /** One line for people. */
  readonly summary?: string;
  readonly priority?: Priority;
}

/** How a child Workflow is started. */
export interface ChildWorkflowOptions {
  /** @default a UUID */
  readonly workflowId?: string;
  /** @default the Task Queue of the parent */
  readonly taskQueue?: string;
  /** What happens to it when the parent closes. @default `'TERMINATE'` */
  readonly parentClosePolicy?: 'TERMINATE' | 'ABANDON' | 'REQUEST_CANCEL';
  readonly retry?: RetryPolicy;
  readonly cronSchedule?: string;
  readonly workflowExecutionTimeout?: Duration;
  readonly workflowRunTimeout?: Duration;
  readonly memo?: Record<string, unknown>;
  readonly searchAttributes?: readonly SearchAttributePair[];
  /** One line for people. */
  readonly staticSummary?: string;
  /** Markdown for people. */
  readonly staticDetails?: string;
  readonly priority?: Priority;
}

/** What the next run may have otherwise than this one. */
export interface ContinueAsNewOptions {
  readonly workflowType?: string;
  readonly taskQueue?: string;
  readonly workflowRunTimeout?: Duration;
  readonly memo?: Record<string, unknown>;
  readonly searchAttributes?: readonly SearchAttributePair[];
}

/** A child Workflow that has started. */
export interface ChildWorkflowHandle<R> {
  readonly workflowId: string;
  readonly firstExecutionRunId: string;
  /** @throws `ChildWorkflowFailure` */
  result(): Promise<R>;
  /** Sends it a signal. */
  signal<Args extends unknown[]>(signal: string | SignalDefinition<Args>, ...args: Args): Promise<void>;
}

/** Another Workflow Execution. */
export interface ExternalWorkflowHandle {
  /** Sends it a signal. */
  signal<Args extends unknown[]>(signal: string | SignalDefinition<Args>, ...args: Args): Promise<void>;
  /** Asks it to end. */
  cancel(reason?: string): Promise<void>;
}

/** What is said of a signal, query or update. */
export interface HandlerOptions {
  readonly description?: string;
}

/**
 * The first argument of every Workflow function on the in-memory server. All time in it is the server's virtual time, and
 * all randomness comes from its seed.
 */
export interface WorkflowContext {
  readonly info: WorkflowInfo;
  /** The time of the virtual clock. */
  now(): Date;
  /** From 0 up to 1. */
  random(): number;
  /** A UUID that is the same in every run with this seed. */
  uuid(): string;

  /** A timer. @throws `CancelledFailure` when the Workflow is cancelled meanwhile */
  sleep(duration: Duration, options?: { readonly summary?: string }): Promise<void>;
  /** Waits until `predicate` holds; it is asked again whenever something has happened. @throws `CancelledFailure` */
  condition(predicate: () => boolean): Promise<void>;
  /** The same with a timer: `false` when that was first. */
  condition(predicate: () => boolean, timeout: Duration, options?: { readonly summary?: string }): Promise<boolean>;

  /** Sets what a signal does. Signals that came before are given to it now. */
  onSignal<Args extends unknown[]>(
    signal: string | SignalDefinition<Args>,
    handler: (...args: Args) => void | Promise<void>,
    options?: HandlerOptions,
  ): void;
  /** Sets what a query is answered with. It must not change anything. */
  onQuery<R, Args extends unknown[]>(
    query: string | QueryDefinition<R, Args>,
    handler: (...args: Args) => R | Promise<R>,
    options?: HandlerOptions,
  ): void;
  /** Sets what an update does and is answered with; `validator` refuses it by throwing. */
  onUpdate<R, Args extends unknown[]>(
    update: string | UpdateDefinition<R, Args>,
    handler: (...args: Args) => R | Promise<R>,
    options?: HandlerOptions & { readonly validator?: (...args: Args) => void },
  ): void;

  /** Runs an Activity. @throws `ActivityFailure` */
  activity<R = unknown>(activityType: string, args?: readonly unknown[], options?: ActivityOptions): Promise<R>;
  /** Activities as methods: `const { charge } = context.activities<typeof activities>({ … })`. */
  activities<A extends object>(options?: ActivityOptions): ActivityStubs<A>;

  /** Starts a child Workflow and waits for its result. @throws `ChildWorkflowFailure` */
  executeChild<R = unknown>(
    workflowType: string,
    args?: readonly unknown[],
    options?: ChildWorkflowOptions,
  ): Promise<R>;
  /** Starts a child Workflow. @throws `WorkflowExecutionAlreadyStartedError` */
  startChild<R = unknown>(
    workflowType: string,
    args?: readonly unknown[],
    options?: ChildWorkflowOptions,
  ): Promise<ChildWorkflowHandle<R>>;
  /** Another execution, by its ids. */
  getExternalWorkflow(workflowId: string, runId?: string): ExternalWorkflowHandle;

  /** Ends this run and starts the next one of the chain. Never returns. */
  continueAsNew(args?: readonly unknown[], options?: ContinueAsNewOptions): never;
  /** `null` removes an attribute. */
  upsertSearchAttributes(attributes: readonly SearchAttributeUpdatePair[]): void;
  /** `null` or `undefined` removes a field. */
  upsertMemo(fields: Record<string, unknown>): void;
  /** Markdown that says where the Workflow stands. */
  setCurrentDetails(markdown: string): void;

  /** Whether somebody asked to cancel this Workflow. */
  readonly cancelRequested: boolean;
  /** Runs `work` with a context whose waits go on though the Workflow is cancelled. */
  nonCancellable<R>(work: (context: WorkflowContext) => Promise<R>): Promise<R>;
}

/** Activities as they are called in a Workflow: what returns a value returns a promise of it. */
export type ActivityStubs<A extends object> = {
  [Name in keyof A as A[Name] extends (...args: any[]) => unknown ? Name : never]: A[Name] extends (
    ...args: infer Args
  ) => infer R
    ? ((...args: Args) => Promise<Awaited<R>>) & {
        /** The same with other options, for one call. */
        executeWithOptions(options: ActivityOptions, args: Args): Promise<Awaited<R>>;
      }
    : never;
};

/** A Workflow function of the in-memory server. */
export type InMemoryWorkflow = (context: WorkflowContext, ...args: any[]) => Promise<unknown>;

/**
 * Workflow functions of the in-memory server that stand for those of a worker: `InMemoryWorkflows<typeof workflows>` is what
 * must be written, by name, to fit the types of the real ones.
 */
export type InMemoryWorkflows<W extends object> = {
  [Name in keyof W as W[Name] extends Workflow ? Name : never]: W[Name] extends (...args: infer Args) => infer R
    ? (context: WorkflowContext, ...args: Args) => R
    : never;
};

/** `this` of an Activity on the in-memory server. */
export interface ActivityContext {
  readonly info: {
    readonly namespace: string;
    readonly activityId: string;
    readonly activityType: string;
    readonly taskQueue: string;
    /** From 1. */
    readonly attempt: number;
    readonly taskToken: Uint8Array;
    /** Of the Workflow that called it; nothing for an Activity of its own. */
    readonly workflowExecution: { readonly workflowId: string; readonly runId: string } | undefined;
    /** What the attempt before said by its last heartbeat. */
    readonly heartbeatDetails: unknown;
  };
  /** Says that it is alive, and how far it has come. */
  heartbeat(details?: unknown): void;
  /** Aborts when the Activity is cancelled, and when its time is up. */
  readonly cancellationSignal: AbortSignal;
  /** Waits for virtual time. @throws `CancelledFailure` when the Activity is cancelled meanwhile */
  sleep(duration: Duration): Promise<void>;
  /** Throw what this returns, and somebody else completes the Activity by its task token or ids. */
  completeAsync(): Error;
}
