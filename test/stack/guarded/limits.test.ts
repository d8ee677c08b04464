import { connect as connectTcp } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import { Client, Connection } from '../../../src/client/index.js';
import type { LimitOptions } from '../../../src/deploy/envoy/options.js';
import type { EnvoyProxy } from '../../fixtures/envoy-proxy.js';
import { uniqueId } from '../../fixtures/unique-id.js';
import { allowedOrigin, encode, frame, rawCall, stack, workflowService } from '../raw-call.js';
import { call, claims, identity, type Outcome, startGuardedProxy } from './guarded-proxy.js';

let proxy: EnvoyProxy;

afterEach(async () => {
  await proxy.stop();
});

const tokenOf = (sub: string): string => identity.token({ ...claims(['operator']), sub });
/** Of 40, where ten may come at once and then one a second: where sending them takes some seconds, some more get through. */
const leastRefused = 15;
const tooMany = { status: '8', message: 'Too many requests for the proxy. Wait a second.' };

async function burst(count: number, token: string, headers: Record<string, string> = {}): Promise<Outcome[]> {
  return Promise.all(Array.from({ length: count }, async () => call(proxy, 'GetSystemInfo', { token, headers })));
}

async function start(limits: LimitOptions): Promise<void> {
  proxy = await startGuardedProxy(limits);
}

describe('many requests', () => {
  it('of one person are RESOURCE_EXHAUSTED, and others do not notice', async () => {
    await start({ perSubject: { perSecond: 1, burst: 10 } });
    const outcomes = await burst(40, tokenOf('alice'));
    const refused = outcomes.filter(({ status }) => status !== '0');
    expect(refused.length).toBeGreaterThanOrEqual(leastRefused);
    for (const outcome of refused) expect(outcome).toEqual(tooMany);
    expect((await call(proxy, 'GetSystemInfo', { token: tokenOf('bob') })).status).toBe('0');
    await expect.poll(async () => (await call(proxy, 'GetSystemInfo', { token: tokenOf('alice') })).status).toBe('0');
  });

  it('of one address are RESOURCE_EXHAUSTED, whoever they are and say they are', async () => {
    await start({ perAddress: { perSecond: 1, burst: 10 } });
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, async (_, index) =>
        burst(1, tokenOf(`user-${index}`), { 'x-forwarded-for': `10.0.0.${index}` }),
      ),
    );
    const refused = outcomes.flat().filter(({ status }) => status !== '0');
    expect(refused.length).toBeGreaterThanOrEqual(leastRefused);
    for (const outcome of refused) expect(outcome).toEqual(tooMany);
  });

  it('say when to come back', async () => {
    await start({ perSubject: { perSecond: 1, burst: 1 } });
    const headers = { authorization: `Bearer ${tokenOf('alice')}` };
    const answers = await Promise.all(
      [1, 2, 3, 4].map(async () => rawCall(`${workflowService}/GetSystemInfo`, { url: proxy.url, headers })),
    );
    const refused = answers.find(({ grpcStatus }) => grpcStatus === '8');
    expect(refused?.headers.get('retry-after')).toBe('1');
    expect(refused?.headers.get('access-control-expose-headers')).toContain('retry-after');
  });

  it('at once, more than the server is asked at once, are RESOURCE_EXHAUSTED', async () => {
    await start({ requestsAtOnce: 1 });
    const client = new Client({ connection: Connection.lazy({ address: stack.envoyUrl }) });
    const handle = await client.workflow.start('never', { taskQueue: uniqueId(), workflowId: uniqueId() });
    const token = tokenOf('a');
    const { input } = WorkflowService.method.getWorkflowExecutionHistory;
    const waitNewEvent = {
      namespace: 'default',
      execution: { workflowId: handle.workflowId },
      waitNewEvent: true,
      historyEventFilterType: 2,
    };
    const wait = async (): Promise<Outcome> => {
      const body = frame(encode(input, waitNewEvent));
      const outcome = await call(proxy, 'GetWorkflowExecutionHistory', { token, body });
      // One of the others was before it, which does not wait.
      return outcome.status === tooMany.status ? wait() : outcome;
    };
    const waiting = wait();
    await expect
      .poll(async () => call(proxy, 'GetSystemInfo', { token }))
      .toEqual({ status: '8', message: expect.stringContaining('as many requests as it can take') as string });
    await handle.terminate();
    expect((await waiting).status).toBe('0');
  });
});

describe('a request that takes too long to arrive', () => {
  it('is ended, and the page can read why', async () => {
    await start({ requestSeconds: 1 });
    const head = [
      `POST /${workflowService}/GetSystemInfo HTTP/1.1`,
      'host: localhost',
      'content-type: application/grpc-web+proto',
      `origin: ${allowedOrigin}`,
      `authorization: Bearer ${tokenOf('alice')}`,
      'content-length: 100',
    ];
    const socket = connectTcp(Number(new URL(proxy.url).port), '127.0.0.1');
    socket.write(`${head.join('\r\n')}\r\n\r\nslow`);
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    expect(text).toMatch(/^HTTP\/1.1 200/);
    expect(text).toContain('grpc-status: 14');
    expect(text).toContain('grpc-message: The request took longer than 1 s to arrive');
    expect(text).toContain(`access-control-allow-origin: ${allowedOrigin}`);
  });
});

describe('a request that is too large', () => {
  it('is HTTP 413, which no client repeats, and the page can read it', async () => {
    await start({ requestBytes: 10_000 });
    const answer = await rawCall(`${workflowService}/StartWorkflowExecution`, {
      url: proxy.url,
      body: frame(new Uint8Array(20_000)),
      headers: { authorization: `Bearer ${tokenOf('alice')}` },
    });
    expect(answer.status).toBe(413);
    expect(answer.headers.get('access-control-allow-origin')).toBe(allowedOrigin);
  });
});
