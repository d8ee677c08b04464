import type { Connection } from '../connection.js';
import type { LoadedDataConverter } from '../converter/data-converter.js';
import type { SerializationContext } from '../converter/payload-converter.js';
import type { QueryRejectCondition } from './id-policies.js';

/** What every verb in this folder works with. */
export interface WorkflowContext {
  readonly connection: Connection;
  readonly namespace: string;
  readonly identity: string;
  readonly dataConverter: LoadedDataConverter;
  readonly queryRejectCondition: QueryRejectCondition;
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
export function serializationContextOf({ namespace }: WorkflowContext, workflowId: string): SerializationContext {
  return { type: 'workflow', namespace, workflowId };
}
