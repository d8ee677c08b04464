import type { CallOptions, CallScope, WaitOptions } from '../call-options.js';
import type { NexusOperationExecutionDescription } from './description.js';
import type { NexusClient } from './nexus-client.js';
import type { DescribeNexusOperationOptions, StartNexusOperationOptions } from './nexus-options.js';
import type {
  NexusOperationDefinition,
  NexusOperationInput,
  NexusOperationKey,
  NexusOperationOf,
  NexusOperationOutput,
  NexusServiceDefinition,
} from './service-definition.js';

/**
 * One standalone Nexus Operation to talk to. Making a handle calls nothing. Without a Run Id the calls go to the latest
 * run of the id.
 *
 * Every method throws {@link NexusOperationNotFoundError}, {@link NamespaceNotFoundError} or {@link ServiceError}.
 */
export interface NexusOperationHandle<Output = unknown> {
  readonly operationId: string;
  /** Absent when the handle means the latest run. */
  readonly runId?: string | undefined;
  /** The client that made it. */
  readonly client: NexusClient;
  /**
   * Waits until the Operation closes. The outcome is kept: a second call does not ask again.
   *
   * @throws {@link NexusOperationFailureError} when it did not complete
   */
  result(call?: WaitOptions): Promise<Output>;
  /** What the server knows of it now. */
  describe(options?: DescribeNexusOperationOptions): Promise<NexusOperationExecutionDescription>;
  /** Asks the handler to cancel the Operation; it may refuse. */
  cancel(reason?: string, call?: CallOptions): Promise<void>;
  /** Ends it at once; the handler is not told. */
  terminate(reason?: string, call?: CallOptions): Promise<void>;
  /** Removes it with all that is stored of it. A running one is terminated first. */
  delete(call?: CallOptions): Promise<void>;
  /** The same handle, with `scope` applied to every call. */
  with(scope: CallScope): this;
}

/** A handle that `startOperation` returned. */
export interface StartedNexusOperationHandle<Output = unknown> extends NexusOperationHandle<Output> {
  readonly runId: string;
  /** Whether this call started the Operation; false for one that was there already. */
  readonly started: boolean;
}

/** What the type parameter of `getHandle` stands for: an Operation gives its output, any other type is the result. */
export type NexusOperationHandleResult<T> = T extends NexusOperationDefinition ? NexusOperationOutput<T> : T;

/** Starts Operations of one service at one Endpoint, typed by the definition of the service. */
export interface NexusServiceClient<Service extends NexusServiceDefinition = NexusServiceDefinition> {
  readonly endpoint: string;
  readonly service: Service;
  /**
   * Starts an Operation, given by its definition or by its key. Resolves when the server has it, whether or not a handler
   * answers.
   *
   * @throws TypeError | {@link ValueError} when an option, the input or the key is impossible; nothing is sent then
   * @throws {@link NexusOperationAlreadyStartedError} when the id is taken
   * @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for an Endpoint that does not exist
   */
  startOperation<Operation extends NexusOperationOf<Service>>(
    operation: Operation,
    input: NexusOperationInput<Operation>,
    options: StartNexusOperationOptions,
    call?: CallOptions,
  ): Promise<StartedNexusOperationHandle<NexusOperationOutput<Operation>>>;
  /** Starts an Operation, given by its key. */
  startOperation<Key extends NexusOperationKey<Service>>(
    operation: Key,
    input: NexusOperationInput<Service['operations'][Key]>,
    options: StartNexusOperationOptions,
    call?: CallOptions,
  ): Promise<StartedNexusOperationHandle<NexusOperationOutput<Service['operations'][Key]>>>;
  /**
   * Starts an Operation and waits for its result; the limits of `call` are for both together.
   *
   * @throws as {@link NexusServiceClient.startOperation} and {@link NexusOperationHandle.result}
   */
  executeOperation<Operation extends NexusOperationOf<Service>>(
    operation: Operation,
    input: NexusOperationInput<Operation>,
    options: StartNexusOperationOptions,
    call?: CallOptions,
  ): Promise<NexusOperationOutput<Operation>>;
  /** Starts an Operation, given by its key, and waits for its result. */
  executeOperation<Key extends NexusOperationKey<Service>>(
    operation: Key,
    input: NexusOperationInput<Service['operations'][Key]>,
    options: StartNexusOperationOptions,
    call?: CallOptions,
  ): Promise<NexusOperationOutput<Service['operations'][Key]>>;
}
