import type { VersioningOverride as VersioningOverrideMessage } from '../../../gen/core/temporal/api/workflow/v1/message_pb.js';
import type { ScheduleAction } from '../../../gen/schedule/temporal/api/schedule/v1/message_pb.js';
import type { NewWorkflowExecutionInfo } from '../../../gen/schedule/temporal/api/workflow/v1/message_pb.js';
import { decodeSearchAttributes, decodeTypedSearchAttributes } from '../converter/search-attribute-payloads.js';
import type { Payload, SerializationContext } from '../converter/payload-converter.js';
import { RawValue } from '../converter/raw-value.js';
import { decompileRetryPolicy } from '../decode-retry-policy.js';
import { decodeDuration } from '../duration.js';
import { decodePriority } from '../priority.js';
import type { VersioningOverride } from '../versioning-override.js';
import { serializationContextOf } from '../workflow/context.js';
import type { ScheduleContext } from './schedule-client.js';
import type { ScheduleDescriptionAction } from './schedule-description.js';

/** The message that a `startWorkflow` action has; nothing for other kinds. */
export function startWorkflowOf(action: ScheduleAction | undefined): NewWorkflowExecutionInfo | undefined {
  return action?.action.case === 'startWorkflow' ? action.action.value : undefined;
}

/** The public form. Never fails: what cannot be read here is in `raw` of the description. */
export async function decodeAction(
  context: ScheduleContext,
  message: ScheduleAction | undefined,
): Promise<ScheduleDescriptionAction> {
  const raw = startWorkflowOf(message);
  if (!raw) return { type: 'unknown' as 'startWorkflow', workflowType: '', workflowId: '', taskQueue: '', args: [] };
  const { dataConverter } = context;
  const serialization = serializationContextOf(context, raw.workflowId);
  const text = (payload: Payload | undefined) => decodeText(context, payload, serialization);
  const payloads = raw.input?.payloads ?? [];
  const [args, memo, staticSummary, staticDetails] = await Promise.all([
    // One without its key must not make the Schedule unreadable. Codecs take and give all of them together.
    dataConverter
      .decodeAll(payloads, serialization)
      .catch(() => payloads.map((payload) => RawValue.fromPayload(payload))),
    dataConverter.decodeMap(raw.memo?.fields, serialization),
    text(raw.userMetadata?.summary),
    text(raw.userMetadata?.details),
  ]);
  const indexedFields = raw.searchAttributes?.indexedFields;
  return {
    type: 'startWorkflow',
    workflowType: raw.workflowType?.name ?? '',
    workflowId: raw.workflowId,
    taskQueue: raw.taskQueue?.name ?? '',
    args,
    memo,
    retry: decompileRetryPolicy(raw.retryPolicy),
    searchAttributes: decodeSearchAttributes(indexedFields),
    typedSearchAttributes: decodeTypedSearchAttributes(indexedFields),
    workflowExecutionTimeout: decodeDuration(raw.workflowExecutionTimeout),
    workflowRunTimeout: decodeDuration(raw.workflowRunTimeout),
    workflowTaskTimeout: decodeDuration(raw.workflowTaskTimeout),
    staticSummary,
    staticDetails,
    priority: decodePriority(raw.priority),
    versioningOverride: decodeVersioningOverride(raw.versioningOverride),
  };
}

async function decodeText(
  { dataConverter }: ScheduleContext,
  payload: Payload | undefined,
  serialization: SerializationContext,
): Promise<string | undefined> {
  // For people to read: without the key there is nothing to show.
  return dataConverter.decodeFirst<string | undefined>(payload && [payload], serialization).catch(() => undefined);
}

/** Nothing for an override that this package has no option for; an update that leaves it alone keeps it. */
function decodeVersioningOverride(message: VersioningOverrideMessage | undefined): VersioningOverride | undefined {
  const override = message?.override;
  if (override?.case === 'autoUpgrade') return 'AUTO_UPGRADE';
  const version = override?.case === 'pinned' ? override.value.version : undefined;
  return version && { pinnedTo: { deploymentName: version.deploymentName, buildId: version.buildId } };
}
