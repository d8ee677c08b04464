/** Every status of a Workflow Execution: its word, and its name in a visibility query. */
export const statuses = {
  RUNNING: { label: 'Running', query: 'Running' },
  COMPLETED: { label: 'Completed', query: 'Completed' },
  FAILED: { label: 'Failed', query: 'Failed' },
  TIMED_OUT: { label: 'Timed out', query: 'TimedOut' },
  CANCELLED: { label: 'Canceled', query: 'Canceled' },
  TERMINATED: { label: 'Terminated', query: 'Terminated' },
  CONTINUED_AS_NEW: { label: 'Continued as new', query: 'ContinuedAsNew' },
  PAUSED: { label: 'Paused', query: 'Paused' },
} as const;

export type KnownStatus = keyof typeof statuses;

export function isKnownStatus(name: string): name is KnownStatus {
  return Object.hasOwn(statuses, name);
}

export function statusLabel(name: string): string {
  return isKnownStatus(name) ? statuses[name].label : 'Unknown';
}

/** A paused execution is open too: its result can still come. */
export function isOpen(name: string): boolean {
  return name === 'RUNNING' || name === 'PAUSED';
}
