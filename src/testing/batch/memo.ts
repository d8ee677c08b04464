/** What the Workflow of a job keeps in its memo. */
export const memoNames = {
  type: 'batch_operation_type',
  reason: 'batch_operation_reason',
  query: 'batch_operation_visibility_query',
  executions: 'batch_operation_executions',
  stats: 'batch_operation_stats',
} as const;
