import { describe, expect, expectTypeOf, it } from 'vitest';
import { defineQuery, defineSignal, defineUpdate, typedClient } from '../../src/client/index.js';
import { type samples, client, onSamples, startWaiting } from '../fixtures/real-stack.js';

describe('defineSignal, defineQuery and defineUpdate', () => {
  it('make the same objects as @temporalio/workflow', () => {
    expect(defineSignal('approve')).toEqual({ type: 'signal', name: 'approve' });
    expect(defineQuery('progress')).toEqual({ type: 'query', name: 'progress' });
    expect(defineUpdate('changeAddress')).toEqual({ type: 'update', name: 'changeAddress' });
  });

  it('address the handlers of a Workflow', async () => {
    const handle = await startWaiting();
    const isReleased = defineQuery<boolean>('isReleased');
    expect(await handle.query(isReleased)).toBe(false);
    await handle.signal(defineSignal<[value: number]>('release'), 7);
    expect(await handle.result()).toBe(7);
  });
});

describe('definitions of the Workflow module, taken as types only', () => {
  // A page has the types of the module and makes the values by name.
  const release = defineSignal('release') as unknown as typeof samples.release;
  const isReleased = defineQuery('isReleased') as unknown as typeof samples.isReleased;

  it('work with full inference', async () => {
    const handle = await startWaiting();
    await handle.signal(release, { any: 'value' });
    const released = await handle.query(isReleased);
    expectTypeOf(released).toEqualTypeOf<boolean>();
    expect(released).toBe(true);
  });
});

describe('typedClient', () => {
  const typed = typedClient<typeof samples>(client);

  it('starts by name and gives the result its type', async () => {
    const greeting = await typed.workflow.execute('greet', { ...onSamples(), args: ['Ada'] });
    expectTypeOf(greeting).toEqualTypeOf<string>();
    expect(greeting).toBe('Hello, Ada!');
  });

  it('finds an execution again by name and id', async () => {
    const { workflowId, firstExecutionRunId } = await typed.workflow.start('chain', { ...onSamples(), args: [0] });
    const result = await typed.workflow.getHandle('chain', workflowId, firstExecutionRunId).result();
    expectTypeOf(result).toEqualTypeOf<number>();
    expect(result).toBe(1);
  });

  it('keeps the untyped client', () => {
    expect(typed.client).toBe(client);
  });
});
