/**
 * The codecs of `enum-codecs.ts` under the names of `@temporalio/client`. Names of their own, not re-exports: bundlers that
 * divide a page by its import statements (esbuild) would move what `index.ts` re-exports, and descriptors with it, from
 * the part that is loaded on first use into every page.
 */
import { executionStatusCodec, idConflictPolicyCodec, idReusePolicyCodec, pendingStateCodec } from './enum-codecs.js';

export const [encodeActivityIdReusePolicy, decodeActivityIdReusePolicy] = idReusePolicyCodec;
export const [encodeActivityIdConflictPolicy, decodeActivityIdConflictPolicy] = idConflictPolicyCodec;
export const [encodeActivityExecutionStatus, decodeActivityExecutionStatus] = executionStatusCodec;
export const [encodePendingActivityState, decodePendingActivityState] = pendingStateCodec;
