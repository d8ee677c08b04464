import { isRecord, readStored, writeStored } from './stored.js';

/** A run that was looked at in this browser. */
export interface RecentRun {
  address: string;
  namespace: string;
  workflowId: string;
  runId: string;
  type: string;
}

const mostRuns = 30;

/** The newest first; ids only, since everything else of a run changes. */
export function recentRuns(): readonly RecentRun[] {
  const stored = readStored('recentRuns');
  if (!Array.isArray(stored)) return [];
  return stored.filter(isRecord).flatMap(({ address, namespace, workflowId, runId, type }) => {
    const texts = [address, namespace, workflowId, runId, type];
    return texts.every((text) => typeof text === 'string') && workflowId
      ? [{ address, namespace, workflowId, runId, type } as RecentRun]
      : [];
  });
}

/** A run that comes again moves to the front, and a newer run takes the place of an older one of its Workflow Id. */
export function rememberRun(run: RecentRun): void {
  const others = recentRuns().filter(
    ({ address, namespace, workflowId }) =>
      workflowId !== run.workflowId || namespace !== run.namespace || address !== run.address,
  );
  writeStored('recentRuns', [run, ...others].slice(0, mostRuns));
}
