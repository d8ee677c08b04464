import type {
  Client,
  SignalDefinition,
  UpdateDefinition,
  Workflow,
  WorkflowHandle,
  WorkflowHandleWithStartDetails,
  WorkflowStartOptions,
} from '../client/index.js';
import { handleOf, type WorkflowTarget } from '../live/target.js';
import { isResult, queryKeysOf } from './keys.js';
import { byClient, type MutationOptions, type QueryInvalidator } from './shapes.js';

/**
 * A reason, or nothing at all.
 *
 * @inline
 */
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- so `mutate()` needs no argument
type Reason = { reason?: string | undefined } | void;

/** {@link workflowMutations}. */
export interface WorkflowMutations {
  /** Starts an execution; the variables are the options of `client.workflow.start`. */
  start: <W extends Workflow = Workflow>(
    workflowType: string,
  ) => MutationOptions<WorkflowHandleWithStartDetails<W>, WorkflowStartOptions<W>>;
  /** Sends a signal; the variables are its arguments, `[]` for none. */
  signal: <Args extends unknown[] = unknown[]>(
    target: WorkflowTarget,
    definition: SignalDefinition<Args> | string,
  ) => MutationOptions<void, Args>;
  /** Sends an update and waits for its result; the variables are its arguments, `[]` for none. */
  update: <Ret = unknown, Args extends unknown[] = unknown[]>(
    target: WorkflowTarget,
    definition: UpdateDefinition<Ret, Args> | string,
  ) => MutationOptions<Ret, Args>;
  /** Asks the Workflow to end itself; the variables, a reason, may be left out. */
  cancel: (target: WorkflowTarget) => MutationOptions<void, Reason>;
  /** Ends the execution at once; the variables, a reason, may be left out. */
  terminate: (target: WorkflowTarget) => MutationOptions<void, Reason>;
}

/**
 * Options for the mutations of TanStack Query, in any framework. When one has ended, well or not, what is known of its
 * Workflow Id, and all lists and counts, are asked for again.
 *
 * @example
 * ```ts
 * const mutations = workflowMutations(client, useQueryClient());
 * const approve = useMutation(mutations.signal('order-1', 'approve'));
 * approve.mutate([{ by: 'ann' }]);
 * ```
 * @throws TypeError (each method but `start`) without a Workflow Id
 */
export function workflowMutations(client: Client, queryClient: QueryInvalidator): WorkflowMutations {
  const keys = queryKeysOf(client);

  async function renew(workflowId: string): Promise<void> {
    const queryKey = keys.workflow(workflowId);
    // Until the run has ended a result is not there, and no mutation is to be pending for that long.
    void queryClient.invalidateQueries({ queryKey, predicate: isResult });
    await Promise.all([
      queryClient.invalidateQueries({ queryKey, predicate: (query) => !isResult(query) }),
      queryClient.invalidateQueries({ queryKey: keys.visibility }),
    ]);
  }

  function mutation<Data, Variables>(
    target: WorkflowTarget,
    name: string,
    run: (handle: WorkflowHandle, variables: Variables) => Promise<Data>,
  ): MutationOptions<Data, Variables> {
    const handle = handleOf(client, target);
    return {
      ...byClient,
      mutationKey: [...keys.workflow(handle.workflowId), name],
      mutationFn: (variables) => run(handle, variables),
      onSettled: () => renew(handle.workflowId),
    };
  }

  return {
    start: <W extends Workflow>(workflowType: string) => ({
      ...byClient,
      mutationKey: [...keys.all, 'start', workflowType],
      mutationFn: (options: WorkflowStartOptions<W>) => client.workflow.start<W>(workflowType, options),
      onSettled: (_data: unknown, _error: unknown, { workflowId }: WorkflowStartOptions<W>) => renew(workflowId),
    }),
    signal: (target, definition) =>
      mutation(target, 'signal', (handle, args) => handle.signalWithOptions(definition, { args })),
    update: (target, definition) =>
      mutation(target, 'update', (handle, args) => handle.executeUpdate(definition, { args } as never)),
    cancel: (target) =>
      mutation(target, 'cancel', async (handle, variables) => {
        await handle.cancel({ reason: variables?.reason });
      }),
    terminate: (target) =>
      mutation(target, 'terminate', async (handle, variables) => {
        await handle.terminate(variables?.reason);
      }),
  };
}
