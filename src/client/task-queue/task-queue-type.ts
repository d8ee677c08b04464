/** Kinds of tasks that a Task Queue name stands for; each is a queue of its own, with its own pollers and backlog. */
export const TaskQueueType = { WORKFLOW: 'WORKFLOW', ACTIVITY: 'ACTIVITY', NEXUS: 'NEXUS' } as const;
export type TaskQueueType = keyof typeof TaskQueueType;
