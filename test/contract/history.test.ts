import { describe, expect, it } from 'vitest';
import { WorkflowNotFoundError } from '../../src/client/index.js';
import {
  client,
  endAfterTest,
  onNobody,
  onSamples,
  openClient,
  startWaiting,
  workflow,
} from '../fixtures/real-stack.js';
import { recordingFetch } from '../fixtures/recording-fetch.js';
import { rejectionOf } from '../fixtures/rejection.js';
import { uniqueId } from '../fixtures/unique-id.js';

describe('fetchHistory', () => {
  it('gives all events of a short execution', async () => {
    const handle = await workflow.start('greet', { ...onSamples(), args: ['Ada'] });
    await handle.result();
    const history = await handle.fetchHistory();
    expect(history.$typeName).toBe('temporal.api.history.v1.History');
    expect(history.events.map(({ attributes }) => attributes.case)).toEqual([
      'workflowExecutionStartedEventAttributes',
      'workflowTaskScheduledEventAttributes',
      'workflowTaskStartedEventAttributes',
      'workflowTaskCompletedEventAttributes',
      'workflowExecutionCompletedEventAttributes',
    ]);
  });

  it('gives more events than fit into one Workflow Task', async () => {
    const handle = await workflow.start('fanOut', { ...onSamples(), args: [{ timers: 300 }] });
    await handle.result();
    const { events } = await handle.fetchHistory();
    expect(events.length).toBeGreaterThan(600);
    expect(events.map(({ eventId }) => Number(eventId))).toEqual(events.map((_, index) => index + 1));
  });

  it('goes through all pages, without gaps', async () => {
    const fetch = recordingFetch();
    const handle = endAfterTest(await openClient({}, { fetch }).workflow.start('any', onNobody()));
    // A page holds what the server wrote in 256 steps; each signal is one.
    await Promise.all(Array.from({ length: 280 }, (_, index) => handle.signal('note', index)));
    fetch.requests.length = 0;
    const { events } = await handle.fetchHistory();
    expect(fetch.methods()).toEqual(['GetWorkflowExecutionHistory', 'GetWorkflowExecutionHistory']);
    expect(events).toHaveLength(282);
    expect(events.map(({ eventId }) => Number(eventId))).toEqual(events.map((_, index) => index + 1));
  });

  it('does not wait for what is still to come', async () => {
    const handle = await startWaiting();
    await handle.query('isReleased');
    const { events } = await handle.fetchHistory();
    expect(events.at(-1)?.attributes.case).toBe('workflowTaskCompletedEventAttributes');
  });

  it('gives the history of one run when there are several', async () => {
    const handle = await workflow.start('chain', { ...onSamples(), args: [1] });
    await handle.result();
    const first = client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId);
    const closed = (await first.fetchHistory()).events.at(-1)?.attributes;
    expect(closed?.case).toBe('workflowExecutionContinuedAsNewEventAttributes');
    expect((await handle.fetchHistory()).events.at(-1)?.attributes.case).toBe(
      'workflowExecutionCompletedEventAttributes',
    );
  });

  it('raises WorkflowNotFoundError for a Workflow Id that does not exist', async () => {
    const workflowId = uniqueId('missing');
    const error = await rejectionOf(client.workflow.getHandle(workflowId).fetchHistory(), WorkflowNotFoundError);
    expect(error.workflowId).toBe(workflowId);
  });
});
