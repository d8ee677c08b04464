/** What a person may be who calls from a page. Each may do what those before it may. */
export const roles = ['viewer', 'operator', 'admin'] as const;

export type Role = (typeof roles)[number];

/**
 * Who may call an RPC through the proxy.
 *
 * - `viewer`: reads.
 * - `operator`: starts, changes and ends executions and Schedules.
 * - `admin`: changes what all share, and deletes.
 * - `worker`: takes or answers tasks. Never from a page: whoever may can take work from workers and forge their results.
 * - `denied`: nobody.
 */
export type Caller = Role | 'worker' | 'denied';

type RpcsByCaller = Readonly<Partial<Record<Caller, readonly string[]>>>;

/** Every RPC of the three services that the proxy passes on, by service and by who may call it. */
export const rpcsByCaller: Readonly<Record<string, RpcsByCaller>> = {
  'temporal.api.workflowservice.v1.WorkflowService': {
    viewer: [
      'CountActivityExecutions',
      'CountNexusOperationExecutions',
      'CountSchedules',
      'CountWorkers',
      'CountWorkflowExecutions',
      'DescribeActivityExecution',
      'DescribeBatchOperation',
      'DescribeDeployment',
      'DescribeNamespace',
      'DescribeNexusOperationExecution',
      'DescribeSchedule',
      'DescribeTaskQueue',
      'DescribeWorker',
      'DescribeWorkerDeployment',
      'DescribeWorkerDeploymentVersion',
      'DescribeWorkflowExecution',
      'DescribeWorkflowRule',
      'GetClusterInfo',
      'GetCurrentDeployment',
      'GetDeploymentReachability',
      'GetSearchAttributes',
      'GetSystemInfo',
      'GetWorkerBuildIdCompatibility',
      'GetWorkerTaskReachability',
      'GetWorkerVersioningRules',
      'GetWorkflowExecutionHistory',
      'GetWorkflowExecutionHistoryReverse',
      'ListActivityExecutions',
      'ListArchivedWorkflowExecutions',
      'ListBatchOperations',
      'ListClosedWorkflowExecutions',
      'ListDeployments',
      'ListNamespaces',
      'ListNexusOperationExecutions',
      'ListOpenWorkflowExecutions',
      'ListScheduleMatchingTimes',
      'ListSchedules',
      'ListTaskQueuePartitions',
      'ListWorkerDeployments',
      'ListWorkers',
      'ListWorkflowExecutions',
      'ListWorkflowRules',
      'PollActivityExecution',
      'PollNexusOperationExecution',
      'PollWorkflowExecutionTimeSkipping',
      'PollWorkflowExecutionUpdate',
      // Runs code of the worker, which by the rules of Workflows changes nothing.
      'QueryWorkflow',
      'ScanWorkflowExecutions',
    ],
    operator: [
      'CreateSchedule',
      'DeleteSchedule',
      'ExecuteMultiOperation',
      'PatchSchedule',
      'PauseActivity',
      'PauseActivityExecution',
      'PauseWorkflowExecution',
      // Completing an Activity from outside: by the token of one task, or by ids.
      'RecordActivityTaskHeartbeat',
      'RecordActivityTaskHeartbeatById',
      'RequestCancelActivityExecution',
      'RequestCancelNexusOperationExecution',
      'RequestCancelWorkflowExecution',
      'ResetActivity',
      'ResetActivityExecution',
      'ResetWorkflowExecution',
      'RespondActivityTaskCanceled',
      'RespondActivityTaskCanceledById',
      'RespondActivityTaskCompleted',
      'RespondActivityTaskCompletedById',
      'RespondActivityTaskFailed',
      'RespondActivityTaskFailedById',
      'SignalWithStartWorkflowExecution',
      'SignalWorkflowExecution',
      'StartActivityExecution',
      'StartNexusOperationExecution',
      'StartWorkflowExecution',
      'StopBatchOperation',
      'TerminateActivityExecution',
      'TerminateNexusOperationExecution',
      'TerminateWorkflowExecution',
      'TriggerWorkflowRule',
      'UnpauseActivity',
      'UnpauseActivityExecution',
      'UnpauseWorkflowExecution',
      'UpdateActivityExecutionOptions',
      'UpdateActivityOptions',
      'UpdateSchedule',
      'UpdateWorkflowExecution',
      'UpdateWorkflowExecutionOptions',
    ],
    admin: [
      'CreateWorkerDeployment',
      'CreateWorkerDeploymentVersion',
      'CreateWorkflowRule',
      'DeleteActivityExecution',
      'DeleteNexusOperationExecution',
      'DeleteWorkerDeployment',
      'DeleteWorkerDeploymentVersion',
      'DeleteWorkflowExecution',
      'DeleteWorkflowRule',
      'DeprecateNamespace',
      'RegisterNamespace',
      'SetCurrentDeployment',
      'SetWorkerDeploymentCurrentVersion',
      'SetWorkerDeploymentManager',
      'SetWorkerDeploymentRampingVersion',
      // What a batch does stands in its body, and deleting is one of it.
      'StartBatchOperation',
      'UpdateNamespace',
      'UpdateTaskQueueConfig',
      'UpdateWorkerBuildIdCompatibility',
      'UpdateWorkerConfig',
      'UpdateWorkerDeploymentVersionComputeConfig',
      'UpdateWorkerDeploymentVersionMetadata',
      'UpdateWorkerVersioningRules',
      // Calls the compute provider that the request names.
      'ValidateWorkerDeploymentVersionComputeConfig',
    ],
    worker: [
      'PollWorkflowTaskQueue',
      'PollActivityTaskQueue',
      'PollNexusTaskQueue',
      'RespondWorkflowTaskCompleted',
      'RespondWorkflowTaskFailed',
      'RespondQueryTaskCompleted',
      'RespondNexusTaskCompleted',
      'RespondNexusTaskFailed',
      'ResetStickyTaskQueue',
      'ShutdownWorker',
      'RecordWorkerHeartbeat',
      'FetchWorkerConfig',
    ],
  },
  'temporal.api.operatorservice.v1.OperatorService': {
    viewer: ['GetNexusEndpoint', 'ListClusters', 'ListNexusEndpoints', 'ListSearchAttributes'],
    admin: [
      'AddOrUpdateRemoteCluster',
      'AddSearchAttributes',
      'CreateNexusEndpoint',
      'DeleteNamespace',
      'DeleteNexusEndpoint',
      'RemoveRemoteCluster',
      'RemoveSearchAttributes',
      'UpdateNexusEndpoint',
    ],
  },
  'grpc.health.v1.Health': {
    viewer: ['Check'],
    // A stream without an end, of which a page has no use.
    denied: ['Watch'],
  },
};

/** RPCs that say nothing about any Namespace. A token for any Namespace will do. */
export const openRpcs: readonly string[] = [
  '/temporal.api.workflowservice.v1.WorkflowService/GetClusterInfo',
  '/temporal.api.workflowservice.v1.WorkflowService/GetSystemInfo',
  '/grpc.health.v1.Health/Check',
];

/** RPCs about the whole cluster, which name no Namespace. They need a token for all Namespaces. */
export const clusterRpcs: readonly string[] = [
  '/temporal.api.workflowservice.v1.WorkflowService/GetSearchAttributes',
  '/temporal.api.workflowservice.v1.WorkflowService/ListNamespaces',
  '/temporal.api.operatorservice.v1.OperatorService/AddOrUpdateRemoteCluster',
  '/temporal.api.operatorservice.v1.OperatorService/CreateNexusEndpoint',
  '/temporal.api.operatorservice.v1.OperatorService/DeleteNexusEndpoint',
  '/temporal.api.operatorservice.v1.OperatorService/GetNexusEndpoint',
  '/temporal.api.operatorservice.v1.OperatorService/ListClusters',
  '/temporal.api.operatorservice.v1.OperatorService/ListNexusEndpoints',
  '/temporal.api.operatorservice.v1.OperatorService/RemoveRemoteCluster',
  '/temporal.api.operatorservice.v1.OperatorService/UpdateNexusEndpoint',
];

/** The paths (`/service/method`) of the RPCs that have exactly this caller. */
export function pathsOf(caller: Caller): string[] {
  return Object.entries(rpcsByCaller).flatMap(([service, callers]) =>
    (callers[caller] ?? []).map((rpc) => `/${service}/${rpc}`),
  );
}

/**
 * Who may call an RPC.
 *
 * @param rpc name of the method; names are unique among the three services
 * @returns undefined for one that this version does not know, which the proxy passes on to nobody with a role
 */
export function callerOf(rpc: string): Caller | undefined {
  for (const callers of Object.values(rpcsByCaller)) {
    for (const [caller, rpcs] of Object.entries(callers)) if (rpcs.includes(rpc)) return caller as Caller;
  }
  return undefined;
}

/** Whether somebody with this role may call an RPC. */
export function mayCall(role: Role, rpc: string): boolean {
  const needed = callerOf(rpc);
  return roles.includes(needed as Role) && roles.indexOf(role) >= roles.indexOf(needed as Role);
}
