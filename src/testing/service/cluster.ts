/** What the server says of itself. */
import type { WorkflowServiceHandlers } from './handlers.js';

/** Version that the in-memory server gives for its own: that of the real one which it follows. */
export const followedServerVersion = '1.32.2';

export function clusterHandlers(): WorkflowServiceHandlers {
  return {
    getSystemInfo: () => ({
      serverVersion: followedServerVersion,
      capabilities: {
        signalAndQueryHeader: true,
        internalErrorDifferentiation: true,
        activityFailureIncludeHeartbeat: true,
        supportsSchedules: true,
        encodedFailureAttributes: true,
        buildIdBasedVersioning: false,
        upsertMemo: true,
        eagerWorkflowStart: false,
        sdkMetadata: true,
        countGroupByExecutionStatus: true,
        nexus: false,
      },
    }),
    getClusterInfo: () => ({
      clusterId: 'in-memory',
      clusterName: 'in-memory',
      serverVersion: followedServerVersion,
      historyShardCount: 1,
      persistenceStore: 'memory',
      visibilityStore: 'memory',
      supportedClients: {},
    }),
  };
}
