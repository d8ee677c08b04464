import type { WorkflowHandle } from '../../../../client/index.js';

/** The call that ends a run, or makes it stand still. */
export type EndRun = (handle: WorkflowHandle, reason: string, signal: AbortSignal) => Promise<unknown>;
