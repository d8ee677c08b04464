import type { MessageInitShape } from '@bufbuild/protobuf';
import type { StartBatchOperationRequestSchema } from '../../../gen/batch/temporal/api/workflowservice/v1/request_response_pb.js';
import type { ClientContext } from '../base-client.js';
import { readDefinition, type SignalDefinition } from '../definitions.js';
import { type Duration, encodeDuration } from '../duration.js';
import { ValueError } from '../value-error.js';
import { type ActivityOptionsChange, compileActivityOptionsChange } from '../workflow/operations/activities.js';
import { encodeResetReapplyExclude, type ResetReapplyExclude } from '../workflow/operations/reset-exclude.js';
import { compileOptionsChange, type WorkflowOptionsChange } from '../workflow/operations/update-options.js';

/** Which pending Activities of each execution. @inline */
interface ActivitiesOfType {
  /** @default all */
  activityType?: string | undefined;
}

/** What a job does to each execution. */
export type BatchOperation =
  | { readonly type: 'terminate'; details?: readonly unknown[] | undefined }
  | { readonly type: 'cancel' }
  | {
      readonly type: 'signal';
      signal: SignalDefinition<any> | string;
      args?: readonly unknown[] | undefined;
    }
  | { readonly type: 'delete' }
  | {
      readonly type: 'reset';
      /** `{ buildId }`: the first Workflow Task that this build processed. @default 'last-workflow-task' */
      to?: 'first-workflow-task' | 'last-workflow-task' | { readonly buildId: string } | undefined;
      /** With `{ buildId }`: only within the present run of a chain. @default false */
      currentRunOnly?: boolean | undefined;
      /** @default none */
      exclude?: readonly ResetReapplyExclude[] | undefined;
    }
  | { readonly type: 'updateOptions'; change: WorkflowOptionsChange }
  | ({
      readonly type: 'unpauseActivities';
      resetAttempts?: boolean | undefined;
      resetHeartbeat?: boolean | undefined;
      /** They begin at random moments within this time. @default at once */
      jitter?: Duration | undefined;
    } & ActivitiesOfType)
  | ({
      readonly type: 'resetActivities';
      resetHeartbeat?: boolean | undefined;
      keepPaused?: boolean | undefined;
      restoreOriginalOptions?: boolean | undefined;
      jitter?: Duration | undefined;
    } & ActivitiesOfType)
  | ({
      readonly type: 'updateActivityOptions';
      /** `'restore'`: the options that the Workflow had scheduled them with. */
      change: ActivityOptionsChange | 'restore';
    } & ActivitiesOfType)
  | { readonly type: 'cancelStandaloneActivities'; reason?: string | undefined }
  | { readonly type: 'terminateStandaloneActivities'; reason?: string | undefined }
  | { readonly type: 'deleteStandaloneActivities' };

type Wire = NonNullable<MessageInitShape<typeof StartBatchOperationRequestSchema>['operation']>;

/** Whether the operation is about standalone Activities instead of Workflow Executions. */
export function isForActivities({ type }: BatchOperation): boolean {
  return type.endsWith('StandaloneActivities');
}

/** Wire form. @throws {@link ValueError} naming what is wrong */
export async function encodeOperation(
  { identity, dataConverter }: ClientContext,
  operation: BatchOperation,
): Promise<Wire> {
  switch (operation.type) {
    case 'terminate': {
      const { details } = operation;
      const payloads = details && { details: { payloads: await dataConverter.encodeAll(details) } };
      return { case: 'terminationOperation', value: { identity, ...payloads } };
    }
    case 'cancel':
      return { case: 'cancellationOperation', value: { identity } };
    case 'signal': {
      const { name, typeInfo } = readDefinition<{ inputTypes?: readonly object[] | undefined }>(operation.signal);
      const payloads = await dataConverter.encodeAll(operation.args ?? [], undefined, typeInfo?.inputTypes);
      return { case: 'signalOperation', value: { identity, signal: name, input: { payloads } } };
    }
    case 'delete':
      return { case: 'deletionOperation', value: { identity } };
    case 'reset':
      return { case: 'resetOperation', value: { identity, options: resetOptions(operation) } };
    case 'updateOptions':
      return {
        case: 'updateWorkflowOptionsOperation',
        value: { identity, ...compileOptionsChange(operation.change) },
      };
    case 'unpauseActivities': {
      const { resetAttempts = false, resetHeartbeat = false } = operation;
      return {
        case: 'unpauseActivitiesOperation',
        value: { identity, resetAttempts, resetHeartbeat, ...activity(operation), ...jitter(operation.jitter) },
      };
    }
    case 'resetActivities': {
      const { resetHeartbeat = false, keepPaused = false, restoreOriginalOptions = false } = operation;
      const flags = { resetHeartbeat, keepPaused, restoreOriginalOptions };
      return {
        case: 'resetActivitiesOperation',
        value: { identity, ...flags, ...activity(operation), ...jitter(operation.jitter) },
      };
    }
    case 'updateActivityOptions': {
      const { change } = operation;
      const changes = change === 'restore' ? { restoreOriginal: true } : compileActivityOptionsChange(change);
      return { case: 'updateActivityOptionsOperation', value: { identity, ...activity(operation), ...changes } };
    }
    case 'cancelStandaloneActivities':
      return { case: 'cancelActivitiesOperation', value: { identity, reason: operation.reason ?? '' } };
    case 'terminateStandaloneActivities':
      return { case: 'terminateActivitiesOperation', value: { identity, reason: operation.reason ?? '' } };
    case 'deleteStandaloneActivities':
      return { case: 'deleteActivitiesOperation', value: {} };
    default:
      throw new ValueError(
        `operation.type '${String((operation as { type: unknown }).type)}' is none that a batch has`,
      );
  }
}

function resetOptions({
  to = 'last-workflow-task',
  currentRunOnly = false,
  exclude = [],
}: BatchOperation & { type: 'reset' }) {
  const resetReapplyExcludeTypes = exclude.map((type) => encodeResetReapplyExclude(type)!);
  const options = { currentRunOnly, resetReapplyExcludeTypes };
  if (typeof to === 'object') return { ...options, target: { case: 'buildId', value: to.buildId } as const };
  if (to === 'first-workflow-task') return { ...options, target: { case: 'firstWorkflowTask', value: {} } as const };
  return { ...options, target: { case: 'lastWorkflowTask', value: {} } as const };
}

function activity({ activityType }: ActivitiesOfType) {
  return activityType === undefined
    ? { activity: { case: 'matchAll', value: true } as const }
    : { activity: { case: 'type', value: activityType } as const };
}

function jitter(duration: Duration | undefined) {
  const encoded = encodeDuration(duration);
  return encoded && { jitter: encoded };
}
