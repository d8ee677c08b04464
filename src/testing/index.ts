/**
 * `temporal-web-client/testing`: answers in memory, over the same wire as in production.
 *
 * @packageDocumentation
 */
export {
  createInMemoryConnection,
  createInMemoryFetch,
  inMemoryAddress,
  type OtherHandlers,
  type WorkflowServiceHandlers,
} from './in-memory-fetch.js';
export { InMemoryServer, type InMemoryServerOptions } from './server.js';
export type { InMemoryWorkerOptions } from './engine/worker.js';
export type {
  ActivityContext,
  ActivityOptions,
  ActivityStubs,
  ChildWorkflowHandle,
  ChildWorkflowOptions,
  ContinueAsNewOptions,
  ExternalWorkflowHandle,
  HandlerOptions,
  InMemoryWorkflow,
  InMemoryWorkflows,
  WorkflowContext,
  WorkflowInfo,
} from './engine/context.js';
export type { ClockMode } from './clock.js';
export type { Fault, FaultTarget, RecordedCall } from './faults.js';
