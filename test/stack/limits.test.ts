import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { PayloadsSchema } from '../../gen/core/temporal/api/common/v1/message_pb.js';
import { StartWorkflowExecutionRequestSchema } from '../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { allowedOrigin, encode, frame, rawCall, stack, workflowService } from './raw-call.js';

function startWithArgumentOf(bytes: number): Uint8Array<ArrayBuffer> {
  return frame(
    encode(StartWorkflowExecutionRequestSchema, {
      namespace: stack.namespace,
      workflowId: uniqueId(),
      requestId: uniqueId(),
      workflowType: { name: 'echo' },
      taskQueue: { name: uniqueId('nobody') },
      input: create(PayloadsSchema, { payloads: [{ data: new Uint8Array(bytes) }] }),
    }),
  );
}

describe('a large request', () => {
  it('of 3 MB gets to the server, which refuses it in its own words', async () => {
    const { grpcStatus, headers } = await rawCall(`${workflowService}/StartWorkflowExecution`, {
      body: startWithArgumentOf(3_000_000),
    });
    expect(grpcStatus).toBe('3');
    expect(headers.get('grpc-message')).toMatch(/exceeds/i);
  });

  it('of more than the server takes is refused with 413, and the page can read it', async () => {
    const { status, headers } = await rawCall(`${workflowService}/StartWorkflowExecution`, {
      body: startWithArgumentOf(5_000_000),
    });
    expect(status).toBe(413);
    expect(headers.get('access-control-allow-origin')).toBe(allowedOrigin);
  });
});

describe('a header with an underscore', () => {
  it('is refused, because the server would read it like the one with a dash', async () => {
    const { status } = await rawCall(`${workflowService}/GetSystemInfo`, { headers: { caller_type: 'operator' } });
    expect(status).toBe(400);
  });
});
