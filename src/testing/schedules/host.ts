import type { Payloads } from '../../../gen/core/temporal/api/common/v1/message_pb.js';
import type { WorkflowExecutionStatus } from '../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import type { Failure } from '../../../gen/core/temporal/api/failure/v1/message_pb.js';
import type { StartWorkflowExecutionRequest } from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';

/** Time, as Schedules need it: the clock of the server in memory. */
export interface ScheduleClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `run` once at that time. @returns what cancels it */
  at(timeMs: number, run: () => void): () => void;
}

/** A Workflow that a Schedule started: the whole chain of runs. */
export interface ScheduledWorkflow {
  readonly namespace: string;
  readonly workflowId: string;
  readonly firstRunId: string;
}

/** Why a Schedule ends a Workflow. */
export interface EndReason {
  readonly identity: string;
  readonly reason: string;
}

/** The server around the Schedules. */
export interface ScheduleHost {
  readonly clock: ScheduleClock;
  /** A random id. */
  newId(): string;
  /** @throws ConnectError with ALREADY_EXISTS when the Workflow Id is taken: the Schedule goes on without it */
  start(request: StartWorkflowExecutionRequest): { readonly runId: string };
  requestCancel(workflow: ScheduledWorkflow, reason: EndReason): void;
  terminate(workflow: ScheduledWorkflow, reason: EndReason): void;
}

/** How a Workflow ended, its last run included: not the end of a run that another follows. */
export interface WorkflowEnd extends ScheduledWorkflow {
  readonly status: WorkflowExecutionStatus;
  readonly result?: Payloads | undefined;
  readonly failure?: Failure | undefined;
}
