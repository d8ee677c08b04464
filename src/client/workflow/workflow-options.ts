import type { Workflow } from '../definitions.js';
import type { PayloadTypeInfo } from '../converter/type-info.js';
import type { Duration } from '../duration.js';
import type { Priority } from '../priority.js';
import type { RetryPolicy } from '../retry-policy.js';
import type { SearchAttributePair, SearchAttributes, TypedSearchAttributes } from '../search-attributes.js';
import type { VersioningOverride } from '../versioning-override.js';
import type { SignalDefinition } from '../definitions.js';
import type { WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from './id-policies.js';

/** How to start a Workflow Execution. Names and defaults are those of `@temporalio/client`. */
export interface WorkflowOptions {
  /** A meaningful business id. At most one running execution in a Namespace has it. */
  workflowId: string;
  /** Where the workers that run the Workflow poll. */
  taskQueue: string;
  /** @default 'ALLOW_DUPLICATE' (the server's) */
  workflowIdReusePolicy?: WorkflowIdReusePolicy | undefined;
  /** @default 'FAIL' (the server's); 'USE_EXISTING' for signalWithStart */
  workflowIdConflictPolicy?: WorkflowIdConflictPolicy | undefined;
  /** Whether `result()` follows continue-as-new, cron and retries to the last run. @default true */
  followRuns?: boolean | undefined;
  /** Limit for the whole chain of runs. @default none */
  workflowExecutionTimeout?: Duration | undefined;
  /** Limit for one run. @default `workflowExecutionTimeout` */
  workflowRunTimeout?: Duration | undefined;
  /** Limit for a worker to process one Workflow Task. @default 10 seconds */
  workflowTaskTimeout?: Duration | undefined;
  /** Wait before the first Workflow Task. Not together with `cronSchedule`. @default none */
  startDelay?: Duration | undefined;
  /** Repeats the whole Workflow when it fails. @default none */
  retry?: RetryPolicy | undefined;
  /** Starts the Workflow again and again, for example `'0 * * * *'`. Schedules do this better. @default none */
  cronSchedule?: string | undefined;
  /** Values that describe and list return, not searchable. */
  memo?: Record<string, unknown> | undefined;
  /** @deprecated Use `typedSearchAttributes`. Values are arrays. */
  searchAttributes?: SearchAttributes | undefined;
  /** Indexed values to list by; registered in the Namespace. Wins over `searchAttributes` of the same name. */
  typedSearchAttributes?: SearchAttributePair[] | TypedSearchAttributes | undefined;
  /** One line for people, in Temporal markdown. */
  staticSummary?: string | undefined;
  /** Several lines for people, in Temporal markdown. */
  staticDetails?: string | undefined;
  priority?: Priority | undefined;
  versioningOverride?: VersioningOverride | undefined;
  /** Types of the arguments and of the result. Only together with the name of a Workflow Type. @experimental */
  typeInfo?: PayloadTypeInfo | undefined;
}

/** Start options as interceptors and verbs see them: with arguments, whatever their types. */
export type CompiledWorkflowOptions = WorkflowOptions & { readonly args: readonly unknown[] };

/** Start options as interceptors get them. */
export function compileWorkflowOptions<Options extends WorkflowOptions & { args?: readonly unknown[] | undefined }>(
  options: Options,
): Options & { args: readonly unknown[] } {
  const { args = [] } = options;
  if (!Array.isArray(args)) throw new TypeError('args must be an array with one entry for each argument');
  return { ...options, args };
}

/** Adds `args`: required when the Workflow has parameters. */
export type WithWorkflowArgs<W extends Workflow, Options> = Options &
  (Parameters<W> extends [any, ...any[]]
    ? { /** Arguments of the Workflow. */ args: Parameters<W> | Readonly<Parameters<W>> }
    : { /** Arguments of the Workflow. */ args?: Parameters<W> | Readonly<Parameters<W>> | undefined });

/** Options of `start` and `execute`. */
export type WorkflowStartOptions<W extends Workflow = Workflow> = WithWorkflowArgs<
  W,
  WorkflowOptions & {
    /** @default 'error' */
    onAlreadyStarted?: OnAlreadyStarted | undefined;
  }
>;

/** Options of `signalWithStart`: those of start, and the signal. */
export type WorkflowSignalWithStartOptions<Args extends any[] = []> = WorkflowOptions & {
  /** Definition or name of the signal. */
  signal: SignalDefinition<Args> | string;
  /** Types of the arguments of a signal that is given by name. @experimental */
  signalTypeInfo?: Pick<PayloadTypeInfo, 'inputTypes'> | undefined;
} & (Args extends [any, ...any[]]
    ? { /** Arguments of the signal. */ signalArgs: Args }
    : { /** Arguments of the signal. */ signalArgs?: Args | undefined });

/**
 * The options that every start needs, and the one that no page can have.
 *
 * @throws TypeError naming the option
 */
export function assertWorkflowOptions(options: WorkflowOptions): void {
  if (!options.taskQueue) throw new TypeError('Missing WorkflowOptions.taskQueue');
  if (!options.workflowId) throw new TypeError('Missing WorkflowOptions.workflowId');
  if ((options as { requestEagerStart?: boolean }).requestEagerStart) {
    throw new TypeError('requestEagerStart needs a worker in the same process, which a page does not have.');
  }
}

/**
 * What to do when the Workflow Id is taken: `'error'` fails with {@link WorkflowExecutionAlreadyStartedError}, `'attach'`
 * gives a handle to the execution that has it, running or closed, as Go's client does.
 */
export type OnAlreadyStarted = 'error' | 'attach';

/** Workflow Type and type information of a start. @throws TypeError for type information beside a function */
export function extractWorkflowTypeAndConfig(
  workflowTypeOrFunc: string | Workflow,
  typeInfo?: PayloadTypeInfo,
): { type: string; typeInfo: PayloadTypeInfo | undefined } {
  const type = extractWorkflowType(workflowTypeOrFunc);
  if (typeof workflowTypeOrFunc !== 'function') return { type, typeInfo };
  if (typeInfo !== undefined) {
    throw new TypeError(
      'Cannot provide call-site Workflow TypeInfo with a Workflow function. Define TypeInfo with the Workflow function, or pass the name of the Workflow Type.',
    );
  }
  return { type, typeInfo: (workflowTypeOrFunc as { typeInfo?: PayloadTypeInfo }).typeInfo };
}

/**
 * Workflow Type of a name or of a function.
 *
 * @throws TypeError when it is neither, or the function has no name
 */
export function extractWorkflowType(workflowTypeOrFunc: string | Workflow): string {
  if (typeof workflowTypeOrFunc === 'string') return workflowTypeOrFunc;
  if (typeof workflowTypeOrFunc !== 'function') {
    throw new TypeError(
      `Invalid workflow type: expected either a string or a function, got '${typeof workflowTypeOrFunc}'`,
    );
  }
  if (!workflowTypeOrFunc.name) throw new TypeError('Invalid workflow type: the workflow function is anonymous');
  return workflowTypeOrFunc.name;
}
