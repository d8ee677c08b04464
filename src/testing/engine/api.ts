/** The messages of the Temporal API that the engine is made of, in one place: they are spread over the generated folders. */
export {
  type Header,
  type Payload,
  PayloadSchema,
  type Payloads,
  type Priority,
  type RetryPolicy,
  type SearchAttributes,
  SearchAttributesSchema,
  type WorkflowExecution,
} from '../../../gen/core/temporal/api/common/v1/message_pb.js';
export { EventType } from '../../../gen/core/temporal/api/enums/v1/event_type_pb.js';
export {
  ParentClosePolicy,
  PendingActivityState,
  RetryState,
  TimeoutType,
  WorkflowExecutionStatus,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
} from '../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
export { UpdateWorkflowExecutionLifecycleStage } from '../../../gen/core/temporal/api/enums/v1/update_pb.js';
export { type Failure, FailureSchema } from '../../../gen/core/temporal/api/failure/v1/message_pb.js';
export type { UserMetadata } from '../../../gen/core/temporal/api/sdk/v1/user_metadata_pb.js';
export type { Outcome, Request as UpdateRequest } from '../../../gen/core/temporal/api/update/v1/message_pb.js';
export type { VersioningOverride } from '../../../gen/core/temporal/api/workflow/v1/message_pb.js';
export { NamespaceState } from '../../../gen/namespace/temporal/api/enums/v1/namespace_pb.js';
export { IndexedValueType } from '../../../gen/operator/temporal/api/enums/v1/common_pb.js';
export { ContinueAsNewInitiator } from '../../../gen/history/temporal/api/enums/v1/workflow_pb.js';
export {
  CancelExternalWorkflowExecutionFailedCause,
  SignalExternalWorkflowExecutionFailedCause,
  StartChildWorkflowExecutionFailedCause,
  WorkflowTaskFailedCause,
} from '../../../gen/history/temporal/api/enums/v1/failed_cause_pb.js';
export {
  type ActivityTaskScheduledEventAttributes,
  type HistoryEvent,
  HistoryEventSchema,
  type StartChildWorkflowExecutionInitiatedEventAttributes,
  type WorkflowExecutionStartedEventAttributes,
  WorkflowExecutionStartedEventAttributesSchema,
} from '../../../gen/history/temporal/api/history/v1/message_pb.js';
