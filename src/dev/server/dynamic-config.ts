/**
 * Settings of the local Temporal server, by their dynamic configuration keys.
 *
 * Two kinds only: switches for features that the client covers but that are off
 * by default in this server version, and what makes writes visible at once, so
 * that tests and people need not wait for caches. Limits stay at their defaults,
 * so that what runs here also runs on a real cluster.
 */
export function dynamicConfig(httpPort: number): Record<string, unknown> {
  const callbackUrl = `http://127.0.0.1:${httpPort}/namespaces/{{.NamespaceName}}/nexus/callback`;
  return {
    // Features.
    'frontend.WorkflowPauseEnabled': true,
    'frontend.WorkflowTimeSkippingEnabled': true,
    'frontend.WorkerHeartbeatsEnabled': true,
    'frontend.WorkerCommandsEnabled': true,
    'frontend.workflowRulesAPIsEnabled': true,
    'workercontroller.enabled': true,
    'workercontroller.compute_providers.enabled': ['test-invoke'],
    'workercontroller.scaling_algorithms.enabled': ['no-sync'],
    'frontend.workerVersioningDataAPIs': true,
    'frontend.workerVersioningWorkflowAPIs': true,
    'frontend.workerVersioningRuleAPIs': true,
    'frontend.enableBatchOperationsForStandaloneActivities': true,
    'system.enableDeployments': true,
    'system.enableDeploymentVersions': true,
    'activity.enableStandalone': true,
    'activity.enableCallbacks': true,
    'history.enableStandaloneActivityOperatorCommands': true,
    'history.enableChasm': true,
    'history.enableUpdateCallbacks': true,
    'nexusoperation.enableStandalone': true,
    'nexusoperation.callback.endpoint.template': callbackUrl,
    'component.nexusoperations.callback.endpoint.template': callbackUrl,
    'callback.allowedAddresses': [{ Pattern: '127.0.0.1:*', AllowInsecure: true }],
    // Freshness.
    'system.forceSearchAttributesCacheRefreshOnRead': true,
    'system.forceNexusEndpointRefreshOnRead': true,
    'system.namespaceCacheRefreshInterval': '1s',
    // Runs of a chain (continue-as-new, retry) would otherwise start at least a second apart, and timers fire
    // up to a second late: room for the clocks of several hosts, of which there is one here.
    'history.workflowIdReuseMinimalInterval': '0s',
    'history.timerProcessorMaxTimeShift': '100ms',
    // The contract suite runs from three places at once, each with batches in the same Namespace.
    'frontend.MaxConcurrentBatchOperationPerNamespace': 10,
    // What `temporal server start-dev` has too; 10 a second would be used up by one busy page.
    'frontend.namespaceRPS.visibility': 100,
    // The server would otherwise ask the internet for news of itself.
    'frontend.enableServerVersionCheck': false,
  };
}
