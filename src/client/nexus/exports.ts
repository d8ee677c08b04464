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

export const [encodeNexusOperationIdReusePolicy, decodeNexusOperationIdReusePolicy] = idReusePolicyCodec;
export const [encodeNexusOperationIdConflictPolicy, decodeNexusOperationIdConflictPolicy] = idConflictPolicyCodec;
export const [encodeNexusOperationExecutionStatus, decodeNexusOperationExecutionStatus] = executionStatusCodec;
export const [encodePendingNexusOperationState, decodePendingNexusOperationState] = pendingStateCodec;
export const [encodeNexusOperationCancellationState, decodeNexusOperationCancellationState] = cancellationStateCodec;
