import type { CallOptions } from '../call-options.js';
import type { PayloadTypeInfo } from '../converter/type-info.js';
import type { Duration } from '../duration.js';
import type { SearchAttributePair, TypedSearchAttributes } from '../search-attributes.js';
import type { NexusOperationIdConflictPolicy, NexusOperationIdReusePolicy } from './enums.js';

/** How to start a standalone Nexus Operation. Names and defaults are those of `@temporalio/client`. */
export interface StartNexusOperationOptions {
  /** A meaningful business id. At most one running Operation in a Namespace has it. */
  id: string;
  /** Limit for the whole, with all retries of the request. @default none */
  scheduleToCloseTimeout?: Duration | undefined;
  /** Limit until the handler has started the Operation, or completed it. @default none */
  scheduleToStartTimeout?: Duration | undefined;
  /** Limit for an asynchronous Operation, once it is started. @default none */
  startToCloseTimeout?: Duration | undefined;
  /** One line for people, in Temporal markdown. */
  summary?: string | undefined;
  /** What to do when a closed Operation has the id. @default 'ALLOW_DUPLICATE' (the server's) */
  idReusePolicy?: NexusOperationIdReusePolicy | undefined;
  /** What to do when a running Operation has the id. @default 'FAIL' (the server's) */
  idConflictPolicy?: NexusOperationIdConflictPolicy | undefined;
  /** Indexed values to list by; registered in the Namespace. */
  searchAttributes?: SearchAttributePair[] | TypedSearchAttributes | undefined;
  /** Headers of the Nexus request. Stored and sent as they are: no codec sees them. */
  headers?: Record<string, string> | undefined;
}

/** Options of `getHandle`. */
export interface GetNexusOperationHandleOptions {
  /** @default the latest run of the id */
  runId?: string | undefined;
  /** Type of the result. @experimental */
  typeInfo?: Pick<PayloadTypeInfo, 'outputType'> | undefined;
}

/** Options of `describe()`. What it is to bring beside the state can be large. */
export interface DescribeNexusOperationOptions extends CallOptions {
  /** For `getInput()`. @default false */
  includeInput?: boolean | undefined;
  /** For `getResult()` and `getOutcomeFailure()` of a closed Operation. @default false */
  includeOutcome?: boolean | undefined;
}
