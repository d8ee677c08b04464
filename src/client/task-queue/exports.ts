/**
 * What `reachability.ts` has for users, under the names of `@temporalio/client`. Names of their own, not re-exports, which
 * would move it, and descriptors with it, from the part that is loaded on first use into every page.
 */
import { decodeReachabilityResponse, taskReachabilityCodec } from './reachability.js';

export const [
  /** The number on the wire of a {@link ReachabilityType}. @throws {@link ValueError} for a name that does not exist */
  encodeTaskReachability,
  /** The {@link ReachabilityType} of a number on the wire; nothing for 0, `unknown_<n>` for one that is newer than this package. */
  decodeTaskReachability,
] = taskReachabilityCodec;
/** Reads the answer to a question for the reachability of Build Ids, for who asks with `client.workflowService`. */
export const reachabilityResponseFromProto = decodeReachabilityResponse;
