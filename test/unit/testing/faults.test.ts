import { describe, expect, it, vi } from 'vitest';
import {
  Client,
  defaultPayloadConverter,
  type Payload,
  ServiceError,
  status,
  TransportError,
  WorkflowNotFoundError,
} from '../../../src/client/index.js';
import { createWorkflowService } from '../../../src/client/service/index.js';
import {
  InMemoryServer,
  inMemoryAddress,
  type InMemoryServerOptions,
  type InMemoryWorkflow,
} from '../../../src/testing/index.js';
import { grpcCauseOf, rejectionOf } from '../../fixtures/rejection.js';

/** A server and a client that tries each call once. */
function started(options: InMemoryServerOptions = {}): { server: InMemoryServer; client: Client } {
  const server = new InMemoryServer(options);
  return { server, client: new Client({ connection: server.connection({ retry: false }) }) };
}

const start = { taskQueue: 'nobody', workflowId: 'w' };

describe('failNext', () => {
  it('fails the next call of the RPC that is named, once, before it does anything', async () => {
    const { server, client } = started();
    server.failNext('StartWorkflowExecution', { code: status.PERMISSION_DENIED, message: 'read only ü %' });
    expect((await client.workflow.count()).count).toBe(0);
    const error = await rejectionOf(client.workflow.start('any', start), ServiceError);
    expect(grpcCauseOf(error)).toMatchObject({ code: status.PERMISSION_DENIED, details: 'read only ü %' });
    expect((await client.workflow.count()).count).toBe(0);
    await client.workflow.start('any', start);
  });

  it('fails as many calls of any RPC as it is told to, with UNAVAILABLE', async () => {
    const { server, client } = started();
    server.failNext(undefined, { times: 2 });
    for (const call of [() => client.workflow.count(), () => client.namespaces.describe()]) {
      expect(grpcCauseOf(await rejectionOf(call(), ServiceError)).code).toBe(status.UNAVAILABLE);
    }
    await client.workflow.count();
    server.failNext(undefined, { times: 0 });
    await client.workflow.count();
  });

  it('is got over by a client that retries', async () => {
    const server = new InMemoryServer();
    const client = new Client({ connection: server.connection() });
    server.failNext('CountWorkflowExecutions');
    expect((await client.workflow.count()).count).toBe(0);
    expect(server.calls.filter(({ method }) => method === 'CountWorkflowExecutions')).toHaveLength(2);
  });

  it('takes faults in the order in which they were set', async () => {
    const { server, client } = started();
    server.failNext('CountWorkflowExecutions', { message: 'first' });
    server.failNext(undefined, { message: 'second' });
    for (const words of ['first', 'second']) {
      expect(grpcCauseOf(await rejectionOf(client.workflow.count(), ServiceError)).details).toBe(words);
    }
  });
});

describe('delay', () => {
  it('holds calls back in real time until it is ended, those of one RPC by their own', async () => {
    const { server, client } = started();
    const took = async (call: () => Promise<unknown>): Promise<number> => {
      const before = performance.now();
      await call();
      return performance.now() - before;
    };
    server.delay('5 minutes');
    server.delay(50, 'CountWorkflowExecutions');
    expect(await took(() => client.workflow.count())).toBeGreaterThan(45);
    server.delay(0);
    server.delay(0, 'CountWorkflowExecutions');
    await client.workflow.count();
    await client.namespaces.describe();
  });

  it('ends with the signal of the call', async () => {
    const { server, client } = started();
    server.delay('5 minutes');
    const controller = new AbortController();
    const call = rejectionOf(client.workflow.count(undefined, { signal: controller.signal }), Error);
    await vi.waitFor(() => expect(server.calls).toHaveLength(1));
    controller.abort();
    await call;
    await rejectionOf(server.fetch(inMemoryAddress, { signal: AbortSignal.abort(new Error('gone')) }), Error);
  });

  it('is cut short when the network goes, and then the call does not reach the server', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { server, client } = started();
      server.delay('5 seconds', 'StartWorkflowExecution');
      const call = rejectionOf(client.workflow.start('any', start), ServiceError);
      await vi.waitFor(() => expect(server.calls).toHaveLength(1));
      server.offline();
      expect((await call).cause).toBeInstanceOf(TransportError);
      await vi.advanceTimersByTimeAsync(5000);
      server.offline(false);
      expect((await client.workflow.count()).count).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('offline', () => {
  it('fails calls as without a network, until it is joined again', async () => {
    const { server, client } = started();
    server.offline();
    const error = await rejectionOf(client.workflow.count(), ServiceError);
    expect(error.cause).toBeInstanceOf(TransportError);
    await expect(server.fetch(`${inMemoryAddress}/x/Y`)).rejects.toThrow(new TypeError('Failed to fetch'));
    server.offline(false);
    expect((await client.workflow.count()).count).toBe(0);
  });

  it('ends long polls that are under way; a wait survives it', async () => {
    const sleeping: InMemoryWorkflow = (context) => context.sleep('1 hour');
    const server = new InMemoryServer({ workers: [{ taskQueue: 'q', workflows: { sleeping } }] });
    const connection = server.connection();
    const client = new Client({ connection });
    const handle = await client.workflow.start('sleeping', { taskQueue: 'q', workflowId: 'w' });
    const result = handle.result();
    const request = { namespace: 'default', execution: { workflowId: 'w' }, waitNewEvent: true };
    const once = createWorkflowService(server.connection({ retry: false }));
    await server.settled();
    const poll = rejectionOf(
      once.getWorkflowExecutionHistory({ ...request, nextPageToken: await endOf(client) }),
      TransportError,
    );
    const polls = (): number => server.calls.filter(({ method }) => method === 'GetWorkflowExecutionHistory').length;
    await vi.waitFor(() => expect(polls()).toBeGreaterThan(2));
    server.offline();
    expect((await poll).kind).toBe('unreachable');
    server.offline(false);
    await server.advance('1 hour');
    await expect(result).resolves.toBeUndefined();
  });
});

/** Token that stands for the end of the history so far. */
async function endOf({ connection }: Client): Promise<Uint8Array<ArrayBuffer>> {
  const request = { namespace: 'default', execution: { workflowId: 'w' }, waitNewEvent: true };
  const { nextPageToken } = await createWorkflowService(connection).getWorkflowExecutionHistory(request);
  return nextPageToken as Uint8Array<ArrayBuffer>;
}

describe('calls', () => {
  it('are remembered with their headers and the time of the wall, also those that fail', async () => {
    const { server, client } = started();
    server.failNext();
    await rejectionOf(
      client.withMetadata({ 'x-team': 'a' }, (scoped) => scoped.workflow.count()),
      ServiceError,
    );
    await client.namespaces.describe();
    expect(server.calls.map(({ method }) => method)).toEqual(['CountWorkflowExecutions', 'DescribeNamespace']);
    const [first] = server.calls;
    expect(first?.headers.get('x-team')).toBe('a');
    expect(first?.headers.get('temporal-namespace')).toBe('default');
    expect(Math.abs(first!.timeMs - Date.now())).toBeLessThan(10_000);
  });

  it('have what was asked', async () => {
    const { server, client } = started();
    await rejectionOf(client.workflow.getHandle('o-1').signal('approve', 'Ada'), WorkflowNotFoundError);
    const { request } = server.calls.at(-1) ?? {};
    expect(request).toMatchObject({
      namespace: 'default',
      workflowExecution: { workflowId: 'o-1' },
      signalName: 'approve',
    });
    expect(defaultPayloadConverter.fromPayload(request?.['input'].payloads[0] as Payload)).toBe('Ada');
  });

  it('have no request where the bytes are none', async () => {
    const { server } = started();
    const url = `${inMemoryAddress}/temporal.api.workflowservice.v1.WorkflowService/CountWorkflowExecutions`;
    await server.fetch(url, { method: 'POST', body: new Uint8Array([1, 2, 3]) });
    await server.fetch(`${inMemoryAddress}/a.Service/Method`, { method: 'POST', body: new Uint8Array(5) });
    expect(server.calls.map(({ request }) => request)).toEqual([undefined, undefined]);
  });

  it('are those of a Request, too', async () => {
    const { server } = started();
    await server.fetch(new Request(`${inMemoryAddress}/a.Service/Method`, { headers: { 'x-team': 'b' } }));
    expect(server.calls[0]?.method).toBe('Method');
    expect(server.calls[0]?.headers.get('x-team')).toBe('b');
  });

  it('are the last ones when there are very many', async () => {
    const { server } = started();
    for (let index = 0; index < 20_001; index++) await server.fetch(`${inMemoryAddress}/s/M${index}`);
    expect(server.calls.length).toBeGreaterThanOrEqual(10_000);
    expect(server.calls.length).toBeLessThan(20_000);
    expect(server.calls.at(-1)?.method).toBe('M20000');
  });
});
