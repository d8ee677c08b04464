/**
 * Schedules: one that starts a Workflow at nine on workdays. It is triggered by hand, made to catch up on two days,
 * changed, found in the list, and deleted.
 */
import { Client, Connection, type ScheduleDescription } from 'temporal-web-client';

const address = process.env['TEMPORAL_ADDRESS'] ?? 'http://127.0.0.1:8080';
const connection = await Connection.connect({ address });
const client = new Client({ connection });

const handle = await client.schedule.create<(name: string) => Promise<string>>({
  scheduleId: `greetings-${crypto.randomUUID()}`,
  spec: {
    calendars: [{ hour: 9, dayOfWeek: { start: 'MONDAY', end: 'FRIDAY' }, comment: 'workdays' }],
    timezone: 'Europe/Berlin',
  },
  action: { type: 'startWorkflow', workflowType: 'greet', taskQueue: 'samples', args: ['Ada'] },
  policies: { overlap: 'SKIP', catchupWindow: '1 hour', pauseOnFailure: true },
  memo: { team: 'hospitality' },
});

// When would it be due in a week with the change to summer time?
const times = await handle.listMatchingTimes(new Date('2026-03-27T00:00:00Z'), new Date('2026-03-31T00:00:00Z'));
console.log(`due: ${times.map((time) => time.toISOString()).join(', ')}`);

// Once by hand; then wait for what it starts.
await handle.trigger();
let description = await describedWith(1);
const { workflow } = description.info.recentActions[0]!.action;
console.log(`result: ${String(await client.workflow.result(workflow.workflowId, workflow.firstExecutionRunId))}`);

// As if two days in January passed now.
await handle.backfill({
  start: new Date('2026-01-08T00:00:00Z'),
  end: new Date('2026-01-10T00:00:00Z'),
  overlap: 'ALLOW_ALL',
});
description = await describedWith(3);
console.log(`taken: ${description.info.numActionsTaken}`);

// The function gets the present Schedule; it is called again if somebody else changes that meanwhile.
await handle.update((previous) => ({
  ...previous,
  spec: { ...previous.spec, cronExpressions: ['0 10 * * MON-FRI'] },
  action: { ...previous.action, args: ['Grace'] },
}));
await handle.pause('on holiday');

const { spec, action, state } = await handle.describe();
console.log(`hours: ${spec.calendars?.map(({ hour }) => hour.map(({ start }) => start).join()).join()}`);
console.log(`arguments: ${JSON.stringify(action.args)}`);
console.log(`paused: ${state.paused}, ${state.note}`);

// Lists lag behind by a moment.
let listed = 0;
while (listed === 0) {
  for await (const { scheduleId, memo } of client.schedule.list({ query: 'TemporalSchedulePaused = true' })) {
    if (scheduleId !== handle.scheduleId) continue;
    listed++;
    console.log(`listed, team: ${String(memo?.['team'])}`);
  }
  if (listed === 0) await pause();
}

await handle.delete();
await connection.close();

/** The Schedule when it has taken so many Actions. */
async function describedWith(actions: number): Promise<ScheduleDescription> {
  for (;;) {
    const found = await handle.describe();
    if (found.info.recentActions.length >= actions) return found;
    await pause();
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 200));
}

// Prints:
// due: 2026-03-27T08:00:00.000Z, 2026-03-30T07:00:00.000Z
// result: Hello, Ada!
// taken: 3
// hours: 10
// arguments: ["Grace"]
// paused: true, on holiday
// listed, team: hospitality
