import { mayCall, type Role } from '../../deploy/roles.js';
import type { Deed } from '../state/permissions.js';

/** The RPCs that each action of the console makes; one that is not allowed is enough to deny it. */
export const rpcsOf: Readonly<Record<Deed, readonly string[]>> = {
  start: ['StartWorkflowExecution'],
  signal: ['SignalWorkflowExecution'],
  query: ['QueryWorkflow'],
  update: ['UpdateWorkflowExecution'],
  cancel: ['RequestCancelWorkflowExecution'],
  terminate: ['TerminateWorkflowExecution'],
  reset: ['ResetWorkflowExecution'],
  pause: ['PauseWorkflowExecution', 'UnpauseWorkflowExecution'],
  delete: ['DeleteWorkflowExecution'],
  options: ['UpdateWorkflowExecutionOptions'],
  activities: ['PauseActivity', 'UnpauseActivity', 'ResetActivity', 'UpdateActivityOptions'],
  batch: ['StartBatchOperation'],
  stopBatch: ['StopBatchOperation'],
};

/** Whether a proxy that goes by the table of roles denies something to who has this role. */
export function isDenied(role: Role | 'none', deed: Deed): boolean {
  return role === 'none' || !rpcsOf[deed].every((rpc) => mayCall(role, rpc));
}
