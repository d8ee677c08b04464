import type { MessageInitShape } from '@bufbuild/protobuf';
import type { UserMetadata } from '../../../gen/core/temporal/api/sdk/v1/user_metadata_pb.js';
import { TaskQueueKind } from '../../../gen/core/temporal/api/enums/v1/task_queue_pb.js';
import type { NewWorkflowExecutionInfo } from '../../../gen/schedule/temporal/api/workflow/v1/message_pb.js';
import type { ScheduleActionSchema } from '../../../gen/schedule/temporal/api/schedule/v1/message_pb.js';
import { encodeHeaders } from '../converter/headers.js';
import { encodeDuration } from '../duration.js';
import type { Headers } from '../interceptors.js';
import { compilePriority } from '../priority.js';
import { compileRetryPolicy } from '../retry-policy.js';
import { encodeVersioningOverride } from '../versioning-override.js';
import { serializationContextOf } from '../workflow/context.js';
import { attributesChanged, encodeAttributes } from './attributes.js';
import { defined } from '../internal/defined.js';
import type { ScheduleContext } from './schedule-client.js';
import type { ScheduleDescriptionAction } from './schedule-description.js';
import type { CompiledScheduleAction } from './schedule-options.js';

/** The action that an update begins with. */
export interface PreviousAction {
  readonly action: ScheduleDescriptionAction;
  readonly raw: NewWorkflowExecutionInfo;
}

/**
 * The wire form. What an update leaves untouched is sent as it came: a page need not have the keys and converters of
 * arguments that it does not change.
 *
 * @throws TypeError, RangeError or {@link ValueError} naming what is wrong
 */
export async function encodeAction(
  context: ScheduleContext,
  action: CompiledScheduleAction,
  headers: Headers,
  previous?: PreviousAction,
): Promise<MessageInitShape<typeof ScheduleActionSchema>> {
  const { workflowId, args, memo } = action;
  // Encoded for a Workflow Id: codecs may use it.
  const kept = previous?.raw.workflowId === workflowId ? previous : undefined;
  const serialization = serializationContextOf(context, workflowId);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- accepted as upstream accepts it
  const hasAttributes = action.searchAttributes !== undefined || action.typedSearchAttributes !== undefined;
  const attributes =
    previous && hasAttributes && !attributesChanged(action, previous.action)
      ? previous.raw.searchAttributes
      : encodeAttributes(action, previous?.action);
  const encodeMemo = async (values: Record<string, unknown>) => ({
    fields: await context.dataConverter.encodeMap(values, serialization),
  });
  return {
    action: {
      case: 'startWorkflow',
      value: {
        workflowId,
        workflowType: { name: action.workflowType },
        taskQueue: { name: action.taskQueue, kind: TaskQueueKind.NORMAL },
        input:
          kept?.raw.input && args === kept.action.args
            ? kept.raw.input
            : { payloads: await context.dataConverter.encodeAll(args, serialization) },
        ...encodeHeaders(headers),
        ...defined({
          workflowExecutionTimeout: encodeDuration(action.workflowExecutionTimeout),
          workflowRunTimeout: encodeDuration(action.workflowRunTimeout),
          workflowTaskTimeout: encodeDuration(action.workflowTaskTimeout),
          retryPolicy:
            previous && action.retry === previous.action.retry
              ? previous.raw.retryPolicy
              : action.retry && compileRetryPolicy(action.retry),
          memo: kept && memo === kept.action.memo ? kept.raw.memo : memo && (await encodeMemo(memo)),
          searchAttributes: attributes && Object.keys(attributes.indexedFields).length > 0 ? attributes : undefined,
          userMetadata: await encodeUserMetadata(context, action, kept),
          priority:
            previous && action.priority === previous.action.priority
              ? previous.raw.priority
              : action.priority && compilePriority(action.priority),
          versioningOverride:
            previous && action.versioningOverride === previous.action.versioningOverride
              ? previous.raw.versioningOverride
              : action.versioningOverride && encodeVersioningOverride(action.versioningOverride),
        }),
      },
    },
  };
}

async function encodeUserMetadata(
  context: ScheduleContext,
  action: CompiledScheduleAction,
  kept: PreviousAction | undefined,
): Promise<Pick<UserMetadata, 'summary' | 'details'> | undefined> {
  const { staticSummary, staticDetails } = action;
  const serialization = serializationContextOf(context, action.workflowId);
  const encode = (value: string | undefined) =>
    value === undefined ? undefined : context.dataConverter.encode(value, serialization);
  const raw = kept?.raw.userMetadata;
  const [summary, details] = await Promise.all([
    kept && staticSummary === kept.action.staticSummary ? raw?.summary : encode(staticSummary),
    kept && staticDetails === kept.action.staticDetails ? raw?.details : encode(staticDetails),
  ]);
  return summary || details ? defined({ summary, details }) : undefined;
}
