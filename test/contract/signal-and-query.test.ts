import { describe, expect, it } from 'vitest';
import {
  defineQuery,
  defineSignal,
  QueryNotRegisteredError,
  QueryRejectedError,
  ServiceError,
  status,
  WorkflowNotFoundError,
} from '../../src/client/index.js';
import {
  type samples,
  client,
  endAfterTest,
  namespace,
  onNobody,
  onSamples,
  openClient,
  startWaiting,
  workflow,
} from '../fixtures/real-stack.js';
import { grpcCauseOf, rejectionOf } from '../fixtures/rejection.js';
import { uniqueId } from '../fixtures/unique-id.js';

const release = defineSignal<[value: unknown]>('release');
const isReleased = defineQuery<boolean>('isReleased');
const approve = defineSignal<[approvedBy: string]>('approve');
const orderProgress = defineQuery<samples.OrderProgress>('progress');

describe('signal', () => {
  it('reaches the Workflow, by name and by definition', async () => {
    const [byName, byDefinition] = [await startWaiting(), await startWaiting()];
    await byName.signal('release', 'a');
    await byDefinition.signal(release, 'b');
    expect(await byName.result()).toBe('a');
    expect(await byDefinition.result()).toBe('b');
  });

  it('takes call options with signalWithOptions', async () => {
    const handle = await startWaiting();
    await handle.signalWithOptions(release, { args: [{ with: 'options' }], timeoutMs: 30_000 });
    expect(await handle.result()).toEqual({ with: 'options' });
  });

  it('raises WorkflowNotFoundError for an execution that is closed', async () => {
    const handle = await workflow.start('greet', { ...onSamples(), args: ['Ada'] });
    await handle.result();
    const error = await rejectionOf(handle.signal('late'), WorkflowNotFoundError);
    expect(error.workflowId).toBe(handle.workflowId);
    expect(error.message).toContain('already completed');
  });

  it('raises WorkflowNotFoundError for a Workflow Id that does not exist', async () => {
    const workflowId = uniqueId('missing');
    const error = await rejectionOf(client.workflow.getHandle(workflowId).signal('any'), WorkflowNotFoundError);
    expect(error).toMatchObject({ workflowId, runId: undefined });
  });

  it('goes on with an order that waits for approval', async () => {
    const handle = await workflow.start('order', {
      ...onSamples(),
      args: [{ customerId: 'c-1', items: [{ sku: 'DESK-1', quantity: 1, unitPriceCents: 250_00 }] }],
    });
    await handle.signal(approve, 'lea');
    expect(await handle.result()).toMatchObject({ status: 'delivered', totalCents: 250_00 });
    expect(await handle.query(orderProgress)).toMatchObject({ status: 'delivered', approvedBy: 'lea' });
  });
});

describe('query', () => {
  it('gives the value, by name and by definition', async () => {
    const handle = await startWaiting();
    expect(await handle.query<boolean>('isReleased')).toBe(false);
    await handle.signal(release, undefined);
    expect(await handle.query(isReleased)).toBe(true);
  });

  it('works on a closed execution', async () => {
    const handle = await startWaiting();
    await handle.signal(release, 1);
    await handle.result();
    expect(await handle.query(isReleased)).toBe(true);
  });

  it('raises QueryNotRegisteredError for a query that the Workflow does not have', async () => {
    const handle = await startWaiting();
    const error = await rejectionOf(handle.query('noSuchQuery'), QueryNotRegisteredError);
    expect(error.code).toBe(status.INVALID_ARGUMENT);
    expect(error.message).toContain('noSuchQuery');
    expect(error.message).not.toMatch(/INVALID_ARGUMENT|^\d/);
    expect(grpcCauseOf(error).details).toBe(error.message);
  });

  it('raises WorkflowNotFoundError for a Workflow Id that does not exist', async () => {
    await rejectionOf(client.workflow.getHandle(uniqueId('missing')).query('any'), WorkflowNotFoundError);
  });

  it('raises QueryRejectedError for a closed execution with NOT_OPEN', async () => {
    const handle = await startWaiting();
    await handle.signal(release, 1);
    await handle.result();
    const query = handle.queryWithOptions(isReleased, { rejectCondition: 'NOT_OPEN' });
    expect((await rejectionOf(query, QueryRejectedError)).status).toBe(2);
    expect(await handle.queryWithOptions(isReleased, { rejectCondition: 'NOT_COMPLETED_CLEANLY' })).toBe(true);
  });

  it('takes the reject condition of the Client as default', async () => {
    const released = await startWaiting();
    await released.signal(release, 1);
    await released.result();
    const strict = openClient({ namespace, workflow: { queryRejectCondition: 'NOT_OPEN' } });
    const handle = strict.workflow.getHandle(released.workflowId);
    await rejectionOf(handle.query(isReleased), QueryRejectedError);
    expect(await handle.queryWithOptions(isReleased, { rejectCondition: 'NONE' })).toBe(true);
  });

  it('fails with DEADLINE_EXCEEDED when no worker answers', async () => {
    const handle = endAfterTest(await workflow.start('waitForRelease', onNobody()));
    const query = handle.queryWithOptions(isReleased, { timeoutMs: 700 });
    const error = await rejectionOf(query, ServiceError);
    expect(grpcCauseOf(error).code).toBe(status.DEADLINE_EXCEEDED);
  });
});
