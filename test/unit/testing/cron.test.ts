import { describe, expect, it } from 'vitest';
import { ApplicationFailure, Client, WorkflowFailedError } from '../../../src/client/index.js';
import { type InMemoryWorkflow, InMemoryServer } from '../../../src/testing/index.js';

/** A Sunday. What the server made of the schedules at this time was recorded with version 1.32.2. */
const startTime = new Date('2026-11-29T07:36:17.500Z');

function newServer(workflows: Record<string, InMemoryWorkflow> = {}): { server: InMemoryServer; client: Client } {
  const server = new InMemoryServer({ startTime });
  server.addWorker({ taskQueue: 'ours', workflows });
  return { server, client: new Client({ connection: server.connection() }) };
}

const options = { taskQueue: 'ours', workflowId: 'c/1' };

it.each([
  ['0 3 * * 1', '2026-11-30T03:00:00.500Z'],
  [' 0 3 * * *', '2026-11-30T03:00:00.500Z'],
  ['* * * * *', '2026-11-29T07:37:00.500Z'],
  ['@every 1h', '2026-11-29T08:36:17.500Z'],
  ['@every 90s', '2026-11-29T07:37:47.500Z'],
  ['@every 100ms', '2026-11-29T07:36:18.500Z'],
  ['@every -1h', '2026-11-29T07:36:18.500Z'],
  ['@every +5m', '2026-11-29T07:41:17.500Z'],
  ['@daily', '2026-11-30T00:00:00.500Z'],
  ['0 0 29 2 *', '2028-02-29T00:00:00.500Z'],
  ['CRON_TZ=Europe/Berlin 0 9 * * *', '2026-11-29T08:00:00.500Z'],
  ['0 9 * * sun', '2026-11-29T09:00:00.500Z'],
  ['0 0 1 1 ?', '2027-01-01T00:00:00.500Z'],
  ['*/5 1,,2 * * MON-FRI', '2026-11-30T01:00:00.500Z'],
  ['5/70 * * * *', '2026-11-29T08:05:00.500Z'],
  ['+5 * * * *', '2026-11-29T08:05:00.500Z'],
  ['*-5 * * * *', '2026-11-29T07:37:00.500Z'],
  ['0 0 1 * mon', '2026-11-30T00:00:00.500Z'],
])('the first run of %j is due in whole seconds, behind its time', async (cronSchedule, due) => {
  const { client } = newServer();
  const handle = await client.workflow.start('any', { ...options, cronSchedule });
  expect((await handle.describe()).executionTime?.toISOString()).toBe(due);
});

it.each([
  ['every now and then', 'invalid CronSchedule.'],
  ['@every nope', 'invalid CronSchedule.'],
  ['@every 2d', 'invalid CronSchedule.'],
  ['@every  5m', 'invalid CronSchedule.'],
  ['@EVERY 1h', 'invalid CronSchedule.'],
  ['@yearly ', 'invalid CronSchedule.'],
  ['@reboot', 'invalid CronSchedule.'],
  ['TZ=Nowhere/X 0 9 * * *', 'invalid CronSchedule.'],
  ['0 9 * * 7', 'invalid CronSchedule.'],
  ['0 9 * * sunday', 'invalid CronSchedule.'],
  ['10-5 * * * *', 'invalid CronSchedule.'],
  ['-5 * * * *', 'invalid CronSchedule.'],
  ['*/0 * * * *', 'invalid CronSchedule.'],
  ['1/2/3 * * * *', 'invalid CronSchedule.'],
  ['1-2-3 * * * *', 'invalid CronSchedule.'],
  ['* * * * * *', 'invalid CronSchedule.'],
  ['0 0 30 2 *', 'invalid CronSchedule, no time can be found to satisfy the schedule'],
  [', * * * *', 'invalid CronSchedule, no time can be found to satisfy the schedule'],
])('%j is refused in the words of the server', async (cronSchedule, details) => {
  const { client } = newServer();
  const start = client.workflow.start('any', { ...options, cronSchedule });
  await expect(start).rejects.toMatchObject({ cause: { code: 3, details } });
});

it('a schedule and a delay of the start exclude each other', async () => {
  const { client } = newServer();
  const start = client.workflow.start('any', { ...options, cronSchedule: '@every 1h', startDelay: '10s' });
  const details = 'CronSchedule and WorkflowStartDelay may not be used together.';
  await expect(start).rejects.toMatchObject({ cause: { code: 3, details } });
});

describe('the chain of a cron schedule', () => {
  /** First events of all runs, oldest first. */
  async function starts(client: Client) {
    const { items } = await client.workflow.listPage({ query: "WorkflowId = 'c/1'" });
    const sorted = items.sort((a, b) => Number(a.startTime) - Number(b.startTime));
    return Promise.all(
      sorted.map(async ({ runId }) => {
        const { events } = await client.workflow.getHandle('c/1', runId).fetchHistory();
        const attributes = events[0]?.attributes;
        if (attributes?.case !== 'workflowExecutionStartedEventAttributes') throw new Error('no first event');
        return attributes.value;
      }),
    );
  }

  it('hands the last result on over failures, and the failure to the next run', async () => {
    let runs = 0;
    const { server, client } = newServer({
      job(context) {
        runs++;
        if (runs === 2) throw ApplicationFailure.create({ message: 'not today' });
        return Promise.resolve(`${runs} after ${String(context.info.lastResult)}`);
      },
    });
    await client.workflow.start('job', { ...options, cronSchedule: '@every 10s' });
    await server.advance('35 seconds');
    const all = await starts(client);
    const shown = all.map(({ initiator, attempt, cronSchedule, firstWorkflowTaskBackoff, ...rest }) => ({
      initiator,
      attempt,
      cronSchedule,
      backoff: Number(firstWorkflowTaskBackoff?.seconds),
      result: rest.lastCompletionResult?.payloads.map(({ data }) => new TextDecoder().decode(data)),
      failure: rest.continuedFailure?.message,
    }));
    const each = { initiator: 3, attempt: 1, cronSchedule: '@every 10s', backoff: 10 };
    expect(shown).toEqual([
      { ...each, result: undefined, failure: undefined },
      { ...each, result: ['"1 after undefined"'], failure: undefined },
      { ...each, result: ['"1 after undefined"'], failure: 'not today' },
      { ...each, result: ['"3 after 1 after undefined"'], failure: undefined },
    ]);
  });

  it('leaves out the times that a long run has missed', async () => {
    const { server, client } = newServer({ job: (context) => context.sleep('25 seconds') });
    await client.workflow.start('job', { ...options, cronSchedule: '@every 10s' });
    await server.advance('36 seconds');
    const [, second] = await starts(client);
    expect(second?.firstWorkflowTaskBackoff?.seconds).toBe(5n);
  });

  it('ends with the time for all runs, also while the next one waits', async () => {
    const { server, client } = newServer({ job: () => Promise.resolve('done') });
    const limits = { workflowExecutionTimeout: '15 seconds' } as const;
    const handle = await client.workflow.start('job', { ...options, ...limits, cronSchedule: '@every 10s' });
    const result = handle.result();
    void result.catch(() => undefined);
    await server.advance('1 minute');
    await expect(result).rejects.toBeInstanceOf(WorkflowFailedError);
    expect(await starts(client)).toHaveLength(2);
    const { closeTime, status } = await handle.describe();
    expect({ status: status.name, closeTime: closeTime?.toISOString() }).toEqual({
      status: 'TIMED_OUT',
      closeTime: '2026-11-29T07:36:32.500Z',
    });
  });

  it('ends where a Workflow continues as new by itself', async () => {
    const { server, client } = newServer({
      async job(context, times: number) {
        await Promise.resolve();
        return times > 0 ? context.continueAsNew([times - 1]) : 'done';
      },
    });
    const handle = await client.workflow.start('job', { ...options, args: [1], cronSchedule: '@every 10s' });
    const result = handle.result();
    await server.advance('1 minute');
    expect(await result).toBe('done');
    expect((await starts(client)).map(({ cronSchedule }) => cronSchedule)).toEqual(['@every 10s', '']);
  });
});
