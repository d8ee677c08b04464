/**
 * What `reachability.ts` has for users, under the names of `@temporalio/client`. Names of their own, not re-exports, which
 * would move it, and descriptors with it, from the part that is loaded on first use into every page.
 */
import { decodeReachabilityResponse, taskReachabilityCodec } from './reachability.js';

export const [encodeTaskReachability, decodeTaskReachability] = taskReachabilityCodec;
export const reachabilityResponseFromProto = decodeReachabilityResponse;
