/**
 * Which RPCs go into which folder of gen/.
 *
 * A page pays for the descriptors that it imports, so the RPCs are divided by the part of the client that calls
 * them. Every message and enum is generated once: in `core` when a core RPC uses it, in a family's folder when only
 * that family uses it, in `shared` when several families do. `service` adds the complete services on top.
 */

/** The Namespace-wide service, and the RPCs of it that each folder below gen/ declares. */
export const workflowService = 'temporal.api.workflowservice.v1.WorkflowService';

/** RPCs by folder. An RPC that is named nowhere is declared by `service` alone. */
export const layers: Readonly<Record<string, readonly string[]>> = {
  core: [
    'CountWorkflowExecutions',
    'DescribeWorkflowExecution',
    'GetSystemInfo',
    'ListWorkflowExecutions',
    'PollWorkflowExecutionUpdate',
    'QueryWorkflow',
    'RequestCancelWorkflowExecution',
    'SignalWorkflowExecution',
    'StartWorkflowExecution',
    'TerminateWorkflowExecution',
    'UpdateWorkflowExecution',
  ],
  workflow: [
    'DeleteWorkflowExecution',
    'ExecuteMultiOperation',
    'ListArchivedWorkflowExecutions',
    'ListClosedWorkflowExecutions',
    'ListOpenWorkflowExecutions',
    'PauseActivity',
    'PauseWorkflowExecution',
    'ResetActivity',
    'ResetWorkflowExecution',
    'ScanWorkflowExecutions',
    'SignalWithStartWorkflowExecution',
    'UnpauseActivity',
    'UnpauseWorkflowExecution',
    'UpdateActivityOptions',
    'UpdateWorkflowExecutionOptions',
  ],
  history: ['GetWorkflowExecutionHistory', 'GetWorkflowExecutionHistoryReverse'],
  batch: ['DescribeBatchOperation', 'ListBatchOperations', 'StartBatchOperation', 'StopBatchOperation'],
  schedule: [
    'CountSchedules',
    'CreateSchedule',
    'DeleteSchedule',
    'DescribeSchedule',
    'ListScheduleMatchingTimes',
    'ListSchedules',
    'PatchSchedule',
    'UpdateSchedule',
  ],
  activity: [
    'CountActivityExecutions',
    'DeleteActivityExecution',
    'DescribeActivityExecution',
    'ListActivityExecutions',
    'PauseActivityExecution',
    'PollActivityExecution',
    'RecordActivityTaskHeartbeat',
    'RecordActivityTaskHeartbeatById',
    'RequestCancelActivityExecution',
    'ResetActivityExecution',
    'RespondActivityTaskCanceled',
    'RespondActivityTaskCanceledById',
    'RespondActivityTaskCompleted',
    'RespondActivityTaskCompletedById',
    'RespondActivityTaskFailed',
    'RespondActivityTaskFailedById',
    'StartActivityExecution',
    'TerminateActivityExecution',
    'UnpauseActivityExecution',
    'UpdateActivityExecutionOptions',
  ],
  nexus: [
    'CountNexusOperationExecutions',
    'DeleteNexusOperationExecution',
    'DescribeNexusOperationExecution',
    'ListNexusOperationExecutions',
    'PollNexusOperationExecution',
    'RequestCancelNexusOperationExecution',
    'StartNexusOperationExecution',
    'TerminateNexusOperationExecution',
  ],
  taskqueue: [
    'DescribeTaskQueue',
    'GetWorkerBuildIdCompatibility',
    'GetWorkerTaskReachability',
    'GetWorkerVersioningRules',
    'ListTaskQueuePartitions',
    'UpdateTaskQueueConfig',
    'UpdateWorkerBuildIdCompatibility',
    'UpdateWorkerVersioningRules',
  ],
  worker: ['CountWorkers', 'DescribeWorker', 'FetchWorkerConfig', 'ListWorkers', 'UpdateWorkerConfig'],
  deployment: [
    'CreateWorkerDeployment',
    'CreateWorkerDeploymentVersion',
    'DeleteWorkerDeployment',
    'DeleteWorkerDeploymentVersion',
    'DescribeWorkerDeployment',
    'DescribeWorkerDeploymentVersion',
    'ListWorkerDeployments',
    'SetWorkerDeploymentCurrentVersion',
    'SetWorkerDeploymentManager',
    'SetWorkerDeploymentRampingVersion',
    'UpdateWorkerDeploymentVersionComputeConfig',
    'UpdateWorkerDeploymentVersionMetadata',
    'ValidateWorkerDeploymentVersionComputeConfig',
  ],
  rule: [
    'CreateWorkflowRule',
    'DeleteWorkflowRule',
    'DescribeWorkflowRule',
    'ListWorkflowRules',
    'TriggerWorkflowRule',
  ],
  namespace: ['DeprecateNamespace', 'DescribeNamespace', 'ListNamespaces', 'RegisterNamespace', 'UpdateNamespace'],
};

/** Other services, each whole in one folder. */
export const wholeServices: Readonly<Record<string, string>> = {
  'temporal.api.operatorservice.v1.OperatorService': 'operator',
  'grpc.health.v1.Health': 'service',
};

/** Messages that no RPC names: they arrive inside google.rpc.Status, or in files. */
export const extraTypes: Readonly<Record<string, readonly string[]>> = {
  core: [
    'google.rpc.Status',
    'temporal.api.errordetails.v1.NamespaceNotFoundFailure',
    'temporal.api.errordetails.v1.WorkflowExecutionAlreadyStartedFailure',
  ],
  workflow: ['temporal.api.errordetails.v1.MultiOperationExecutionFailure'],
  activity: ['temporal.api.errordetails.v1.ActivityExecutionAlreadyStartedFailure'],
  nexus: ['temporal.api.errordetails.v1.NexusOperationExecutionAlreadyStartedFailure'],
  /** What external storage puts in place of a large Payload. */
  storage: ['temporal.api.sdk.v1.ExternalStorageReference'],
  query: ['temporal.api.sdk.v1.WorkflowMetadata'],
  /** The client itself never reads these. */
  service: [
    'temporal.api.errordetails.v1.PermissionDeniedFailure',
    'temporal.api.errordetails.v1.QueryFailedFailure',
    'temporal.api.errordetails.v1.ResourceExhaustedFailure',
  ],
};

/** Fields that no page can use, whose types would weigh on every page. */
export const droppedFields: ReadonlySet<string> = new Set([
  // Eager start: a task for a worker in the same process.
  'temporal.api.workflowservice.v1.StartWorkflowExecutionRequest.eager_worker_deployment_options',
  'temporal.api.workflowservice.v1.StartWorkflowExecutionRequest.request_eager_execution',
  'temporal.api.workflowservice.v1.StartWorkflowExecutionResponse.eager_workflow_task',
]);

/**
 * Smaller readings of messages: the wire form is that of the original, fields that are not listed stay unknown
 * fields. With them a page can wait for a result without the descriptors of every event of a history.
 */
export const slimMessages: readonly {
  readonly layer: string;
  readonly from: string;
  readonly name: string;
  readonly fields: readonly string[];
  /** Enums read as the numbers that they are: the names of their values would weigh on every page. */
  readonly numbers?: readonly string[];
}[] = [
  ...Object.entries({
    Completed: ['result', 'new_execution_run_id'],
    Failed: ['failure', 'retry_state', 'new_execution_run_id'],
    TimedOut: ['retry_state', 'new_execution_run_id'],
    Terminated: ['reason'],
    Canceled: ['details'],
    ContinuedAsNew: ['new_execution_run_id'],
  }).map(([end, fields]) => ({
    layer: 'core',
    from: `temporal.api.history.v1.WorkflowExecution${end}EventAttributes`,
    name: `Close${end}`,
    fields,
  })),
  {
    layer: 'core',
    from: 'temporal.api.history.v1.HistoryEvent',
    name: 'CloseEvent',
    numbers: ['event_type'],
    fields: [
      'event_id',
      'event_type',
      'workflow_execution_completed_event_attributes',
      'workflow_execution_failed_event_attributes',
      'workflow_execution_timed_out_event_attributes',
      'workflow_execution_terminated_event_attributes',
      'workflow_execution_canceled_event_attributes',
      'workflow_execution_continued_as_new_event_attributes',
    ],
  },
  {
    layer: 'core',
    from: 'temporal.api.history.v1.History',
    name: 'CloseHistory',
    fields: ['events'],
  },
  {
    layer: 'core',
    from: 'temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse',
    name: 'GetWorkflowCloseEventResponse',
    fields: ['history', 'next_page_token'],
  },
];

/** RPCs whose answer a layer reads as a slim message. */
export const slimMethods: readonly { readonly layer: string; readonly method: string; readonly output: string }[] = [
  {
    layer: 'core',
    method: 'GetWorkflowExecutionHistory',
    output: 'temporal.api.workflowservice.v1.GetWorkflowCloseEventResponse',
  },
];
