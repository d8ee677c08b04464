/** The next run of a chain: by retry, cron schedule or continue-as-new. */
import { durationToMs } from '../../client/index.js';
import {
  ContinueAsNewInitiator,
  type Failure,
  type Payloads,
  RetryState,
  TimeoutType,
  type WorkflowExecutionStartedEventAttributes,
} from './api.js';
import { wirePayloads } from './payloads.js';
import { endRun } from './close-run.js';
import { closeChildren } from './children.js';
import type { Command } from './commands.js';
import type { Engine } from './engine.js';
import { cronBackoffMs } from './cron.js';
import { timeoutFailure } from './failures.js';
import { decideRetry } from './retry.js';
import { type EventInit, WorkflowRun } from './run.js';
import { duration } from './times.js';

/** What the close event says of the next run, and what starts that. */
interface NextRun {
  readonly fields: { readonly newExecutionRunId?: string; readonly retryState?: RetryState };
  start(): void;
}

/**
 * What follows after a close event. Also gives the retry state of a run that failed for good.
 *
 * @returns nothing when the chain ends with it
 */
export function startNextRun(engine: Engine, run: WorkflowRun, event: EventInit): NextRun | undefined {
  const { started } = run;
  const hasFailed = event.case === 'workflowExecutionFailedEventAttributes';
  const isLate = event.case === 'workflowExecutionTimedOutEventAttributes';
  const failure = hasFailed
    ? (event.value.failure as Failure | undefined)
    : isLate
      ? timeoutFailure('workflow timeout', TimeoutType.START_TO_CLOSE)
      : undefined;
  let retryState: RetryState | undefined;
  if (hasFailed || isLate) {
    if (isLate && run.expirationMs !== undefined && engine.now() >= run.expirationMs) {
      Object.assign(event.value, { retryState: RetryState.TIMEOUT });
      return undefined;
    }
    const decision = decideRetry(started.retryPolicy, started.attempt, failure, engine.now(), run.expirationMs);
    if ('delayMs' in decision) {
      return nextOf(engine, run, {
        attempt: started.attempt + 1,
        initiator: ContinueAsNewInitiator.RETRY,
        backoffMs: decision.delayMs,
        retryState: RetryState.IN_PROGRESS,
        ...(failure && { continuedFailure: failure }),
        ...(isLate && started.lastCompletionResult && { lastCompletionResult: started.lastCompletionResult }),
      });
    }
    ({ retryState } = decision);
  }
  const hasCompleted = event.case === 'workflowExecutionCompletedEventAttributes';
  const backoffMs =
    hasFailed || isLate || hasCompleted
      ? cronBackoffMs(started.cronSchedule, run.executionMs, engine.now())
      : undefined;
  if (backoffMs === undefined) {
    // The close event of a run that nothing follows says why.
    if (retryState !== undefined) Object.assign(event.value, { retryState });
    return undefined;
  }
  const result = hasCompleted ? (event.value.result as Payloads | undefined) : started.lastCompletionResult;
  return nextOf(engine, run, {
    attempt: 1,
    initiator: ContinueAsNewInitiator.CRON_SCHEDULE,
    backoffMs,
    ...(retryState && { retryState }),
    ...(result && { lastCompletionResult: result }),
    ...(failure && { continuedFailure: failure }),
  });
}

interface NextOptions {
  readonly attempt: number;
  readonly initiator: ContinueAsNewInitiator;
  readonly backoffMs: number;
  /** Of a run that failed or ran out of time. */
  readonly retryState?: RetryState;
  readonly continuedFailure?: Failure;
  readonly lastCompletionResult?: Payloads;
}

function nextOf(engine: Engine, run: WorkflowRun, options: NextOptions): NextRun {
  const runId = engine.ids.uuid();
  const { backoffMs, retryState, ...fields } = options;
  return {
    fields: { newExecutionRunId: runId, ...(retryState && { retryState }) },
    start: () => {
      const { started } = run;
      startFrom(engine, run, runId, {
        ...fields,
        ...(started.input && { input: started.input }),
        ...(backoffMs > 0 && { firstWorkflowTaskBackoff: message(duration(backoffMs)) }),
      });
    },
  };
}

/** Ends a run by continue-as-new, and starts what it continues as. */
export function continueRun(
  engine: Engine,
  run: WorkflowRun,
  command: Extract<Command, { kind: 'continueAsNew' }>,
  completedId: bigint,
): void {
  const { options } = command;
  const runId = engine.ids.uuid();
  const input = wirePayloads(command.input);
  const workflowType = { name: options.workflowType ?? run.workflowType };
  const taskQueue = { name: options.taskQueue ?? run.taskQueue };
  const memo = { ...run.memo };
  const attributes = { ...run.searchAttributes };
  WorkflowRun.merge(memo, command.memo ?? {});
  WorkflowRun.merge(attributes, command.searchAttributes ?? {});
  const runTimeout =
    options.workflowRunTimeout === undefined
      ? run.started.workflowRunTimeout
      : message(duration(durationToMs(options.workflowRunTimeout)));
  endRun(engine, run, {
    case: 'workflowExecutionContinuedAsNewEventAttributes',
    value: {
      newExecutionRunId: runId,
      workflowType,
      taskQueue,
      ...(input && { input }),
      ...(runTimeout && { workflowRunTimeout: runTimeout }),
      workflowTaskCompletedEventId: completedId,
      initiator: ContinueAsNewInitiator.WORKFLOW,
      memo: { fields: memo },
      searchAttributes: { indexedFields: attributes },
    },
  });
  startFrom(engine, run, runId, {
    initiator: ContinueAsNewInitiator.WORKFLOW,
    attempt: 1,
    // As with the SDKs that do not hand it on: a run that a Workflow continues as has no schedule.
    cronSchedule: '',
    workflowType: { $typeName: 'temporal.api.common.v1.WorkflowType', ...workflowType },
    taskQueue: { ...run.started.taskQueue!, ...taskQueue },
    ...(input && { input }),
    ...(runTimeout && { workflowRunTimeout: runTimeout }),
    memo: { $typeName: 'temporal.api.common.v1.Memo', fields: memo },
    searchAttributes: { $typeName: 'temporal.api.common.v1.SearchAttributes', indexedFields: attributes },
  });
  closeChildren(engine, run);
}

function startFrom(
  engine: Engine,
  run: WorkflowRun,
  runId: string,
  changes: Omit<Partial<WorkflowExecutionStartedEventAttributes>, '$typeName' | '$unknown'>,
): void {
  // The copy must not bring what belongs to the run before.
  const {
    $typeName: _type,
    input: _input,
    firstWorkflowTaskBackoff: _backoff,
    continuedFailure: _failure,
    lastCompletionResult: _result,
    originalExecutionRunId: _original,
    ...inherited
  } = run.started;
  engine.start({
    namespace: run.namespace,
    workflowId: run.workflowId,
    runId,
    firstRunId: run.firstRunId,
    userMetadata: run.userMetadata,
    attributes: {
      ...inherited,
      memo: { $typeName: 'temporal.api.common.v1.Memo', fields: { ...run.memo } },
      searchAttributes: {
        $typeName: 'temporal.api.common.v1.SearchAttributes',
        indexedFields: { ...run.searchAttributes },
      },
      ...(run.versioningOverride && { versioningOverride: run.versioningOverride }),
      ...(run.priority && { priority: run.priority }),
      continuedExecutionRunId: run.runId,
      ...changes,
    },
  });
}

function message(value: { seconds: bigint; nanos: number }): {
  $typeName: 'google.protobuf.Duration';
  seconds: bigint;
  nanos: number;
} {
  return { $typeName: 'google.protobuf.Duration', ...value };
}
