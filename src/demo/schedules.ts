/** The Schedules of the shop. */
import type { Client } from '../client/index.js';

const taskQueue = 'samples';

/** One that runs by day, one by the week's calendar, and one that is paused. */
export async function createSchedules({ schedule }: Client): Promise<void> {
  await schedule.create({
    scheduleId: 'greet-customers',
    spec: { intervals: [{ every: '6 hours' }] },
    action: { type: 'startWorkflow', workflowType: 'greet', workflowId: 'greeting', taskQueue, args: ['customers'] },
    memo: { owner: 'shop' },
  });
  await schedule.create({
    scheduleId: 'count-the-stock',
    spec: { calendars: [{ hour: 5, minute: 30, comment: 'before the shop opens' }], timezone: 'Europe/Berlin' },
    action: {
      type: 'startWorkflow',
      workflowType: 'fanOut',
      workflowId: 'stock',
      taskQueue,
      args: [{ children: 4, timers: 12 }],
    },
    policies: { overlap: 'BUFFER_ONE', catchupWindow: '1 hour' },
  });
  await schedule.create({
    scheduleId: 'send-the-newsletter',
    spec: { cronExpressions: ['0 9 * * MON'] },
    action: { type: 'startWorkflow', workflowType: 'greet', taskQueue, args: ['subscribers'] },
    state: { paused: true, note: 'Until the new layout is there' },
  });
}
