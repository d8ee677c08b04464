import { describe, expect, it } from 'vitest';
import {
  defineSearchAttributeKey,
  RawValue,
  type ScheduleDescription,
  type ScheduleHandle,
  ScheduleUpdateConflictError,
  UnsupportedError,
} from '../../src/client/index.js';
import { WrappingCodec } from '../fixtures/codecs.js';
import { client, namespace, openClient } from '../fixtures/real-stack.js';
import { recordingFetch } from '../fixtures/recording-fetch.js';
import { rejectionOf } from '../fixtures/rejection.js';
import { createSchedule, deleteAfterTest, idleOptions } from '../fixtures/schedules.js';

const customerId = defineSearchAttributeKey('CustomerId', 'KEYWORD');
const itemCount = defineSearchAttributeKey('OrderItemCount', 'INT');

/** What an update can change, without what the server counts. */
function definition({ spec, action, policies, memo, searchAttributes, state }: ScheduleDescription) {
  return { spec, action, policies, memo, searchAttributes, state };
}

const hours = ({ spec }: ScheduleDescription): unknown[] | undefined =>
  spec.calendars?.map(({ hour }) => hour.map(({ start }) => start));

describe('update', () => {
  it('changes what the function changes', async () => {
    const handle = await createSchedule({ state: { paused: true, note: 'before' } });
    const before = await handle.describe();
    // It would fail if what the server makes of all this were taken for the change of another.
    await handle.update(
      (previous) => ({
        ...previous,
        spec: {
          intervals: [{ every: '2h' }],
          calendars: [{ hour: 3, minute: { start: 4, end: 40, step: 3 }, year: '*' }],
          cronExpressions: ['0 5 * * *', '@weekly', '@every 3h'],
          skip: [{ month: 'MAY' }],
          startAt: new Date('2090-01-01T00:00:00.5Z'),
          endAt: new Date('2099-01-01T00:00:00Z'),
          jitter: 1500,
          timezone: 'Asia/Tokyo',
        },
        action: {
          ...previous.action,
          args: ['Grace'],
          taskQueue: 'another',
          memo: { b: 1 },
          typedSearchAttributes: [{ key: customerId, value: 'c' }],
          retry: { maximumAttempts: 4 },
          workflowRunTimeout: 1500,
          workflowTaskTimeout: '20s',
          staticSummary: 'summary',
          priority: { priorityKey: 1, fairnessKey: 'k', fairnessWeight: 2 },
          versioningOverride: { pinnedTo: { deploymentName: 'd', buildId: 'b' } },
        },
        policies: { overlap: 'ALLOW_ALL', catchupWindow: 1000 },
        state: { paused: false, note: 'after', remainingActions: 3 },
      }),
      { onConflict: 'fail' },
    );
    const after = await handle.describe();
    expect(hours(after)).toEqual([[3], [5], [0]]);
    expect(after.spec).toMatchObject({
      intervals: [{ every: 7_200_000 }, { every: 10_800_000 }],
      jitter: 1500,
      timezone: 'Asia/Tokyo',
    });
    expect(after.action).toMatchObject({ args: ['Grace'], taskQueue: 'another', priority: { priorityKey: 1 } });
    expect(after.action.workflowId).toBe(before.action.workflowId);
    // The server raises a catchup window that is shorter than ten seconds.
    expect(after.policies).toEqual({ ...before.policies, overlap: 'ALLOW_ALL', catchupWindow: 10_000 });
    expect(after.state).toEqual({ paused: false, note: 'after', remainingActions: 3 });
    expect(after.info.lastUpdatedAt?.getTime()).toBeGreaterThanOrEqual(before.info.createdAt.getTime());
  });

  it('waits for a function that is async, and has the default Workflow Id', async () => {
    const handle = await createSchedule();
    await handle.update(async ({ spec, action: { workflowType, taskQueue }, state }) => {
      await handle.describe();
      return { spec, action: { type: 'startWorkflow', workflowType, taskQueue, args: [1] }, state };
    });
    expect((await handle.describe()).action).toMatchObject({ workflowId: `${handle.scheduleId}-workflow`, args: [1] });
  });

  it('keeps everything of a description that comes back as it is', async () => {
    const { action, ...options } = idleOptions({
      spec: {
        cronExpressions: ['CRON_TZ=Europe/Berlin 15 8 * * MON-FRI # early'],
        intervals: [{ every: '12h', offset: '3h' }],
        skip: [{ dayOfMonth: 13 }],
        jitter: 500,
        endAt: new Date('2099-01-01T00:00:00.123Z'),
      },
      policies: { keepOriginalWorkflowId: true, catchupWindow: '1m' },
      memo: { a: [1] },
      typedSearchAttributes: [{ key: customerId, value: 'c' }],
      state: { paused: true, note: 'n', remainingActions: 2 },
    });
    const trace = {
      metadata: { encoding: new TextEncoder().encode('json/plain') },
      data: new TextEncoder().encode('"t"'),
    };
    const { schedule } = openClient({
      interceptors: { schedule: [{ create: (input, next) => next({ ...input, headers: { trace } }) }] },
    });
    const handle = deleteAfterTest(
      await schedule.create({
        ...options,
        action: {
          ...action,
          memo: { b: 2 },
          typedSearchAttributes: [{ key: itemCount, value: 5 }],
          retry: { maximumAttempts: 2 },
          workflowRunTimeout: 1500,
          staticSummary: 'summary',
          priority: { priorityKey: 4 },
          versioningOverride: { pinnedTo: { deploymentName: 'd', buildId: 'b' } },
        },
      }),
    );
    const before = await handle.describe();
    await handle.update((previous) => previous);
    const after = await handle.describe();
    expect(definition(after)).toEqual(definition(before));
    expect(after.raw.schedule).toEqual(before.raw.schedule);
    expect(after.raw.conflictToken).not.toEqual(before.raw.conflictToken);
    const raw = after.raw.schedule?.action?.action;
    expect(raw?.value?.header?.fields['trace']?.data).toEqual(trace.data);
  });

  it('raises TypeError for what is missing, and for a spec that the server refuses', async () => {
    const handle = await createSchedule();
    const withAction = (action: object) =>
      handle.update((previous) => ({ ...previous, action: { ...previous.action, ...action } }));
    expect((await rejectionOf(withAction({ taskQueue: '' }), TypeError)).message).toBe(
      "Missing ScheduleUpdateOptions.action.taskQueue for 'startWorkflow' action",
    );
    expect((await rejectionOf(withAction({ workflowType: '' }), TypeError)).message).toBe(
      "Missing ScheduleUpdateOptions.action.workflowType for 'startWorkflow' action",
    );
    const nonsense = handle.update((previous) => ({ ...previous, spec: { cronExpressions: ['nonsense'] } }));
    expect((await rejectionOf(nonsense, TypeError)).message).toContain('5-7 fields');
  });

  it('fails with the error of the function, and changes nothing', async () => {
    const handle = await createSchedule();
    const before = await handle.describe();
    const failing = handle.update(() => {
      throw new RangeError('not today');
    });
    await expect(failing).rejects.toThrow('not today');
    expect((await handle.describe()).raw.conflictToken).toEqual(before.raw.conflictToken);
  });
});

describe('defect: an update of cron expressions leaves the old ones as calendars', () => {
  it('puts the new ones in the place of the old', async () => {
    const handle = await createSchedule({ spec: { cronExpressions: ['0 6 * * *', '@every 12h'] } });
    expect((await handle.describe()).spec.intervals).toHaveLength(1);
    await handle.update((previous) => ({ ...previous, spec: { ...previous.spec, cronExpressions: ['0 7 * * *'] } }));
    const after = await handle.describe();
    expect(hours(after)).toEqual([[7]]);
    expect(after.spec.intervals).toEqual([]);
  });

  it('does so with a description from before, and keeps what the caller has made', async () => {
    const handle = await createSchedule({ spec: { calendars: [{ hour: 5 }], cronExpressions: ['0 6 * * *'] } });
    const { spec, action, state } = await handle.describe();
    await handle.update(() => ({
      action,
      state,
      spec: { ...spec, calendars: [{ hour: 4 }], cronExpressions: ['0 7 * * *'] },
    }));
    expect(hours(await handle.describe())).toEqual([[4], [7]]);
    await handle.update((previous) => ({
      ...previous,
      spec: { ...previous.spec, calendars: [...(previous.spec.calendars ?? [])], cronExpressions: ['0 8 * * *'] },
    }));
    expect(hours(await handle.describe())).toEqual([[4], [7], [8]]);
  });

  it('takes the time zone of the new ones', async () => {
    const handle = await createSchedule({ spec: { cronExpressions: ['CRON_TZ=Europe/Berlin 0 6 * * *'] } });
    expect((await handle.describe()).spec.timezone).toBe('Europe/Berlin');
    await handle.update((previous) => ({ ...previous, spec: { ...previous.spec, cronExpressions: ['0 7 * * *'] } }));
    expect((await handle.describe()).spec.timezone).toBe('Europe/Berlin');
    await handle.update((previous) => ({
      ...previous,
      spec: { ...previous.spec, cronExpressions: ['TZ=Asia/Tokyo 0 8 * * *'] },
    }));
    const after = await handle.describe();
    expect(hours(after)).toEqual([[8]]);
    expect(after.spec.timezone).toBe('Asia/Tokyo');
  });
});

describe('defect: an update ignores the conflict token', () => {
  /** Updates the note; the first time, another page changes the spec meanwhile. */
  async function conflicting(handle: ScheduleHandle, options?: Parameters<ScheduleHandle['update']>[1]) {
    let calls = 0;
    const updating = handle.update(async (previous) => {
      if (++calls === 1) await handle.update((other) => ({ ...other, spec: { calendars: [{ hour: 3 }] } }));
      return { ...previous, state: { ...previous.state, note: 'mine' } };
    }, options);
    await updating.catch(() => undefined);
    return { updating, calls, after: await handle.describe() };
  }

  it('begins again, and both changes are there', async () => {
    const { updating, calls, after } = await conflicting(await createSchedule());
    await updating;
    expect(calls).toBe(2);
    expect(after.state.note).toBe('mine');
    expect(hours(after)).toEqual([[3]]);
  });

  it('begins again also when both change the same', async () => {
    const handle = await createSchedule();
    let calls = 0;
    await handle.update(async (previous) => {
      if (++calls === 1) await handle.pause('theirs');
      return { ...previous, state: { note: `${previous.state.note ?? ''} mine` } };
    });
    expect(calls).toBe(2);
    expect((await handle.describe()).state).toMatchObject({ paused: false, note: 'theirs mine' });
  });

  it('begins again when only an argument was changed', async () => {
    const handle = await createSchedule();
    let calls = 0;
    await handle.update(async (previous) => {
      if (++calls === 1) await handle.pause();
      return { ...previous, action: { ...previous.action, args: ['mine'] } };
    });
    const after = await handle.describe();
    expect([calls, after.action.args, after.state.paused]).toEqual([2, ['mine'], true]);
  });

  it('raises ScheduleUpdateConflictError when asked to, with the other change in place', async () => {
    const handle = await createSchedule();
    const { updating, calls, after } = await conflicting(handle, { onConflict: 'fail' });
    const error = await rejectionOf(updating, ScheduleUpdateConflictError);
    expect(error).toMatchObject({ name: 'ScheduleUpdateConflictError', scheduleId: handle.scheduleId });
    expect(calls).toBe(1);
    expect(after.state.note).toBeUndefined();
    expect(hours(after)).toEqual([[3]]);
  });

  it('overwrites the other change when asked to', async () => {
    const { updating, calls, after } = await conflicting(await createSchedule(), { onConflict: 'overwrite' });
    await updating;
    expect(calls).toBe(1);
    expect(after.state.note).toBe('mine');
    expect(hours(after)).not.toEqual([[3]]);
  });

  it('gives up after five attempts', async () => {
    const handle = await createSchedule();
    let calls = 0;
    const updating = handle.update(async (previous) => {
      await handle.pause(`other change ${++calls}`);
      return { ...previous, state: { note: 'mine' } };
    });
    await rejectionOf(updating, ScheduleUpdateConflictError);
    expect(calls).toBe(5);
    expect((await handle.describe()).state.note).toBe('other change 5');
  });

  it('lets updates of several pages at once all take effect', async () => {
    const handle = await createSchedule();
    await Promise.all([
      handle.update((previous) => ({ ...previous, spec: { calendars: [{ hour: 9 }] } })),
      handle.update((previous) => ({ ...previous, state: { ...previous.state, note: 'second' } })),
      handle.update((previous) => ({ ...previous, policies: { ...previous.policies, overlap: 'BUFFER_ALL' } })),
    ]);
    const after = await handle.describe();
    expect([hours(after), after.state.note, after.policies.overlap]).toEqual([[[9]], 'second', 'BUFFER_ALL']);
  });
});

describe('search attributes of an update', () => {
  const withAttributes = () =>
    createSchedule({
      typedSearchAttributes: [
        { key: customerId, value: 'c' },
        { key: itemCount, value: 1 },
      ],
    });

  it('stay when they are left out', async () => {
    const handle = await withAttributes();
    await handle.update(({ spec, action, state }) => ({ spec, action, state }));
    expect((await handle.describe()).searchAttributes).toEqual({ CustomerId: ['c'], OrderItemCount: [1] });
  });

  it('replace all that were there, though the description is spread', async () => {
    const handle = await withAttributes();
    await handle.update((previous) => ({ ...previous, typedSearchAttributes: [{ key: itemCount, value: 2 }] }));
    expect((await handle.describe()).searchAttributes).toEqual({ OrderItemCount: [2] });
    await handle.update((previous) => ({ ...previous, searchAttributes: { CustomerId: ['d'] } }));
    expect((await handle.describe()).searchAttributes).toEqual({ CustomerId: ['d'] });
  });

  it('are cleared by an empty list', async () => {
    const handle = await withAttributes();
    await handle.update((previous) => ({ ...previous, typedSearchAttributes: [] }));
    expect((await handle.describe()).searchAttributes).toEqual({});
  });
});

describe('memo of an update', () => {
  it('stays when it is left out or the same, and raises UnsupportedError where the server keeps it fixed', async () => {
    const handle = await createSchedule({ memo: { a: 1 } });
    await handle.update((previous) => ({ ...previous, state: { note: 'n' } }));
    await handle.update(({ spec, action, state }) => ({ spec, action, state }));
    expect((await handle.describe()).memo).toEqual({ a: 1 });
    const updating = handle.update((previous) => ({ ...previous, memo: { a: 2 } }));
    expect((await rejectionOf(updating, UnsupportedError)).message).toContain('memo');
    expect((await handle.describe()).memo).toEqual({ a: 1 });
  });
});

describe('payload codecs', () => {
  it('are told whose the payloads of the action are, and nothing about the memo of the Schedule', async () => {
    const codec = new WrappingCodec('lock');
    const { schedule } = openClient({ dataConverter: { payloadCodecs: [codec] } });
    const options = idleOptions({ memo: { team: 'a' } });
    const handle = deleteAfterTest(
      await schedule.create({ ...options, action: { ...options.action, memo: { b: 1 }, staticSummary: 's' } }),
    );
    const found = await handle.describe();
    expect(found).toMatchObject({ memo: { team: 'a' }, action: { args: ['Ada'], memo: { b: 1 }, staticSummary: 's' } });
    const context = { type: 'workflow', namespace, workflowId: `${options.scheduleId}-workflow` };
    expect(codec.contexts).toHaveLength(8);
    expect(codec.contexts.filter((given) => given === undefined)).toHaveLength(2);
    for (const given of codec.contexts) if (given) expect(given).toEqual(context);

    const locked = await client.schedule.getHandle(options.scheduleId).describe();
    expect(locked.memo?.['team']).toMatch(/^lock:/);
    expect(locked.action.args?.[0]).toMatch(/^lock:/);
  });

  it('whose key is missing leave the Schedule readable, and an update its arguments as they are', async () => {
    const { schedule } = openClient({ dataConverter: { payloadCodecs: [new WrappingCodec('lock')] } });
    const { scheduleId } = deleteAfterTest(await schedule.create(idleOptions()));
    const noKey = {
      encode: () => Promise.reject(new Error('no key')),
      decode: () => Promise.reject(new Error('no key')),
    };
    const without = openClient({ dataConverter: { payloadCodecs: [noKey] } }).schedule.getHandle(scheduleId);
    expect((await without.describe()).action.args?.[0]).toBeInstanceOf(RawValue);
    await without.update((previous) => ({ ...previous, state: { note: 'changed without the key' } }));
    const after = await schedule.getHandle(scheduleId).describe();
    expect(after.action.args).toEqual(['Ada']);
    expect(after.state.note).toBe('changed without the key');
  });
});

describe('interceptors', () => {
  it('are around every call, the first outermost', async () => {
    const seen: string[] = [];
    const note =
      (who: string, name: string) =>
      <Input extends object, Output>(input: Input, next: (input: Input) => Promise<Output>): Promise<Output> => {
        seen.push(`${who} ${name}`);
        return next(input);
      };
    const names = ['create', 'describe', 'update', 'patch', 'delete', 'list', 'count', 'listMatchingTimes'] as const;
    const interceptor = (who: string) => Object.fromEntries(names.map((name) => [name, note(who, name)]));
    const fetch = recordingFetch();
    const { schedule } = openClient(
      { interceptors: { schedule: [interceptor('outer'), interceptor('inner')] } },
      { fetch },
    );
    const handle = deleteAfterTest(await schedule.create(idleOptions()));
    await handle.update((previous) => previous);
    await handle.pause();
    await handle.unpause();
    await handle.trigger();
    await handle.backfill([]);
    await handle.listMatchingTimes(new Date(), new Date());
    await schedule.listPage({ pageSize: 1 });
    await schedule.count();
    await handle.delete();
    const calls = [
      'create',
      'describe',
      'update',
      ...Array<string>(4).fill('patch'),
      'listMatchingTimes',
      'list',
      'count',
    ];
    expect(seen).toEqual([...calls, 'delete'].flatMap((name) => [`outer ${name}`, `inner ${name}`]));
    expect(fetch.methods()[0]).toBe('CreateSchedule');
  });
});

describe('call options', () => {
  it('end calls of client and handle, one by one or by scope', async () => {
    const aborted = AbortSignal.abort(new Error('enough'));
    const handle = client.schedule.getHandle('s');
    await expect(handle.describe({ signal: aborted })).rejects.toThrow('Failed to describe schedule');
    await expect(handle.with({ signal: aborted }).pause()).rejects.toThrow('Failed to patch schedule');
    await expect(client.schedule.with({ signal: aborted }).count()).rejects.toThrow('Failed to count schedules');
    await expect(client.with({ signal: aborted }).schedule.listPage()).rejects.toThrow('Failed to list schedules');
    await expect(client.schedule.create(idleOptions(), { signal: aborted })).rejects.toThrow(
      'Failed to create schedule',
    );
  });
});
