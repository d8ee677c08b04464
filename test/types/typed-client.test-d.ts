import { describe, expectTypeOf, it } from 'vitest';
import {
  type Client,
  Connection,
  type ConnectionOptions,
  type PayloadConverter,
  typedClient,
  type WorkflowHandle,
  type WorkflowMap,
  type WorkflowUpdateHandle,
} from '../../src/client/index.js';
import type * as samples from '../../src/dev/worker/workflows/index.js';

declare const client: Client;
declare const definitions: Pick<typeof samples, 'changeAddress' | 'release'>;
const options = { taskQueue: 'q', workflowId: 'w' };

describe('typedClient', () => {
  const { workflow } = typedClient<typeof samples>(client);

  it('knows the Workflows of the module, and leaves out what is none', () => {
    expectTypeOf<'greet' | 'order' | 'chain'>().toExtend<keyof WorkflowMap<typeof samples>>();
    expectTypeOf<'release'>().not.toExtend<keyof WorkflowMap<typeof samples>>();
    expectTypeOf<'isReleased'>().not.toExtend<keyof WorkflowMap<typeof samples>>();
  });

  it('checks names', () => {
    void workflow.start('greet', { ...options, args: ['Ada'] });
    // @ts-expect-error -- no such Workflow
    void workflow.start('greeet', { ...options, args: ['Ada'] });
    // @ts-expect-error -- a signal
    void workflow.start('release', options);
    // @ts-expect-error -- no such Workflow
    void workflow.getHandle('nothing', 'w');
    // @ts-expect-error -- no such Workflow
    void workflow.signalWithStart('nothing', { ...options, signal: 's' });
  });

  it('checks arguments', () => {
    // @ts-expect-error -- args are required
    void workflow.start('greet', options);
    // @ts-expect-error -- a string
    void workflow.start('greet', { ...options, args: [7] });
    void workflow.start('waitForRelease', options);
    void workflow.start('order', { ...options, args: [{ customerId: 'c', items: [] }] });
    // @ts-expect-error -- items are missing
    void workflow.start('order', { ...options, args: [{ customerId: 'c' }] });
  });

  it('gives the type of the result', () => {
    expectTypeOf(workflow.execute('greet', { ...options, args: ['Ada'] })).toEqualTypeOf<Promise<string>>();
    expectTypeOf(workflow.execute('chain', { ...options, args: [1] })).toEqualTypeOf<Promise<number>>();
    expectTypeOf(workflow.getHandle('order', 'w').result()).toEqualTypeOf<Promise<samples.OrderResult>>();
    expectTypeOf(workflow.execute('fail', { ...options, args: ['m'] })).resolves.toBeNever();
  });
});

describe('typedClient, beyond start and handles', () => {
  const { workflow } = typedClient<typeof samples>(client);
  const order = { customerId: 'c', items: [] };

  it('gives the type of a result that is only waited for', () => {
    expectTypeOf(workflow.result('greet', 'w')).toEqualTypeOf<Promise<string>>();
    expectTypeOf(
      workflow.result('order', 'w', 'r', { followRuns: false }),
    ).resolves.toEqualTypeOf<samples.OrderResult>();
    // @ts-expect-error -- no such Workflow
    void workflow.result('nothing', 'w');
    // @ts-expect-error -- the Workflow Id is missing
    void workflow.result('greet');
  });

  it('takes what start does when the Workflow Id is taken', () => {
    void workflow.start('greet', { ...options, args: ['Ada'], onAlreadyStarted: 'attach' });
    // @ts-expect-error -- no such way
    void workflow.start('greet', { ...options, args: ['Ada'], onAlreadyStarted: 'ignore' });
    expectTypeOf(workflow.start('greet', { ...options, args: ['Ada'] })).resolves.toHaveProperty('started');
  });

  it('checks the start of an update-with-start', () => {
    const start = workflow.withStart('order', { ...options, args: [order], workflowIdConflictPolicy: 'USE_EXISTING' });
    expectTypeOf(start.workflowHandle()).resolves.toEqualTypeOf<WorkflowHandle<typeof samples.order>>();
    // @ts-expect-error -- no such Workflow
    workflow.withStart('nothing', { ...options, workflowIdConflictPolicy: 'FAIL' });
    // @ts-expect-error -- args are required
    workflow.withStart('order', { ...options, workflowIdConflictPolicy: 'FAIL' });
    // @ts-expect-error -- the conflict policy is required
    workflow.withStart('order', { ...options, args: [order] });
  });

  it('checks the update of an update-with-start, and gives its result', () => {
    const startWorkflowOperation = workflow.withStart('waitForRelease', {
      ...options,
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
    const { changeAddress } = definitions;
    expectTypeOf(
      workflow.executeUpdateWithStart(changeAddress, { args: ['a'], startWorkflowOperation }),
    ).resolves.toEqualTypeOf<string>();
    expectTypeOf(
      workflow.startUpdateWithStart(changeAddress, { args: ['a'], startWorkflowOperation, waitForStage: 'ACCEPTED' }),
    ).resolves.toEqualTypeOf<WorkflowUpdateHandle<string>>();
    // @ts-expect-error -- args are required
    void workflow.executeUpdateWithStart(changeAddress, { startWorkflowOperation });
    // @ts-expect-error -- it must be a text
    void workflow.executeUpdateWithStart(changeAddress, { args: [1], startWorkflowOperation });
    // @ts-expect-error -- without a start
    void workflow.executeUpdateWithStart(changeAddress, { args: ['a'] });
    // @ts-expect-error -- a signal
    void workflow.executeUpdateWithStart(definitions.release, { args: ['a'], startWorkflowOperation });
    // @ts-expect-error -- by name nothing is known; the untyped client takes names
    void workflow.executeUpdateWithStart('changeAddress', { args: ['a'], startWorkflowOperation });
  });
});

describe('call options', () => {
  it('are the last argument of every method that calls', () => {
    const call = { signal: new AbortController().signal, timeoutMs: 5, metadata: { 'x-a': 'b' } };
    const handle = client.workflow.getHandle('w');
    void client.workflow.start('w', options, call);
    void client.workflow.count('', call);
    void handle.describe(call);
    void handle.result(call);
    void handle.fetchHistory(call);
    void handle.cancel({ ...call, reason: 'r' });
    void handle.terminate('r', { ...call, details: [1] });
    // @ts-expect-error -- a number of milliseconds
    void handle.describe({ timeoutMs: '5s' });
    // @ts-expect-error -- no such option
    void handle.describe({ timeout: 5 });
  });
});

describe('options of a Connection', () => {
  it('refuse what a page cannot have', () => {
    // @ts-expect-error -- the scheme of the address decides
    Connection.lazy({ tls: true });
    // @ts-expect-error -- there is no channel
    Connection.lazy({ channelArgs: {} });
    // @ts-expect-error -- headers are texts or bytes
    Connection.lazy({ metadata: { 'x-a': 1 } });
    expectTypeOf<ConnectionOptions['apiKey']>().toEqualTypeOf<string | (() => string | Promise<string>) | undefined>();
  });

  it('leave no way round the factories', () => {
    // @ts-expect-error -- the constructor is private
    new Connection({}, {});
  });
});

describe('a payload converter', () => {
  it('must be synchronous', () => {
    const converter = {
      toPayload: () => Promise.resolve({}),
      fromPayload: <T>(): T => undefined as T,
    };
    expectTypeOf({ ...converter, toPayload: () => ({}) }).toExtend<PayloadConverter>();
    // A promise has none of the fields of a Payload, and all of those are optional.
    expectTypeOf(converter).not.toExtend<PayloadConverter>();
  });
});
