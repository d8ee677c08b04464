/** `[encode, decode]` for each enum of this folder. `exports.ts` has them under the names of `@temporalio/client`. */
import {
  ActivityExecutionStatus as StatusWire,
  ActivityIdConflictPolicy as ConflictPolicyWire,
  ActivityIdReusePolicy as ReusePolicyWire,
} from '../../../gen/activity/temporal/api/enums/v1/activity_pb.js';
import { PendingActivityState as PendingStateWire } from '../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import { createEnumCodec } from '../internal/enum-codec.js';
import type {
  ActivityExecutionStatus,
  ActivityIdConflictPolicy,
  ActivityIdReusePolicy,
  PendingActivityState,
} from './enums.js';

export const idReusePolicyCodec = createEnumCodec<ActivityIdReusePolicy, ReusePolicyWire>(
  ReusePolicyWire,
  'ACTIVITY_ID_REUSE_POLICY_',
);
export const idConflictPolicyCodec = createEnumCodec<ActivityIdConflictPolicy, ConflictPolicyWire>(
  ConflictPolicyWire,
  'ACTIVITY_ID_CONFLICT_POLICY_',
);
export const executionStatusCodec = createEnumCodec<ActivityExecutionStatus, StatusWire>(
  StatusWire,
  'ACTIVITY_EXECUTION_STATUS_',
);
export const pendingStateCodec = createEnumCodec<PendingActivityState, PendingStateWire>(
  PendingStateWire,
  'PENDING_ACTIVITY_STATE_',
);
