import type { ClientContext } from '../base-client.js';
import type { TypeInfo } from '../converter/type-info.js';
import type { NexusClientInterceptor } from './interceptors.js';
import type { NexusClient } from './nexus-client.js';

/** What every verb in this folder works with. */
export interface NexusContext extends ClientContext {
  readonly interceptors: readonly NexusClientInterceptor[];
  /** For the handles. */
  readonly client: NexusClient;
}

/** What a handle addresses. */
export interface NexusTarget {
  readonly operationId: string;
  /** Without it: the latest run of the id. */
  readonly runId?: string | undefined;
  readonly outputType?: TypeInfo | undefined;
}

/** A target as requests name it. */
export function targetFields(
  { namespace }: Pick<ClientContext, 'namespace'>,
  { operationId, runId = '' }: NexusTarget,
): { namespace: string; operationId: string; runId: string } {
  return { namespace, operationId, runId };
}
