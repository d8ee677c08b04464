/** What only a worker calls: refused as a proxy refuses it that stands before a real server. */
import { Code, ConnectError } from '@connectrpc/connect';
import type { WorkflowServiceHandlers } from './handlers.js';

const refuse = (): never => {
  throw new ConnectError('The proxy does not pass on what only workers call', Code.PermissionDenied);
};

export const workerMethodHandlers: WorkflowServiceHandlers = {
  pollWorkflowTaskQueue: refuse,
  pollActivityTaskQueue: refuse,
  pollNexusTaskQueue: refuse,
  respondWorkflowTaskCompleted: refuse,
  respondWorkflowTaskFailed: refuse,
  respondQueryTaskCompleted: refuse,
  respondNexusTaskCompleted: refuse,
  respondNexusTaskFailed: refuse,
  resetStickyTaskQueue: refuse,
  shutdownWorker: refuse,
  recordWorkerHeartbeat: refuse,
  fetchWorkerConfig: refuse,
};
