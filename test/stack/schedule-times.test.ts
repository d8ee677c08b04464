import { timestampDate, timestampFromDate } from '@bufbuild/protobuf/wkt';
import { expect, it } from 'vitest';
import { GrpcError } from '../../src/client/index.js';
import { createWorkflowService } from '../../src/client/service/index.js';
import { client, namespace, onNobody } from '../fixtures/real-stack.js';
import { type ScheduleTimes, scheduleTimes, shortTime } from '../fixtures/schedule-times.js';
import { uniqueId } from '../fixtures/unique-id.js';

const service = createWorkflowService(client.connection);

/** What the server answers, in the form of the table. */
async function answer({ spec, from, to }: ScheduleTimes): Promise<string | string[]> {
  const scheduleId = uniqueId('times');
  const { taskQueue, workflowId } = onNobody();
  const action = { workflowId, workflowType: { name: 'any' }, taskQueue: { name: taskQueue } };
  try {
    await service.createSchedule({
      namespace,
      scheduleId,
      requestId: scheduleId,
      schedule: { spec, action: { action: { case: 'startWorkflow', value: action } }, state: { paused: true } },
    });
  } catch (error) {
    if (error instanceof GrpcError) return error.details;
    throw error;
  }
  const [startTime, endTime] = [timestampFromDate(from), timestampFromDate(to)];
  const { startTime: times } = await service.listScheduleMatchingTimes({ namespace, scheduleId, startTime, endTime });
  await service.deleteSchedule({ namespace, scheduleId });
  return times.map((time) => shortTime(timestampDate(time)));
}

// What is expected is what the server in memory is held to, by test/unit/testing/schedule-times.test.ts.
it('the server has these times for these specs', { timeout: 180_000 }, async () => {
  const answers: unknown[] = [];
  for (const row of scheduleTimes) {
    const found = await answer(row);
    const isLong = Array.isArray(found) && found.length === 1000;
    answers.push([row.name, isLong ? found.at(-1) : found]);
  }
  expect(answers).toEqual(
    scheduleTimes.map(({ name, error, times, lastOf1000 }) => [
      name,
      error ?? (lastOf1000 === undefined ? times : shortTime(new Date(lastOf1000))),
    ]),
  );
});
