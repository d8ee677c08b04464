/** Runs in Chromium: what a page sends, by kind. */
import { fromBinary } from '@bufbuild/protobuf';
import {
  DescribeWorkflowExecutionRequestSchema,
  GetWorkflowExecutionHistoryRequestSchema,
} from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';

/** Flag byte and length in front of the only message of a request. */
const frameHeaderLength = 5;

/** How many requests of each kind. A kind is the name of the RPC; the two uses of a history's end are told apart. */
export type RequestCounts = Record<string, number>;

/** A `fetch` that counts into `counts`, except calls of `describe` on `uncounted`. */
export function countingFetch(counts: RequestCounts, uncounted: string): typeof fetch {
  return (input, init) => {
    const kind = kindOf(input as string, (init!.body as Uint8Array).subarray(frameHeaderLength), uncounted);
    if (kind !== undefined) counts[kind] = (counts[kind] ?? 0) + 1;
    return fetch(input, init);
  };
}

function kindOf(url: string, message: Uint8Array, uncounted: string): string | undefined {
  const rpc = url.slice(url.lastIndexOf('/') + 1);
  if (rpc === 'GetWorkflowExecutionHistory') {
    const { waitNewEvent } = fromBinary(GetWorkflowExecutionHistoryRequestSchema, message);
    return waitNewEvent ? `${rpc} (long poll)` : rpc;
  }
  if (rpc === 'DescribeWorkflowExecution') {
    const { execution } = fromBinary(DescribeWorkflowExecutionRequestSchema, message);
    if (execution?.workflowId === uncounted) return undefined;
  }
  return rpc;
}
