import type { Outcome } from '../../../gen/core/temporal/api/update/v1/message_pb.js';
import type { WaitOptions } from '../call-options.js';
import type { TypeInfo } from '../converter/type-info.js';
import { WorkflowUpdateFailedError } from '../errors.js';
import { intercept } from '../interceptors.js';
import { serializationContextOf, type WorkflowContext } from './context.js';
import { pollUpdate } from './update.js';

/** One update to wait for. Making a handle calls nothing. */
export interface WorkflowUpdateHandle<Ret> {
  readonly updateId: string;
  readonly workflowId: string;
  /** The run that the update went to; without it the latest. */
  readonly workflowRunId?: string | undefined;
  /**
   * Waits for the outcome. It is fetched once: further calls give the same.
   *
   * @throws {@link WorkflowUpdateFailedError} when the validator refused the update, or its handler failed
   * @throws {@link WorkflowUpdateRPCTimeoutOrCancelledError} when this call ends first; the update may still complete
   * @throws {@link WorkflowNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError}
   */
  result(call?: WaitOptions): Promise<Ret>;
}

/** What a handle of an update addresses. */
export interface UpdateTarget {
  readonly updateId: string;
  readonly workflowId: string;
  readonly runId: string | undefined;
  readonly outputType: TypeInfo | undefined;
}

/** @param known the outcome, if the server has told it already */
export function createUpdateHandle<Ret>(
  context: WorkflowContext,
  { updateId, workflowId, runId, outputType }: UpdateTarget,
  known?: Outcome,
): WorkflowUpdateHandle<Ret> {
  const interceptors = context.interceptorsFor(workflowId, runId);
  let outcome = known;
  return {
    updateId,
    workflowId,
    workflowRunId: runId,
    async result(call) {
      outcome ??= await intercept(interceptors, 'pollUpdate', (input) => pollUpdate(context, input))({
        updateId,
        workflowExecution: { workflowId, runId },
        call,
      });
      return readOutcome<Ret>(context, workflowId, outcome, outputType);
    },
  };
}

async function readOutcome<Ret>(
  context: WorkflowContext,
  workflowId: string,
  { value }: Outcome,
  outputType: TypeInfo | undefined,
): Promise<Ret> {
  const { dataConverter } = context;
  const serialization = serializationContextOf(context, workflowId);
  if (value.case === 'failure') {
    throw new WorkflowUpdateFailedError(
      'Workflow Update failed',
      await dataConverter.decodeFailure(value.value, serialization),
    );
  }
  return (await dataConverter.decodeFirst(value.value?.payloads, serialization, outputType)) as Ret;
}
