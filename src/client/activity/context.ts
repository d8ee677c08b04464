import type { ClientContext } from '../base-client.js';
import type { ActivitySerializationContext } from '../converter/payload-converter.js';
import type { TypeInfo } from '../converter/type-info.js';
import type { ActivityClientInterceptor } from './interceptors.js';

/** What every verb in this folder works with. */
export interface ActivityContext extends ClientContext {
  readonly interceptors: readonly ActivityClientInterceptor[];
}

/** What a handle addresses. */
export interface ActivityTarget {
  readonly activityId: string;
  /** Without it: the latest run of the id. */
  readonly runId?: string | undefined;
  readonly outputType?: TypeInfo | undefined;
}

/** A target as inputs of interceptors name it. */
export function targetInput({ activityId, runId = '' }: ActivityTarget): {
  activityId: string;
  activityRunId: string;
} {
  return { activityId, activityRunId: runId };
}

/** A target and who calls, as requests name them. */
export function targetFields(
  { namespace }: Pick<ClientContext, 'namespace'>,
  { activityId, activityRunId }: { activityId: string; activityRunId: string },
): { namespace: string; activityId: string; runId: string } {
  return { namespace, activityId, runId: activityRunId };
}

/** What converters and codecs are told about the Payloads of an Activity. */
export function serializationContextOf(
  { namespace }: Pick<ClientContext, 'namespace'>,
  activityId: string,
  workflowId?: string,
): ActivitySerializationContext {
  return {
    type: 'activity',
    namespace,
    activityId,
    ...(workflowId !== undefined && { workflowId }),
    isLocal: false,
  };
}
