import type { WorkflowHandle } from '../../../client/index.js';
import type { RunTarget } from './queries.js';

/** What every dialog that ends a run is given. */
export interface EndDialogProps {
  target: RunTarget;
  workflowType: string;
  onclose: (changed: boolean) => void;
}

/** The call that ends it. */
export type EndRun = (handle: WorkflowHandle, reason: string, signal: AbortSignal) => Promise<unknown>;
