import type { ClientContext } from '../base-client.js';
import type { WorkflowSerializationContext } from '../converter/payload-converter.js';
import type { QueryRejectCondition } from './id-policies.js';
import type { InterceptorsFor } from './interceptors.js';

/** What every verb in this folder works with. */
export interface WorkflowContext extends ClientContext {
  readonly queryRejectCondition: QueryRejectCondition;
  readonly interceptorsFor: InterceptorsFor;
}

/** Which execution a call is about. Without `runId`: the latest run of the Workflow Id. */
export interface WorkflowTarget {
  readonly workflowId: string;
  readonly runId?: string | undefined;
  /** Guards writes: the server refuses when the running chain did not begin with this run. */
  readonly firstExecutionRunId?: string | undefined;
}

/** The wire form of a target; an empty `runId` means the latest run. */
export function executionOf({ workflowId, runId = '' }: WorkflowTarget): { workflowId: string; runId: string } {
  return { workflowId, runId };
}

/** What converters and codecs are told about the Payloads of an execution. */
export function serializationContextOf(
  { namespace }: Pick<ClientContext, 'namespace'>,
  workflowId: string,
): WorkflowSerializationContext {
  return { type: 'workflow', namespace, workflowId };
}
