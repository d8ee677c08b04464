import type { TypeInfo } from '../converter/type-info.js';
import type { NextFunction } from '../interceptors.js';
import type { PageRequest } from '../internal/pages.js';
import type { CallInput } from '../workflow/interceptors.js';
import type { NexusOperationExecution, NexusOperationExecutionDescription } from './description.js';
import type { NexusOperationExecutionCount, NexusOperationExecutionPage } from './list.js';
import type { StartedNexusOperationHandle } from './nexus-handle.js';
import type { StartNexusOperationOptions } from './nexus-options.js';

export interface StartNexusOperationInput extends CallInput, Readonly<StartNexusOperationOptions> {
  readonly endpoint: string;
  readonly service: string;
  readonly operation: string;
  readonly arg: unknown;
  readonly inputType?: TypeInfo | undefined;
  readonly outputType?: TypeInfo | undefined;
}

/** A standalone Nexus Operation. */
export interface NexusOperationTargetInput extends CallInput {
  readonly operationId: string;
  /** Absent for the latest run. */
  readonly runId?: string | undefined;
}

export interface GetNexusOperationResultInput extends NexusOperationTargetInput {
  readonly outputType?: TypeInfo | undefined;
}

export interface DescribeNexusOperationInput extends NexusOperationTargetInput {
  readonly includeInput: boolean;
  readonly includeOutcome: boolean;
}

export interface CancelNexusOperationInput extends NexusOperationTargetInput {
  readonly reason?: string | undefined;
}

/** Input of `terminate()`. */
export type TerminateNexusOperationInput = CancelNexusOperationInput;
/** Input of `delete()`. */
export type DeleteNexusOperationInput = NexusOperationTargetInput;

export interface ListNexusOperationsInput extends CallInput {
  readonly query?: string | undefined;
  readonly pageSize?: number | undefined;
  readonly limit?: number | undefined;
}

export interface ListNexusOperationsPageInput extends CallInput, PageRequest {
  readonly query: string;
}

export interface CountNexusOperationsInput extends CallInput {
  readonly query?: string | undefined;
}

/** @inline */
type Around<Input, Output> = (input: Input, next: NextFunction<Input, Output>) => Promise<Output>;

/**
 * Functions around the calls of `client.nexus`, of its service clients and handles; all are optional. The first
 * interceptor of a list is the outermost. Names and inputs are those of `@temporalio/client`; `delete`, `listPage` and the
 * `call` of every input are ours.
 */
export interface NexusClientInterceptor {
  /** Around `startOperation` and `executeOperation`. */
  startOperation?: Around<StartNexusOperationInput, StartedNexusOperationHandle>;
  /** Around the whole wait. @returns the decoded value */
  getResult?: Around<GetNexusOperationResultInput, unknown>;
  describe?: Around<DescribeNexusOperationInput, NexusOperationExecutionDescription>;
  cancel?: Around<CancelNexusOperationInput, void>;
  terminate?: Around<TerminateNexusOperationInput, void>;
  delete?: Around<DeleteNexusOperationInput, void>;
  /** Around every iteration over a list. See `listPage` too. */
  list?: (
    input: ListNexusOperationsInput,
    next: (input: ListNexusOperationsInput) => AsyncIterable<NexusOperationExecution>,
  ) => AsyncIterable<NexusOperationExecution>;
  /** Around every page, also of `list`. */
  listPage?: Around<ListNexusOperationsPageInput, NexusOperationExecutionPage>;
  count?: Around<CountNexusOperationsInput, NexusOperationExecutionCount>;
}
