/** Defects of `@temporalio/client` 1.24 in updates, update-with-start and histories, each with the behaviour here. */
import { describe, expect, it, vi } from 'vitest';
import {
  defaultPayloadConverter,
  ServiceError,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
} from '../../../src/client/index.js';
import type { PayloadStorage } from '../../../src/client/index.js';
import { toWirePayload } from '../../../src/client/converter/wire-payload.js';
import { referenceMessageType } from '../../../src/client/converter/storage-reference.js';
import { completed, page } from '../../fixtures/close-events.js';
import { inMemoryClient } from '../../fixtures/in-memory-client.js';
import { rejectionOf } from '../../fixtures/rejection.js';

const payload = (value: unknown) => toWirePayload(defaultPayloadConverter.toPayload(value));
const updateRef = { updateId: 'u', workflowExecution: { workflowId: 'w', runId: 'run-1' } };
const outcome = { value: { case: 'success' as const, value: { payloads: [payload('done')] } } };

describe('defect: executeUpdate fetches the outcome twice', () => {
  it('fetches it once, and not at all when the first answer had it', async () => {
    const poll = vi.fn(() => ({ outcome }));
    const answers = [
      { updateRef, stage: 2 },
      { updateRef, stage: 3, outcome },
    ];
    const client = inMemoryClient({
      updateWorkflowExecution: () => answers.shift()!,
      pollWorkflowExecutionUpdate: poll,
    });
    const handle = client.workflow.getHandle('w');
    expect(await handle.executeUpdate('u')).toBe('done');
    expect(poll).toHaveBeenCalledOnce();
    expect(await handle.executeUpdate('u')).toBe('done');
    expect(poll).toHaveBeenCalledOnce();
  });
});

describe('defect: the outcome of an update is polled for at the run of the handle', () => {
  it('is polled for at the run that took the update', async () => {
    const runs: (string | undefined)[] = [];
    const client = inMemoryClient({
      updateWorkflowExecution: () => ({ updateRef, stage: 2 }),
      pollWorkflowExecutionUpdate: (request) => {
        runs.push(request.updateRef?.workflowExecution?.runId);
        return { outcome };
      },
    });
    await client.workflow.getHandle('w').executeUpdate('u');
    expect(runs).toEqual(['run-1']);
  });
});

describe('defect: the loops of updates have no pause', () => {
  it('ask twice a second at the most, with the same update id', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
    try {
      const ids = new Set<string | undefined>();
      let asked = 0;
      const client = inMemoryClient({
        updateWorkflowExecution: ({ request }) => {
          ids.add(request?.meta?.updateId);
          return ++asked < 4 ? { updateRef, stage: 1 } : { updateRef, stage: 3, outcome };
        },
      });
      const result = client.workflow.getHandle('w').executeUpdate('u');
      await vi.advanceTimersByTimeAsync(900);
      expect(asked).toBe(2);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(await result).toBe('done');
      expect(asked).toBe(4);
      expect(ids.size).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('defect: handles of a WithStartWorkflowOperation do not wait for the run they started', () => {
  it('wait for that run', async () => {
    const polled: (string | undefined)[] = [];
    const client = inMemoryClient({
      executeMultiOperation: () => ({
        responses: [
          { response: { case: 'startWorkflow', value: { runId: 'run-1', firstExecutionRunId: 'run-0' } } },
          { response: { case: 'updateWorkflow', value: { updateRef, stage: 3, outcome } } },
        ],
      }),
      getWorkflowExecutionHistory: ({ execution }) => {
        polled.push(execution?.runId);
        return page(completed('result'));
      },
    });
    const startWorkflowOperation = new WithStartWorkflowOperation('w', {
      workflowId: 'w',
      taskQueue: 'q',
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
    expect(await client.workflow.executeUpdateWithStart('u', { startWorkflowOperation })).toBe('done');
    const handle = await startWorkflowOperation.workflowHandle();
    expect(handle).toMatchObject({ firstExecutionRunId: 'run-0' });
    expect(await handle.result()).toBe('result');
    expect(polled).toEqual(['run-1']);
  });
});

describe('defect: fetchHistory maps no errors', () => {
  it('raises the errors of all other calls', async () => {
    const client = inMemoryClient({});
    const error = await rejectionOf(client.workflow.getHandle('w').fetchHistory(), ServiceError);
    expect(error).not.toBeInstanceOf(WorkflowNotFoundError);
    expect(error.message).toContain('Failed to get Workflow execution history');
  });
});

describe('defect: fetchHistory resolves no Payloads that are stored elsewhere', () => {
  it('puts them back where the references are', async () => {
    const reference = {
      metadata: {
        encoding: new TextEncoder().encode('json/protobuf'),
        messageType: new TextEncoder().encode(referenceMessageType),
      },
      data: new TextEncoder().encode('{}'),
    };
    const externalStorage: PayloadStorage = {
      store: (payloads) => Promise.resolve(payloads),
      retrieve: (payloads) => Promise.resolve(payloads.map(() => payload('large'))),
    };
    const handlers = {
      getWorkflowExecutionHistory: () => ({
        history: {
          events: [
            {
              eventId: 1n,
              attributes: {
                case: 'workflowExecutionCompletedEventAttributes' as const,
                value: { result: { payloads: [reference] } },
              },
            },
          ],
        },
      }),
    };
    const client = inMemoryClient(handlers, {}, { dataConverter: { externalStorage } });
    const { events } = await client.workflow.getHandle('w').fetchHistory();
    const { attributes } = events[0]!;
    expect(
      attributes.case === 'workflowExecutionCompletedEventAttributes' && attributes.value.result?.payloads,
    ).toEqual([payload('large')]);
  });
});
