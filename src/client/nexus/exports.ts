/**
 * The codecs of `enum-codecs.ts` under the names of `@temporalio/client`. Names of their own, not re-exports: see the file
 * of this name in `activity`.
 */
import {
  cancellationStateCodec,
  executionStatusCodec,
  idConflictPolicyCodec,
  idReusePolicyCodec,
  pendingStateCodec,
} from './enum-codecs.js';

export const [
  /** The number on the wire of a {@link NexusOperationIdReusePolicy}. @throws {@link ValueError} for a name that does not exist */
  encodeNexusOperationIdReusePolicy,
  /** The {@link NexusOperationIdReusePolicy} of a number on the wire; nothing for 0, `unknown_<n>` for one that is newer than this package. */
  decodeNexusOperationIdReusePolicy,
] = idReusePolicyCodec;
export const [
  /** The number on the wire of a {@link NexusOperationIdConflictPolicy}. @throws {@link ValueError} for a name that does not exist */
  encodeNexusOperationIdConflictPolicy,
  /** The {@link NexusOperationIdConflictPolicy} of a number on the wire; nothing for 0, `unknown_<n>` for one that is newer than this package. */
  decodeNexusOperationIdConflictPolicy,
] = idConflictPolicyCodec;
export const [
  /** The number on the wire of a {@link NexusOperationExecutionStatus}. @throws {@link ValueError} for a name that does not exist */
  encodeNexusOperationExecutionStatus,
  /** The {@link NexusOperationExecutionStatus} of a number on the wire; nothing for 0, `unknown_<n>` for one that is newer than this package. */
  decodeNexusOperationExecutionStatus,
] = executionStatusCodec;
export const [
  /** The number on the wire of a {@link PendingNexusOperationState}. @throws {@link ValueError} for a name that does not exist */
  encodePendingNexusOperationState,
  /** The {@link PendingNexusOperationState} of a number on the wire; nothing for 0, `unknown_<n>` for one that is newer than this package. */
  decodePendingNexusOperationState,
] = pendingStateCodec;
export const [
  /** The number on the wire of a {@link NexusOperationCancellationState}. @throws {@link ValueError} for a name that does not exist */
  encodeNexusOperationCancellationState,
  /** The {@link NexusOperationCancellationState} of a number on the wire; nothing for 0, `unknown_<n>` for one that is newer than this package. */
  decodeNexusOperationCancellationState,
] = cancellationStateCodec;
