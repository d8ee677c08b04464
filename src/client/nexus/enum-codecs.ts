/** `[encode, decode]` for each enum of this folder. `exports.ts` has them under the names of `@temporalio/client`. */
import {
  NexusOperationCancellationState as CancellationStateWire,
  PendingNexusOperationState as PendingStateWire,
} from '../../../gen/core/temporal/api/enums/v1/common_pb.js';
import {
  NexusOperationExecutionStatus as StatusWire,
  NexusOperationIdConflictPolicy as ConflictPolicyWire,
  NexusOperationIdReusePolicy as ReusePolicyWire,
} from '../../../gen/nexus/temporal/api/enums/v1/nexus_pb.js';
import { createEnumCodec } from '../internal/enum-codec.js';
import type {
  NexusOperationCancellationState,
  NexusOperationExecutionStatus,
  NexusOperationIdConflictPolicy,
  NexusOperationIdReusePolicy,
  PendingNexusOperationState,
} from './enums.js';

export const idReusePolicyCodec = createEnumCodec<NexusOperationIdReusePolicy, ReusePolicyWire>(
  ReusePolicyWire,
  'NEXUS_OPERATION_ID_REUSE_POLICY_',
);
export const idConflictPolicyCodec = createEnumCodec<NexusOperationIdConflictPolicy, ConflictPolicyWire>(
  ConflictPolicyWire,
  'NEXUS_OPERATION_ID_CONFLICT_POLICY_',
);
export const executionStatusCodec = createEnumCodec<NexusOperationExecutionStatus, StatusWire>(
  StatusWire,
  'NEXUS_OPERATION_EXECUTION_STATUS_',
);
export const pendingStateCodec = createEnumCodec<PendingNexusOperationState, PendingStateWire>(
  PendingStateWire,
  'PENDING_NEXUS_OPERATION_STATE_',
);
export const cancellationStateCodec = createEnumCodec<NexusOperationCancellationState, CancellationStateWire>(
  CancellationStateWire,
  'NEXUS_OPERATION_CANCELLATION_STATE_',
);
