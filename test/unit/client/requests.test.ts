/** What the requests of the typed layer hold, as a server sees them. */
import { describe, expect, it } from 'vitest';
import type {
  CountWorkflowExecutionsRequest,
  QueryWorkflowRequest,
  RequestCancelWorkflowExecutionRequest,
  SignalWorkflowExecutionRequest,
  StartWorkflowExecutionRequest,
  TerminateWorkflowExecutionRequest,
} from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import type { SignalWithStartWorkflowExecutionRequest } from '../../../gen/workflow/temporal/api/workflowservice/v1/request_response_pb.js';
import { type Client, QueryRejectedError, ServiceError, status } from '../../../src/client/index.js';
import { completed, page } from '../../fixtures/close-events.js';
import { inMemoryClient } from '../../fixtures/in-memory-client.js';
import { grpcCauseOf, rejectionOf } from '../../fixtures/rejection.js';

interface Seen {
  start: StartWorkflowExecutionRequest[];
  signalWithStart: SignalWithStartWorkflowExecutionRequest[];
  signal: SignalWorkflowExecutionRequest[];
  query: QueryWorkflowRequest[];
  cancel: RequestCancelWorkflowExecutionRequest[];
  terminate: TerminateWorkflowExecutionRequest[];
  count: CountWorkflowExecutionsRequest[];
  polledRuns: string[];
}

function recordingClient(): { client: Client; seen: Seen } {
  const seen: Seen = {
    start: [],
    signalWithStart: [],
    signal: [],
    query: [],
    cancel: [],
    terminate: [],
    count: [],
    polledRuns: [],
  };
  const keep = <T>(list: T[], request: T): object => {
    list.push(request);
    return {};
  };
  const client = inMemoryClient(
    {
      startWorkflowExecution: (request) => {
        seen.start.push(request);
        return { runId: 'run-2', firstExecutionRunId: 'run-1' };
      },
      signalWithStartWorkflowExecution: (request) => {
        seen.signalWithStart.push(request);
        return { runId: 'run-3' };
      },
      signalWorkflowExecution: (request) => keep(seen.signal, request),
      queryWorkflow: (request) => {
        seen.query.push(request);
        return { queryResult: { payloads: [] } };
      },
      requestCancelWorkflowExecution: (request) => keep(seen.cancel, request),
      terminateWorkflowExecution: (request) => keep(seen.terminate, request),
      countWorkflowExecutions: (request) => keep(seen.count, request),
      getWorkflowExecutionHistory: ({ execution }) => {
        seen.polledRuns.push(execution?.runId ?? '');
        return page(completed('done'));
      },
    },
    {},
    { namespace: 'orders', identity: 'me' },
  );
  return { client, seen };
}

const options = { taskQueue: 'q', workflowId: 'w' };

describe('start', () => {
  it('sends nothing that was not asked for', async () => {
    const { client, seen } = recordingClient();
    await client.workflow.start('type', options);
    const [request] = seen.start as [StartWorkflowExecutionRequest];
    expect(request).toMatchObject({
      namespace: 'orders',
      identity: 'me',
      workflowId: 'w',
      workflowType: { name: 'type' },
      taskQueue: { name: 'q', kind: 1 },
      workflowIdReusePolicy: 0,
      workflowIdConflictPolicy: 0,
      cronSchedule: '',
    });
    const optional = [
      'memo',
      'searchAttributes',
      'retryPolicy',
      'priority',
      'userMetadata',
      'versioningOverride',
    ] as const;
    for (const field of optional) expect(request[field], field).toBeUndefined();
    const durations = [
      'workflowExecutionTimeout',
      'workflowRunTimeout',
      'workflowTaskTimeout',
      'workflowStartDelay',
    ] as const;
    for (const field of durations) expect(request[field], field).toBeUndefined();
  });

  it('gives each call a request id of its own', async () => {
    const { client, seen } = recordingClient();
    await client.workflow.start('type', options);
    await client.workflow.start('type', options);
    expect(seen.start[0]?.requestId).not.toBe(seen.start[1]?.requestId);
  });

  it('sends the versioning override in its present and its deprecated form', async () => {
    const { client, seen } = recordingClient();
    const pinnedTo = { deploymentName: 'shop', buildId: 'b.1' };
    await client.workflow.start('type', { ...options, versioningOverride: { pinnedTo } });
    await client.workflow.start('type', { ...options, versioningOverride: 'AUTO_UPGRADE' });
    expect(seen.start[0]?.versioningOverride).toMatchObject({
      override: { case: 'pinned', value: { version: pinnedTo, behavior: 1 } },
      behavior: 1,
      pinnedVersion: 'shop.b.1',
    });
    expect(seen.start[1]?.versioningOverride).toMatchObject({
      override: { case: 'autoUpgrade', value: true },
      behavior: 2,
    });
  });

  it('takes upstream spellings of the id policies', async () => {
    const { client, seen } = recordingClient();
    await client.workflow.start('type', {
      ...options,
      workflowIdReusePolicy: 'WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE' as 'REJECT_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
    expect(seen.start[0]).toMatchObject({ workflowIdReusePolicy: 3, workflowIdConflictPolicy: 2 });
  });
});

describe('a handle that start returned', () => {
  it('waits for the run in the answer, and guards writes by the first run of its chain', async () => {
    const { client, seen } = recordingClient();
    const handle = await client.workflow.start('type', options);
    expect(handle.firstExecutionRunId).toBe('run-1');
    await handle.result();
    await handle.cancel();
    await handle.terminate();
    await handle.signal('s');
    expect(seen.polledRuns).toEqual(['run-2']);
    expect(seen.cancel[0]).toMatchObject({
      firstExecutionRunId: 'run-1',
      workflowExecution: { workflowId: 'w', runId: '' },
    });
    expect(seen.terminate[0]).toMatchObject({ firstExecutionRunId: 'run-1' });
    expect(seen.signal[0]?.workflowExecution).toMatchObject({ workflowId: 'w', runId: '' });
  });
});

describe('execute', () => {
  it('waits for the run that it started', async () => {
    const { client, seen } = recordingClient();
    expect(await client.workflow.execute('type', options)).toBe('done');
    expect(seen.polledRuns).toEqual(['run-2']);
  });
});

describe('signalWithStart', () => {
  it('sends options of both, and waits for the run that was signalled', async () => {
    const { client, seen } = recordingClient();
    const handle = await client.workflow.signalWithStart('type', {
      ...options,
      args: [1],
      signal: 'go',
      signalArgs: [2, 3],
      memo: { m: 1 },
      workflowRunTimeout: '1m',
      cronSchedule: '@daily',
      retry: {},
      priority: { priorityKey: 1 },
    });
    expect(handle.signaledRunId).toBe('run-3');
    await handle.result();
    expect(seen.polledRuns).toEqual(['run-3']);
    const [request] = seen.signalWithStart as [SignalWithStartWorkflowExecutionRequest];
    expect(request).toMatchObject({
      signalName: 'go',
      workflowType: { name: 'type' },
      cronSchedule: '@daily',
      priority: { priorityKey: 1 },
      workflowRunTimeout: { seconds: 60n },
    });
    expect(request.input?.payloads).toHaveLength(1);
    expect(request.signalInput?.payloads).toHaveLength(2);
    expect(Object.keys(request.memo?.fields ?? {})).toEqual(['m']);
    expect(request.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('query', () => {
  it('sends the reject condition: of the call, else of the Client', async () => {
    const { client, seen } = recordingClient();
    const handle = client.workflow.getHandle('w', 'r');
    await handle.query('q', 1);
    await handle.queryWithOptions('q', { rejectCondition: 'NOT_OPEN' });
    expect(seen.query.map(({ queryRejectCondition }) => queryRejectCondition)).toEqual([1, 2]);
    expect(seen.query[0]).toMatchObject({ execution: { workflowId: 'w', runId: 'r' }, query: { queryType: 'q' } });
  });

  it('that was rejected raises QueryRejectedError with the status', async () => {
    const client = inMemoryClient({ queryWorkflow: () => ({ queryRejected: { status: 5 } }) });
    expect((await rejectionOf(client.workflow.getHandle('w').query('q'), QueryRejectedError)).status).toBe(5);
  });

  it('without an answer raises ServiceError', async () => {
    const client = inMemoryClient({ queryWorkflow: () => ({}) });
    await rejectionOf(client.workflow.getHandle('w').query('q'), ServiceError);
  });
});

describe('an RPC that the server does not have', () => {
  it('raises ServiceError with UNIMPLEMENTED as cause', async () => {
    const error = await rejectionOf(inMemoryClient({}).workflow.getHandle('w').describe(), ServiceError);
    expect(grpcCauseOf(error).code).toBe(status.UNIMPLEMENTED);
  });

  it('is no fault of ensureConnected: old servers have no GetSystemInfo', async () => {
    const { connection } = inMemoryClient({});
    expect(await connection.ensureConnected()).toBeUndefined();
  });
});
