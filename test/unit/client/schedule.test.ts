import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import { describe, expect, it } from 'vitest';
import {
  ScheduleActionSchema,
  ScheduleListEntrySchema,
} from '../../../gen/schedule/temporal/api/schedule/v1/message_pb.js';
import {
  type CreateScheduleRequest,
  DescribeScheduleResponseSchema,
  type PatchScheduleRequest,
  type UpdateScheduleRequest,
} from '../../../gen/schedule/temporal/api/workflowservice/v1/request_response_pb.js';
import {
  type CalendarSpec,
  type Client,
  DAYS_OF_WEEK,
  decodeScheduleOverlapPolicy,
  encodeScheduleOverlapPolicy,
  MONTHS,
  RawValue,
  ScheduleOverlapPolicy,
  type ScheduleOptions,
  ScheduleUpdateConflictError,
  ServiceError,
  UnsupportedError,
  ValueError,
} from '../../../src/client/index.js';
import { inMemoryClient } from '../../fixtures/in-memory-client.js';
import { rejectionOf } from '../../fixtures/rejection.js';
import { scriptedConnection } from '../../fixtures/scripted-connection.js';

type Described = Exclude<MessageInitShape<typeof DescribeScheduleResponseSchema>, { $typeName: string }>;

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const options: ScheduleOptions = {
  scheduleId: 's',
  spec: {},
  action: { type: 'startWorkflow', workflowType: 'type', taskQueue: 'q' },
};
const starting = (value: object) => ({ action: { case: 'startWorkflow' as const, value } });
const described = (more: Partial<Described> = {}): Described => ({
  schedule: {
    spec: {},
    action: starting({ workflowId: 's-workflow', workflowType: { name: 'type' }, taskQueue: { name: 'q' } }),
    policies: {},
    state: {},
  },
  // As a server with components writes it: the low byte first.
  conflictToken: new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0]),
  ...more,
});

/** A server that describes one Schedule, and notes what it is sent. */
function recording(
  description: Partial<Described> = {},
  answerUpdate: (attempt: number) => void = () => undefined,
): {
  client: Client;
  creates: CreateScheduleRequest[];
  updates: UpdateScheduleRequest[];
  patches: PatchScheduleRequest[];
  describes: number[];
} {
  const creates: CreateScheduleRequest[] = [];
  const updates: UpdateScheduleRequest[] = [];
  const patches: PatchScheduleRequest[] = [];
  const describes: number[] = [];
  const client = inMemoryClient({
    createSchedule: (request) => {
      creates.push(request);
      return { conflictToken: text('t') };
    },
    describeSchedule: () => {
      describes.push(updates.length);
      return create(DescribeScheduleResponseSchema, described(description));
    },
    updateSchedule: (request) => {
      updates.push(request);
      answerUpdate(updates.length);
      return {};
    },
    patchSchedule: (request) => {
      patches.push(request);
      return {};
    },
  });
  return { client, creates, updates, patches, describes };
}

/** Ranges of the first calendar as they are sent. */
async function calendarOf(calendar: CalendarSpec) {
  const { client, creates } = recording();
  await client.schedule.create({ ...options, spec: { calendars: [calendar] } });
  return creates[0]!.schedule!.spec!.structuredCalendar[0]!;
}
const plain = (ranges: readonly { start: number; end: number; step: number }[]) =>
  ranges.map(({ start, end, step }) => [start, end, step]);

describe('a calendar', () => {
  it('has the defaults of upstream', async () => {
    const calendar = await calendarOf({});
    for (const field of ['second', 'minute', 'hour'] as const) expect(plain(calendar[field])).toEqual([[0, 0, 1]]);
    expect(plain(calendar.dayOfMonth)).toEqual([[1, 31, 1]]);
    expect(plain(calendar.month)).toEqual([[1, 12, 1]]);
    expect(plain(calendar.dayOfWeek)).toEqual([[0, 6, 1]]);
    expect(calendar.year).toEqual([]);
  });

  it('takes stars, values, ranges, and several of them', async () => {
    const calendar = await calendarOf({
      second: '*',
      minute: 5,
      hour: [1, { start: 2, end: 8, step: 3 }],
      month: { start: 'MARCH', end: 'MAY', step: 1 },
      year: '*',
      dayOfWeek: ['SUNDAY', { start: 'TUESDAY', end: 'THURSDAY' }],
      comment: 'why',
    });
    expect(plain(calendar.second)).toEqual([[0, 59, 1]]);
    expect(plain(calendar.minute)).toEqual([[5, 5, 1]]);
    expect(plain(calendar.hour)).toEqual([
      [1, 1, 1],
      [2, 8, 3],
    ]);
    expect(plain(calendar.month)).toEqual([[3, 5, 1]]);
    expect(plain(calendar.dayOfWeek)).toEqual([
      [0, 0, 1],
      [2, 4, 1],
    ]);
    expect(calendar.year).toEqual([]);
    expect(calendar.comment).toBe('why');
  });

  it('takes an end before the start, and a step below 1, for start and 1, as documented', async () => {
    const calendar = await calendarOf({ hour: { start: 5, end: 2, step: 0 } });
    expect(plain(calendar.hour)).toEqual([[5, 5, 1]]);
  });

  it('defect: a range with a start and no end ends at 1', async () => {
    for (const start of [0, 1, 2, 23]) {
      expect(plain((await calendarOf({ hour: { start } })).hour)).toEqual([[start, start, 1]]);
    }
    expect(plain((await calendarOf({ dayOfWeek: { start: 'SUNDAY' } })).dayOfWeek)).toEqual([[0, 0, 1]]);
  });

  it.each([
    [{ hour: 24 }, "Invalid CalendarSpec component for field hour: '24' of type 'number'"],
    [{ minute: 1.5 }, "field minute: '1.5'"],
    [{ second: { start: 0, end: 60 } }, 'field second: \'{"start":0,"end":60}\' of type \'object\''],
    [{ dayOfMonth: 0 }, 'field dayOfMonth'],
    [{ month: 'Juli' as 'JULY' }, "Invalid CalendarSpec component for field month: 'Juli' of type 'string'"],
    [{ dayOfWeek: [null as never] }, "field dayOfWeek: 'null' of type 'object'"],
  ] satisfies [CalendarSpec, string][])('raises TypeError for %o', async (calendar, message) => {
    expect((await rejectionOf(calendarOf(calendar), TypeError)).message).toContain(message);
  });
});

describe('create', () => {
  it('sends the same request id with each attempt', async () => {
    const ids: string[] = [];
    const client = inMemoryClient({
      createSchedule: ({ requestId }) => {
        ids.push(requestId);
        if (ids.length === 1) throw new ConnectError('come back later', Code.Unavailable);
        return {};
      },
    });
    await client.schedule.create(options);
    expect(ids).toHaveLength(2);
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(ids).size).toBe(1);
  });

  it('sends nothing that was not given', async () => {
    const { client, creates } = recording();
    await client.schedule.create(options);
    const [request] = creates;
    expect(request?.memo).toBeUndefined();
    expect(request?.searchAttributes).toBeUndefined();
    expect(request?.initialPatch).toMatchObject({ pause: '', unpause: '', backfillRequest: [] });
    expect(request?.initialPatch?.triggerImmediately).toBeUndefined();
    expect(request?.schedule?.policies).toMatchObject({ overlapPolicy: 0, pauseOnFailure: false });
    expect(request?.schedule?.state).toMatchObject({ limitedActions: false, paused: false });
    const action = request?.schedule?.action?.action.value;
    for (const field of ['header', 'memo', 'searchAttributes', 'priority', 'versioningOverride'] as const) {
      expect(action?.[field], field).toBeUndefined();
    }
  });

  it('triggers with ALLOW_ALL, and sends remainingActions of 0', async () => {
    const { client, creates } = recording();
    await client.schedule.create({ ...options, state: { triggerImmediately: true, remainingActions: 0 } });
    expect(creates[0]?.initialPatch?.triggerImmediately?.overlapPolicy).toBe(6);
    expect(creates[0]?.schedule?.state).toMatchObject({ limitedActions: true, remainingActions: 0n });
  });

  it('defect: the action does not take a priority', async () => {
    const { client, creates } = recording();
    await client.schedule.create({ ...options, action: { ...options.action, priority: { priorityKey: 2 } } });
    expect(creates[0]?.schedule?.action?.action.value?.priority?.priorityKey).toBe(2);
  });

  it.each([
    [{ scheduleId: '' }, TypeError, 'Missing ScheduleOptions.scheduleId'],
    [
      { action: { ...options.action, taskQueue: '' } },
      TypeError,
      "Missing ScheduleOptions.action.taskQueue for 'startWorkflow' action",
    ],
    [
      { action: { ...options.action, workflowType: '' } },
      TypeError,
      "Missing ScheduleOptions.action.workflowType for 'startWorkflow' action",
    ],
    [{ action: { ...options.action, type: 'stop' as 'startWorkflow' } }, TypeError, 'Unsupported schedule action'],
    [{ spec: { startAt: new Date(NaN) } }, TypeError, 'spec.startAt must be a valid Date'],
    [{ spec: { endAt: '2026-01-01' as unknown as Date } }, TypeError, 'spec.endAt must be a valid Date'],
    [{ spec: { jitter: 'long' as '1s' } }, ValueError, 'Invalid duration'],
    [{ state: { remainingActions: 1.5 } }, ValueError, 'state.remainingActions'],
    [{ state: { remainingActions: -1 } }, ValueError, 'state.remainingActions'],
    [{ policies: { overlap: 'NEVER' as 'SKIP' } }, ValueError, "Invalid enum value: 'NEVER'"],
  ] satisfies [Partial<ScheduleOptions>, new (message: string) => Error, string][])(
    'raises an error that names what is wrong in %o, and sends nothing',
    async (wrong, errorClass, message) => {
      const { client, creates } = recording();
      const error = await rejectionOf(client.schedule.create({ ...options, ...wrong }), errorClass);
      expect(error.message).toContain(message);
      expect(creates).toEqual([]);
    },
  );
});

describe('describe', () => {
  it('leaves a Schedule readable whose action is of an unknown kind, and an update that action as it is', async () => {
    const unknown = create(ScheduleActionSchema);
    // Field 77, a text of two letters.
    unknown.$unknown = [{ no: 77, wireType: 2, data: new Uint8Array([2, 104, 105]) }];
    const { client, updates } = recording({ schedule: { spec: {}, action: unknown } });
    const handle = client.schedule.getHandle('s');
    const found = await handle.describe();
    expect(found.action).toMatchObject({ type: 'unknown', workflowType: '' });
    expect(found.raw.schedule?.action?.action.case).toBeUndefined();
    await handle.update((previous) => ({ ...previous, state: { note: 'n' } }));
    expect(updates[0]?.schedule).toMatchObject({ state: { notes: 'n' }, action: { $unknown: unknown.$unknown } });
    const changing = handle.update((previous) => ({ ...previous, action: { ...previous.action } }));
    expect((await rejectionOf(changing, TypeError)).message).toContain('Unsupported schedule action');
  });

  it('raises ServiceError for an answer without a Schedule', async () => {
    const { client } = recording({ schedule: {} });
    await rejectionOf(client.schedule.getHandle('s').describe(), ServiceError);
  });

  it('does not take the page of a proxy for a Schedule that is not there', async () => {
    const { client } = scriptedConnection([new Response('<h1>Not found</h1>', { status: 404 })]);
    const error = await rejectionOf(client.schedule.getHandle('s').describe(), Error);
    expect(error).toBeInstanceOf(ServiceError);
    expect(error.message).toContain('Failed to describe schedule');
  });
});

describe('list', () => {
  it('reads rows that are odd, and those beside them', async () => {
    const result = { startWorkflowResult: { workflowId: 'w', runId: 'r' } };
    const memo = { fields: { secret: { metadata: { encoding: text('binary/encrypted') }, data: text('?') } } };
    const month = [{ start: 13, end: 13, step: 0 }];
    const client = inMemoryClient({
      listSchedules: () => ({
        schedules: [
          {},
          { scheduleId: 'odd', memo, info: { recentActions: [{}, result], spec: { structuredCalendar: [{ month }] } } },
          { scheduleId: 'right' },
        ].map((init) => create(ScheduleListEntrySchema, init)),
      }),
    });
    const { items } = await client.schedule.listPage();
    expect(items.map(({ scheduleId }) => scheduleId)).toEqual(['', 'odd', 'right']);
    expect(items[0]).toMatchObject({ spec: undefined, action: undefined, state: { paused: false } });
    expect(items[1]?.memo?.['secret']).toBeInstanceOf(RawValue);
    expect(items[1]?.spec?.calendars?.[0]?.month).toEqual([{ start: 'unknown_13', end: 'unknown_13', step: 1 }]);
    expect(items[1]?.info.recentActions.map(({ action }) => action.workflow)).toEqual([
      { workflowId: '', firstExecutionRunId: '' },
      { workflowId: 'w', firstExecutionRunId: 'r' },
    ]);
  });
});

describe('count', () => {
  it('raises UnsupportedError by a server that lacks it', async () => {
    const client = inMemoryClient({
      countSchedules: () => {
        throw new ConnectError('unknown method CountSchedules', Code.Unimplemented);
      },
    });
    expect(await rejectionOf(client.schedule.count(), UnsupportedError)).toMatchObject({ since: '1.31.0' });
  });
});

describe('update', () => {
  const stale = (): never => {
    throw new ConnectError('mismatched conflict token', Code.FailedPrecondition);
  };

  it('sends the conflict token of the description, and trusts a server that would say no', async () => {
    const { client, updates, describes } = recording();
    await client.schedule.getHandle('s').update((previous) => previous);
    expect(updates[0]?.conflictToken).toEqual(described().conflictToken);
    expect(describes).toHaveLength(1);
  });

  it('begins again when the server says no, with a request of its own', async () => {
    const { client, updates, describes } = recording({}, (attempt) => attempt < 3 && stale());
    let calls = 0;
    await client.schedule.getHandle('s').update((previous) => ({ ...previous, state: { note: `call ${++calls}` } }));
    expect(updates.map(({ schedule }) => schedule?.state?.notes)).toEqual(['call 1', 'call 2', 'call 3']);
    expect(new Set(updates.map(({ requestId }) => requestId)).size).toBe(3);
    expect(describes).toEqual([0, 1, 2]);
  });

  it('ends with ScheduleUpdateConflictError after five attempts, after one with onConflict: fail', async () => {
    const { client, updates } = recording({}, stale);
    const handle = client.schedule.getHandle('s');
    const change = (previous: object) => ({ ...options, ...previous, state: { note: 'n' } });
    const error = await rejectionOf(handle.update(change), ScheduleUpdateConflictError);
    expect(error.cause).toMatchObject({ details: 'mismatched conflict token' });
    expect(updates).toHaveLength(5);
    await rejectionOf(handle.update(change, { onConflict: 'fail' }), ScheduleUpdateConflictError);
    expect(updates).toHaveLength(6);
  });

  it('takes no other refusal for a conflict', async () => {
    const { client, updates } = recording({}, () => {
      throw new ConnectError('schedule closed', Code.FailedPrecondition);
    });
    await rejectionOf(
      client.schedule.getHandle('s').update((previous) => previous),
      ServiceError,
    );
    expect(updates).toHaveLength(1);
  });

  it('sends no token with onConflict: overwrite', async () => {
    const { client, updates, describes } = recording({ conflictToken: new Uint8Array([0, 0, 0, 0, 0, 0, 0, 1]) });
    await client.schedule.getHandle('s').update((previous) => previous, { onConflict: 'overwrite' });
    expect(updates[0]?.conflictToken).toHaveLength(0);
    expect(describes).toHaveLength(1);
  });

  it('is not sent again when it took effect before the change that hides it', async () => {
    const updates: UpdateScheduleRequest[] = [];
    const notes: string[] = ['before', 'after another change', 'mine'];
    const client = inMemoryClient({
      describeSchedule: () =>
        create(
          DescribeScheduleResponseSchema,
          described({
            schedule: { ...described().schedule, state: { notes: notes.shift() ?? 'mine' } },
            conflictToken: new Uint8Array([0, 0, 0, 0, 0, 0, 0, 1]),
          } as Partial<Described>),
        ),
      updateSchedule: (request) => {
        updates.push(request);
        return {};
      },
    });
    await client.schedule.getHandle('s').update((previous) => ({ ...previous, state: { note: 'mine' } }));
    expect(updates).toHaveLength(1);
  });

  it('keeps what it has no option for: zone data, one-time overrides, headers, sub-millisecond durations', async () => {
    const timezoneData = new Uint8Array([1, 2, 3]);
    const header = { fields: { trace: { metadata: {}, data: text('t') } } };
    const versioningOverride = { override: { case: 'oneTime' as const, value: {} } };
    const { client, updates } = recording({
      schedule: {
        spec: { timezoneName: 'Own/Zone', timezoneData },
        action: starting({
          workflowId: 'w',
          workflowType: { name: 'type' },
          taskQueue: { name: 'q' },
          header,
          versioningOverride,
          retryPolicy: { initialInterval: { seconds: 1n, nanos: 5 } },
          input: { payloads: [{ metadata: { encoding: text('json/protobuf') }, data: text('{}') }] },
        }),
        policies: { keepOriginalWorkflowId: true },
      },
    });
    await client.schedule.getHandle('s').update((previous) => previous);
    const sent = updates[0]?.schedule;
    expect(sent?.spec).toMatchObject({ timezoneName: 'Own/Zone', timezoneData });
    expect(sent?.policies?.keepOriginalWorkflowId).toBe(true);
    const action = sent?.action?.action.value;
    expect(action?.versioningOverride?.override.case).toBe('oneTime');
    expect(action?.header?.fields['trace']?.data).toEqual(text('t'));
    expect(action?.retryPolicy?.initialInterval?.nanos).toBe(5);
    expect(action?.input?.payloads[0]?.metadata['encoding']).toEqual(text('json/protobuf'));
  });

  it('leaves zone data out with another zone', async () => {
    const { client, updates } = recording({
      schedule: { ...described().schedule, spec: { timezoneName: 'Own/Zone', timezoneData: text('tz') } } as never,
    });
    await client.schedule.getHandle('s').update((previous) => ({ ...previous, spec: { timezone: 'UTC' } }));
    expect(updates[0]?.schedule?.spec).toMatchObject({ timezoneName: 'UTC', timezoneData: new Uint8Array() });
  });

  it('sends a memo only when it is another, and encodes arguments anew for another Workflow Id', async () => {
    const payload = { metadata: { encoding: text('json/plain') }, data: text('1') };
    const { client, updates } = recording({
      memo: { fields: { a: payload } },
      schedule: {
        ...described().schedule,
        action: starting({
          workflowId: 'w',
          workflowType: { name: 'type' },
          taskQueue: { name: 'q' },
          input: { payloads: [{ ...payload, metadata: { ...payload.metadata, mark: text('old') } }] },
        }),
      } as never,
    });
    const handle = client.schedule.getHandle('s');
    await handle.update((previous) => previous);
    await handle.update((previous) => ({
      ...previous,
      memo: { b: 2 },
      action: { ...previous.action, workflowId: 'another' },
    }));
    await handle.update((previous) => ({ ...previous, memo: {} }));
    expect(updates.map(({ memo }) => memo && Object.keys(memo.fields))).toEqual([undefined, ['b'], []]);
    const marks = updates.map(({ schedule }) => schedule?.action?.action.value?.input?.payloads[0]?.metadata['mark']);
    expect(marks).toEqual([text('old'), undefined, text('old')]);
  });
});

describe('search attributes of an update', () => {
  const attribute = (value: string, type: string) => ({ metadata: { type: text(type) }, data: text(value) });
  const indexedFields = { A: attribute('"a"', 'Keyword'), B: attribute('1', 'Int'), Odd: attribute('?', 'Novel') };
  const schedule = {
    spec: {},
    action: starting({
      workflowId: 'w',
      workflowType: { name: 'type' },
      taskQueue: { name: 'q' },
      searchAttributes: { indexedFields },
    }),
  };
  const namesOf = (fields: { indexedFields: object } | undefined) => fields && Object.keys(fields.indexedFields);

  it('go back as they came while nobody touches them, also those of a type that is unknown', async () => {
    const { client, updates } = recording({ schedule, searchAttributes: { indexedFields } });
    const handle = client.schedule.getHandle('s');
    await handle.update((previous) => previous);
    await handle.update(({ typedSearchAttributes: _, ...previous }) => {
      const { typedSearchAttributes: _typed, ...action } = previous.action;
      return { ...previous, action };
    });
    for (const update of updates) {
      expect(update.searchAttributes).toBeUndefined();
      expect(namesOf(update.schedule?.action?.action.value?.searchAttributes)).toEqual(['A', 'B', 'Odd']);
    }
  });

  it('of the action are gone when they are left out, and replaced when there are others', async () => {
    const { client, updates } = recording({ schedule, searchAttributes: { indexedFields } });
    const handle = client.schedule.getHandle('s');
    await handle.update((previous) => ({ ...previous, action: options.action }));
    await handle.update((previous) => ({
      ...previous,
      action: { ...previous.action, typedSearchAttributes: [{ key: { name: 'C', type: 'KEYWORD' }, value: 'c' }] },
    }));
    expect(updates.map(({ schedule: sent }) => namesOf(sent?.action?.action.value?.searchAttributes))).toEqual([
      undefined,
      ['C'],
    ]);
  });
});

describe('the catchup window', () => {
  it('stays absent in an update where it was absent, and is sent where it is another', async () => {
    const { client, updates } = recording();
    const handle = client.schedule.getHandle('s');
    expect((await handle.describe()).policies.catchupWindow).toBe(60_000);
    await handle.update((previous) => previous);
    await handle.update((previous) => ({ ...previous, policies: { catchupWindow: '5m' } }));
    expect(updates.map(({ schedule }) => schedule?.policies?.catchupWindow?.seconds)).toEqual([undefined, 300n]);
  });
});

describe('patch', () => {
  it('sends a request id, and the time of a trigger', async () => {
    const { client, patches } = recording();
    const handle = client.schedule.getHandle('s');
    await handle.trigger('BUFFER_ALL', { scheduledTime: new Date(1500) });
    await handle.backfill({ start: new Date(-1), end: new Date(0), overlap: 'TERMINATE_OTHER' });
    expect(patches[0]).toMatchObject({
      patch: { triggerImmediately: { overlapPolicy: 3, scheduledTime: { seconds: 1n, nanos: 500_000_000 } } },
    });
    // A moment before 1970: nanoseconds count forward.
    expect(patches[1]?.patch?.backfillRequest[0]).toMatchObject({
      startTime: { seconds: -1n, nanos: 999_000_000 },
      overlapPolicy: 5,
    });
    expect(patches[0]?.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('defect: default notes carry a stray quote', async () => {
    const { client, patches } = recording();
    await client.schedule.getHandle('s').pause();
    await client.schedule.getHandle('s').unpause();
    expect(patches.map(({ patch }) => [patch?.pause, patch?.unpause])).toEqual([
      ['Paused via TypeScript SDK', ''],
      ['', 'Unpaused via TypeScript SDK'],
    ]);
  });
});

describe('constants', () => {
  it('encode and decode as those of upstream', () => {
    const names = ['SKIP', 'BUFFER_ONE', 'BUFFER_ALL', 'CANCEL_OTHER', 'TERMINATE_OTHER', 'ALLOW_ALL'] as const;
    names.forEach((name, index) => {
      expect(ScheduleOverlapPolicy[name]).toBe(name);
      expect(encodeScheduleOverlapPolicy(name)).toBe(index + 1);
      expect(encodeScheduleOverlapPolicy(`SCHEDULE_OVERLAP_POLICY_${name}`)).toBe(index + 1);
      expect(decodeScheduleOverlapPolicy(index + 1)).toBe(name);
    });
    expect(encodeScheduleOverlapPolicy(undefined)).toBeUndefined();
    expect(decodeScheduleOverlapPolicy(0)).toBeUndefined();
    expect(decodeScheduleOverlapPolicy(7)).toBe('unknown_7');
    expect(() => encodeScheduleOverlapPolicy('OTHER')).toThrow(ValueError);
    expect([MONTHS.length, MONTHS[0], DAYS_OF_WEEK.length, DAYS_OF_WEEK[0]]).toEqual([12, 'JANUARY', 7, 'SUNDAY']);
  });
});
