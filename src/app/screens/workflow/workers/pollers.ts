import type { TaskQueuePoller, WorkerInfo } from '../../../../client/index.js';
import type { QueueDescriptions } from './queries.js';

export const taskKinds = ['workflow', 'activity', 'nexus'] as const;
export type TaskKind = (typeof taskKinds)[number];

/** A worker as the Task Queue knows it, and as it tells of itself if it does. */
export interface PollerRow {
  identity: string;
  kinds: TaskKind[];
  lastSeen: Date | undefined;
  /** `deployment:build`, or the build alone. */
  version: string;
  sdk: string;
  host: string;
  status: WorkerInfo['status'] | undefined;
}

/** One row for each identity, the most recently seen first. */
export function pollerRows(queue: QueueDescriptions | undefined, workers: readonly WorkerInfo[]): PollerRow[] {
  const rows = new Map<string, PollerRow>();
  const rowOf = (identity: string): PollerRow => {
    const row = rows.get(identity) ?? {
      identity,
      kinds: [],
      lastSeen: undefined,
      version: '',
      sdk: '',
      host: '',
      status: undefined,
    };
    rows.set(identity, row);
    return row;
  };
  for (const kind of taskKinds) {
    for (const poller of queue?.[kind].pollers ?? []) {
      const row = rowOf(poller.identity);
      row.kinds.push(kind);
      row.lastSeen = later(row.lastSeen, poller.lastAccessTime);
      row.version ||= versionOf(poller);
    }
  }
  for (const worker of workers) {
    const row = rowOf(worker.workerIdentity);
    row.sdk = [worker.sdkName, worker.sdkVersion].filter(Boolean).join(' ');
    row.host = [worker.hostName, worker.processId].filter(Boolean).join(' · ');
    row.status = worker.status;
    row.version ||= versionOf(worker);
  }
  return [...rows.values()].sort((a, b) => (b.lastSeen?.getTime() ?? 0) - (a.lastSeen?.getTime() ?? 0));
}

function later(a: Date | undefined, b: Date | undefined): Date | undefined {
  return !a || (b && b > a) ? b : a;
}

function versionOf({ deploymentVersion, buildId }: Pick<TaskQueuePoller, 'deploymentVersion' | 'buildId'>): string {
  return deploymentVersion ? `${deploymentVersion.deploymentName}:${deploymentVersion.buildId}` : (buildId ?? '');
}
