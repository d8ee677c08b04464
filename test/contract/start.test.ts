import { describe, expect, it } from 'vitest';
import {
  type samples,
  client,
  endAfterTest,
  onNobody,
  onSamples,
  startWaiting,
  workflow,
} from '../fixtures/real-stack.js';

describe('workflow.start', () => {
  it('resolves with a handle that knows the first run', async () => {
    const options = onSamples();
    const handle = await client.workflow.start<typeof samples.greet>('greet', { ...options, args: ['Ada'] });
    expect(handle.workflowId).toBe(options.workflowId);
    expect(handle.client).toBe(client.workflow);
    expect(handle.firstExecutionRunId).toMatch(/^[0-9a-f-]{36}$/);
    expect(handle.eagerlyStarted).toBe(false);
    expect(await handle.result()).toBe('Hello, Ada!');
    expect((await handle.describe()).runId).toBe(handle.firstExecutionRunId);
  });

  it('resolves though no worker polls the task queue', async () => {
    const handle = endAfterTest(await workflow.start('greet', { ...onNobody(), args: ['Ada'] }));
    const { status, historyLength } = await handle.describe();
    expect(status.name).toBe('RUNNING');
    expect(historyLength).toBe(2);
  });

  it('resolves for a Workflow Type that no worker knows', async () => {
    const handle = endAfterTest(await client.workflow.start('no-such-type', onNobody()));
    expect((await handle.describe()).type).toBe('no-such-type');
  });

  it('takes the Workflow function itself, by its name', async () => {
    async function greet(name: string): Promise<string> {
      return name;
    }
    expect(await client.workflow.execute(greet, { ...onSamples(), args: ['Grace'] })).toBe('Hello, Grace!');
  });

  it('sends the identity of the Client', async () => {
    const handle = endAfterTest(await workflow.start('greet', { ...onNobody(), args: ['Ada'] }));
    const history = await handle.fetchHistory();
    expect(history.events[0]?.attributes.value).toMatchObject({ identity: client.options.identity });
    expect(client.options.identity).toMatch(/^browser-[0-9a-f]{8}$/);
  });
});

describe('workflow.execute', () => {
  it('resolves with the result', async () => {
    expect(await workflow.execute('greet', { ...onSamples(), args: ['Alan'] })).toBe('Hello, Alan!');
  });

  it('follows continue-as-new to the last run', async () => {
    expect(await workflow.execute('chain', { ...onSamples(), args: [1] })).toBe(2);
  });
});

describe('workflow.getHandle', () => {
  it('addresses the latest run without a run id', async () => {
    const options = onSamples();
    await workflow.execute('greet', { ...options, args: ['one'] });
    const second = await workflow.start('greet', { ...options, args: ['two'] });
    expect(await second.result()).toBe('Hello, two!');
    const handle = workflow.getHandle('greet', options.workflowId);
    expect((await handle.describe()).runId).toBe(second.firstExecutionRunId);
    expect(await handle.result()).toBe('Hello, two!');
  });

  it('addresses the given run with a run id', async () => {
    const options = onSamples();
    const first = await workflow.start('greet', { ...options, args: ['one'] });
    await first.result();
    await workflow.execute('greet', { ...options, args: ['two'] });
    const handle = workflow.getHandle('greet', options.workflowId, first.firstExecutionRunId);
    expect(await handle.result()).toBe('Hello, one!');
    expect((await handle.describe()).runId).toBe(first.firstExecutionRunId);
    expect((await handle.fetchHistory()).events[0]?.attributes.value).toMatchObject({
      originalExecutionRunId: first.firstExecutionRunId,
    });
    expect(await client.workflow.result<typeof samples.greet>(options.workflowId, first.firstExecutionRunId)).toBe(
      'Hello, one!',
    );
  });
});

describe('workflow.signalWithStart', () => {
  it('starts an execution and signals it', async () => {
    const options = onSamples();
    const handle = await workflow.signalWithStart('waitForRelease', {
      ...options,
      signal: 'release',
      signalArgs: [{ by: 'signalWithStart' }],
      memo: { note: 'kept' },
      staticSummary: 'Started by a signal',
    });
    expect(await handle.result()).toEqual({ by: 'signalWithStart' });
    const description = await handle.describe();
    expect(description.runId).toBe(handle.signaledRunId);
    expect(description.memo).toEqual({ note: 'kept' });
    expect(await description.staticSummary()).toBe('Started by a signal');
  });

  it('signals the execution that runs already', async () => {
    const running = await startWaiting();
    const handle = await workflow.signalWithStart('waitForRelease', {
      ...onSamples(),
      workflowId: running.workflowId,
      signal: 'release',
      signalArgs: ['second'],
    });
    expect(handle.signaledRunId).toBe(running.firstExecutionRunId);
    expect(await running.result()).toBe('second');
  });
});
