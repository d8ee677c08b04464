import { describe, expectTypeOf, it } from 'vitest';
import type {
  Client,
  ScheduleDescription,
  ScheduleHandle,
  ScheduleOptions,
  ScheduleOverlapPolicy,
  ScheduleSpec,
  ScheduleSpecDescription,
  ScheduleSummary,
  ScheduleUpdateOptions,
} from '../../src/client/index.js';
import type * as samples from '../../src/dev/worker/workflows/index.js';

declare const client: Client;
declare const handle: ScheduleHandle;
declare const description: ScheduleDescription;
declare function several(name: string, count: number): Promise<void>;
type NoParameters = () => Promise<void>;

const base = { scheduleId: 's', spec: {} };
const action = { type: 'startWorkflow', workflowType: 'several', taskQueue: 'q' } as const;

describe('the action of create', () => {
  it('takes the arguments of the Workflow', () => {
    void client.schedule.create<typeof several>({ ...base, action: { ...action, args: ['a', 1] } });
    void client.schedule.create({ ...base, action: { ...action, workflowType: several, args: ['a', 1] } });
    void client.schedule.create<typeof samples.greet>({ ...base, action: { ...action, args: ['Ada'] } });
    void client.schedule.create<NoParameters>({ ...base, action });
    void client.schedule.create({ ...base, action: { ...action, args: [1, 'anything'] } });
    expectTypeOf(client.schedule.create({ ...base, action })).resolves.toEqualTypeOf<ScheduleHandle>();
  });

  it('refuses others', () => {
    // @ts-expect-error -- args are required
    void client.schedule.create<typeof several>({ ...base, action });
    // @ts-expect-error -- wrong order
    void client.schedule.create<typeof several>({ ...base, action: { ...action, args: [1, 'a'] } });
    // @ts-expect-error -- too few, with the function itself
    void client.schedule.create({ ...base, action: { ...action, workflowType: several, args: ['a'] } });
    // @ts-expect-error -- no task queue
    void client.schedule.create({ ...base, action: { type: 'startWorkflow', workflowType: 'w' } });
    // @ts-expect-error -- no other kind of action
    void client.schedule.create({ ...base, action: { ...action, type: 'cancelWorkflow' } });
    // @ts-expect-error -- there is no id
    void client.schedule.create({ spec: {}, action });
  });

  it('defect: takes a priority, and a versioning override', () => {
    void client.schedule.create({
      ...base,
      action: { ...action, priority: { priorityKey: 1 }, versioningOverride: 'AUTO_UPGRADE' },
    });
  });
});

describe('a spec', () => {
  it('takes values, ranges, several of them, or all', () => {
    const spec: ScheduleSpec = {
      calendars: [{ hour: 1, minute: [1, { start: 2 }, { start: 3, end: 5, step: 2 }], second: '*', month: 'MAY' }],
      intervals: [{ every: '1h', offset: 5 }],
    };
    void client.schedule.create({ ...base, spec, action });
  });

  it('refuses names and durations that there are not', () => {
    // @ts-expect-error -- no name of a month
    expectTypeOf<{ calendars: [{ month: 'may' }] }>().toExtend<ScheduleSpec>();
    // @ts-expect-error -- no number for a day
    expectTypeOf<{ calendars: [{ dayOfWeek: 1 }] }>().toExtend<ScheduleSpec>();
    // @ts-expect-error -- a step needs an end
    expectTypeOf<{ calendars: [{ hour: { start: 1; step: 2 } }] }>().toExtend<ScheduleSpec>();
    // @ts-expect-error -- no duration
    expectTypeOf<{ intervals: [{ every: 'often' }] }>().toExtend<ScheduleSpec>();
    // @ts-expect-error -- no policy
    expectTypeOf<'skip'>().toExtend<ScheduleOverlapPolicy>();
  });
});

describe('a description', () => {
  it('has what a summary has, and serves as template for create and update', () => {
    expectTypeOf<ScheduleDescription['state']>().toExtend<ScheduleSummary['state']>();
    expectTypeOf<ScheduleDescription['info']>().toExtend<ScheduleSummary['info']>();
    expectTypeOf<ScheduleSpecDescription>().toExtend<ScheduleSpec>();
    expectTypeOf<ScheduleDescription>().toExtend<ScheduleOptions>();
    expectTypeOf<ScheduleDescription>().toExtend<ScheduleUpdateOptions>();
    void client.schedule.create({ ...description, scheduleId: 'another' });
    void handle.update((previous) => previous);
    void handle.update((previous) => ({ ...previous, spec: { ...previous.spec, cronExpressions: ['@daily'] } }));
    void handle.update(async (previous) => Promise.resolve(previous));
  });
});

describe('update', () => {
  it('checks arguments when it is told the Workflow', () => {
    void handle.update<typeof several>((previous) => ({
      ...previous,
      action: { ...previous.action, workflowType: 'several', args: ['a', 1] },
    }));
    // @ts-expect-error -- wrong arguments
    void handle.update<typeof several>((previous) => ({ ...previous, action: { ...action, args: [true] } }));
    // @ts-expect-error -- without a state it would be unpaused unawares
    void handle.update(({ spec, action }) => ({ spec, action }));
    // @ts-expect-error -- no way to deal with a conflict
    void handle.update((previous) => previous, { onConflict: 'merge' });
  });
});
