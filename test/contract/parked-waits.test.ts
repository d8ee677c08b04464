/** Results of many executions over one long poll: the rest is told by visibility, in Chromium with real locks and channels. */
import { describe, expect, it } from 'vitest';
import {
  CancelledFailure,
  type PollStatus,
  TerminatedFailure,
  TimeoutFailure,
  WorkflowContinuedAsNewError,
  WorkflowFailedError,
  WorkflowNotFoundError,
} from '../../src/client/index.js';
import { inMemoryAddress } from '../../src/testing/index.js';
import {
  address,
  client as plainClient,
  endAfterTest,
  onNobody,
  onSamples,
  openClient,
  type samples,
  startWaiting,
  workflow,
} from '../fixtures/real-stack.js';
import { recordingFetch } from '../fixtures/recording-fetch.js';
import { rejectionOf } from '../fixtures/rejection.js';

/** A Client with one slot. */
function oneSlot(fetch = recordingFetch()) {
  return openClient({}, { fetch, polls: { slots: 1 } });
}

const untilStatus = async (
  client: ReturnType<typeof oneSlot>,
  fits: (status: PollStatus) => boolean,
): Promise<PollStatus> => {
  for await (const status of client.connection.polls.status) if (fits(status)) return status;
  throw new Error('The Connection was closed.');
};

/** Node shares no connections and has no need to know; in memory there are none. */
const isOverNetwork = 'document' in globalThis && address !== inMemoryAddress;
const browserProtocol = address.startsWith('https') ? 'http2' : 'http1';
const protocol = isOverNetwork ? browserProtocol : undefined;

describe('results of many executions over one slot', () => {
  it('all come, each its own, by visibility and short requests', async () => {
    const fetch = recordingFetch();
    const client = oneSlot(fetch);
    const handles = await Promise.all(Array.from({ length: 25 }, startWaiting));
    const results = handles.map((handle) => client.workflow.getHandle(handle.workflowId).result());
    const status = await untilStatus(client, ({ visibility, parked }) => visibility.status === 'ok' && parked === 24);
    expect(status).toMatchObject({ slots: { limit: 1 }, waits: 25, outage: undefined });
    expect(status.protocol).toBe(protocol);
    for (const [i, handle] of handles.entries()) await handle.signal('release', `result ${i}`);
    expect(await Promise.all(results)).toEqual(handles.map((_, i) => `result ${i}`));
    const queries = fetch.methods().filter((method) => method === 'ListWorkflowExecutions');
    // One tab asks for all: this one, or another.
    expect(queries.length + status.tabs - 1).toBeGreaterThan(0);
    expect((await untilStatus(client, () => true)).waits).toBe(0);
  });

  it('follow chains, retries and every way to end', async () => {
    const client = oneSlot();
    const blocker = await startWaiting();
    const retry = { initialInterval: '50ms', maximumAttempts: 3 } as const;
    const [chain, single, failing, retried, terminated, cancelled, late, pages] = await Promise.all([
      workflow.start('chain', { ...onSamples(), args: [5] }),
      workflow.start('chain', { ...onSamples(), args: [3] }),
      workflow.start('fail', { ...onSamples(), args: ['no luck'] }),
      workflow.start('failTimes', { ...onSamples(), args: [2], retry }),
      plainClient.workflow.start('never', onNobody()),
      startWaiting(),
      plainClient.workflow.start('never', { ...onNobody(), workflowRunTimeout: '1s' }),
      workflow.start('countdown', { ...onSamples(), args: [2] }),
    ]);
    endAfterTest(terminated);
    const result = (handle: { workflowId: string }, options = {}): Promise<unknown> =>
      client.workflow
        .getHandle(handle.workflowId, handle === chain ? chain.firstExecutionRunId : undefined)
        .result(options);
    const failed = (handle: { workflowId: string }): Promise<WorkflowFailedError> =>
      rejectionOf(result(handle), WorkflowFailedError);
    const all = Promise.all([
      result(chain),
      rejectionOf(
        client.workflow.getHandle(single.workflowId, single.firstExecutionRunId).result({ followRuns: false }),
        WorkflowContinuedAsNewError,
      ),
      failed(failing),
      result(retried),
      failed(terminated),
      failed(cancelled),
      failed(late),
      result(pages),
    ]);
    const blocked = result(blocker);
    await terminated.terminate('enough');
    await cancelled.cancel();
    const [chained, continued, failure, third, ended, stopped, expired, lift] = await all;
    expect(chained).toBe(6);
    expect(continued.newExecutionRunId).not.toBe('');
    expect(failure.cause?.message).toBe('no luck');
    expect(third).toBe(3);
    expect(ended.cause).toBeInstanceOf(TerminatedFailure);
    expect(stopped.cause).toBeInstanceOf(CancelledFailure);
    expect(expired.cause).toBeInstanceOf(TimeoutFailure);
    expect(lift).toBe('Lift-off!');
    await blocker.signal('release', 'last');
    expect(await blocked).toBe('last');
  });

  it('come when a run was reset: the result is that of the run asked for', async () => {
    const client = oneSlot();
    const handle = await startWaiting();
    const other = await startWaiting();
    const old = rejectionOf(
      client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId).result(),
      WorkflowFailedError,
    );
    const blocked = client.workflow.getHandle(other.workflowId).result();
    // There is nothing to go back to before the first Workflow Task has ended.
    await handle.query('isReleased');
    const { runId } = await handle.reset({ reason: 'once more', to: 'first-workflow-task' });
    expect((await old).cause).toBeInstanceOf(TerminatedFailure);
    const fresh = client.workflow.getHandle(handle.workflowId, runId).result();
    await plainClient.workflow.getHandle<typeof samples.waitForRelease>(handle.workflowId).signal('release', 'reset');
    expect(await fresh).toBe('reset');
    await other.signal('release', 'other');
    expect(await blocked).toBe('other');
  });

  it('fail with WorkflowNotFoundError for what does not exist', async () => {
    const client = oneSlot();
    const blocker = await startWaiting();
    const blocked = client.workflow.getHandle(blocker.workflowId).result();
    const missing = Array.from({ length: 4 }, (_, i) => client.workflow.getHandle(`no such ${i}`).result());
    await Promise.all(missing.map((each) => rejectionOf(each, WorkflowNotFoundError)));
    await blocker.signal('release', 'there');
    expect(await blocked).toBe('there');
  });
});

describe('two clients of one page', () => {
  it('share the slots and the visibility queries', async () => {
    const fetch = recordingFetch();
    const clients = [oneSlot(fetch), oneSlot(fetch)];
    const handles = await Promise.all(Array.from({ length: 12 }, startWaiting));
    const results = handles.map((handle, i) => clients[i % 2]!.workflow.getHandle(handle.workflowId).result());
    for (const client of clients)
      await untilStatus(client, ({ visibility }) => visibility.lagMs !== undefined || visibility.status === 'ok');
    for (const handle of handles) await handle.signal('release', handle.workflowId);
    expect(await Promise.all(results)).toEqual(handles.map(({ workflowId }) => workflowId));
  });
});

describe('updates and live histories over one slot', () => {
  it('take turns, and all come to their end', async () => {
    const client = oneSlot();
    const counters = await Promise.all(
      Array.from({ length: 4 }, async () => endAfterTest(await workflow.start('counter', onSamples()))),
    );
    const handles = counters.map(({ workflowId }) => client.workflow.getHandle<typeof samples.counter>(workflowId));
    const ends = handles.map(async (handle) => {
      const events: bigint[] = [];
      for await (const page of handle.history({ live: true }))
        events.push(...page.events.map(({ eventId }) => eventId));
      return events;
    });
    const updates = await Promise.all(
      handles.map((handle, i) => handle.executeUpdate<number, [number]>('add', { args: [i + 1] })),
    );
    expect(updates).toEqual([1, 2, 3, 4]);
    for (const counter of counters) await counter.signal('finish');
    for (const events of await Promise.all(ends)) {
      expect(new Set(events).size).toBe(Math.max(...events.map(Number)));
    }
  });
});
