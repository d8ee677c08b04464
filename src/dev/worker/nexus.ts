import { startWorkflow, WorkflowRunOperationHandler } from '@temporalio/nexus';
import * as nexus from 'nexus-rpc';
import { greetings } from './nexus-service.js';
import type { waitForRelease } from './workflows/index.js';

/** Handlers of the sample Nexus service. An Endpoint that leads to the Task Queue of the samples reaches them. */
export const greetingsHandler = nexus.serviceHandler(greetings, {
  greet: async (_context, name) => `Hello, ${name}!`,
  hold: new WorkflowRunOperationHandler<string, unknown>((context, workflowId) =>
    startWorkflow<typeof waitForRelease>(context, 'waitForRelease', { workflowId }),
  ),
  refuse: async (_context, text) => {
    throw new nexus.OperationError('failed', text);
  },
});
