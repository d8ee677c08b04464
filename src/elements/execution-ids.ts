/** Which run an event is about. */
export interface ExecutionIds {
  readonly workflowId: string;
  /** Empty for what could not be started. */
  readonly runId: string;
}
