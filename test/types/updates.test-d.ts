import * as upstream from '@temporalio/workflow';
import { describe, expectTypeOf, it } from 'vitest';
import {
  type Client,
  defineQuery,
  defineSignal,
  defineUpdate,
  WithStartWorkflowOperation,
  type WorkflowHandle,
  type WorkflowUpdateHandle,
  WorkflowUpdateStage,
} from '../../src/client/index.js';
import type * as samples from '../../src/dev/worker/workflows/index.js';

declare const client: Client;
declare const handle: WorkflowHandle;
declare const changeAddress: typeof samples.changeAddress;

const accepted = { waitForStage: 'ACCEPTED' } as const;
const start = { taskQueue: 'q', workflowId: 'w', workflowIdConflictPolicy: 'USE_EXISTING' } as const;

describe.each([
  ['of this package', defineUpdate<number, [amount: number, unit: 'EUR' | 'USD']>('add')],
  ['of @temporalio/workflow', upstream.defineUpdate<number, [amount: number, unit: 'EUR' | 'USD']>('add')],
] as const)('an update definition with arguments %s', (_where, add) => {
  it('gives the type of the result', () => {
    expectTypeOf(handle.executeUpdate(add, { args: [1, 'EUR'] })).toEqualTypeOf<Promise<number>>();
    expectTypeOf(handle.startUpdate(add, { args: [1, 'EUR'], ...accepted })).toEqualTypeOf<
      Promise<WorkflowUpdateHandle<number>>
    >();
    expectTypeOf(handle.startUpdate(add, { args: [1, 'EUR'], waitForStage: WorkflowUpdateStage.ACCEPTED }))
      .resolves.toHaveProperty('result')
      .returns.resolves.toEqualTypeOf<number>();
  });

  it('needs its arguments', () => {
    // @ts-expect-error -- no options at all
    void handle.executeUpdate(add);
    // @ts-expect-error -- no arguments
    void handle.executeUpdate(add, {});
    // @ts-expect-error -- too few
    void handle.executeUpdate(add, { args: [1] });
    // @ts-expect-error -- too many
    void handle.executeUpdate(add, { args: [1, 'EUR', 2] });
    // @ts-expect-error -- wrong type
    void handle.executeUpdate(add, { args: ['1', 'EUR'] });
    // @ts-expect-error -- a literal that is not among them
    void handle.executeUpdate(add, { args: [1, 'GBP'] });
    // @ts-expect-error -- no arguments
    void handle.startUpdate(add, accepted);
    // @ts-expect-error -- wrong type
    void handle.startUpdate(add, { args: [1, 7], ...accepted });
  });

  it('waits for a stage that can be waited for', () => {
    void handle.startUpdate(add, { args: [1, 'EUR'], waitForStage: 'COMPLETED' });
    // @ts-expect-error -- startUpdate does not guess
    void handle.startUpdate(add, { args: [1, 'EUR'] });
    // @ts-expect-error -- not stored yet by then
    void handle.startUpdate(add, { args: [1, 'EUR'], waitForStage: 'ADMITTED' });
    // @ts-expect-error -- not stored yet by then
    void handle.startUpdate(add, { args: [1, 'EUR'], waitForStage: WorkflowUpdateStage.ADMITTED });
    // @ts-expect-error -- no stage
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- refused
    void handle.startUpdate(add, { args: [1, 'EUR'], waitForStage: WorkflowUpdateStage.UNSPECIFIED });
    // @ts-expect-error -- executeUpdate waits for the result
    void handle.executeUpdate(add, { args: [1, 'EUR'], waitForStage: 'ACCEPTED' });
  });

  it('takes an id and the options of every call', () => {
    void handle.executeUpdate(add, { args: [1, 'EUR'], updateId: 'u', timeoutMs: 5, metadata: { 'x-a': 'b' } });
    // @ts-expect-error -- an id is a text
    void handle.executeUpdate(add, { args: [1, 'EUR'], updateId: 7 });
    // @ts-expect-error -- no such option
    void handle.executeUpdate(add, { args: [1, 'EUR'], timeout: 5 });
  });

  it('is neither signal nor query', () => {
    // @ts-expect-error -- an update
    void handle.signal(add, 1, 'EUR');
    // @ts-expect-error -- an update
    void handle.query(add, 1, 'EUR');
  });
});

describe.each([
  ['of this package', defineUpdate<string>('next')],
  ['of @temporalio/workflow', upstream.defineUpdate<string>('next')],
] as const)('an update definition without arguments %s', (_where, next) => {
  it('needs no options', () => {
    expectTypeOf(handle.executeUpdate(next)).toEqualTypeOf<Promise<string>>();
    expectTypeOf(handle.executeUpdate(next, { args: [] })).toEqualTypeOf<Promise<string>>();
    expectTypeOf(handle.startUpdate(next, accepted)).resolves.toEqualTypeOf<WorkflowUpdateHandle<string>>();
  });

  it('takes no arguments', () => {
    // @ts-expect-error -- it takes none
    void handle.executeUpdate(next, { args: [1] });
    // @ts-expect-error -- it takes none
    void handle.startUpdate(next, { args: [1], ...accepted });
  });
});

describe('an update definition with optional arguments', () => {
  const skip = defineUpdate<boolean, [count?: number]>('skip');

  it('may be called without them', () => {
    expectTypeOf(handle.executeUpdate(skip)).toEqualTypeOf<Promise<boolean>>();
    void handle.executeUpdate(skip, { args: [2] });
    void handle.startUpdate(skip, accepted);
    // @ts-expect-error -- a number
    void handle.executeUpdate(skip, { args: ['2'] });
  });
});

describe('an update by name', () => {
  it('takes any arguments, and gives what the caller says', () => {
    void handle.executeUpdate('any', { args: [1, 'a', {}] });
    expectTypeOf(handle.executeUpdate('any')).toEqualTypeOf<Promise<unknown>>();
    expectTypeOf(handle.executeUpdate<number>('any')).toEqualTypeOf<Promise<number>>();
    expectTypeOf(handle.executeUpdate<number, [string]>('any', { args: ['a'] })).toEqualTypeOf<Promise<number>>();
    expectTypeOf(handle.getUpdateHandle<number>('u').result()).toEqualTypeOf<Promise<number>>();
    expectTypeOf(handle.getUpdateHandle('u').result()).toEqualTypeOf<Promise<unknown>>();
  });

  it('is held to the arguments that the caller names', () => {
    // @ts-expect-error -- they are required then
    void handle.executeUpdate<number, [string]>('any');
    // @ts-expect-error -- they are required then
    void handle.startUpdate<number, [string]>('any', accepted);
    // @ts-expect-error -- wrong type
    void handle.executeUpdate<number, [string]>('any', { args: [1] });
  });
});

describe('other definitions', () => {
  it('are no updates', () => {
    // @ts-expect-error -- a signal
    void handle.executeUpdate(defineSignal('s'));
    // @ts-expect-error -- a query
    void handle.executeUpdate(defineQuery<string>('q'));
    // @ts-expect-error -- a signal of upstream
    void handle.startUpdate(upstream.defineSignal('s'), accepted);
  });
});

describe('update-with-start', () => {
  const { workflow } = client;
  const startWorkflowOperation = new WithStartWorkflowOperation<typeof samples.order>('order', {
    ...start,
    args: [{ customerId: 'c', items: [] }],
  });

  it('gives the types of result and handle', () => {
    expectTypeOf(
      workflow.executeUpdateWithStart(changeAddress, { args: ['a'], startWorkflowOperation }),
    ).resolves.toEqualTypeOf<string>();
    expectTypeOf(
      workflow.startUpdateWithStart(changeAddress, { args: ['a'], startWorkflowOperation, ...accepted }),
    ).resolves.toEqualTypeOf<WorkflowUpdateHandle<string>>();
    expectTypeOf(startWorkflowOperation.workflowHandle()).resolves.toEqualTypeOf<
      WorkflowHandle<typeof samples.order>
    >();
    expectTypeOf(workflow.executeUpdateWithStart('any', { startWorkflowOperation })).resolves.toBeUnknown();
  });

  it('checks the update', () => {
    // @ts-expect-error -- no arguments
    void workflow.executeUpdateWithStart(changeAddress, { startWorkflowOperation });
    // @ts-expect-error -- wrong type
    void workflow.executeUpdateWithStart(changeAddress, { args: [1], startWorkflowOperation });
    // @ts-expect-error -- no arguments
    void workflow.startUpdateWithStart(changeAddress, { startWorkflowOperation, ...accepted });
    // @ts-expect-error -- no stage to wait for
    void workflow.startUpdateWithStart(changeAddress, { args: ['a'], startWorkflowOperation });
    const admitted = { args: ['a'] as [string], startWorkflowOperation, waitForStage: 'ADMITTED' } as const;
    // @ts-expect-error -- not stored yet by then
    void workflow.startUpdateWithStart(changeAddress, admitted);
    // @ts-expect-error -- without a start
    void workflow.executeUpdateWithStart(changeAddress, { args: ['a'] });
    // @ts-expect-error -- a signal
    void workflow.executeUpdateWithStart(defineSignal('s'), { startWorkflowOperation });
  });

  it('checks the start', () => {
    // @ts-expect-error -- args are required
    new WithStartWorkflowOperation<typeof samples.order>('order', start);
    // @ts-expect-error -- the conflict policy is required
    new WithStartWorkflowOperation('any', { taskQueue: 'q', workflowId: 'w' });
    // @ts-expect-error -- no such policy
    new WithStartWorkflowOperation('any', { ...start, workflowIdConflictPolicy: 'ASK' });
    const wrong = { ...start, args: [{ customerId: 1, items: [] }] };
    // @ts-expect-error -- wrong type
    new WithStartWorkflowOperation<typeof samples.order>('order', wrong);
  });
});
