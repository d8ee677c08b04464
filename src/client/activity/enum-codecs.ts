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

export const [encodeActivityIdReusePolicy, decodeActivityIdReusePolicy] = createEnumCodec<
  ActivityIdReusePolicy,
  ReusePolicyWire
>(ReusePolicyWire, 'ACTIVITY_ID_REUSE_POLICY_');

export const [encodeActivityIdConflictPolicy, decodeActivityIdConflictPolicy] = createEnumCodec<
  ActivityIdConflictPolicy,
  ConflictPolicyWire
>(ConflictPolicyWire, 'ACTIVITY_ID_CONFLICT_POLICY_');

export const [encodeActivityExecutionStatus, decodeActivityExecutionStatus] = createEnumCodec<
  ActivityExecutionStatus,
  StatusWire
>(StatusWire, 'ACTIVITY_EXECUTION_STATUS_');

export const [encodePendingActivityState, decodePendingActivityState] = createEnumCodec<
  PendingActivityState,
  PendingStateWire
>(PendingStateWire, 'PENDING_ACTIVITY_STATE_');
