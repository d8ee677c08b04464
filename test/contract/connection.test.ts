import { describe, expect, it } from 'vitest';
import { Client, Connection, GrpcError, IllegalStateError, ServiceError, status } from '../../src/client/index.js';
import { address, namespace, openConnection, startWaiting, workflow } from '../fixtures/real-stack.js';
import { recordingFetch } from '../fixtures/recording-fetch.js';
import { grpcCauseOf, rejectionOf } from '../fixtures/rejection.js';

describe('Connection.connect', () => {
  it('calls GetSystemInfo once and resolves with a working Connection', async () => {
    const fetch = recordingFetch();
    const connection = await Connection.connect({ address, fetch });
    expect(fetch.methods()).toEqual(['GetSystemInfo']);
    const info = await connection.ensureConnected();
    expect(info?.serverVersion).toMatch(/^\d+\.\d+\.\d+/);
    expect(info?.capabilities?.supportsSchedules).toBe(true);
    expect(fetch.methods()).toEqual(['GetSystemInfo']);
    await connection.close();
  });

  it('takes an address with a slash at the end', async () => {
    const connection = await Connection.connect({ address: `${address}/` });
    expect(connection.address).toBe(address);
    await connection.close();
  });

  it('says what to check when nothing listens at the address', async () => {
    const options = { address: 'http://127.0.0.1:2', retry: false } as const;
    const error = await rejectionOf(Connection.connect(options), ServiceError);
    expect(error.message).toContain('Failed to connect to Temporal server');
    expect(error.message).toContain('http://127.0.0.1:2');
    expect(error.message).toContain('Check that the address is right');
    expect(grpcCauseOf(error)).toMatchObject({ code: status.UNAVAILABLE, kind: 'unreachable' });
  });

  it('says so when the path of the address leads nowhere', async () => {
    const error = await rejectionOf(Connection.connect({ address: `${address}/wrong/prefix` }), ServiceError);
    expect(error.message).toContain('/wrong/prefix');
    expect(error.message).toMatch(/path|address/);
  });
});

describe('Connection.ensureConnected', () => {
  it('shares one call between callers at the same time', async () => {
    const fetch = recordingFetch();
    const connection = openConnection({ fetch });
    const [first, second] = await Promise.all([connection.ensureConnected(), connection.ensureConnected()]);
    expect(first).toBe(second);
    expect(fetch.methods()).toEqual(['GetSystemInfo']);
  });

  it('forgets a failure, so that the next call can succeed', async () => {
    let broken = true;
    const fetch: typeof globalThis.fetch = (input, init) =>
      broken ? Promise.reject(new TypeError('no network')) : globalThis.fetch(input, init);
    const connection = openConnection({ fetch, retry: false });
    await rejectionOf(connection.ensureConnected(), ServiceError);
    broken = false;
    expect((await connection.ensureConnected())?.serverVersion).toBeTruthy();
  });
});

describe('Connection.lazy', () => {
  it('calls nothing until the first call', async () => {
    const fetch = recordingFetch();
    const connection = openConnection({ fetch });
    expect(fetch.requests).toHaveLength(0);
    await new Client({ connection, namespace }).workflow.count();
    expect(fetch.methods()).toEqual(['CountWorkflowExecutions']);
  });
});

describe('Connection.close', () => {
  it('ends a wait that is under way and keeps the Workflow Execution', async () => {
    const { workflowId } = await startWaiting();
    let onPoll = (): void => undefined;
    const polling = new Promise<void>((resolve) => (onPoll = resolve));
    const connection = openConnection({ fetch: recordingFetch(undefined, () => onPoll()) });
    const waiting = rejectionOf(
      new Client({ connection, namespace }).workflow.getHandle(workflowId).result(),
      ServiceError,
    );
    await polling;
    await connection.close();
    const error = await waiting;
    expect(grpcCauseOf(error).code).toBe(status.CANCELLED);
    expect(grpcCauseOf(error).details).toContain('closed');
    expect((await workflow.getHandle('waitForRelease', workflowId).describe()).status.name).toBe('RUNNING');
  });

  it('makes later calls fail with IllegalStateError, also on views made before', async () => {
    const fetch = recordingFetch();
    const connection = openConnection({ fetch });
    const view = connection.with({ timeoutMs: 1000 });
    expect(connection.closed).toBe(false);
    await connection.close();
    expect(connection.closed).toBe(true);
    expect(view.closed).toBe(true);
    for (const closed of [connection, view]) {
      const handle = new Client({ connection: closed, namespace }).workflow.getHandle('any');
      const error = await rejectionOf(handle.describe(), IllegalStateError);
      expect(error).not.toBeInstanceOf(GrpcError);
    }
    expect(fetch.requests).toHaveLength(0);
  });

  it('may be called twice', async () => {
    const connection = openConnection();
    await connection.close();
    await expect(connection.close()).resolves.toBeUndefined();
  });
});

describe('Connection.setApiKey', () => {
  it('sends the new key with the next call', async () => {
    const fetch = recordingFetch();
    const connection = openConnection({ fetch, apiKey: 'first' });
    const { workflow: calls } = new Client({ connection, namespace });
    await calls.count();
    connection.setApiKey('second');
    await calls.count();
    connection.setApiKey(() => Promise.resolve('third'));
    await calls.count();
    expect(fetch.requests.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer first',
      'Bearer second',
      'Bearer third',
    ]);
  });
});
