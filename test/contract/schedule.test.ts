import { describe, expect, it, vi } from 'vitest';
import {
  defineSearchAttributeKey,
  NamespaceNotFoundError,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type ScheduleOptions,
  type ScheduleSummary,
  ServiceError,
  ValueError,
} from '../../src/client/index.js';
import { client, onSamples, openClient, type samples, startedAttributes } from '../fixtures/real-stack.js';
import { recordingFetch } from '../fixtures/recording-fetch.js';
import { grpcCauseOf, rejectionOf } from '../fixtures/rejection.js';
import { createSchedule, deleteAfterTest, describedWhen, greeting, idleOptions } from '../fixtures/schedules.js';
import { uniqueId } from '../fixtures/unique-id.js';

const customerId = defineSearchAttributeKey('CustomerId', 'KEYWORD');
const itemCount = defineSearchAttributeKey('OrderItemCount', 'INT');
const one = (start: number) => [{ start, end: start, step: 1 }];

describe('create', () => {
  it('comes back from describe with everything that it was given', async () => {
    const { taskQueue } = onSamples();
    const options = {
      scheduleId: uniqueId('schedule'),
      spec: {
        calendars: [
          {
            second: 30,
            minute: { start: 10, end: 50, step: 20 },
            hour: [9, { start: 13, end: 15 }],
            dayOfMonth: { start: 7 },
            month: ['MARCH', { start: 'JUNE', end: 'AUGUST' }],
            year: 2098,
            dayOfWeek: { start: 'MONDAY', end: 'FRIDAY' },
            comment: 'now and then <b>🐘</b>',
          },
        ],
        intervals: [{ every: '30d', offset: 5000 }],
        skip: [{ hour: 9, minute: '*' }],
        startAt: new Date('2098-01-01T00:00:00.250Z'),
        endAt: new Date('2099-01-01T00:00:00Z'),
        jitter: '1 minute',
        timezone: 'Europe/Berlin',
      },
      action: {
        type: 'startWorkflow',
        workflowType: 'greet',
        workflowId: uniqueId('by-schedule'),
        taskQueue,
        args: [{ name: 'Ada "Quote" 🐘' }, new Uint8Array([1, 2])],
        memo: { reason: 'daily' },
        typedSearchAttributes: [{ key: customerId, value: 'c-1' }],
        retry: { maximumAttempts: 3, initialInterval: 2000, backoffCoefficient: 2, maximumInterval: 60_000 },
        workflowExecutionTimeout: '1 day',
        workflowRunTimeout: 3_600_000,
        workflowTaskTimeout: '15s',
        staticSummary: 'a summary',
        staticDetails: 'some details',
        priority: { priorityKey: 2, fairnessKey: 'tenant', fairnessWeight: 1.5 },
        versioningOverride: 'AUTO_UPGRADE',
      },
      policies: { overlap: 'BUFFER_ONE', catchupWindow: '2h', pauseOnFailure: true, keepOriginalWorkflowId: true },
      memo: { team: ['a', 'b'] },
      typedSearchAttributes: [{ key: itemCount, value: 7 }],
      state: { paused: true, note: 'not yet', remainingActions: 4 },
    } satisfies ScheduleOptions;
    const handle = deleteAfterTest(await client.schedule.create(options));
    expect(handle.scheduleId).toBe(options.scheduleId);
    const found = await handle.describe();
    expect(found).toMatchObject({
      scheduleId: options.scheduleId,
      spec: {
        calendars: [
          {
            second: one(30),
            minute: [{ start: 10, end: 50, step: 20 }],
            hour: [...one(9), { start: 13, end: 15, step: 1 }],
            dayOfMonth: one(7),
            month: [
              { start: 'MARCH', end: 'MARCH', step: 1 },
              { start: 'JUNE', end: 'AUGUST', step: 1 },
            ],
            year: one(2098),
            dayOfWeek: [{ start: 'MONDAY', end: 'FRIDAY', step: 1 }],
            comment: 'now and then <b>🐘</b>',
          },
        ],
        intervals: [{ every: 30 * 86_400_000, offset: 5000 }],
        skip: [{ hour: one(9), minute: [{ start: 0, end: 59, step: 1 }], second: one(0) }],
        startAt: options.spec.startAt,
        endAt: options.spec.endAt,
        jitter: 60_000,
        timezone: 'Europe/Berlin',
      },
      action: {
        ...options.action,
        typedSearchAttributes: expect.anything() as unknown,
        searchAttributes: { CustomerId: ['c-1'] },
        workflowExecutionTimeout: 86_400_000,
        workflowTaskTimeout: 15_000,
      },
      policies: { ...options.policies, catchupWindow: 7_200_000 },
      memo: options.memo,
      searchAttributes: { OrderItemCount: [7] },
      state: options.state,
    });
    expect(found.action.memo).toEqual(options.action.memo);
    expect(found.typedSearchAttributes.get(itemCount)).toBe(7);
    expect(found.info).toMatchObject({ recentActions: [], runningActions: [], numActionsTaken: 0 });
    expect(found.info.createdAt.getTime()).toBeGreaterThan(Date.now() - 600_000);
    expect(found.raw.$typeName).toBe('temporal.api.workflowservice.v1.DescribeScheduleResponse');
  });

  it('has the defaults of the server', async () => {
    const { scheduleId, ...options } = idleOptions();
    const found = await deleteAfterTest(await client.schedule.create({ scheduleId, ...options })).describe();
    expect(found.action).toMatchObject({ workflowId: `${scheduleId}-workflow`, args: ['Ada'] });
    expect(found.policies).toEqual({
      overlap: 'SKIP',
      catchupWindow: 365 * 86_400_000,
      pauseOnFailure: false,
      keepOriginalWorkflowId: false,
    });
    expect(found.state).toEqual({ paused: false, note: undefined, remainingActions: undefined });
    expect(found.info.nextActionTimes).toEqual([new Date('2099-07-01T00:00:00Z')]);
  });

  it('keeps to a remainingActions of 0', async () => {
    const handle = await createSchedule({ spec: { intervals: [{ every: '1s' }] }, state: { remainingActions: 0 } });
    expect((await handle.describe()).state.remainingActions).toBe(0);
  });

  it('takes a description as template of another Schedule', async () => {
    const first = await (await createSchedule({ memo: { a: 1 }, state: { paused: true, note: 'n' } })).describe();
    const second = deleteAfterTest(await client.schedule.create({ ...first, scheduleId: uniqueId('schedule') }));
    const { spec, action, policies, memo, state } = await second.describe();
    expect({ spec, action, policies, memo, state }).toEqual({
      spec: first.spec,
      action: first.action,
      policies: first.policies,
      memo: first.memo,
      state: first.state,
    });
  });

  it('raises ScheduleAlreadyRunning when the id is taken', async () => {
    const handle = await createSchedule();
    const error = await rejectionOf(
      client.schedule.create(idleOptions({ scheduleId: handle.scheduleId })),
      ScheduleAlreadyRunning,
    );
    expect(error).toMatchObject({
      name: 'ScheduleAlreadyRunning',
      message: 'Schedule already exists and is running',
      scheduleId: handle.scheduleId,
    });
    expect(grpcCauseOf(error).code).toBe(6);
  });

  it.each([
    [{ cronExpressions: ['not a cron'] }, 'CronString does not have 5-7 fields'],
    [{ timezone: 'No/Where' }, 'unknown time zone No/Where'],
    [{ intervals: [{ every: 10 }] }, 'interval is too small'],
    [{ intervals: [{ every: '1h', offset: '2h' }] }, 'phase cannot be greater than Interval'],
    [{ calendars: [{ year: 1234 }] }, 'Year Start is not in range'],
  ] satisfies [ScheduleOptions['spec'], string][])(
    'raises TypeError in the words of the server for the spec %j',
    async (spec, words) => {
      const error = await rejectionOf(client.schedule.create(idleOptions({ spec })), TypeError);
      expect(error.message).toContain(words);
      expect(error.message).not.toContain('Invalid schedule spec');
      expect(grpcCauseOf(error).code).toBe(3);
    },
  );

  it('raises NamespaceNotFoundError', async () => {
    const { schedule } = openClient({ namespace: 'no-such-namespace' });
    await rejectionOf(schedule.create(idleOptions()), NamespaceNotFoundError);
    await rejectionOf(schedule.getHandle('s').describe(), NamespaceNotFoundError);
    await rejectionOf(schedule.listPage(), NamespaceNotFoundError);
  });

  it.each(['"quotes" and \'more\'', '<b>html</b>&amp;', 'emoji 🐘 ünï', 'a/b?c=d#e', '-- % _'])(
    'takes the id %s',
    async (text) => {
      const scheduleId = `${text} ${uniqueId()}`;
      const handle = await createSchedule({ scheduleId });
      await handle.pause(`note of ${text}`);
      const found = await handle.describe();
      expect(found.state).toMatchObject({ paused: true, note: `note of ${text}` });
      expect(found.action.workflowId).toBe(`${scheduleId}-workflow`);
      await handle.delete();
      const error = await rejectionOf(handle.describe(), ScheduleNotFoundError);
      expect(error.scheduleId).toBe(scheduleId);
    },
  );
});

describe('what a Schedule starts', () => {
  it('gets its arguments, memo, search attributes and summary', async () => {
    const customer = uniqueId('customer');
    const options = greeting({ state: { triggerImmediately: true } });
    const handle = deleteAfterTest(
      await client.schedule.create({
        ...options,
        action: {
          ...options.action,
          memo: { by: 'schedule' },
          typedSearchAttributes: [{ key: customerId, value: customer }],
          staticSummary: 'started by a Schedule',
          priority: { priorityKey: 1 },
        },
      }),
    );
    const { info } = await describedWhen(handle, ({ info }) => {
      expect(info.numActionsTaken).toBe(1);
      expect(info.recentActions).toHaveLength(1);
    });
    const [{ action, scheduledAt, takenAt } = expect.fail('no action')] = info.recentActions;
    expect(action.workflow.workflowId).toContain(`${options.scheduleId}-workflow-20`);
    expect(Math.abs(takenAt.getTime() - scheduledAt.getTime())).toBeLessThan(60_000);
    const { workflowId, firstExecutionRunId } = action.workflow;
    const run = client.workflow.getHandle<typeof samples.greet>(workflowId, firstExecutionRunId);
    expect(await run.result()).toBe('Hello, Ada!');
    const started = await run.describe();
    expect(started).toMatchObject({ memo: { by: 'schedule' }, priority: { priorityKey: 1 } });
    expect(started.typedSearchAttributes.get(customerId)).toBe(customer);
    expect(await started.staticSummary()).toBe('started by a Schedule');
  });

  it('is bound to a version by versioningOverride', async () => {
    const version = { deploymentName: uniqueId('deployment'), buildId: 'b1' };
    const options = idleOptions();
    const handle = await createSchedule({
      action: { ...options.action, versioningOverride: { pinnedTo: version } },
    });
    expect((await handle.describe()).action.versioningOverride).toEqual({ pinnedTo: version });
  });
});

describe('trigger', () => {
  it('takes an Action, also of a paused Schedule, at a time of the caller', async () => {
    const handle = deleteAfterTest(await client.schedule.create(greeting({ state: { paused: true } })));
    await handle.trigger(undefined, { scheduledTime: new Date('2031-02-03T04:05:06Z') });
    const { info } = await describedWhen(handle, ({ info }) => expect(info.recentActions).toHaveLength(1));
    expect(info.recentActions[0]?.action.workflow.workflowId).toBe(
      `${handle.scheduleId}-workflow-2031-02-03T04:05:06Z`,
    );
  });

  it('lets Actions overlap by default, and heeds another policy', async () => {
    const { taskQueue } = onSamples();
    const handle = await createSchedule({
      action: { type: 'startWorkflow', workflowType: 'waitForRelease', taskQueue },
    });
    await handle.trigger('SKIP');
    await describedWhen(handle, ({ info }) => expect(info.runningActions).toHaveLength(1));
    await handle.trigger('SKIP');
    await describedWhen(handle, ({ info }) => expect(info.numActionsSkippedOverlap).toBe(1));
    await handle.trigger('BUFFER_ONE');
    await describedWhen(handle, ({ info }) => expect(info.numActionsBuffered).toBe(1));
    // The second of the same second would have the same Workflow Id.
    await handle.trigger(undefined, { scheduledTime: new Date('2031-02-03T04:05:06Z') });
    const { info } = await describedWhen(handle, ({ info }) => expect(info.recentActions).toHaveLength(2));
    await handle.delete();
    for (const { action } of info.recentActions) {
      await client.workflow.getHandle(action.workflow.workflowId).signal('release', 'over');
    }
  });

  it('raises ValueError for an unknown policy', async () => {
    const handle = client.schedule.getHandle('s');
    await rejectionOf(handle.trigger('SOMETIMES' as 'SKIP'), ValueError);
  });
});

describe('backfill', () => {
  it('takes the Actions of several periods', async () => {
    const handle = deleteAfterTest(
      await client.schedule.create(greeting({ spec: { intervals: [{ every: '1 day' }] }, state: { paused: true } })),
    );
    const day = (date: string) => new Date(`${date}T00:00:00Z`);
    await handle.backfill([
      { start: day('2020-01-01'), end: new Date('2020-01-02T12:00:00Z'), overlap: 'ALLOW_ALL' },
      { start: new Date('2021-05-04T12:00:00Z'), end: day('2021-05-05'), overlap: 'ALLOW_ALL' },
    ]);
    const { info } = await describedWhen(handle, ({ info }) => expect(info.numActionsTaken).toBe(3));
    const times = info.recentActions.map(({ scheduledAt }) => scheduledAt.toISOString().slice(0, 10));
    expect(times.sort()).toEqual(['2020-01-01', '2020-01-02', '2021-05-05']);
  });

  it('takes one period, and one at creation', async () => {
    const period = { start: new Date('2020-01-01T12:00:00Z'), end: new Date('2020-01-02T12:00:00Z') };
    const handle = deleteAfterTest(
      await client.schedule.create(
        greeting({ spec: { intervals: [{ every: '1 day' }] }, state: { paused: true, backfill: [period] } }),
      ),
    );
    await describedWhen(handle, ({ info }) => expect(info.numActionsTaken).toBe(1));
    const other = { start: new Date('2020-01-05T12:00:00Z'), end: new Date('2020-01-06T12:00:00Z') };
    await handle.backfill({ ...other, overlap: 'ALLOW_ALL' });
    await describedWhen(handle, ({ info }) => expect(info.numActionsTaken).toBe(2));
  });

  it('raises TypeError for what is no Date', async () => {
    const handle = client.schedule.getHandle('s');
    const period = { start: new Date('not a date'), end: new Date() };
    expect((await rejectionOf(handle.backfill(period), TypeError)).message).toContain('backfill.start');
    await rejectionOf(handle.backfill({ start: new Date() } as typeof period), TypeError);
  });
});

describe('pause and unpause', () => {
  it('leave a note, of the caller or their own', async () => {
    const handle = await createSchedule();
    const state = async () => (await handle.describe()).state;
    await handle.pause('for the summer "☀"');
    expect(await state()).toMatchObject({ paused: true, note: 'for the summer "☀"' });
    await handle.unpause('back');
    expect(await state()).toMatchObject({ paused: false, note: 'back' });
  });

  it('defect: default notes carry a stray quote', async () => {
    const handle = await createSchedule();
    const state = async () => (await handle.describe()).state;
    await handle.pause();
    expect(await state()).toMatchObject({ paused: true, note: 'Paused via TypeScript SDK' });
    await handle.unpause();
    expect(await state()).toMatchObject({ paused: false, note: 'Unpaused via TypeScript SDK' });
  });

  it('work with an empty note, which to the server is no order', async () => {
    const handle = await createSchedule();
    await handle.pause('');
    expect((await handle.describe()).state.paused).toBe(true);
    await handle.unpause('');
    expect((await handle.describe()).state.paused).toBe(false);
    await rejectionOf(handle.patch({ pause: '' }), ValueError);
  });
});

describe('patch', () => {
  it('makes several changes in one call', async () => {
    const handle = deleteAfterTest(await client.schedule.create(greeting()));
    await handle.patch({ pause: 'after this one', trigger: {} });
    const { state } = await describedWhen(handle, ({ info }) => expect(info.numActionsTaken).toBe(1));
    expect(state).toMatchObject({ paused: true, note: 'after this one' });
  });
});

describe('pauseOnFailure', () => {
  it('pauses when a Workflow fails', async () => {
    const { taskQueue } = onSamples();
    const handle = await createSchedule({
      action: { type: 'startWorkflow', workflowType: 'fail', taskQueue, args: ['boom'] },
      policies: { pauseOnFailure: true },
    });
    // The server watches what must not overlap, not what 'ALLOW_ALL' starts.
    await handle.trigger('SKIP');
    const { state } = await describedWhen(handle, ({ state }) => expect(state.paused).toBe(true));
    expect(state.note).toContain('fail');
  });
});

describe('listMatchingTimes', () => {
  it('gives the times of a period', async () => {
    const handle = await createSchedule({
      spec: { calendars: [{ hour: 9, minute: 30, dayOfWeek: 'MONDAY' }], timezone: 'Europe/Berlin' },
    });
    const times = await handle.listMatchingTimes(new Date('2026-03-20T00:00:00Z'), new Date('2026-04-07T00:00:00Z'));
    expect(times.map((time) => time.toISOString())).toEqual([
      '2026-03-23T08:30:00.000Z',
      '2026-03-30T07:30:00.000Z',
      '2026-04-06T07:30:00.000Z',
    ]);
    expect(await handle.listMatchingTimes(new Date('2026-03-24'), new Date('2026-03-25'))).toEqual([]);
  });

  it('raises TypeError for what is no Date', async () => {
    const handle = client.schedule.getHandle('s');
    await rejectionOf(handle.listMatchingTimes(new Date(NaN), new Date()), TypeError);
  });
});

describe('defect: a range with a start and no end ends at 1', () => {
  it('is the start alone', async () => {
    const handle = await createSchedule({
      spec: {
        calendars: [
          {
            second: { start: 0 },
            minute: { start: 0 },
            hour: { start: 5 },
            dayOfWeek: { start: 'SUNDAY' },
            year: 2098,
          },
        ],
      },
    });
    const { spec, info } = await handle.describe();
    expect(spec.calendars?.[0]).toMatchObject({
      second: one(0),
      minute: one(0),
      hour: one(5),
      dayOfWeek: [{ start: 'SUNDAY', end: 'SUNDAY', step: 1 }],
    });
    for (const time of info.nextActionTimes) expect(time.toISOString()).toContain('T05:00:00');
    expect(new Set(info.nextActionTimes.map((time) => time.getUTCDay()))).toEqual(new Set([0]));
  });
});

describe('a Schedule that does not exist', () => {
  const end = new Date();
  it.each([
    ['describe', (handle: ReturnType<typeof client.schedule.getHandle>) => handle.describe()],
    ['update', (handle) => handle.update((previous) => previous)],
    ['delete', (handle) => handle.delete()],
    ['trigger', (handle) => handle.trigger()],
    ['backfill', (handle) => handle.backfill({ start: end, end })],
    ['pause', (handle) => handle.pause()],
    ['unpause', (handle) => handle.unpause()],
    ['listMatchingTimes', (handle) => handle.listMatchingTimes(end, end)],
  ] satisfies [string, (handle: ReturnType<typeof client.schedule.getHandle>) => Promise<unknown>][])(
    'raises ScheduleNotFoundError from %s',
    async (_name, call) => {
      const handle = client.schedule.getHandle(uniqueId('no-such'));
      const error = await rejectionOf(call(handle), ScheduleNotFoundError);
      expect(error).toMatchObject({ name: 'ScheduleNotFoundError', scheduleId: handle.scheduleId });
      expect(grpcCauseOf(error).code).toBe(5);
    },
  );

  it('is so after delete, and the id can be used again', async () => {
    const handle = await createSchedule();
    await handle.delete();
    await rejectionOf(handle.pause(), ScheduleNotFoundError);
    await rejectionOf(handle.delete(), ScheduleNotFoundError);
    const again = await createSchedule({ scheduleId: handle.scheduleId, memo: { again: true } });
    expect((await again.describe()).memo).toEqual({ again: true });
  });
});

describe('list and count', () => {
  it('find Schedules by search attribute, page by page, with what there is to show', async () => {
    const customer = uniqueId('customer');
    const query = `CustomerId = '${customer}'`;
    for (const index of [0, 1, 2]) {
      await createSchedule({
        typedSearchAttributes: [{ key: customerId, value: customer }],
        memo: { index },
        state: { paused: index === 0, note: `note ${index}` },
      });
    }
    await vi.waitFor(async () => expect((await client.schedule.count(query)).count).toBe(3), {
      timeout: 30_000,
      interval: 200,
    });
    const fetch = recordingFetch();
    const all: ScheduleSummary[] = [];
    for await (const schedule of openClient({}, { fetch }).schedule.list({ query, pageSize: 2 })) all.push(schedule);
    expect(fetch.requests.length).toBeGreaterThanOrEqual(2);
    expect(all.map(({ memo }) => memo?.['index']).sort()).toEqual([0, 1, 2]);
    const first = all.find(({ memo }) => memo?.['index'] === 0);
    expect(first).toMatchObject({
      state: { paused: true, note: 'note 0' },
      action: { type: 'startWorkflow', workflowType: 'greet' },
      searchAttributes: { CustomerId: [customer] },
      info: { recentActions: [], nextActionTimes: [new Date('2099-07-01T00:00:00Z')] },
    });
    expect(first?.spec?.calendars?.[0]?.month).toEqual([{ start: 'JULY', end: 'JULY', step: 1 }]);
    expect(first?.typedSearchAttributes?.get(customerId)).toBe(customer);
    expect(first?.raw.$typeName).toBe('temporal.api.schedule.v1.ScheduleListEntry');

    const page = await client.schedule.listPage({ query, pageSize: 2 });
    const next = await client.schedule.listPage({ query, pageSize: 2, nextPageToken: page.nextPageToken });
    const ids = [...page.items, ...next.items].map(({ scheduleId }) => scheduleId);
    expect(ids.sort()).toEqual(all.map(({ scheduleId }) => scheduleId).sort());

    const limited: string[] = [];
    for await (const { scheduleId } of client.schedule.list({ query, limit: 1 })) limited.push(scheduleId);
    expect(limited).toHaveLength(1);

    // The server notes it a moment later than the rest.
    const paused = `${query} AND TemporalSchedulePaused = true`;
    await vi.waitFor(async () => expect((await client.schedule.count(paused)).count).toBe(1), {
      timeout: 30_000,
      interval: 200,
    });
  });

  it('raise ServiceError for a malformed query, and ValueError for an impossible limit', async () => {
    await rejectionOf(client.schedule.listPage({ query: 'this is = not a query' }), ServiceError);
    await rejectionOf(client.schedule.count('this is = not a query'), ServiceError);
    const iterate = client.schedule.list({ limit: -1 })[Symbol.asyncIterator]();
    await rejectionOf(iterate.next(), ValueError);
  });
});

describe('interceptors, headers and codecs', () => {
  it('hand headers to what is started', async () => {
    const options = greeting({ state: { triggerImmediately: true } });
    const trace = {
      metadata: { encoding: new TextEncoder().encode('json/plain') },
      data: new TextEncoder().encode('"t"'),
    };
    const { schedule } = openClient({
      interceptors: {
        schedule: [{ create: (input, next) => next({ ...input, headers: { ...input.headers, trace } }) }],
      },
    });
    const handle = deleteAfterTest(await schedule.create(options));
    const { info } = await describedWhen(handle, ({ info }) => expect(info.recentActions).toHaveLength(1));
    const { workflowId } = info.recentActions[0]!.action.workflow;
    const { header } = await startedAttributes(client.workflow.getHandle(workflowId));
    expect(header?.fields['trace']?.data).toEqual(trace.data);
  });
});
