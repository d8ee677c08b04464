/** TypeInfo reaches the Payloads of every verb of a Workflow: arguments on their way out, results on their way in. */
import { describe, expect, it } from 'vitest';
import {
  type Client,
  defaultPayloadConverter,
  defineQuery,
  defineSignal,
  defineUpdate,
  type Payload,
  type PayloadTypeInfo,
  RawValue,
  rawValueTypeInfo,
  type TypeInfo,
  WithStartWorkflowOperation,
} from '../../../src/client/index.js';
import { toWirePayload } from '../../../src/client/converter/wire-payload.js';
import { completed, page } from '../../fixtures/close-events.js';
import { inMemoryClient } from '../../fixtures/in-memory-client.js';
import { rejectionOf } from '../../fixtures/rejection.js';

/** Money travels as cents. */
class Money {
  constructor(readonly euros: number) {}
}
const money: TypeInfo<Money, number> = {
  transferTypeConverter: {
    toTransferType: ({ euros }) => Math.round(euros * 100),
    fromTransferType: (cents) => new Money(cents / 100),
  },
};
const typeInfo = { inputTypes: [money], outputType: money } as unknown as PayloadTypeInfo;
const price = new Money(12.5);
const cents = { payloads: [toWirePayload(defaultPayloadConverter.toPayload(1250))] };

function moneyServer(): { client: Client; received: Record<string, unknown> } {
  const received: Record<string, unknown> = {};
  const note = (name: string, input: { payloads: Payload[] } | undefined): void => {
    received[name] = input?.payloads.map((payload) => defaultPayloadConverter.fromPayload(payload));
  };
  const outcome = { value: { case: 'success' as const, value: cents } };
  const updateRef = { updateId: 'u', workflowExecution: { workflowId: 'w', runId: 'run-1' } };
  const client = inMemoryClient({
    startWorkflowExecution: ({ input }) => {
      note('start', input);
      return { runId: 'run-1' };
    },
    signalWithStartWorkflowExecution: ({ input, signalInput }) => {
      note('signalWithStart', input);
      note('signalWithStart/signal', signalInput);
      return { runId: 'run-1' };
    },
    signalWorkflowExecution: ({ input }) => {
      note('signal', input);
      return {};
    },
    queryWorkflow: ({ query }) => {
      note('query', query?.queryArgs);
      return { queryResult: cents };
    },
    updateWorkflowExecution: ({ request }) => {
      note('update', request?.input?.args);
      return { updateRef, stage: 3, outcome };
    },
    pollWorkflowExecutionUpdate: () => ({ outcome }),
    executeMultiOperation: ({ operations }) => {
      const [start, update] = operations.map(({ operation }) => operation);
      if (start?.case === 'startWorkflow') note('withStart/start', start.value.input);
      if (update?.case === 'updateWorkflow') note('withStart/update', update.value.request?.input?.args);
      return {
        responses: [
          { response: { case: 'startWorkflow', value: { runId: 'run-1' } } },
          { response: { case: 'updateWorkflow', value: { updateRef, stage: 3, outcome } } },
        ],
      };
    },
    getWorkflowExecutionHistory: () => page(completed(1250)),
  });
  return { client, received };
}

const options = { workflowId: 'w', taskQueue: 'q' };

describe('TypeInfo', () => {
  it('applies to start, execute and result', async () => {
    const { client, received } = moneyServer();
    const handle = await client.workflow.start('w', { ...options, args: [price], typeInfo });
    expect(received['start']).toEqual([1250]);
    expect(await handle.result()).toEqual(price);
    expect(await client.workflow.execute('w', { ...options, args: [price], typeInfo })).toEqual(price);
    expect(await client.workflow.getHandle('w', undefined, { typeInfo }).result()).toEqual(price);
    expect(await client.workflow.result('w', undefined, { typeInfo })).toEqual(price);
  });

  it('applies to messages by definition', async () => {
    const { client, received } = moneyServer();
    const handle = client.workflow.getHandle('w');
    await handle.signal(defineSignal<[Money]>('s', { typeInfo }), price);
    expect(await handle.query(defineQuery<Money, [Money]>('q', { typeInfo }), price)).toEqual(price);
    const update = defineUpdate<Money, [Money]>('u', { typeInfo });
    expect(await handle.executeUpdate(update, { args: [price] })).toEqual(price);
    expect(received).toMatchObject({ signal: [1250], query: [1250], update: [1250] });
  });

  it('applies to messages by name', async () => {
    const { client, received } = moneyServer();
    const handle = client.workflow.getHandle('w');
    await handle.signalWithOptions('s', { args: [price], typeInfo });
    expect(await handle.queryWithOptions('q', { args: [price], typeInfo })).toEqual(price);
    expect(await handle.executeUpdate('u', { args: [price], typeInfo })).toEqual(price);
    expect(await handle.getUpdateHandle('u', { typeInfo }).result()).toEqual(price);
    expect(received).toMatchObject({ signal: [1250], query: [1250], update: [1250] });
  });

  it('applies to signalWithStart and update-with-start', async () => {
    const { client, received } = moneyServer();
    const signaled = await client.workflow.signalWithStart('w', {
      ...options,
      args: [price],
      typeInfo,
      signal: defineSignal<[Money]>('s', { typeInfo }),
      signalArgs: [price],
    });
    expect(await signaled.result()).toEqual(price);
    const startWorkflowOperation = new WithStartWorkflowOperation('w', {
      ...options,
      args: [price],
      typeInfo,
      workflowIdConflictPolicy: 'FAIL',
    });
    const update = client.workflow.executeUpdateWithStart('u', { args: [price], typeInfo, startWorkflowOperation });
    expect(await update).toEqual(price);
    expect(await (await startWorkflowOperation.workflowHandle()).result()).toEqual(price);
    expect(received).toMatchObject({
      signalWithStart: [1250],
      'signalWithStart/signal': [1250],
      'withStart/start': [1250],
      'withStart/update': [1250],
    });
  });

  it('gives raw values where rawValueTypeInfo asks for them', async () => {
    const { client } = moneyServer();
    const raw = await client.workflow.result('w', undefined, {
      typeInfo: { outputType: rawValueTypeInfo },
    });
    expect(raw).toBeInstanceOf(RawValue);
    const answer = await client.workflow
      .getHandle('w')
      .queryWithOptions<RawValue>('q', { typeInfo: { outputType: rawValueTypeInfo } });
    expect(defaultPayloadConverter.fromPayload(answer.payload)).toBe(1250);
  });

  it('is given once: beside a definition, or a function, it is a TypeError', async () => {
    const { client } = moneyServer();
    const handle = client.workflow.getHandle('w');
    const definition = defineSignal<[Money]>('s', { typeInfo });
    await rejectionOf(handle.signalWithOptions(definition, { args: [price], typeInfo }), TypeError);
    const greet = (): Promise<void> => Promise.resolve();
    await rejectionOf(client.workflow.start(greet, { ...options, typeInfo }), TypeError);
  });
});
