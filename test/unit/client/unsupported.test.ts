import { Code, ConnectError } from '@connectrpc/connect';
import { describe, expect, it } from 'vitest';
import { describeError, ServiceError, UnsupportedError } from '../../../src/client/index.js';
import { inMemoryClient } from '../../fixtures/in-memory-client.js';
import { scriptedConnection } from '../../fixtures/scripted-connection.js';
import { rejectionOf } from '../../fixtures/rejection.js';

const unknownMethod = (): never => {
  throw new ConnectError('unknown method', Code.Unimplemented);
};

describe('a call that the server does not have', () => {
  it('names the version that has it, and that of the server', async () => {
    const client = inMemoryClient({
      getSystemInfo: () => ({ serverVersion: '1.27.2' }),
      pauseWorkflowExecution: unknownMethod,
    });
    const error = await rejectionOf(client.workflow.getHandle('w').pause(), UnsupportedError);
    expect(error).toBeInstanceOf(ServiceError);
    expect(error.serverVersion).toBe('1.27.2');
    expect(error.since).toMatch(/^1\.\d+\.\d+$/);
    expect(error.message).toBe(
      `Failed to pause Workflow: the server, version 1.27.2, does not offer this. It takes Temporal server ${error.since} or newer, with the feature switched on.`,
    );
    expect(describeError(error)).toMatchObject({ title: error.message, code: 'UNIMPLEMENTED', retryable: false });
  });

  it('is named without the version of a server that does not tell it', async () => {
    const client = inMemoryClient({ getSystemInfo: unknownMethod, startBatchOperation: unknownMethod });
    const options = { operation: { type: 'cancel' } as const, query: "WorkflowId = 'w'", reason: 'why' };
    const error = await rejectionOf(client.batch.start(options), UnsupportedError);
    expect(error.serverVersion).toBeUndefined();
    expect(error.message).toContain('Failed to start batch: the server does not offer this.');
  });

  it('is no such error when a proxy, not the server, does not know the path', async () => {
    const notFound = new Response('<html>Not Found</html>', { status: 404, headers: { 'content-type': 'text/html' } });
    const { client } = scriptedConnection([notFound]);
    const error = await rejectionOf(client.workflow.count(), ServiceError);
    expect(error).not.toBeInstanceOf(UnsupportedError);
    expect(error.message).toContain('Failed to count Workflows: ');
  });
});
