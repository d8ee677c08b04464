import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Client, Connection } from '@temporalio/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { GetWorkflowExecutionHistoryRequestSchema } from '../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { encode, frame, stack, workflowService } from './raw-call.js';

/** A page of a long history, as the wire carries it. `fetch` would decompress it without being asked. */
async function historyPage(
  workflowId: string,
  acceptEncoding: string,
): Promise<{ encoding: string | undefined; body: Buffer }> {
  const call = request(`${stack.envoyUrl}/${workflowService}/GetWorkflowExecutionHistory`, {
    method: 'POST',
    headers: { 'content-type': 'application/grpc-web+proto', 'accept-encoding': acceptEncoding },
  });
  call.end(
    frame(encode(GetWorkflowExecutionHistoryRequestSchema, { namespace: stack.namespace, execution: { workflowId } })),
  );
  return new Promise((resolve, reject) => {
    call.once('error', reject);
    call.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ encoding: response.headers['content-encoding'], body: Buffer.concat(chunks) }),
      );
    });
  });
}

describe('a big answer', () => {
  const workflowId = uniqueId('history');
  let plain: Buffer;

  beforeAll(async () => {
    const connection = await Connection.connect({ address: stack.temporalAddress });
    const client = new Client({ connection, namespace: stack.namespace });
    await client.workflow.execute('fanOut', { workflowId, taskQueue: stack.taskQueue, args: [{ timers: 500 }] });
    await connection.close();
    ({ body: plain } = await historyPage(workflowId, 'identity'));
  });

  it('comes as it is when the caller knows no compression', async () => {
    const { encoding, body } = await historyPage(workflowId, 'identity');
    expect(encoding).toBe(undefined);
    expect(body.length).toBeGreaterThan(10_000);
  });

  it('comes in brotli when a browser lists it last', async () => {
    const { encoding, body } = await historyPage(workflowId, 'gzip, deflate, br, zstd');
    expect(encoding).toBe('br');
    expect(brotliDecompressSync(body)).toEqual(plain);
    expect(body.length).toBeLessThan(plain.length / 3);
  });

  it('comes in gzip when that is all there is', async () => {
    const { encoding, body } = await historyPage(workflowId, 'gzip, deflate');
    expect(encoding).toBe('gzip');
    expect(gunzipSync(body)).toEqual(plain);
    expect(body.length).toBeLessThan(plain.length / 3);
  });
});
