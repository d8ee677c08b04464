/**
 * The codecs of `enum-codecs.ts` under the names of `@temporalio/client`. Names of their own, not re-exports: bundlers that
 * divide a page by its import statements (esbuild) would move what `index.ts` re-exports, and descriptors with it, from
 * the part that is loaded on first use into every page.
 */
import { executionStatusCodec, idConflictPolicyCodec, idReusePolicyCodec, pendingStateCodec } from './enum-codecs.js';

export const [
  /** The number on the wire of a {@link ActivityIdReusePolicy}. @throws {@link ValueError} for a name that does not exist */
  encodeActivityIdReusePolicy,
  /** The {@link ActivityIdReusePolicy} of a number on the wire; nothing for 0, `unknown_<n>` for one that is newer than this package. */
  decodeActivityIdReusePolicy,
] = idReusePolicyCodec;
export const [
  /** The number on the wire of a {@link ActivityIdConflictPolicy}. @throws {@link ValueError} for a name that does not exist */
  encodeActivityIdConflictPolicy,
  /** The {@link ActivityIdConflictPolicy} of a number on the wire; nothing for 0, `unknown_<n>` for one that is newer than this package. */
  decodeActivityIdConflictPolicy,
] = idConflictPolicyCodec;
export const [
  /** The number on the wire of a {@link ActivityExecutionStatus}. @throws {@link ValueError} for a name that does not exist */
  encodeActivityExecutionStatus,
  /** The {@link ActivityExecutionStatus} of a number on the wire; nothing for 0, `unknown_<n>` for one that is newer than this package. */
  decodeActivityExecutionStatus,
] = executionStatusCodec;
export const [
  /** The number on the wire of a {@link PendingActivityState}. @throws {@link ValueError} for a name that does not exist */
  encodePendingActivityState,
  /** The {@link PendingActivityState} of a number on the wire; nothing for 0, `unknown_<n>` for one that is newer than this package. */
  decodePendingActivityState,
] = pendingStateCodec;
