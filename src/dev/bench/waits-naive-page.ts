/**
 * Runs in Chromium: the peer of `npm run bench -- waits`. What a page does without a scheduler: one long poll a wait,
 * again and again, by raw `fetch`.
 */
import { create, type DescMessage, type MessageShape, toBinary } from '@bufbuild/protobuf';
import { HistoryEventFilterType } from '../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import {
  DescribeWorkflowExecutionRequestSchema,
  GetWorkflowExecutionHistoryRequestSchema,
} from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import type { WaitingRun } from './waits-workflows.js';

const namespace = 'default';
const service = '/temporal.api.workflowservice.v1.WorkflowService/';

/** Holds one long poll for each run until the page is closed. `send` is a fetch. */
export function pollNaively(address: string, runs: readonly WaitingRun[], send: typeof fetch): void {
  for (const execution of runs) {
    const request = create(GetWorkflowExecutionHistoryRequestSchema, {
      namespace,
      execution,
      waitNewEvent: true,
      skipArchival: true,
      historyEventFilterType: HistoryEventFilterType.CLOSE_EVENT,
    });
    const body = frame(GetWorkflowExecutionHistoryRequestSchema, request);
    void (async () => {
      for (;;) {
        try {
          await (await post(send, `${address}${service}GetWorkflowExecutionHistory`, body)).arrayBuffer();
        } catch {
          // With ten thousand of them the browser refuses some at once. Then even this loop pauses.
          await new Promise((resolve) => setTimeout(resolve, 1_000));
        }
      }
    })();
  }
}

/** Milliseconds of one describe, at most `capMs`. */
export async function describeRaw(address: string, workflowId: string, capMs: number): Promise<number> {
  const request = create(DescribeWorkflowExecutionRequestSchema, { namespace, execution: { workflowId } });
  const body = frame(DescribeWorkflowExecutionRequestSchema, request);
  const signal = AbortSignal.timeout(capMs);
  const started = performance.now();
  try {
    await (await post(fetch, `${address}${service}DescribeWorkflowExecution`, body, signal)).arrayBuffer();
    return performance.now() - started;
  } catch (error) {
    if (!signal.aborted) throw error;
    return capMs;
  }
}

function post(send: typeof fetch, url: string, body: BodyInit, signal: AbortSignal | null = null): Promise<Response> {
  const headers = { 'content-type': 'application/grpc-web+proto', 'x-grpc-web': '1' };
  return send(url, { method: 'POST', headers, body, signal });
}

/** The message in gRPC-Web's frame: a flag byte, the length in four bytes, the data. */
function frame<T extends DescMessage>(schema: T, message: MessageShape<T>): Uint8Array<ArrayBuffer> {
  const data = toBinary(schema, message);
  const body = new Uint8Array(5 + data.length);
  new DataView(body.buffer).setUint32(1, data.length);
  body.set(data, 5);
  return body;
}
