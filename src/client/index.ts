/**
 * Temporal from a browser. Begin with {@link Connection} and {@link Client}.
 *
 * @packageDocumentation
 */
// For applications:
export { Client, type ClientInterceptors, type ClientOptions, type LoadedClientOptions } from './client.js';
export type { BaseClientOptions } from './base-client.js';
export type { ClientPlugin, ConnectionPlugin } from './plugins.js';
export type { Headers, Next, NextFunction } from './interceptors.js';
export { Connection, type CallLimits } from './connection.js';
export type { ApiKey, ConnectionOptions, MetadataSource, PollOptions } from './connection-options.js';
export type { ConnectionCondition, ConnectionState } from './connection-state.js';
export type { PollStatus } from './polls/status.js';
export type { CallOptions, CallScope, Metadata, WaitOptions } from './call-options.js';
export { typedClient, type TypedClient, type TypedWorkflowClient, type WorkflowMap } from './typed-client.js';

export {
  defineQuery,
  defineSignal,
  defineUpdate,
  type QueryDefinition,
  type QueryDefinitionOptions,
  type SignalDefinition,
  type SignalDefinitionOptions,
  type UpdateDefinition,
  type UpdateDefinitionOptions,
  type Workflow,
  type WorkflowResultType,
} from './definitions.js';

export {
  type GetWorkflowHandleOptions,
  WorkflowClient,
  type WorkflowClientOptions,
} from './workflow/workflow-client.js';
export { WithStartWorkflowOperation } from './workflow/with-start-operation.js';
export type { WorkflowUpdateHandle } from './workflow/update-handle.js';
export {
  encodeWorkflowUpdateStage,
  type WorkflowUpdateOptions,
  WorkflowUpdateStage,
} from './workflow/update-options.js';
export {
  type ExecuteUpdateArguments,
  type ExecuteUpdateOptions,
  type GetWorkflowUpdateHandleOptions,
  type QueryOptions,
  type SignalOptions,
  type StartUpdateOptions,
  type WorkflowHandle,
  type WorkflowHandleWithFirstExecutionRunId,
  type WorkflowHandleWithSignaledRunId,
  type WorkflowHandleWithStartDetails,
} from './workflow/handle.js';
export {
  type CompiledWorkflowOptions,
  compileWorkflowOptions,
  extractWorkflowType,
  extractWorkflowTypeAndConfig,
  type OnAlreadyStarted,
  type WithWorkflowArgs,
  type WorkflowOptions,
  type WorkflowSignalWithStartOptions,
  type WorkflowStartOptions,
} from './workflow/workflow-options.js';
export type {
  PendingActivities,
  PendingActivitySelector,
  ReasonOptions,
  WorkflowOperations,
} from './workflow/operations/workflow-operations.js';
export type {
  ActivityOptionsChange,
  ActivityOptionsResult,
  PauseActivityOptions,
  ResetActivityOptions,
  UnpauseActivityOptions,
} from './workflow/operations/activities.js';
export type { ListClosedOptions, ListOpenOptions } from './workflow/operations/other-lists.js';
export type { ResetOptions, ResetPoint, ResetResult } from './workflow/operations/reset.js';
export type { ResetReapplyExclude } from './workflow/operations/reset-exclude.js';
export type { WorkflowOptionsChange, WorkflowOptionsResult } from './workflow/operations/update-options.js';
export type { HistoryAndWorkflowId, IntoHistoriesOptions } from './workflow/into-histories.js';
export {
  BatchClient,
  type BatchClientInterceptor,
  type BatchClientOptions,
  type BatchHandle,
  type BatchInput,
  type BatchProgressOptions,
  type ListBatchInput,
  type StopBatchInput,
} from './batch/batch-client.js';
export { BatchNotFoundError } from './batch/errors.js';
export type { BatchDescription, BatchState, BatchSummary } from './batch/describe.js';
export type { BatchOperation } from './batch/operation.js';
export type { BatchTarget, StartBatchOptions } from './batch/start.js';
export type { Page, PagingOptions } from './internal/pages.js';
export type {
  CallInput,
  SignalTypeInfo,
  WorkflowCancelInput,
  WorkflowClientInterceptor,
  WorkflowClientInterceptors,
  WorkflowCountInput,
  WorkflowDescribeInput,
  WorkflowExecution,
  WorkflowListInput,
  WorkflowPollUpdateInput,
  WorkflowQueryInput,
  WorkflowResultInput,
  WorkflowSignalInput,
  WorkflowSignalWithStartInput,
  WorkflowStartInput,
  WorkflowStartOutput,
  WorkflowStartUpdateInput,
  WorkflowStartUpdateOutput,
  WorkflowStartUpdateWithStartInput,
  WorkflowStartUpdateWithStartOutput,
  WorkflowTerminateInput,
} from './workflow/interceptors.js';
export type { WorkflowResultOptions } from './workflow/result.js';
export type { CancelOptions } from './workflow/cancel.js';
export type { TerminateOptions } from './workflow/terminate.js';
export type { DescribeWorkflowExecutionResponse, WorkflowExecutionDescription } from './workflow/describe.js';
export {
  type RawWorkflowExecutionInfo,
  type WorkflowExecutionInfo,
  type WorkflowExecutionStatusName,
} from './workflow/execution-info.js';
export type { History, HistoryEvent, HistoryOptions, HistoryPage, HistoryPageInput } from './workflow/history.js';
export {
  type AsyncWorkflowListIterable,
  type CountWorkflowExecution,
  type ListOptions,
  type ListPageOptions,
  type WorkflowExecutionPage,
} from './workflow/list.js';
export {
  type BuiltInAttribute,
  type VisibilityAttribute,
  type VisibilityOperator,
  type VisibilityValues,
  type VisibilityValueType,
} from './visibility/attributes.js';
export {
  and,
  GroupedVisibilityQuery,
  not,
  or,
  OrderedVisibilityQuery,
  type SortableAttribute,
  VisibilityCondition,
} from './visibility/condition.js';
export { countsByStatus } from './visibility/counts-by-status.js';
export { type VisibilityStatusName } from './visibility/status-names.js';
export { where } from './visibility/where.js';
export {
  type VisibilityClause,
  type VisibilityCountQuery,
  type VisibilityListQuery,
  type VisibilityQueryText,
} from './visibility/visibility-query.js';
export {
  decodeQueryRejectCondition,
  decodeWorkflowIdConflictPolicy,
  decodeWorkflowIdReusePolicy,
  encodeQueryRejectCondition,
  encodeWorkflowIdConflictPolicy,
  encodeWorkflowIdReusePolicy,
  QueryRejectCondition,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
} from './workflow/id-policies.js';

export { ScheduleClient, type ScheduleClientOptions } from './schedule/schedule-client.js';
export type { ScheduleHandle } from './schedule/schedule-handle.js';
export { ScheduleOverlapPolicy } from './schedule/overlap-policy.js';
export { decodeScheduleOverlapPolicy, encodeScheduleOverlapPolicy } from './schedule/overlap-policy-codec.js';
export { DAYS_OF_WEEK, type DayOfWeek, type Month, MONTHS } from './schedule/calendar-names.js';
export type {
  CalendarField,
  CalendarSpec,
  CalendarSpecDescription,
  IntervalSpec,
  IntervalSpecDescription,
  LooseRange,
  Range,
  ScheduleSpec,
  ScheduleSpecDescription,
} from './schedule/schedule-spec.js';
export type {
  Backfill,
  CompiledScheduleAction,
  CompiledScheduleOptions,
  CompiledScheduleUpdateOptions,
  ListScheduleOptions,
  ListSchedulePageOptions,
  ScheduleOptions,
  ScheduleOptionsAction,
  ScheduleOptionsStartWorkflowAction,
  SchedulePatch,
  SchedulePolicies,
  ScheduleState,
  ScheduleTriggerOptions,
  ScheduleUpdateCallOptions,
  ScheduleUpdateOptions,
} from './schedule/schedule-options.js';
export type {
  DescribeScheduleResponse,
  ScheduleDescription,
  ScheduleDescriptionAction,
  ScheduleDescriptionStartWorkflowAction,
  ScheduleExecutionActionResult,
  ScheduleExecutionResult,
  ScheduleExecutionStartWorkflowActionResult,
  ScheduleListEntry,
  SchedulePage,
  ScheduleSummary,
  ScheduleSummaryAction,
  ScheduleSummaryStartWorkflowAction,
} from './schedule/schedule-description.js';
export type {
  CountSchedulesInput,
  CreateScheduleInput,
  CreateScheduleOutput,
  DeleteScheduleInput,
  DescribeScheduleInput,
  ListScheduleMatchingTimesInput,
  ListSchedulesInput,
  PatchScheduleInput,
  ScheduleClientInterceptor,
  UpdateScheduleInput,
} from './schedule/interceptors.js';
export { ScheduleAlreadyRunning, ScheduleNotFoundError, ScheduleUpdateConflictError } from './schedule/errors.js';

export { ActivityClient, type ActivityClientOptions } from './activity/activity-client.js';
export { AsyncCompletionClient, type AsyncCompletionClientOptions } from './activity/async-completion-client.js';
export type {
  AsyncCompletionCompleteOptions,
  AsyncCompletionOperationOptions,
  FullActivityId,
} from './activity/completion-options.js';
export type { ActivityHandle, StartedActivityHandle } from './activity/activity-handle.js';
export type {
  ActivityDescribeOptions,
  ActivityOptions,
  ActivityOptionsUpdate,
  ActivityOptionsUpdateResult,
  ActivityPauseOptions,
  ActivityResetOptions,
  ActivityUnpauseOptions,
  GetActivityHandleOptions,
} from './activity/activity-options.js';
export type {
  ActivityExecutionDescription,
  ActivityExecutionInfo,
  RawActivityCallbackInfo,
  RawActivityExecutionInfo,
  RawActivityExecutionListInfo,
} from './activity/description.js';
export type { ActivityExecutionPage, CountActivityExecutions } from './activity/list.js';
export type {
  ActivityArgs,
  ActivityFunction,
  ActivityName,
  ActivityOptionsFor,
  ActivityOptionsWithArgs,
  ActivityResult,
  TypedActivityClient,
} from './activity/typed-activities.js';
export {
  ActivityExecutionStatus,
  ActivityIdConflictPolicy,
  ActivityIdReusePolicy,
  PendingActivityState,
} from './activity/enums.js';
export {
  decodeActivityExecutionStatus,
  decodeActivityIdConflictPolicy,
  decodeActivityIdReusePolicy,
  decodePendingActivityState,
  encodeActivityExecutionStatus,
  encodeActivityIdConflictPolicy,
  encodeActivityIdReusePolicy,
  encodePendingActivityState,
} from './activity/exports.js';
export {
  ActivityCancelledError,
  ActivityCompletionError,
  ActivityExecutionAlreadyStartedError,
  ActivityExecutionFailedError,
  ActivityNotFoundError,
  ActivityPausedError,
  ActivityResetError,
} from './activity/errors.js';
export type {
  ActivityCancelInput,
  ActivityClientInterceptor,
  ActivityCompleteInput,
  ActivityCountInput,
  ActivityDeleteInput,
  ActivityDescribeInput,
  ActivityFailInput,
  ActivityGetResultInput,
  ActivityHeartbeatInput,
  ActivityListInput,
  ActivityListPageInput,
  ActivityPauseInput,
  ActivityReportCancellationInput,
  ActivityResetInput,
  ActivityRestoreOriginalOptionsInput,
  ActivityStartInput,
  ActivityTargetInput,
  ActivityTerminateInput,
  ActivityUnpauseInput,
  ActivityUpdateOptionsInput,
  AsyncCompletionInput,
} from './activity/interceptors.js';

export { NexusClient, type NexusClientOptions } from './nexus/nexus-client.js';
export type {
  NexusOperationHandle,
  NexusOperationHandleResult,
  NexusServiceClient,
  StartedNexusOperationHandle,
} from './nexus/nexus-handle.js';
export type {
  DescribeNexusOperationOptions,
  GetNexusOperationHandleOptions,
  StartNexusOperationOptions,
} from './nexus/nexus-options.js';
export type {
  NexusOperationDefinition,
  NexusOperationInput,
  NexusOperationKey,
  NexusOperationOf,
  NexusOperationOutput,
  NexusServiceDefinition,
  NexusTypeInfo,
} from './nexus/service-definition.js';
export type {
  NexusOperationExecution,
  NexusOperationExecutionCancellationInfo,
  NexusOperationExecutionDescription,
  RawNexusOperationExecutionCancellationInfo,
  RawNexusOperationExecutionInfo,
  RawNexusOperationExecutionListInfo,
} from './nexus/description.js';
export type { NexusOperationExecutionCount, NexusOperationExecutionPage } from './nexus/list.js';
export {
  NexusOperationCancellationState,
  NexusOperationExecutionStatus,
  NexusOperationIdConflictPolicy,
  NexusOperationIdReusePolicy,
  PendingNexusOperationState,
} from './nexus/enums.js';
export {
  decodeNexusOperationCancellationState,
  decodeNexusOperationExecutionStatus,
  decodeNexusOperationIdConflictPolicy,
  decodeNexusOperationIdReusePolicy,
  decodePendingNexusOperationState,
  encodeNexusOperationCancellationState,
  encodeNexusOperationExecutionStatus,
  encodeNexusOperationIdConflictPolicy,
  encodeNexusOperationIdReusePolicy,
  encodePendingNexusOperationState,
} from './nexus/exports.js';
export {
  NexusOperationAlreadyStartedError,
  NexusOperationFailureError,
  NexusOperationNotFoundError,
} from './nexus/errors.js';
export type {
  CancelNexusOperationInput,
  CountNexusOperationsInput,
  DeleteNexusOperationInput,
  DescribeNexusOperationInput,
  GetNexusOperationResultInput,
  ListNexusOperationsInput,
  ListNexusOperationsPageInput,
  NexusClientInterceptor,
  NexusOperationTargetInput,
  StartNexusOperationInput,
  TerminateNexusOperationInput,
} from './nexus/interceptors.js';

export { TaskQueueClient, type TaskQueueClientOptions } from './task-queue/task-queue-client.js';
export { TaskQueueType } from './task-queue/task-queue-type.js';
export { UnversionedBuildId, type UnversionedBuildIdType } from './task-queue/unversioned-build-id.js';
// eslint-disable-next-line @typescript-eslint/no-deprecated -- kept as upstream keeps it
export { ReachabilityType } from './task-queue/reachability-type.js';
export { decodeTaskReachability, encodeTaskReachability, reachabilityResponseFromProto } from './task-queue/exports.js';
// eslint-disable-next-line @typescript-eslint/no-deprecated -- as above
export { BuildIdNotFoundError } from './task-queue/errors.js';
export type {
  AddNewCompatibleVersion,
  AddNewIdInNewDefaultSet,
  BuildIdOperation,
  BuildIdVersionSet,
  MergeSets,
  PromoteBuildIdWithinSet,
  PromoteSetByBuildId,
  WorkerBuildIdVersionSets,
} from './task-queue/build-id-types.js';
export type {
  BuildIdReachability,
  ReachabilityOptions,
  ReachabilityResponse,
  ReachabilityTypeResponse,
} from './task-queue/reachability.js';
export type { TaskQueueConfigChange, UpdateTaskQueueConfigOptions } from './task-queue/config.js';
export type {
  BuildIdTaskReachability,
  DescribeTaskQueueOptions,
  RateLimitSource,
  TaskQueueConfig,
  TaskQueueDescription,
  TaskQueuePoller,
  TaskQueueRateLimit,
  TaskQueueVersion,
  TaskQueueVersioning,
  TaskQueueVersionSelection,
  WorkerVersioningMode,
} from './task-queue/description.js';
export type { TaskQueuePartition, TaskQueuePartitions } from './task-queue/partitions.js';
export type { TaskQueueStats } from './task-queue/task-queue-stats.js';
export type {
  BuildIdAssignmentRule,
  CompatibleBuildIdRedirectRule,
  UpdateVersioningRulesOptions,
  VersioningRuleOperation,
  WorkerVersioningRules,
} from './task-queue/versioning-rules.js';
export type {
  TaskQueueClientInterceptor,
  TaskQueueDescribeInput,
  TaskQueueInput,
  TaskQueueReachabilityInput,
  TaskQueueUpdateBuildIdInput,
  TaskQueueUpdateConfigInput,
  TaskQueueUpdateVersioningRulesInput,
} from './task-queue/interceptors.js';

export { WorkerClient, type WorkerClientOptions } from './worker/worker-client.js';
export { WorkerNotFoundError } from './worker/errors.js';
export type {
  UpdateWorkerConfigOptions,
  WorkerConfig,
  WorkerConfigOptions,
  WorkerPollerBehavior,
} from './worker/config.js';
export type { ListWorkersOptions, ListWorkersPageOptions, WorkerFilter } from './worker/list.js';
export type { WorkerDescription, WorkerInfo, WorkerPolling, WorkerSlots, WorkerStatus } from './worker/worker-info.js';
export type {
  WorkerClientInterceptor,
  WorkerConfigInput,
  WorkerCountInput,
  WorkerInput,
  WorkerListInput,
  WorkerUpdateConfigInput,
} from './worker/interceptors.js';

export { DeploymentClient, type DeploymentClientOptions } from './deployment/deployment-client.js';
export {
  WorkerDeploymentAlreadyExistsError,
  WorkerDeploymentConflictError,
  WorkerDeploymentNotFoundError,
} from './deployment/errors.js';
export type {
  ComputeConfig,
  ComputeConfigChange,
  ComputeProvider,
  ComputeScaler,
  ComputeScalingGroup,
  ComputeScalingGroupChange,
} from './deployment/compute-config.js';
export type {
  RoutingConfigUpdateState,
  VersionDrainage,
  VersionDrainageStatus,
  VersionTaskQueue,
  WorkerDeploymentDescription,
  WorkerDeploymentRouting,
  WorkerDeploymentSummary,
  WorkerDeploymentVersionDescription,
  WorkerDeploymentVersionStatus,
  WorkerDeploymentVersionSummary,
} from './deployment/deployment-info.js';
export type {
  ConflictTokenOptions,
  DeploymentChanged,
  DeploymentManager,
  RampingVersion,
  SetVersionOptions,
} from './deployment/routing.js';
export type { ListDeploymentsPageOptions } from './deployment/verbs.js';
export type {
  CreateVersionOptions,
  DeleteVersionOptions,
  DescribeVersionOptions,
  UpdateVersionMetadataOptions,
} from './deployment/versions.js';
export type {
  DeploymentClientInterceptor,
  DeploymentComputeConfigInput,
  DeploymentCreateVersionInput,
  DeploymentDeleteVersionInput,
  DeploymentDescribeVersionInput,
  DeploymentInput,
  DeploymentListInput,
  DeploymentSetCurrentInput,
  DeploymentSetManagerInput,
  DeploymentSetRampingInput,
  DeploymentUpdateMetadataInput,
  DeploymentVersionInput,
} from './deployment/interceptors.js';

export { RuleClient, type RuleClientOptions } from './rule/rule-client.js';
export { WorkflowRuleAlreadyExistsError, WorkflowRuleNotFoundError } from './rule/errors.js';
export type { CreatedWorkflowRule } from './rule/rules.js';
export type { CreateWorkflowRuleOptions, ListRulesPageOptions } from './rule/verbs.js';
export type { WorkflowRule, WorkflowRuleAction, WorkflowRuleSpec } from './rule/workflow-rule.js';
export type {
  RuleClientInterceptor,
  RuleCreateInput,
  RuleInput,
  RuleListInput,
  RuleTriggerInput,
} from './rule/interceptors.js';

export { NamespaceClient, type NamespaceClientOptions } from './namespace/namespace-client.js';
export { NamespaceAlreadyExistsError } from './namespace/errors.js';
export type {
  ArchivalState,
  BadBinary,
  NamespaceArchival,
  NamespaceArchivalOptions,
  NamespaceCapabilities,
  NamespaceConfig,
  NamespaceDescription,
  NamespaceLimits,
  NamespaceReplication,
  NamespaceSettings,
  NamespaceState,
  ReplicationState,
} from './namespace/namespace-info.js';
export type {
  DeleteNamespaceOptions,
  ListNamespacesOptions,
  ListNamespacesPageOptions,
  RegisterNamespaceOptions,
  UpdateNamespaceOptions,
} from './namespace/verbs.js';
export type {
  NamespaceChange,
  NamespaceClientInterceptor,
  NamespaceDeleteInput,
  NamespaceDescribeInput,
  NamespaceInput,
  NamespaceListInput,
  NamespaceRegisterInput,
  NamespaceTarget,
  NamespaceUpdateInput,
} from './namespace/interceptors.js';

export { OperatorClient, type OperatorClientOptions } from './operator/operator-client.js';
export {
  NexusEndpointAlreadyExistsError,
  NexusEndpointConflictError,
  NexusEndpointNotFoundError,
} from './operator/errors.js';
export type { Cluster } from './operator/clusters.js';
export type { NexusEndpoint, NexusEndpointSpec, NexusEndpointTarget } from './operator/nexus-endpoint.js';
export type { SearchAttributeList, SearchAttributeTypes } from './operator/search-attributes.js';
export type {
  AddClusterOptions,
  NamespaceCallOptions,
  OperatorPageOptions,
  UpdateNexusEndpointOptions,
} from './operator/verbs.js';
export type {
  NexusEndpointChange,
  OperatorAddClusterInput,
  OperatorAddSearchAttributesInput,
  OperatorClientInterceptor,
  OperatorClusterInput,
  OperatorCreateEndpointInput,
  OperatorDeleteEndpointInput,
  OperatorEndpointInput,
  OperatorListEndpointsInput,
  OperatorNamespaceInput,
  OperatorPageInput,
  OperatorRemoveSearchAttributesInput,
  OperatorUpdateEndpointInput,
} from './operator/interceptors.js';
export type { HealthStatus } from './service/check-health.js';

export { type Duration, type DurationString, durationToMs } from './duration.js';
export { compilePriority, decodePriority, type Priority } from './priority.js';
export { compileRetryPolicy, type RetryPolicy } from './retry-policy.js';
export { decompileRetryPolicy } from './decode-retry-policy.js';
export {
  decodeVersioningBehavior,
  encodeVersioningBehavior,
  toCanonicalString,
  VersioningBehavior,
} from './versioning-behavior.js';
export type { VersioningOverride, WorkerDeploymentVersion } from './versioning-override.js';
export {
  defineSearchAttributeKey,
  type SearchAttributeKey,
  type SearchAttributePair,
  type SearchAttributes,
  SearchAttributeType,
  type SearchAttributeUpdatePair,
  type SearchAttributeValue,
  TypedSearchAttributes,
} from './search-attributes.js';

export {
  NamespaceNotFoundError,
  QueryNotRegisteredError,
  QueryRejectedError,
  ServiceError,
  UnsupportedError,
  WorkflowContinuedAsNewError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from './errors.js';
export {
  ActivityFailure,
  ApplicationFailure,
  ApplicationFailureCategory,
  type ApplicationFailureOptions,
  CancelledFailure,
  ChildWorkflowFailure,
  decodeApplicationFailureCategory,
  decodeRetryState,
  decodeTimeoutType,
  encodeApplicationFailureCategory,
  encodeRetryState,
  encodeTimeoutType,
  NexusHandlerFailure,
  NexusOperationFailure,
  RetryState,
  rootCause,
  ServerFailure,
  TemporalFailure,
  TerminatedFailure,
  TimeoutFailure,
  TimeoutType,
  WorkflowExecutionAlreadyStartedError,
} from './failure.js';
export { createPayloadValidationError, ensureApplicationFailure, ensureTemporalFailure } from './ensure-failure.js';
// eslint-disable-next-line @typescript-eslint/no-deprecated -- still upstream's
export { isServerErrorResponse } from './is-server-error-response.js';
export {
  GrpcError,
  grpcErrorOf,
  type GrpcMetadata,
  type GrpcStatusDetail,
  isGrpcCancelledError,
  isGrpcDeadlineError,
  isGrpcServiceError,
  status,
  statusName,
  TransportError,
  type TransportErrorKind,
} from './grpc-error.js';
export { IllegalStateError, PayloadConverterError, ValueError } from './value-error.js';
export type { BackoffOptions, RetryEvent } from './retry.js';

export { describeError, type ErrorDescription } from './describe-error.js';

/* For authors of converters, codecs and libraries on top of this one: */
export { type DataConverter, LoadedDataConverter, type PayloadCodec } from './converter/data-converter.js';
export {
  DefaultFailureConverter,
  type DefaultFailureConverterOptions,
  type FailureConverter,
} from './converter/failure-converter.js';
export {
  BinaryPayloadConverter,
  CompositePayloadConverter,
  DefaultPayloadConverter,
  defaultPayloadConverter,
  JsonPayloadConverter,
  type ActivitySerializationContext,
  type Payload,
  type PayloadConverter,
  type PayloadConverterWithEncoding,
  type SerializationContext,
  UndefinedPayloadConverter,
  type WorkflowSerializationContext,
} from './converter/payload-converter.js';
export {
  encodingKeys,
  type EncodingType,
  encodingTypes,
  METADATA_ENCODING_KEY,
  METADATA_MESSAGE_TYPE_KEY,
} from './converter/encoding-types.js';
export {
  arrayFromPayloads,
  convertOptionalToPayload,
  fromPayloadsAtIndex,
  mapFromPayloads,
  mapToPayloads,
  toPayloads,
  toPayloadsWithContext,
} from './converter/payload-lists.js';
export { RawValue } from './converter/raw-value.js';
export type { ConverterHint, PayloadTypeInfo, TransferTypeConverter, TypeInfo } from './converter/type-info.js';
export { fromPayloadWithTypeInfo, rawValueTypeInfo, toPayloadWithTypeInfo } from './converter/with-type-info.js';
export { defaultDataConverter, defaultFailureConverter } from './converter/defaults.js';
export { encodeErrorToFailure } from './converter/encode-error.js';
export {
  DefaultPayloadConverterWithProtobufs,
  type DefaultPayloadConverterWithProtobufsOptions,
  ProtobufBinaryPayloadConverter,
  type ProtobufHint,
  protobufHint,
  ProtobufJsonPayloadConverter,
} from './converter/protobuf-payload-converters.js';
export { ExternalStorage, type ExternalStorageOptions } from './converter/external-storage.js';
export { ExternalStorageNotConfiguredError, type PayloadStorage } from './converter/storage-reference.js';
export {
  type StorageDriver,
  type StorageDriverActivityInfo,
  StorageDriverClaim,
  type StorageDriverRetrieveContext,
  type StorageDriverSelectContext,
  type StorageDriverSelector,
  type StorageDriverStoreContext,
  type StorageDriverTargetInfo,
  type StorageDriverWorkflowInfo,
} from './converter/storage-driver.js';
export { AesGcmCodec, type AesGcmCodecOptions } from './codec/aes-gcm-codec.js';
export { type AesKey } from './codec/aes-key-ring.js';
export { RemoteCodec, type RemoteCodecCall } from './codec/remote-codec.js';
export { RemoteCodecError, type RemoteCodecErrorKind } from './codec/remote-codec-error.js';
export { type CodecAuthorization, type RemoteCodecOptions } from './codec/remote-codec-options.js';
export { type JSONPayload, JSONToPayload, payloadToJSON } from './codec/payload-json.js';
export { historyFromJSON, historyToJSON } from './history-json/history-json.js';
export { defaultGrpcRetryOptions, type GrpcRetryOptions, isRetryableError, makeGrpcRetryInterceptor } from './retry.js';
export type {
  AutoUpgradeVersioningOverride,
  BaseWorkflowHandle,
  BaseWorkflowOptions,
  CallContext,
  CommonWorkflowOptions,
  ConnectionLike,
  DefaultEncodedFailureAttributes,
  GetWorkflowExecutionHistoryRequest,
  ListNexusOperationsOptions,
  NexusOperationExecutionCountGroup,
  PinnedVersioningOverride,
  ProtoFailure,
  RawActivityExecutionCallbacks,
  RequestCancelWorkflowExecutionResponse,
  StartWorkflowExecutionRequest,
  TerminateWorkflowExecutionResponse,
  UntypedActivities,
  WorkflowDurationOptions,
  WorkflowQueryOptions,
  WorkflowReturnType,
  WorkflowSignalOptions,
  WorkflowSignalWithStartOptionsWithArgs,
  WorkflowSignalWithStartOptionsWithoutArgs,
  WorkflowTypeOptions,
} from './upstream-types.js';
/* eslint-disable @typescript-eslint/no-deprecated -- still upstream's */
export type {
  BaseReachabilityOptions,
  WorkflowClientCallsInterceptor,
  WorkflowClientCallsInterceptorFactory,
  WorkflowClientCallsInterceptorFactoryInput,
} from './upstream-types.js';
/* eslint-enable @typescript-eslint/no-deprecated */
export { createServiceClient, type ServiceClient } from './service-client.js';
export { version } from './version.js';
