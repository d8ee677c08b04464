/** Queries to begin with; `label` says what they find. */
export const queryExamples = [
  { label: 'Of one type', query: "WorkflowType = 'order'" },
  { label: 'Id starts with', query: "WorkflowId STARTS_WITH 'order-'" },
  { label: 'Started in the last hour', query: 'StartTime >= now-1h' },
  { label: 'On one Task Queue', query: "TaskQueue = 'samples'" },
  { label: 'Took longer than a minute', query: "ExecutionDuration > '1m'" },
  { label: 'With more than 1,000 events', query: 'HistoryLength > 1000' },
  { label: 'Failed, or ran into a timeout', query: "ExecutionStatus IN ('Failed', 'TimedOut')" },
  { label: 'One thing or another', query: "WorkflowType = 'order' AND (TaskQueue = 'a' OR TaskQueue = 'b')" },
] as const;
