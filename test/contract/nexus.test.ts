import { afterAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  CancelledFailure,
  defineSearchAttributeKey,
  isGrpcCancelledError,
  isGrpcDeadlineError,
  NamespaceNotFoundError,
  NexusOperationAlreadyStartedError,
  type NexusOperationExecution,
  NexusOperationFailureError,
  NexusOperationNotFoundError,
  type NexusServiceClient,
  ServiceError,
  status,
  TerminatedFailure,
  TimeoutFailure,
} from '../../src/client/index.js';
import { greetings } from '../../src/dev/worker/nexus-service.js';
import { createEndpoint, type TestEndpoint } from '../fixtures/nexus-endpoint.js';
import { client, endAfterTest, openClient } from '../fixtures/real-stack.js';
import { grpcCauseOf, rejectionOf } from '../fixtures/rejection.js';
import { uniqueId } from '../fixtures/unique-id.js';

const { nexus } = client;
const customerId = defineSearchAttributeKey('CustomerId', 'KEYWORD');

/** Of the sample worker. */
let service: NexusServiceClient<typeof greetings>;
/** Of a Task Queue that nobody polls. */
let nobody: NexusServiceClient<typeof greetings>;

const endpoints: TestEndpoint[] = [];

// Before each, so that a server without Endpoints fails every case by itself.
beforeEach(async () => {
  if (endpoints.length > 0) return;
  endpoints.push(await createEndpoint());
  endpoints.push(await createEndpoint(uniqueId('nobody')));
  service = nexus.createServiceClient({ endpoint: endpoints[0]!.name, service: greetings });
  nobody = nexus.createServiceClient({ endpoint: endpoints[1]!.name, service: greetings });
});
afterAll(async () => {
  for (const endpoint of endpoints) await endpoint.remove();
});

const id = () => uniqueId('"op" <b>&amp; 🚀');

type Idle = Awaited<ReturnType<typeof startIdle>>;

/** An Operation that no handler takes; it ends with the test. */
async function startIdle(options: Partial<Parameters<typeof service.startOperation>[2]> = {}) {
  const handle = await nobody.startOperation('greet', 'Ada', { id: uniqueId('idle'), ...options });
  onTestFinished(async () => {
    try {
      await handle.delete();
    } catch (error) {
      if (!(error instanceof NexusOperationNotFoundError)) throw error;
    }
  });
  return handle;
}

/** An Operation whose Workflow runs until somebody releases it. */
async function startHold() {
  const workflow = endAfterTest(client.workflow.getHandle(uniqueId('hold')));
  const handle = await service.startOperation('hold', workflow.workflowId, { id: id() });
  await expect.poll(async () => (await handle.describe()).state).toBe('STARTED');
  return { handle, workflow };
}

describe('startOperation and executeOperation', () => {
  it('run an Operation, by its key and by its definition', async () => {
    expect(await service.executeOperation('greet', 'Léa "🚀" <x>', { id: id() })).toBe('Hello, Léa "🚀" <x>!');
    expect(await service.executeOperation(greetings.operations.greet, 'Ada', { id: id() })).toBe('Hello, Ada!');
  });

  it('give a handle of the run', async () => {
    const operationId = id();
    const handle = await service.startOperation('greet', 'Ada', { id: operationId });
    expect(handle).toMatchObject({ operationId, started: true });
    expect(handle.client).toBe(nexus);
    expect(handle.runId).not.toBe('');
    expect(await handle.result()).toBe('Hello, Ada!');
    expect(await nexus.getHandle<string>(operationId).result()).toBe('Hello, Ada!');
    expect(await nexus.getHandle<string>(operationId, { runId: handle.runId }).result()).toBe('Hello, Ada!');
  });

  it('wait for an Operation that a Workflow carries out', async () => {
    const { handle, workflow } = await startHold();
    const result = handle.result();
    await workflow.signal('release', { by: '"Léa" 🚀' });
    expect(await result).toEqual({ by: '"Léa" 🚀' });
  });

  it('refuse an id that a running Operation has, and name its run', async () => {
    const { operationId, runId } = await startIdle();
    const again = nobody.startOperation('greet', 'Ada', { id: operationId });
    const error = await rejectionOf(again, NexusOperationAlreadyStartedError);
    expect(error).toMatchObject({ operationId, runId });
    expect(error.message).toBe(`Nexus operation already started: operationId=${operationId} runId=${runId}`);
    expect(grpcCauseOf(error).code).toBe(status.ALREADY_EXISTS);
  });

  it('attach to the running Operation with USE_EXISTING', async () => {
    const { operationId, runId } = await startIdle();
    const second = await nobody.startOperation('greet', 'Ada', { id: operationId, idConflictPolicy: 'USE_EXISTING' });
    expect(second).toMatchObject({ operationId, runId, started: false });
  });

  it('refuse an id that a closed Operation has with REJECT_DUPLICATE', async () => {
    const operationId = id();
    await service.executeOperation('greet', 'Ada', { id: operationId });
    const again = service.startOperation('greet', 'Ada', { id: operationId, idReusePolicy: 'REJECT_DUPLICATE' });
    await rejectionOf(again, NexusOperationAlreadyStartedError);
  });

  it('say that the Endpoint does not exist, where upstream calls it an Operation that is not found', async () => {
    const missing = nexus.createServiceClient({ endpoint: uniqueId('missing'), service: greetings });
    const error = await rejectionOf(missing.startOperation('greet', 'Ada', { id: id() }), ServiceError);
    expect(error.message).toMatch(/^Failed to start Nexus operation: .*missing-/);
    expect(grpcCauseOf(error).code).toBe(status.NOT_FOUND);
  });

  it('name the Namespace that does not exist', async () => {
    const missing = uniqueId('no-namespace');
    const elsewhere = openClient({ namespace: missing }).nexus.createServiceClient({
      endpoint: service.endpoint,
      service: greetings,
    });
    const error = await rejectionOf(elsewhere.startOperation('greet', 'Ada', { id: id() }), NamespaceNotFoundError);
    expect(error.namespace).toBe(missing);
  });
});

describe('result', () => {
  it('raises NexusOperationFailureError with the failure of the handler', async () => {
    const handle = await service.startOperation('refuse', 'not "you" <again> 🚫', { id: id() });
    const error = await rejectionOf(handle.result(), NexusOperationFailureError);
    expect(error.message).toMatch(/^Nexus operation failed: /);
    expect(error.cause).toBeInstanceOf(Error);
    expect([error.cause, error.cause.cause]).toContainEqual(
      expect.objectContaining({ message: 'not "you" <again> 🚫' }) as Error,
    );
    // The outcome is kept.
    expect(await rejectionOf(handle.result(), NexusOperationFailureError)).toBe(error);
  });

  it('raises it with a TimeoutFailure when a time limit passed', async () => {
    const handle = await startIdle({ scheduleToCloseTimeout: '100ms' });
    const { cause } = await rejectionOf(handle.result(), NexusOperationFailureError);
    expect([cause, cause.cause].some((failure) => failure instanceof TimeoutFailure)).toBe(true);
  });

  it('ends with its time limit and with its signal, and can be asked again', async () => {
    const { handle, workflow } = await startHold();
    expect(isGrpcDeadlineError(await rejectionOf(handle.result({ timeoutMs: 200 }), ServiceError))).toBe(true);
    const controller = new AbortController();
    const waiting = rejectionOf(handle.result({ signal: controller.signal }), ServiceError);
    controller.abort();
    expect(isGrpcCancelledError(await waiting)).toBe(true);
    await workflow.signal('release', 1);
    expect(await handle.result()).toBe(1);
  });

  it('of a scope ends with the deadline of the scope', async () => {
    const scoped = (await startIdle()).with({ deadline: Date.now() + 200 });
    expect(isGrpcDeadlineError(await rejectionOf(scoped.result(), ServiceError))).toBe(true);
  });
});

describe('describe', () => {
  it('tells what the Operation was started with', async () => {
    const handle = await startIdle({
      scheduleToCloseTimeout: '1 hour',
      scheduleToStartTimeout: '30 minutes',
      startToCloseTimeout: 60_000,
      summary: 'One **line** <b>',
      headers: { 'x-trace': 'abc' },
      searchAttributes: [{ key: customerId, value: "O'Hara" }],
    });
    const description = await handle.describe({ includeInput: true });
    expect(description).toMatchObject({
      operationId: handle.operationId,
      runId: handle.runId,
      endpoint: nobody.endpoint,
      service: 'greetings',
      operation: 'greet',
      status: 'RUNNING',
      scheduleToCloseTimeout: 3_600_000,
      scheduleToStartTimeout: 1_800_000,
      startToCloseTimeout: 60_000,
      closeTime: undefined,
      operationToken: undefined,
      blockedReason: undefined,
      cancellationInfo: undefined,
      identity: client.options.identity,
      hasInput: true,
      hasResult: false,
      hasOutcomeFailure: false,
    });
    expect(['SCHEDULED', 'BACKING_OFF']).toContain(description.state);
    expect(description.scheduleTime).toBeInstanceOf(Date);
    expect(description.requestId).not.toBe('');
    expect(description.searchAttributes.get(customerId)).toBe("O'Hara");
    expect(description.raw.nexusHeader).toEqual({ 'x-trace': 'abc' });
    expect(await description.getInput()).toBe('Ada');
    expect(await description.staticSummary()).toBe('One **line** <b>');
    expect(await description.staticDetails()).toBeUndefined();
  });

  it('tells the outcome if asked for', async () => {
    const completed = await service.startOperation('greet', 'Ada', { id: id() });
    await completed.result();
    expect(await completed.describe()).toMatchObject({ status: 'COMPLETED', hasResult: false });
    const description = await completed.describe({ includeOutcome: true });
    expect(description).toMatchObject({ hasResult: true, closeTime: expect.any(Date) as Date });
    expect(await description.getResult()).toBe('Hello, Ada!');
    const failed = await service.startOperation('refuse', 'no', { id: id() });
    await rejectionOf(failed.result(), NexusOperationFailureError);
    const failure = await failed.describe({ includeOutcome: true });
    expect(failure).toMatchObject({ status: 'FAILED', hasOutcomeFailure: true });
    expect(await failure.getOutcomeFailure()).toBeInstanceOf(Error);
  });
});

describe('cancel, terminate and delete', () => {
  it('cancel asks the handler, which ends the Workflow', async () => {
    const { handle } = await startHold();
    await handle.cancel('changed "my" <mind> 🚀');
    const { cause } = await rejectionOf(handle.result(), NexusOperationFailureError);
    expect([cause, cause.cause].some((failure) => failure instanceof CancelledFailure)).toBe(true);
    const { status: closed, cancellationInfo } = await handle.describe();
    expect(closed).toBe('CANCELED');
    expect(cancellationInfo).toMatchObject({ reason: 'changed "my" <mind> 🚀', lastAttemptFailure: undefined });
    expect(['SCHEDULED', 'SUCCEEDED']).toContain(cancellationInfo?.state);
  });

  it('terminate ends it at once', async () => {
    const handle = await startIdle();
    await handle.terminate('enough');
    const { cause } = await rejectionOf(handle.result(), NexusOperationFailureError);
    expect([cause, cause.cause].some((failure) => failure instanceof TerminatedFailure)).toBe(true);
    expect((await handle.describe()).status).toBe('TERMINATED');
  });

  it('delete removes it', async () => {
    const handle: Idle = await startIdle();
    await handle.delete();
    await expect
      .poll(() => handle.describe().catch((error: unknown) => error), { timeout: 30_000, interval: 50 })
      .toBeInstanceOf(NexusOperationNotFoundError);
  });

  it('and all else raise NexusOperationNotFoundError for an Operation that does not exist', async () => {
    const operationId = uniqueId('no "such" <thing> 🤷');
    const handle = nexus.getHandle(operationId);
    for (const call of [
      () => handle.result(),
      () => handle.describe(),
      () => handle.cancel('x'),
      () => handle.terminate('x'),
      () => handle.delete(),
    ]) {
      const error = await rejectionOf(call(), NexusOperationNotFoundError);
      expect(error.message).toBe(`Nexus operation not found: operationId=${operationId}`);
      expect(grpcCauseOf(error).code).toBe(status.NOT_FOUND);
    }
  });
});

describe('list and count', () => {
  async function listed(...options: Parameters<typeof nexus.list>): Promise<NexusOperationExecution[]> {
    const all: NexusOperationExecution[] = [];
    for await (const item of nexus.list(...options)) all.push(item);
    return all;
  }

  it('give all that match, page by page, and by group', async () => {
    const tag = uniqueId('c');
    const searchAttributes = [{ key: customerId, value: tag }];
    const handles = await Promise.all(Array.from({ length: 5 }, () => startIdle({ searchAttributes })));
    const ids = handles.map(({ operationId }) => operationId).sort();
    await handles[0]?.terminate('enough');
    const query = `CustomerId = '${tag}'`;
    await vi.waitFor(
      async () => {
        const { groups } = await nexus.count(`${query} GROUP BY ExecutionStatus`);
        expect(groups.map(({ count }) => count).sort()).toEqual([1, 4]);
      },
      { timeout: 30_000, interval: 100 },
    );
    const found = await listed({ query, pageSize: 2 });
    expect(found.map(({ operationId }) => operationId).sort()).toEqual(ids);
    expect(found.filter((operation) => operation.status === 'TERMINATED')).toMatchObject([
      { operationId: handles[0]?.operationId, endpoint: nobody.endpoint, service: 'greetings', operation: 'greet' },
    ]);
    expect(found[0]?.searchAttributes.get(customerId)).toBe(tag);
    expect(found[0]?.raw.$typeName).toBe('temporal.api.nexus.v1.NexusOperationExecutionListInfo');
    expect(await listed({ query, pageSize: 2, limit: 3 })).toHaveLength(3);
    const first = await nexus.listPage({ query, pageSize: 3 });
    const second = await nexus.listPage({ query, pageSize: 3, nextPageToken: first.nextPageToken });
    expect([...first.items, ...second.items].map(({ operationId }) => operationId).sort()).toEqual(ids);
    expect((await nexus.count(query)).count).toBe(5);
    const { groups } = await nexus.count(`${query} GROUP BY ExecutionStatus`);
    expect(groups).toContainEqual({ count: 1, groupValues: [['Terminated']] });
  });

  it('refuse a malformed query', async () => {
    for (const call of [() => listed({ query: 'what?' }), () => nexus.count('what?')]) {
      expect(grpcCauseOf(await rejectionOf(call(), ServiceError)).code).toBe(status.INVALID_ARGUMENT);
    }
  });
});
