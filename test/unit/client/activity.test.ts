import { Code, ConnectError } from '@connectrpc/connect';
import * as upstream from '@temporalio/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ActivityExecutionStatus } from '../../../gen/activity/temporal/api/enums/v1/activity_pb.js';
import type {
  StartActivityExecutionRequest,
  UpdateActivityExecutionOptionsRequest,
} from '../../../gen/activity/temporal/api/workflowservice/v1/request_response_pb.js';
import * as ours from '../../../src/client/index.js';
import { httpAnswer } from '../../fixtures/grpc-web-answer.js';
import { inMemoryClient } from '../../fixtures/in-memory-client.js';
import { grpcCauseOf, rejectionOf } from '../../fixtures/rejection.js';
import { scriptedConnection } from '../../fixtures/scripted-connection.js';

const json = (value: unknown) => ({
  metadata: { encoding: new TextEncoder().encode('json/plain') },
  data: new TextEncoder().encode(JSON.stringify(value)),
});
const options = { id: 'a', taskQueue: 'q', startToCloseTimeout: '1s' } as const;
const noOutcome = { outcome: undefined as never };

describe('start', () => {
  async function requestOf(more: Partial<ours.ActivityOptions>): Promise<StartActivityExecutionRequest> {
    let seen: StartActivityExecutionRequest | undefined;
    const client = inMemoryClient({
      startActivityExecution: (request) => {
        seen = request;
        return { runId: 'r', started: true };
      },
    });
    await client.activity.start('charge', { ...options, ...more });
    return seen!;
  }

  it('sends names, queue, arguments and a fresh request id', async () => {
    const first = await requestOf({ args: ['a', 1] });
    expect(first).toMatchObject({
      namespace: 'default',
      activityId: 'a',
      activityType: { name: 'charge' },
      taskQueue: { name: 'q' },
      startToCloseTimeout: { seconds: 1n },
      idReusePolicy: 0,
      idConflictPolicy: 0,
    });
    expect(first.input?.payloads).toHaveLength(2);
    expect(first.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect((await requestOf({})).requestId).not.toBe(first.requestId);
  });

  it('leaves out what is not given', async () => {
    const request = await requestOf({});
    for (const field of ['retryPolicy', 'heartbeatTimeout', 'priority', 'searchAttributes', 'userMetadata', 'header']) {
      expect(request).not.toHaveProperty(field);
    }
  });

  it.each([
    [{ id: '' }, 'id is required'],
    [{ taskQueue: '' }, 'taskQueue is required'],
    [{ startToCloseTimeout: undefined }, 'Either scheduleToCloseTimeout or startToCloseTimeout is required'],
    [{ startDelay: -1 }, 'startDelay must be non-negative'],
    [{ retry: { maximumAttempts: 0.5 } }, 'RetryPolicy.maximumAttempts must be an integer'],
    [{ idReusePolicy: 'SOMETIMES' as never }, "Invalid enum value: 'SOMETIMES'"],
  ])('refuses %o before anything is sent', async (wrong, message) => {
    await expect(requestOf(wrong)).rejects.toThrow(message);
  });

  it('raises ActivityExecutionAlreadyStartedError though the server does not name the run', async () => {
    const client = inMemoryClient({
      startActivityExecution: () => {
        throw new ConnectError('taken', Code.AlreadyExists);
      },
    });
    const error = await rejectionOf(client.activity.start('x', options), ours.ActivityExecutionAlreadyStartedError);
    expect(error).toMatchObject({ activityId: 'a', runId: undefined });
    expect(grpcCauseOf(error).details).toBe('taken');
  });
});

describe('result', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('asks again after an empty answer, with a pause, and stays with the run it began with', async () => {
    const runs: string[] = [];
    const client = inMemoryClient({
      pollActivityExecution: ({ runId }) => {
        runs.push(runId);
        if (runs.length < 3) return { ...noOutcome, runId: 'first' };
        return { runId: 'first', outcome: { value: { case: 'result', value: { payloads: [json(7)] } } } };
      },
    });
    const result = client.activity.getHandle('a').result();
    await vi.advanceTimersByTimeAsync(400);
    expect(runs).toEqual(['']);
    await vi.advanceTimersByTimeAsync(2000);
    expect(await result).toBe(7);
    expect(runs).toEqual(['', 'first', 'first']);
  });
});

describe('defect: errors of converters and codecs are reported as failures of the call', () => {
  const broken = new Error('no key');
  const dataConverter: ours.DataConverter = {
    payloadCodecs: [{ encode: () => Promise.reject(broken), decode: () => Promise.reject(broken) }],
  };

  it('result and lazy values raise what the codec raised', async () => {
    const client = inMemoryClient(
      {
        pollActivityExecution: () => ({ outcome: { value: { case: 'result', value: { payloads: [json(1)] } } } }),
        describeActivityExecution: () => ({ info: { activityId: 'a' }, input: { payloads: [json(1)] } }),
      },
      {},
      { dataConverter },
    );
    const handle = client.activity.getHandle('a');
    await expect(handle.result()).rejects.toBe(broken);
    await expect((await handle.describe()).getInput()).rejects.toBe(broken);
  });

  it('start and completion raise what the codec raised', async () => {
    const { activity } = inMemoryClient({}, {}, { dataConverter });
    await expect(activity.start('x', { ...options, args: [1] })).rejects.toBe(broken);
    await expect(activity.complete({ activityId: 'a' }, 1)).rejects.toBe(broken);
    await expect(
      activity.fail({ activityId: 'a' }, ours.ApplicationFailure.retryable('m', 't', 'detail')),
    ).rejects.toBe(broken);
  });
});

describe('defect: errors of completion lose their cause', () => {
  it.each([
    [Code.NotFound, ours.ActivityNotFoundError, 'Not found'],
    [Code.InvalidArgument, ours.ActivityCompletionError, 'what the server says'],
    [Code.PermissionDenied, ours.ActivityCompletionError, 'what the server says'],
  ] as const)('code %i keeps it', async (code, errorClass, message) => {
    const client = inMemoryClient({
      respondActivityTaskCompleted: () => {
        throw new ConnectError('what the server says', code);
      },
    });
    const error = await rejectionOf(client.activity.complete(new Uint8Array([1]), 1), errorClass);
    expect(error.message).toBe(message);
    expect(grpcCauseOf(error).details).toBe('what the server says');
  });
});

describe('completion', () => {
  it('never blames the Activity for what a proxy answered', async () => {
    const page = () => httpAnswer(404, '<h1>Not found</h1>');
    const completing = scriptedConnection([page, page]).client.activity.complete({ activityId: 'a' }, 1);
    const error = await rejectionOf(completing, ours.ServiceError);
    expect(error.message).toMatch(/^Failed to complete Activity: /);
    expect(error.cause).toBeInstanceOf(ours.TransportError);
    const describing = scriptedConnection([page, page]).client.activity.getHandle('a').describe();
    expect((await rejectionOf(describing, ours.ServiceError)).cause).toBeInstanceOf(ours.TransportError);
  });

  it.each([
    [{ cancelRequested: true, activityReset: true, activityPaused: true }, ours.ActivityCancelledError],
    [{ activityReset: true, activityPaused: true }, ours.ActivityResetError],
    [{ activityPaused: true }, ours.ActivityPausedError],
  ])('heartbeat answered with %o', async (flags, errorClass) => {
    const client = inMemoryClient({
      recordActivityTaskHeartbeat: () => flags,
      recordActivityTaskHeartbeatById: () => flags,
    });
    await rejectionOf(client.activity.heartbeat(new Uint8Array([1])), errorClass);
    await rejectionOf(client.activity.heartbeat({ activityId: 'a' }), errorClass);
  });

  it('refuses a target that is neither token nor ids', async () => {
    const { activity } = inMemoryClient({});
    await expect(activity.complete('dG9rZW4=' as never, 1)).rejects.toThrow(/task token as a Uint8Array/);
    await expect(activity.complete({ workflowId: 'w' } as never, 1)).rejects.toThrow(TypeError);
    await expect(activity.complete(new Uint8Array(), 1)).rejects.toThrow('The task token is empty');
  });

  it('takes the type of the result', async () => {
    let sent: Uint8Array | undefined;
    const client = inMemoryClient({
      respondActivityTaskCompletedById: ({ result }) => {
        sent = result?.payloads[0]?.data;
        return {};
      },
    });
    const outputType: ours.TypeInfo<Date, string> = {
      transferTypeConverter: {
        toTransferType: (date) => date.toISOString().slice(0, 10),
        fromTransferType: (text) => new Date(text),
      },
    };
    const typeInfo = { outputType: outputType as ours.TypeInfo };
    await client.activity.complete({ activityId: 'a' }, new Date(0), { typeInfo });
    expect(new TextDecoder().decode(sent)).toBe('"1970-01-01"');
  });
});

describe('updateOptions', () => {
  it('sends the mask of what is given; null is in the mask without a value', async () => {
    let seen: UpdateActivityExecutionOptionsRequest | undefined;
    const client = inMemoryClient({
      updateActivityExecutionOptions: (request) => {
        seen = request;
        return {};
      },
    });
    const handle = client.activity.getHandle('a', 'r');
    await handle.updateOptions({ heartbeatTimeout: null, startDelay: '2s', taskQueue: 'q2', retry: undefined });
    expect(seen?.updateMask?.paths).toEqual(['task_queue.name', 'heartbeat_timeout', 'start_delay']);
    expect(seen).toMatchObject({ activityId: 'a', runId: 'r', restoreOriginal: false });
    expect(seen?.activityOptions).toMatchObject({ taskQueue: { name: 'q2' }, startDelay: { seconds: 2n } });
    expect(seen?.activityOptions?.heartbeatTimeout).toBeUndefined();
    await handle.restoreOriginalOptions();
    expect(seen?.restoreOriginal).toBe(true);
    expect(seen?.updateMask).toBeUndefined();
  });

  it.each([
    [{}, 'Nothing to change: give one of taskQueue,'],
    [{ startToClose: 1 }, 'Unknown option startToClose: updateOptions changes taskQueue,'],
    [{ taskQueue: null }, 'taskQueue cannot be cleared'],
  ])('refuses %o', async (change, message) => {
    const handle = inMemoryClient({}).activity.getHandle('a');
    await expect(handle.updateOptions(change as never)).rejects.toThrow(message);
  });
});

it('a server without the calls is named, with the version that has them', async () => {
  const client = inMemoryClient({ getSystemInfo: () => ({ serverVersion: '1.29.1' }) });
  const handle = client.activity.getHandle('a');
  const calls: [since: string, call: () => Promise<unknown>][] = [
    ['1.30.0', () => client.activity.start('x', options)],
    ['1.30.0', () => handle.result()],
    ['1.30.0', () => handle.describe()],
    ['1.30.0', () => handle.cancel()],
    ['1.30.0', () => handle.terminate()],
    ['1.30.0', () => client.activity.listPage()],
    ['1.30.0', () => client.activity.count()],
    ['1.31.0', () => handle.delete()],
    ['1.32.0', () => handle.pause()],
    ['1.32.0', () => handle.unpause()],
    ['1.32.0', () => handle.reset()],
    ['1.32.0', () => handle.updateOptions({ startDelay: 1 })],
    ['1.32.0', () => handle.restoreOriginalOptions()],
  ];
  for (const [since, call] of calls) {
    expect(await rejectionOf(call(), ours.UnsupportedError)).toMatchObject({ since, serverVersion: '1.29.1' });
  }
});

it('getHandle needs an id', () => {
  expect(() => inMemoryClient({}).activity.getHandle('')).toThrow('activityId is required');
});

it('list takes a query alone, as text or built, or options', async () => {
  const queries: string[] = [];
  const { activity } = inMemoryClient({
    listActivityExecutions: ({ query }) => {
      queries.push(query);
      return {};
    },
  });
  const built = ours.where('TaskQueue', '=', 'q');
  for (const options of ['text', built, { query: 'text' }, { query: built }, undefined]) {
    for await (const _ of activity.list(options)) expect.fail('no rows');
  }
  expect(queries).toEqual(['text', String(built), 'text', String(built), '']);
});

it('an odd row does not hide the rest of a list', async () => {
  const client = inMemoryClient({
    listActivityExecutions: () => ({ executions: [{}, { activityId: 'b', status: 99 as ActivityExecutionStatus }] }),
  });
  const { items } = await client.activity.listPage();
  expect(items.map(({ activityId, activityType, status }) => [activityId, activityType, status])).toEqual([
    ['', '', undefined],
    ['b', '', 'unknown_99'],
  ]);
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
  const client = inMemoryClient(
    {
      startActivityExecution: () => ({ runId: 'r', started: true }),
      pollActivityExecution: () => ({ outcome: { value: { case: 'result', value: {} } } }),
      describeActivityExecution: () => ({ info: {} }),
      requestCancelActivityExecution: () => ({}),
      terminateActivityExecution: () => ({}),
      pauseActivityExecution: () => ({}),
      unpauseActivityExecution: () => ({}),
      resetActivityExecution: () => ({}),
      updateActivityExecutionOptions: () => ({}),
      deleteActivityExecution: () => ({}),
      listActivityExecutions: () => ({}),
      countActivityExecutions: () => ({ count: 1n }),
      respondActivityTaskCompletedById: () => ({}),
      respondActivityTaskFailedById: () => ({}),
      respondActivityTaskCanceledById: () => ({}),
      recordActivityTaskHeartbeatById: () => ({}),
    },
    {},
    { interceptors: { activity: [recorder('outer'), recorder('inner')] } },
  );
  const handle = await client.activity.start('x', options);
  await handle.result();
  await handle.describe();
  await handle.cancel();
  await handle.terminate();
  await handle.pause();
  await handle.unpause();
  await handle.reset();
  await handle.updateOptions({ startDelay: 1 });
  await handle.restoreOriginalOptions();
  await handle.delete();
  for await (const _ of client.activity.list()) expect.fail('no rows');
  await client.activity.count();
  await client.activity.complete(handle, 1);
  await client.activity.fail(handle, 1);
  await client.activity.reportCancellation(handle);
  await client.activity.heartbeat(handle);
  const names =
    'start getResult describe cancel terminate pause unpause reset updateOptions restoreOriginalOptions delete list listPage count complete fail reportCancellation heartbeat';
  expect(seen).toEqual(names.split(' ').flatMap((name) => [`outer ${name}`, `inner ${name}`]));
});

it('an interceptor of lists may be a generator, as those of upstream', async () => {
  const client = inMemoryClient(
    { listActivityExecutions: () => ({ executions: [{ activityId: 'a' }, { activityId: 'b' }] }) },
    {},
    {
      interceptors: {
        activity: [
          {
            async *list(input, next) {
              for await (const item of next({ ...input, pageSize: 7 })) if (item.activityId !== 'a') yield item;
            },
          },
        ],
      },
    },
  );
  const ids: string[] = [];
  for await (const { activityId } of client.activity.list()) ids.push(activityId);
  expect(ids).toEqual(['b']);
});

describe('compatibility with @temporalio/client', () => {
  it.each([
    'ActivityNotFoundError',
    'ActivityCompletionError',
    'ActivityCancelledError',
    'ActivityResetError',
    'ActivityPausedError',
    'ActivityExecutionFailedError',
    'ActivityExecutionAlreadyStartedError',
  ] as const)('%s is an instance of the class there, and the other way round', (name) => {
    const Ours = ours[name] as new (...args: unknown[]) => Error;
    const Theirs = upstream[name] as new (...args: unknown[]) => Error;
    expect(new Ours('m')).toBeInstanceOf(Theirs);
    expect(new Theirs('m')).toBeInstanceOf(Ours);
    expect(new Ours('m').name).toBe(name);
  });

  it.each([
    ['ActivityIdReusePolicy', 'ACTIVITY_ID_REUSE_POLICY_'],
    ['ActivityIdConflictPolicy', 'ACTIVITY_ID_CONFLICT_POLICY_'],
    ['ActivityExecutionStatus', 'ACTIVITY_EXECUTION_STATUS_'],
    ['PendingActivityState', 'PENDING_ACTIVITY_STATE_'],
  ] as const)('%s has the same names and numbers', (name, prefix) => {
    expect(ours[name]).toEqual(upstream[name]);
    const encode = ours[`encode${name}`] as (value: string) => number;
    const decode = ours[`decode${name}`] as (value: number) => string;
    const theirs = upstream[`encode${name}`] as (value: string) => number;
    for (const value of Object.keys(ours[name])) {
      expect(encode(value)).toBe(theirs(value));
      expect(encode(prefix + value)).toBe(theirs(value));
      expect(decode(theirs(value))).toBe(value);
    }
    expect(decode(0)).toBeUndefined();
  });
});
