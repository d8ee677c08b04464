/** The right that a call needs, as Temporal's own authorizer divides them. */
export interface Right {
  level: 'read' | 'write' | 'admin';
  /** Rights are given for one Namespace, or for the whole cluster. */
  scope: 'namespace' | 'cluster';
}

const clusterReads = /^(ListNamespaces|GetClusterInfo|GetSystemInfo|GetNexusEndpoint|ListNexusEndpoints)$/;
const clusterAdmin = /^(RegisterNamespace|ListClusters|.*RemoteClusters?|(Create|Update|Delete)NexusEndpoint)$/;
const namespaceAdmin = /^((Update|Deprecate|Delete)Namespace|(Add|Remove)SearchAttributes)$/;
const reads =
  /^(Get|List|Count|Describe|Scan|Query|Fetch|PollWorkflowExecutionUpdate$|PollActivityExecution$|PollNexusOperationExecution$)/;

/** @param method name of the RPC, for example `TerminateWorkflowExecution` */
export function rightFor(method: string): Right {
  if (clusterReads.test(method)) return { level: 'read', scope: 'cluster' };
  if (clusterAdmin.test(method)) return { level: 'admin', scope: 'cluster' };
  if (namespaceAdmin.test(method)) return { level: 'admin', scope: 'namespace' };
  return { level: reads.test(method) ? 'read' : 'write', scope: 'namespace' };
}

/** `TerminateWorkflowExecution` as words: "terminate workflow execution". */
export function methodWords(method: string): string {
  return method.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
