import type { CallOptions } from '../call-options.js';
import type { ActivitySerializationContext } from '../converter/payload-converter.js';
import type { PayloadTypeInfo } from '../converter/type-info.js';

/** Ids of an Activity: of a Workflow when there is a `workflowId`, else a standalone one. */
export interface FullActivityId {
  /** Of the Workflow that scheduled it. Absent for a standalone Activity. */
  workflowId?: string | undefined;
  /** Of the Workflow; of the Activity where there is no `workflowId`. @default the latest run */
  runId?: string | undefined;
  activityId: string;
}

/** Options of calls by task token. */
export interface AsyncCompletionOperationOptions extends CallOptions {
  /** What converters and codecs are told; a token alone does not say it. By ids it is known. @experimental */
  serializationContext?: ActivitySerializationContext | undefined;
}

/** Options of `complete`. */
export interface AsyncCompletionCompleteOptions extends CallOptions {
  /** Type of the result. @experimental */
  typeInfo?: Pick<PayloadTypeInfo, 'outputType'> | undefined;
}
