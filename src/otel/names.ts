/** Names of spans, attributes and the header: those of `@temporalio/interceptors-opentelemetry`, so that one trace has one spelling. */

/** First word of a span's name; the name of what is called follows after a colon, where it has one. */
export const spanName = {
  startWorkflow: 'StartWorkflow',
  signalWorkflow: 'SignalWorkflow',
  signalWithStart: 'SignalWithStartWorkflow',
  queryWorkflow: 'QueryWorkflow',
  startUpdate: 'StartWorkflowUpdate',
  updateWithStart: 'UpdateWithStartWorkflow',
  terminateWorkflow: 'TerminateWorkflow',
  cancelWorkflow: 'CancelWorkflow',
  describeWorkflow: 'DescribeWorkflow',
  /** Upstream has it for Activities of a Workflow; here it is a standalone one. */
  startActivity: 'StartActivity',
  /** As above, for Nexus Operations. */
  startNexusOperation: 'StartNexusOperation',
  // Waits have no spans upstream.
  awaitWorkflow: 'AwaitWorkflowResult',
  awaitUpdate: 'AwaitWorkflowUpdate',
  awaitActivity: 'AwaitActivityResult',
  awaitNexusOperation: 'AwaitNexusOperationResult',
} as const;

/** Attributes of the spans of client calls. */
export const attribute = {
  workflowId: 'temporalWorkflowId',
  runId: 'run_id',
  activityId: 'temporalActivityId',
  updateId: 'temporalUpdateId',
  terminateReason: 'temporalTerminateReason',
  nexusService: 'temporalNexusService',
  nexusOperation: 'temporalNexusOperation',
  nexusEndpoint: 'temporalNexusEndpoint',
} as const;

/** Header of an execution: a JSON payload with what the propagator writes, `traceparent` first of all. */
export const tracerHeader = '_tracer-data';
