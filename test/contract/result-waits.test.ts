import { describe, expect, it } from 'vitest';
import { GrpcError, isGrpcCancelledError, isGrpcDeadlineError, ServiceError, status } from '../../src/client/index.js';
import { type samples, onNobody, onSamples, openClient, startWaiting, workflow } from '../fixtures/real-stack.js';
import { recordingFetch } from '../fixtures/recording-fetch.js';
import { grpcCauseOf, rejectionOf } from '../fixtures/rejection.js';

describe('result() that outlasts a poll of the server', () => {
  it('polls again and resolves', async () => {
    const fetch = recordingFetch();
    const handle = await openClient({}, { fetch }).workflow.start<typeof samples.countdown>('countdown', {
      ...onSamples(),
      args: [21],
    });
    expect(await handle.result()).toBe('Lift-off!');
    const polls = fetch.methods().filter((method) => method === 'GetWorkflowExecutionHistory');
    expect(polls.length).toBeGreaterThanOrEqual(2);
    expect(polls.length).toBeLessThanOrEqual(3);
  });
});

describe('result() with a signal', () => {
  it('calls nothing when the signal has aborted already', async () => {
    const { workflowId } = await startWaiting();
    const fetch = recordingFetch();
    const reason = new Error('left the page');
    const waiting = openClient({}, { fetch }).workflow.result(workflowId, undefined, {
      signal: AbortSignal.abort(reason),
    });
    const error = await rejectionOf(waiting, ServiceError);
    expect(grpcCauseOf(error)).toMatchObject({ code: status.CANCELLED, cause: reason });
    expect(fetch.requests).toHaveLength(0);
  });

  it('ends when the signal aborts during a poll, with its reason as cause', async () => {
    const { workflowId } = await startWaiting();
    const controller = new AbortController();
    const reason = new Error('left the page');
    const fetch = recordingFetch(undefined, () => controller.abort(reason));
    const waiting = openClient({}, { fetch }).workflow.result(workflowId, undefined, { signal: controller.signal });
    const error = await rejectionOf(waiting, ServiceError);
    expect(error.message).toContain('Failed to get Workflow execution history');
    expect(grpcCauseOf(error)).toMatchObject({ code: status.CANCELLED, cause: reason });
    expect(isGrpcCancelledError(error)).toBe(true);
    expect(fetch.requests).toHaveLength(1);
    expect(fetch.requests[0]?.init.signal?.aborted).toBe(true);
    expect((await workflow.getHandle('waitForRelease', workflowId).describe()).status.name).toBe('RUNNING');
  });

  it('leaves other waits for the same execution alone', async () => {
    const handle = await startWaiting();
    const controller = new AbortController();
    const kept = handle.result();
    const dropped = rejectionOf(handle.result({ signal: controller.signal }), ServiceError);
    controller.abort();
    await dropped;
    await handle.signal('release', 'still here');
    expect(await kept).toBe('still here');
  });
});

describe('result() with timeoutMs', () => {
  it('fails with DEADLINE_EXCEEDED when the time is up', async () => {
    const handle = await startWaiting();
    const error = await rejectionOf(handle.result({ timeoutMs: 300 }), ServiceError);
    expect(grpcCauseOf(error).code).toBe(status.DEADLINE_EXCEEDED);
    expect(isGrpcDeadlineError(error)).toBe(true);
  });

  it('counts from the start of execute()', async () => {
    const execution = workflow.execute('greet', { ...onNobody(), args: ['Ada'] }, { timeoutMs: 500 });
    const error = await rejectionOf(execution, ServiceError);
    expect(grpcCauseOf(error).code).toBe(status.DEADLINE_EXCEEDED);
  });
});

describe('scopes', () => {
  it('withDeadline ends a wait', async () => {
    const { workflowId } = await startWaiting();
    const waiting = openClient().withDeadline(Date.now() + 300, (scoped) => scoped.workflow.result(workflowId));
    expect(grpcCauseOf(await rejectionOf(waiting, ServiceError)).code).toBe(status.DEADLINE_EXCEEDED);
  });

  it('withDeadline in the past calls nothing', async () => {
    const fetch = recordingFetch();
    const counting = openClient({}, { fetch }).withDeadline(new Date(0), (scoped) => scoped.workflow.count());
    expect(grpcCauseOf(await rejectionOf(counting, ServiceError)).code).toBe(status.DEADLINE_EXCEEDED);
    expect(fetch.requests).toHaveLength(0);
  });

  it('withAbortSignal ends a wait', async () => {
    const { workflowId } = await startWaiting();
    const controller = new AbortController();
    const client = openClient({}, { fetch: recordingFetch(undefined, () => controller.abort('enough')) });
    const waiting = client.withAbortSignal(controller.signal, (scoped) => scoped.workflow.result(workflowId));
    expect(grpcCauseOf(await rejectionOf(waiting, ServiceError))).toMatchObject({
      code: status.CANCELLED,
      cause: 'enough',
    });
  });

  it('withMetadata adds headers to the calls of its client only', async () => {
    const fetch = recordingFetch();
    const client = openClient({}, { fetch });
    await client.withMetadata({ 'client-name': 'scoped' }, (scoped) => scoped.workflow.count());
    await client.workflow.count();
    expect(fetch.requests.map(({ headers }) => headers.get('client-name'))).toEqual(['scoped', 'temporal-web-client']);
  });

  it('client.with and handle.with bind a scope', async () => {
    const { workflowId } = await startWaiting();
    const fetch = recordingFetch();
    const client = openClient({}, { fetch }).with({ metadata: { 'client-name': 'bound' } });
    const handle = client.workflow.getHandle(workflowId).with({ metadata: { 'client-version': '9.9.9' } });
    expect((await handle.describe()).workflowId).toBe(workflowId);
    const [request] = fetch.requests;
    expect(request?.headers.get('client-name')).toBe('bound');
    expect(request?.headers.get('client-version')).toBe('9.9.9');
  });

  it('Connection.withApiKey replaces the key for its view', async () => {
    const fetch = recordingFetch();
    const client = openClient({}, { fetch, apiKey: 'own' });
    await client.connection.withApiKey('other', (view) => view.ensureConnected());
    await client.workflow.count();
    expect(fetch.requests.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer other', 'Bearer own']);
  });

  it('a signal of the call ends it though the scope has another', async () => {
    const { workflowId } = await startWaiting();
    const call = new AbortController();
    const client = openClient({}, { fetch: recordingFetch(undefined, () => call.abort()) });
    const scoped = client.with({ signal: new AbortController().signal });
    const error = await rejectionOf(
      scoped.workflow.result(workflowId, undefined, { signal: call.signal }),
      ServiceError,
    );
    expect(error.cause).toBeInstanceOf(GrpcError);
    expect(grpcCauseOf(error).code).toBe(status.CANCELLED);
  });
});
