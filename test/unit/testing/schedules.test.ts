import { clone, create, type MessageInitShape } from '@bufbuild/protobuf';
import { durationFromMs, timestampFromMs } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError } from '@connectrpc/connect';
import { beforeEach, describe, expect, it } from 'vitest';
import { PayloadsSchema } from '../../../gen/core/temporal/api/common/v1/message_pb.js';
import { WorkflowExecutionStatus, WorkflowIdReusePolicy } from '../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import { FailureSchema } from '../../../gen/core/temporal/api/failure/v1/message_pb.js';
import type { StartWorkflowExecutionRequest } from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { ScheduleOverlapPolicy as Overlap } from '../../../gen/schedule/temporal/api/enums/v1/schedule_pb.js';
import { SchedulePatchSchema, ScheduleSchema } from '../../../gen/schedule/temporal/api/schedule/v1/message_pb.js';
import { VirtualClock } from '../../../src/testing/clock.js';
import type { WorkflowEnd } from '../../../src/testing/schedules/host.js';
import type { Schedule } from '../../../src/testing/schedules/schedule.js';
import { Schedules } from '../../../src/testing/schedules/schedules.js';
import { SearchAttributes } from '../../../src/testing/visibility/search-attributes.js';

type Definition = Extract<MessageInitShape<typeof ScheduleSchema>, { $typeName?: never }>;

const begin = Date.UTC(2026, 0, 1);
const hour = 3_600_000;
const day = 24 * hour;

let clock: VirtualClock;
let starts: StartWorkflowExecutionRequest[];
let ends: string[];
let taken: Set<string>;
let schedules: Schedules;

beforeEach(() => {
  clock = new VirtualClock(begin, 'manual');
  starts = [];
  ends = [];
  taken = new Set();
  let ids = 0;
  const attributes = new SearchAttributes('default');
  schedules = new Schedules('default', attributes, {
    clock,
    newId: () => `id-${++ids}`,
    start: (request) => {
      if (taken.has(request.workflowId)) throw new ConnectError('taken', Code.AlreadyExists);
      return { runId: `run-${starts.push(request)}` };
    },
    requestCancel: ({ workflowId }) => ends.push(`cancel ${workflowId}`),
    terminate: ({ workflowId, firstRunId }) => {
      ends.push(`terminate ${workflowId}`);
      // As with the engine, the Schedule hears of it at once.
      schedules.ended({ namespace: 'default', workflowId, firstRunId, status: WorkflowExecutionStatus.TERMINATED });
    },
  });
});

/** A Schedule that starts something every hour, if it is not told otherwise. */
function scheduled(definition: Definition = {}, patch?: MessageInitShape<typeof SchedulePatchSchema>): Schedule {
  const full = create(ScheduleSchema, {
    spec: { interval: [{ interval: durationFromMs(hour) }] },
    action: { action: { case: 'startWorkflow', value: { workflowId: 'w', workflowType: { name: 'any' } } } },
    ...definition,
  });
  const start = { scheduleId: 's', requestId: 'r', definition: full };
  return schedules.create(
    { ...start, ...(patch && { patch: create(SchedulePatchSchema, patch) }) },
    schedules.compile('s', full.spec),
  );
}

const pass = (ms: number): Promise<void> => clock.advance(ms, () => Promise.resolve());
const times = (): string[] => starts.map(({ workflowId }) => workflowId.slice('w-2026-01-'.length, -4));
const running = (schedule: Schedule): string[] => schedule.info.runningWorkflows.map(({ runId }) => runId);

/** Ends what the n-th start began. */
function end(number: number, outcome: Partial<WorkflowEnd> = {}): void {
  const { workflowId } = starts[number - 1]!;
  const status = WorkflowExecutionStatus.COMPLETED;
  schedules.ended({ namespace: 'default', workflowId, firstRunId: `run-${number}`, status, ...outcome });
}

function trigger(schedule: Schedule, timeMs: number, overlapPolicy = Overlap.UNSPECIFIED): void {
  const triggerImmediately = { scheduledTime: timestampFromMs(timeMs), overlapPolicy };
  schedule.patch(create(SchedulePatchSchema, { triggerImmediately }));
}

describe('a Schedule', () => {
  it('starts at its times, each once, with one alarm set', async () => {
    const schedule = scheduled({ policies: { overlapPolicy: Overlap.ALLOW_ALL } });
    expect([starts.length, clock.pending]).toEqual([0, 1]);
    await pass(3 * hour);
    expect(times()).toEqual(['01T01:00', '01T02:00', '01T03:00']);
    expect(clock.pending).toBe(1);
    expect(schedule.info.actionCount).toBe(3n);
    expect(schedule.futureMs(2)).toEqual([begin + 4 * hour, begin + 5 * hour]);
    expect(starts[0]).toMatchObject({
      workflowId: 'w-2026-01-01T01:00:00Z',
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      identity: 'temporal-scheduler-default-s',
    });
    const attributes = Object.entries(starts[0]!.searchAttributes!.indexedFields);
    expect(attributes.map(([name, { data }]) => [name, new TextDecoder().decode(data)])).toEqual([
      ['TemporalScheduledStartTime', '"2026-01-01T01:00:00Z"'],
      ['TemporalScheduledById', '"s"'],
    ]);
  });

  it('remembers ten Actions and the status of each', async () => {
    const schedule = scheduled();
    for (let number = 1; number <= 12; number++) {
      await pass(hour);
      end(number);
    }
    const { recentActions } = schedule.info;
    expect(recentActions.map(({ startWorkflowResult }) => startWorkflowResult?.runId)).toEqual(
      Array.from({ length: 10 }, (_, index) => `run-${index + 3}`),
    );
    expect(new Set(recentActions.map((action) => action.startWorkflowStatus))).toEqual(
      new Set([WorkflowExecutionStatus.COMPLETED]),
    );
  });

  it('does nothing while it is paused, and does not catch up on it', async () => {
    const schedule = scheduled({ state: { paused: true } });
    await pass(5 * hour);
    expect([starts.length, clock.pending]).toEqual([0, 0]);
    schedule.patch(create(SchedulePatchSchema, { unpause: 'go' }));
    await pass(hour);
    expect(times()).toEqual(['01T06:00']);
  });

  it('ends with its Actions: after seven days it is gone', async () => {
    const schedule = scheduled({ state: { limitedActions: true, remainingActions: 2n } });
    expect(schedule.futureMs(10)).toHaveLength(2);
    await pass(hour);
    end(1);
    await pass(5 * hour);
    expect(times()).toEqual(['01T01:00', '01T02:00']);
    expect(schedule.definition.state?.remainingActions).toBe(0n);
    expect(schedule.conflictToken).toBe(3n);
    expect(schedule.futureMs(10)).toEqual([]);
    await pass(7 * day - 5 * hour);
    expect(schedule.isOpen).toBe(true);
    await pass(hour);
    expect([schedule.isOpen, clock.pending, [...schedules]]).toEqual([false, 0, []]);
  });

  it('leaves out an Action whose Workflow Id is taken', async () => {
    taken.add('w-2026-01-01T01:00:00Z');
    const schedule = scheduled();
    await pass(2 * hour);
    expect(times()).toEqual(['01T02:00']);
    expect(schedule.info.actionCount).toBe(1n);
  });

  it('is stopped by an update that was made from an older state', () => {
    const schedule = scheduled();
    schedule.patch(create(SchedulePatchSchema, { pause: 'first' }));
    const definition = clone(ScheduleSchema, schedule.definition);
    definition.state!.notes = 'second';
    schedule.update(definition, schedule.spec, { conflictToken: 1n });
    expect(schedule.definition.state?.notes).toBe('first');
    schedule.update(definition, schedule.spec, { conflictToken: 2n });
    expect(schedule.definition.state?.notes).toBe('second');
  });

  it('goes by its new times after an update, without those that have passed', async () => {
    const schedule = scheduled({ policies: { overlapPolicy: Overlap.ALLOW_ALL } });
    await pass(1.5 * hour);
    const spec = schedules.compile('s', { ...schedule.spec.canonical, interval: [] });
    spec.canonical.interval.push({
      $typeName: 'temporal.api.schedule.v1.IntervalSpec',
      interval: durationFromMs(hour / 4),
    });
    schedule.update(schedule.definition, spec, {});
    expect(schedule.futureMs(2)).toEqual([begin + 1.75 * hour, begin + 2 * hour]);
    await pass(hour / 2);
    expect(times()).toEqual(['01T01:00', '01T01:45', '01T02:00']);
  });

  it('does nothing more when it was deleted', async () => {
    scheduled().close();
    await pass(3 * hour);
    expect([starts.length, clock.pending]).toEqual([0, 0]);
    expect(() => schedules.findOpen('s')).toThrow('workflow execution already completed');
    expect(() => schedules.find('t')).toThrow('workflow not found for ID: temporal-sys-scheduler:t');
  });
});

describe('overlap', () => {
  it('SKIP leaves out what would overlap', async () => {
    const schedule = scheduled();
    await pass(3 * hour);
    expect(times()).toEqual(['01T01:00']);
    expect([schedule.info.overlapSkipped, schedule.waiting]).toEqual([2n, 0]);
    end(1);
    await pass(hour);
    expect(times()).toEqual(['01T01:00', '01T04:00']);
  });

  it('BUFFER_ONE lets the first of them wait', async () => {
    const schedule = scheduled({ policies: { overlapPolicy: Overlap.BUFFER_ONE } });
    await pass(3 * hour);
    expect([schedule.info.overlapSkipped, schedule.waiting]).toEqual([1n, 1]);
    end(1);
    expect(times()).toEqual(['01T01:00', '01T02:00']);
    expect(schedule.waiting).toBe(0);
  });

  it('BUFFER_ALL lets all of them wait, and starts one after another', async () => {
    const schedule = scheduled({ policies: { overlapPolicy: Overlap.BUFFER_ALL } });
    await pass(3 * hour);
    expect([schedule.info.overlapSkipped, schedule.waiting]).toEqual([0n, 2]);
    end(1);
    expect(times()).toEqual(['01T01:00', '01T02:00']);
    end(2);
    expect(times()).toEqual(['01T01:00', '01T02:00', '01T03:00']);
  });

  it('CANCEL_OTHER asks the other to end, and starts when it has', async () => {
    const schedule = scheduled({ policies: { overlapPolicy: Overlap.CANCEL_OTHER } });
    await pass(2 * hour);
    expect([ends, schedule.waiting]).toEqual([['cancel w-2026-01-01T01:00:00Z'], 1]);
    end(1, { status: WorkflowExecutionStatus.CANCELED });
    expect([times(), running(schedule)]).toEqual([['01T01:00', '01T02:00'], ['run-2']]);
  });

  it('TERMINATE_OTHER ends the other and starts at once', async () => {
    const schedule = scheduled({ policies: { overlapPolicy: Overlap.TERMINATE_OTHER } });
    await pass(3 * hour);
    expect(ends).toEqual(['terminate w-2026-01-01T01:00:00Z', 'terminate w-2026-01-01T02:00:00Z']);
    expect([times(), running(schedule)]).toEqual([['01T01:00', '01T02:00', '01T03:00'], ['run-3']]);
  });

  it('ALLOW_ALL starts beside others, and watches none of them', async () => {
    const schedule = scheduled({ policies: { overlapPolicy: Overlap.ALLOW_ALL, pauseOnFailure: true } });
    await pass(2 * hour);
    expect([starts.length, running(schedule)]).toEqual([2, []]);
    end(1, { status: WorkflowExecutionStatus.FAILED });
    expect(schedule.definition.state?.paused).toBe(false);
  });

  it('of a trigger goes before that of the Schedule', async () => {
    const schedule = scheduled({ policies: { overlapPolicy: Overlap.BUFFER_ALL } });
    await pass(hour);
    trigger(schedule, begin + 1, Overlap.SKIP);
    expect([schedule.info.overlapSkipped, schedule.waiting]).toEqual([1n, 0]);
    trigger(schedule, begin + 2000, Overlap.ALLOW_ALL);
    expect(times()).toEqual(['01T01:00', '01T00:00']);
  });

  it('of what waits is that of its turn, not that of its time', async () => {
    const schedule = scheduled({ policies: { overlapPolicy: Overlap.BUFFER_ALL } });
    await pass(3 * hour);
    const definition = clone(ScheduleSchema, schedule.definition);
    definition.policies!.overlapPolicy = Overlap.SKIP;
    schedule.update(definition, schedule.spec, {});
    expect([schedule.info.overlapSkipped, schedule.waiting]).toEqual([2n, 0]);
  });
});

describe('what came before', () => {
  it('is handed to the next: the last result, and the failure since', async () => {
    scheduled();
    await pass(hour);
    const result = create(PayloadsSchema, { payloads: [{ data: new Uint8Array([1]) }] });
    end(1, { result });
    await pass(hour);
    expect([starts[1]?.lastCompletionResult, starts[1]?.continuedFailure]).toEqual([result, undefined]);
    const failure = create(FailureSchema, { message: 'boom' });
    end(2, { status: WorkflowExecutionStatus.FAILED, failure });
    await pass(hour);
    expect([starts[2]?.lastCompletionResult, starts[2]?.continuedFailure]).toEqual([result, failure]);
  });

  it.each([
    [WorkflowExecutionStatus.FAILED, 'paused due to workflow failure: w-2026-01-01T01:00:00Z: boom'],
    [WorkflowExecutionStatus.TIMED_OUT, 'paused due to workflow timeout: w-2026-01-01T01:00:00Z'],
    [WorkflowExecutionStatus.TERMINATED, ''],
    [WorkflowExecutionStatus.CANCELED, ''],
  ])('pauses it with pauseOnFailure, or not: status %i', async (status, note) => {
    const schedule = scheduled({ policies: { pauseOnFailure: true } });
    await pass(hour);
    end(1, { status, failure: create(FailureSchema, { message: 'boom' }) });
    expect(schedule.definition.state).toMatchObject({ paused: note !== '', notes: note });
  });
});

describe('what was missed', () => {
  it('is caught up on within the window, and counted outside', async () => {
    const schedule = scheduled({
      policies: { overlapPolicy: Overlap.ALLOW_ALL, catchupWindow: durationFromMs(1.5 * hour) },
    });
    // The clock jumps, as that of a page that was asleep.
    const asleep = clock.now.bind(clock);
    clock.now = () => asleep() + 4.25 * hour;
    schedule.patch(create(SchedulePatchSchema, {}));
    expect(times()).toEqual(['01T03:00', '01T04:00']);
    expect(schedule.info.missedCatchupWindow).toBe(2n);
  });

  it('has a window of at least ten seconds, and of a year when nothing is said', () => {
    const window = (definition: Definition): bigint | undefined => {
      const { policies } = scheduled(definition).definition;
      schedules.find('s').close();
      return policies?.catchupWindow?.seconds;
    };
    expect(window({ policies: { catchupWindow: durationFromMs(1) } })).toBe(10n);
    expect(window({})).toBe(365n * 86_400n);
  });
});

describe('backfill', () => {
  const period = (from: number, to: number, overlapPolicy: Overlap): MessageInitShape<typeof SchedulePatchSchema> => ({
    backfillRequest: [{ startTime: timestampFromMs(from), endTime: timestampFromMs(to), overlapPolicy }],
  });

  it('takes the times of a period with both its ends, also of a paused Schedule', () => {
    const patch = period(begin - 3 * hour, begin - hour, Overlap.ALLOW_ALL);
    scheduled({ state: { paused: true } }, patch);
    expect(starts.map(({ workflowId }) => workflowId)).toEqual([
      'w-2025-12-31T21:00:00Z',
      'w-2025-12-31T22:00:00Z',
      'w-2025-12-31T23:00:00Z',
    ]);
    expect(starts[0]?.workflowIdReusePolicy).toBe(WorkflowIdReusePolicy.ALLOW_DUPLICATE);
  });

  it('takes ten a second of what may overlap', async () => {
    scheduled({ state: { paused: true } }, period(begin - 25 * hour, begin - hour, Overlap.ALLOW_ALL));
    expect(starts).toHaveLength(10);
    await pass(1000);
    expect(starts).toHaveLength(20);
    await pass(5000);
    expect(starts).toHaveLength(25);
    expect(new Set(starts.map(({ workflowId }) => workflowId)).size).toBe(25);
  });

  it('drops what the buffer has no room for', () => {
    const schedule = scheduled({ policies: { overlapPolicy: Overlap.BUFFER_ALL }, state: { paused: true } });
    for (let number = 0; number < 1005; number++) trigger(schedule, begin + number * 1000);
    expect([starts.length, schedule.waiting, schedule.info.bufferDropped]).toEqual([1, 1000, 4n]);
  });
});
