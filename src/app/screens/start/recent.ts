import { isRecord, readStored, textOr, writeStored } from '../../state/stored.js';

/** A Workflow Type with the Task Queue that it was started on. */
export interface TypeOnQueue {
  workflowType: string;
  taskQueue: string;
}

const most = 20;
const key = (namespace: string) => `start-recent:${namespace}`;

/** What was started from this browser, the newest first. */
export function recentStarts(namespace: string): TypeOnQueue[] {
  const stored = readStored(key(namespace));
  return (Array.isArray(stored) ? stored : []).filter(isRecord).flatMap((entry) => {
    const [workflowType, taskQueue] = [textOr(entry['workflowType'], ''), textOr(entry['taskQueue'], '')];
    return workflowType && taskQueue ? [{ workflowType, taskQueue }] : [];
  });
}

export function rememberStart(namespace: string, { workflowType, taskQueue }: TypeOnQueue): void {
  const others = recentStarts(namespace).filter(
    (entry) => entry.workflowType !== workflowType || entry.taskQueue !== taskQueue,
  );
  writeStored(key(namespace), [{ workflowType, taskQueue }, ...others].slice(0, most));
}
