import { describe, expect, it } from 'vitest';
import { CancelledFailure, WorkflowFailedError, WorkflowNotFoundError } from '../../src/client/index.js';
import { attributesOf, client, onNobody, onSamples, startWaiting, workflow } from '../fixtures/real-stack.js';
import { rejectionOf } from '../fixtures/rejection.js';
import { uniqueId } from '../fixtures/unique-id.js';

const decode = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

describe('cancel', () => {
  it('asks the Workflow to end, with a reason', async () => {
    const handle = await startWaiting();
    const response = await handle.cancel({ reason: 'the customer left' });
    expect(response.$typeName).toBe('temporal.api.workflowservice.v1.RequestCancelWorkflowExecutionResponse');
    const error = await rejectionOf(handle.result(), WorkflowFailedError);
    expect(error.cause).toBeInstanceOf(CancelledFailure);
    const requested = attributesOf(await handle.fetchHistory(), 'workflowExecutionCancelRequestedEventAttributes');
    expect(requested).toMatchObject({ cause: 'the customer left', identity: client.options.identity });
    expect((await handle.describe()).status.name).toBe('CANCELLED');
  });

  it('may be asked twice', async () => {
    const handle = await workflow.start('waitForRelease', onNobody());
    await handle.cancel();
    await handle.cancel();
    const { events } = await handle.fetchHistory();
    const requests = events.filter(({ attributes }) => attributes.case?.includes('CancelRequested'));
    expect(requests).toHaveLength(1);
    await handle.terminate();
  });

  it('raises WorkflowNotFoundError for a Workflow Id that does not exist', async () => {
    await rejectionOf(client.workflow.getHandle(uniqueId('missing')).cancel(), WorkflowNotFoundError);
  });

  it('changes nothing on an execution that is closed', async () => {
    const handle = await workflow.start('greet', { ...onSamples(), args: ['Ada'] });
    await handle.result();
    await handle.cancel({ reason: 'too late' }).catch((error: unknown) => {
      // Servers differ: some take the call, some answer NOT_FOUND.
      expect(error).toBeInstanceOf(WorkflowNotFoundError);
    });
    expect((await handle.describe()).status.name).toBe('COMPLETED');
  });

  it('is refused when the running chain did not begin with firstExecutionRunId', async () => {
    const { workflowId } = await startWaiting();
    const other = client.workflow.getHandle(workflowId, undefined, { firstExecutionRunId: crypto.randomUUID() });
    await rejectionOf(other.cancel(), WorkflowNotFoundError);
    expect((await other.describe()).status.name).toBe('RUNNING');
  });
});

describe('terminate', () => {
  it('ends the execution at once, with reason and details', async () => {
    const handle = await workflow.start('waitForRelease', onNobody());
    await handle.terminate('out of budget', { details: [{ budget: 0 }, 'second'] });
    expect((await handle.describe()).status.name).toBe('TERMINATED');
    const terminated = attributesOf(await handle.fetchHistory(), 'workflowExecutionTerminatedEventAttributes');
    expect(terminated.reason).toBe('out of budget');
    expect(terminated.identity).toBe(client.options.identity);
    expect(terminated.details?.payloads.map(({ data }) => decode(data))).toEqual(['{"budget":0}', '"second"']);
  });

  it('raises WorkflowNotFoundError for a Workflow Id that does not exist', async () => {
    const workflowId = uniqueId('missing');
    const error = await rejectionOf(client.workflow.getHandle(workflowId).terminate(), WorkflowNotFoundError);
    expect(error.workflowId).toBe(workflowId);
  });

  it('is refused when the running chain did not begin with firstExecutionRunId', async () => {
    const { workflowId } = await startWaiting();
    const other = client.workflow.getHandle(workflowId, undefined, { firstExecutionRunId: crypto.randomUUID() });
    await rejectionOf(other.terminate(), WorkflowNotFoundError);
    expect((await other.describe()).status.name).toBe('RUNNING');
  });

  it('of a handle that start returned spares a later execution of the same id', async () => {
    const options = onNobody();
    const first = await workflow.start('waitForRelease', options);
    await first.terminate();
    const second = await workflow.start('waitForRelease', options);
    await rejectionOf(first.terminate(), WorkflowNotFoundError);
    expect((await second.describe()).status.name).toBe('RUNNING');
    await second.terminate();
  });
});
