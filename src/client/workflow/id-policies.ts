import {
  WorkflowIdConflictPolicy as ConflictPolicyWire,
  WorkflowIdReusePolicy as ReusePolicyWire,
} from '../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import { QueryRejectCondition as RejectConditionWire } from '../../../gen/core/temporal/api/enums/v1/query_pb.js';
import { createEnumCodec } from '../internal/enum-codec.js';

/**
 * Whether a new execution may have the Workflow Id of a **closed** one:
 * `ALLOW_DUPLICATE` always (the server's default), `ALLOW_DUPLICATE_FAILED_ONLY` unless it completed,
 * `REJECT_DUPLICATE` never. `TERMINATE_IF_RUNNING` is deprecated: use {@link WorkflowIdConflictPolicy}.
 */
export const WorkflowIdReusePolicy = {
  ALLOW_DUPLICATE: 'ALLOW_DUPLICATE',
  ALLOW_DUPLICATE_FAILED_ONLY: 'ALLOW_DUPLICATE_FAILED_ONLY',
  REJECT_DUPLICATE: 'REJECT_DUPLICATE',
  TERMINATE_IF_RUNNING: 'TERMINATE_IF_RUNNING',
} as const;
export type WorkflowIdReusePolicy = keyof typeof WorkflowIdReusePolicy;
export const [
  /** The number on the wire of a {@link WorkflowIdReusePolicy}. @throws {@link ValueError} for a name that does not exist */
  encodeWorkflowIdReusePolicy,
  /** The {@link WorkflowIdReusePolicy} of a number on the wire; nothing for 0, `unknown_<n>` for one that is newer than this package. */
  decodeWorkflowIdReusePolicy,
] = createEnumCodec<WorkflowIdReusePolicy, ReusePolicyWire>(ReusePolicyWire, 'WORKFLOW_ID_REUSE_POLICY_');

/**
 * What to do when an execution with the Workflow Id is **running**: `FAIL` (the server's default), `USE_EXISTING`,
 * `TERMINATE_EXISTING`.
 */
export const WorkflowIdConflictPolicy = {
  FAIL: 'FAIL',
  USE_EXISTING: 'USE_EXISTING',
  TERMINATE_EXISTING: 'TERMINATE_EXISTING',
} as const;
export type WorkflowIdConflictPolicy = keyof typeof WorkflowIdConflictPolicy;
export const [
  /** The number on the wire of a {@link WorkflowIdConflictPolicy}. @throws {@link ValueError} for a name that does not exist */
  encodeWorkflowIdConflictPolicy,
  /** The {@link WorkflowIdConflictPolicy} of a number on the wire; nothing for 0, `unknown_<n>` for one that is newer than this package. */
  decodeWorkflowIdConflictPolicy,
] = createEnumCodec<WorkflowIdConflictPolicy, ConflictPolicyWire>(ConflictPolicyWire, 'WORKFLOW_ID_CONFLICT_POLICY_');

/** For which Workflow Executions the server refuses to run a query. */
export const QueryRejectCondition = {
  NONE: 'NONE',
  NOT_OPEN: 'NOT_OPEN',
  NOT_COMPLETED_CLEANLY: 'NOT_COMPLETED_CLEANLY',
} as const;
export type QueryRejectCondition = keyof typeof QueryRejectCondition;
export const [
  /** The number on the wire of a {@link QueryRejectCondition}. @throws {@link ValueError} for a name that does not exist */
  encodeQueryRejectCondition,
  /** The {@link QueryRejectCondition} of a number on the wire; nothing for 0, `unknown_<n>` for one that is newer than this package. */
  decodeQueryRejectCondition,
] = createEnumCodec<QueryRejectCondition, RejectConditionWire>(RejectConditionWire, 'QUERY_REJECT_CONDITION_');
