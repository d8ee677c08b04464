import { Code, ConnectError } from '@connectrpc/connect';
import * as upstream from '@temporalio/client';
import * as nexusRpc from 'nexus-rpc';
import { describe, expect, it } from 'vitest';
import type { StartNexusOperationExecutionRequest } from '../../../gen/nexus/temporal/api/workflowservice/v1/request_response_pb.js';
import * as ours from '../../../src/client/index.js';
import type { WorkflowServiceHandlers } from '../../../src/testing/index.js';
import { httpAnswer } from '../../fixtures/grpc-web-answer.js';
import { inMemoryClient } from '../../fixtures/in-memory-client.js';
import { grpcCauseOf, rejectionOf } from '../../fixtures/rejection.js';
import { scriptedConnection } from '../../fixtures/scripted-connection.js';

const json = (value: unknown) => ({
  metadata: { encoding: new TextEncoder().encode('json/plain') },
  data: new TextEncoder().encode(JSON.stringify(value)),
});
const day: nexusRpc.TypeInfo<Date, unknown> = {
  transferTypeConverter: {
    toTransferType: (date) => date.toISOString().slice(0, 10),
    fromTransferType: (text) => new Date(text as string),
  },
};
const service = nexusRpc.service('shop', {
  open: nexusRpc.operation<string, number>(),
  move: nexusRpc.operation<Date, Date>({ name: 'move-it', inputType: day, outputType: day }),
});

function shop(handlers: WorkflowServiceHandlers, options: Parameters<typeof inMemoryClient>[2] = {}) {
  const requests: StartNexusOperationExecutionRequest[] = [];
  const client = inMemoryClient(
    {
      startNexusOperationExecution: (request) => {
        requests.push(request);
        return { runId: 'r', started: true };
      },
      ...handlers,
    },
    {},
    options,
  );
  return { client, requests, service: client.nexus.createServiceClient({ endpoint: 'e', service }) };
}

describe('startOperation', () => {
  it('sends names of the definition, not of the key, and converts as the definition says', async () => {
    const { service: client, requests } = shop({
      pollNexusOperationExecution: () => ({ outcome: { case: 'result', value: json('2000-01-01') } }),
    });
    expect(await client.executeOperation('move', new Date(0), { id: 'o', headers: { trace: 't' } })).toEqual(
      new Date('2000-01-01'),
    );
    await client.startOperation(service.operations.move, new Date(0), { id: 'o' });
    const [first, second] = requests;
    expect(first).toMatchObject({
      namespace: 'default',
      operationId: 'o',
      endpoint: 'e',
      service: 'shop',
      operation: 'move-it',
      nexusHeader: { trace: 't' },
    });
    expect(new TextDecoder().decode(first?.input?.data)).toBe('"1970-01-01"');
    expect(second).toMatchObject({ operation: 'move-it', nexusHeader: {} });
    expect(second?.requestId).not.toBe(first?.requestId);
    for (const field of ['scheduleToCloseTimeout', 'userMetadata', 'searchAttributes']) {
      expect(second).not.toHaveProperty(field);
    }
  });

  it.each(['close', 'toString', ''])('refuses the key %o before anything is sent', async (key) => {
    const { service: client, requests } = shop({});
    await expect(client.startOperation(key as 'open', 'x', { id: 'o' })).rejects.toThrow(
      `Unable to resolve Nexus operation name from key ${key} for service shop`,
    );
    expect(requests).toEqual([]);
  });

  it('refuses to start without an id', async () => {
    await expect(shop({}).service.startOperation('open', 'x', { id: '' })).rejects.toThrow('id is required');
  });

  it('gives converters no context: the handler does not know the ids of the caller', async () => {
    const contexts: unknown[] = [];
    const { service: client } = shop(
      {},
      {
        dataConverter: {
          payloadCodecs: [
            {
              encode: (payloads, context) => {
                contexts.push(context);
                return Promise.resolve(payloads);
              },
              decode: (payloads) => Promise.resolve(payloads),
            },
          ],
        },
      },
    );
    await client.startOperation('open', 'x', { id: 'o', summary: 's' });
    expect(contexts).toEqual([undefined, undefined]);
  });
});

describe('result', () => {
  it('is kept by the handle, success and failure alike; a wait that broke is not', async () => {
    let polls = 0;
    const answers = [
      () => {
        throw new ConnectError('shutting down', Code.InvalidArgument);
      },
      () => ({ outcome: { case: 'failure' as const, value: { message: 'no' } } }),
    ];
    const { client } = shop({ pollNexusOperationExecution: () => answers[Math.min(polls++, 1)]!() });
    const handle = client.nexus.getHandle('o');
    await rejectionOf(handle.result(), ours.ServiceError);
    const error = await rejectionOf(handle.result(), ours.NexusOperationFailureError);
    expect(error.message).toBe('Nexus operation failed: no');
    expect(await rejectionOf(handle.result(), ours.NexusOperationFailureError)).toBe(error);
    expect(polls).toBe(2);
  });

  it('raises what a codec raised, not a failure of the call', async () => {
    const broken = new Error('no key');
    const payloadCodecs = [{ encode: () => Promise.reject(broken), decode: () => Promise.reject(broken) }];
    const { client, service: typed } = shop(
      { pollNexusOperationExecution: () => ({ outcome: { case: 'result', value: json(1) } }) },
      { dataConverter: { payloadCodecs } },
    );
    await expect(client.nexus.getHandle('o').result()).rejects.toBe(broken);
    await expect(typed.startOperation('open', 'x', { id: 'o' })).rejects.toBe(broken);
  });
});

describe('errors', () => {
  it('defect: a NotFound error lacks the Run Id that was asked for', async () => {
    const { client } = shop({
      describeNexusOperationExecution: () => {
        throw new ConnectError('gone', Code.NotFound);
      },
    });
    const { nexus } = client;
    const error = await rejectionOf(nexus.getHandle('o', { runId: 'r' }).describe(), ours.NexusOperationNotFoundError);
    expect(error).toMatchObject({ operationId: 'o', runId: 'r' });
    expect(error.message).toBe('Nexus operation not found: operationId=o runId=r');
    expect(grpcCauseOf(error).details).toBe('gone');
  });

  it('defect: an Endpoint that is not found is reported as an Operation', async () => {
    const { service: client } = shop({
      startNexusOperationExecution: () => {
        throw new ConnectError('endpoint not registered', Code.NotFound);
      },
    });
    const error = await rejectionOf(client.startOperation('open', 'x', { id: 'o' }), ours.ServiceError);
    expect(error.message).toBe('Failed to start Nexus operation: endpoint not registered');
  });

  it('never blame the Operation for what a proxy answered', async () => {
    const { client } = scriptedConnection([httpAnswer(404, '<h1>Not found</h1>'), httpAnswer(404)]);
    const error = await rejectionOf(client.nexus.getHandle('o').describe(), ours.ServiceError);
    expect(error.cause).toBeInstanceOf(ours.TransportError);
  });

  it('name the version of the server that has the calls', async () => {
    const client = inMemoryClient({ getSystemInfo: () => ({ serverVersion: '1.29.1' }) });
    const handle = client.nexus.getHandle('o');
    const typed = client.nexus.createServiceClient({ endpoint: 'e', service });
    for (const call of [
      () => typed.startOperation('open', 'x', { id: 'o' }),
      () => handle.result(),
      () => handle.describe(),
      () => handle.cancel(),
      () => handle.terminate(),
      () => handle.delete(),
      () => client.nexus.listPage(),
      () => client.nexus.count(),
    ]) {
      expect(await rejectionOf(call(), ours.UnsupportedError)).toMatchObject({
        since: '1.32.0',
        serverVersion: '1.29.1',
      });
    }
  });
});

it('every call passes its interceptors, the first outermost', async () => {
  const seen: string[] = [];
  const recorder = (who: string) =>
    new Proxy(
      {},
      {
        get: (_target, name) => (input: unknown, next: (input: unknown) => unknown) => {
          seen.push(`${who} ${String(name)}`);
          return next(input);
        },
      },
    );
  const { client, service: typed } = shop(
    {
      pollNexusOperationExecution: () => ({ outcome: { case: 'result', value: json(1) } }),
      describeNexusOperationExecution: () => ({ info: {} }),
      requestCancelNexusOperationExecution: () => ({}),
      terminateNexusOperationExecution: () => ({}),
      deleteNexusOperationExecution: () => ({}),
      listNexusOperationExecutions: () => ({}),
      countNexusOperationExecutions: () => ({ count: 1n }),
    },
    { interceptors: { nexus: [recorder('outer'), recorder('inner')] } },
  );
  const handle = await typed.startOperation('open', 'x', { id: 'o' });
  await handle.result();
  await handle.describe();
  await handle.cancel();
  await handle.terminate();
  await handle.delete();
  for await (const _ of client.nexus.list()) expect.fail('no rows');
  await client.nexus.count();
  const names = 'startOperation getResult describe cancel terminate delete list listPage count';
  expect(seen).toEqual(names.split(' ').flatMap((name) => [`outer ${name}`, `inner ${name}`]));
});

describe('compatibility with @temporalio/client', () => {
  it.each(['NexusOperationFailureError', 'NexusOperationAlreadyStartedError', 'NexusOperationNotFoundError'] as const)(
    '%s is an instance of the class there, and the other way round, with the same message',
    (name) => {
      const Ours = ours[name] as new (...args: unknown[]) => Error;
      const Theirs = upstream[name] as new (...args: unknown[]) => Error;
      expect(new Ours('o', 'r')).toBeInstanceOf(Theirs);
      expect(new Theirs('o', 'r')).toBeInstanceOf(Ours);
      expect(new Ours('o', 'r').message).toBe(new Theirs('o', 'r').message);
      expect(new Ours('o').message).toBe(new Theirs('o').message);
      expect(new Ours('o').name).toBe(name);
    },
  );

  it.each([
    'NexusOperationIdReusePolicy',
    'NexusOperationIdConflictPolicy',
    'NexusOperationExecutionStatus',
    'PendingNexusOperationState',
    'NexusOperationCancellationState',
  ] as const)('%s has the same names and numbers', (name) => {
    expect(ours[name]).toEqual(upstream[name]);
    const encode = ours[`encode${name}`] as (value: string) => number;
    const decode = ours[`decode${name}`] as (value: number) => string;
    const theirs = upstream[`encode${name}`] as (value: string) => number;
    for (const value of Object.keys(ours[name])) {
      expect(encode(value)).toBe(theirs(value));
      expect(decode(theirs(value))).toBe(value);
    }
    expect(decode(0)).toBeUndefined();
  });
});
