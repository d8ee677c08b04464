import { describe, expect, it } from 'vitest';
import { Client, defineSignal, ServiceError, status } from '../../../src/client/index.js';
import { InMemoryServer, type InMemoryWorkflow } from '../../../src/testing/index.js';
import { grpcCauseOf, rejectionOf } from '../../fixtures/rejection.js';
import { resetTo, tasksOf } from '../../fixtures/workflow-tasks.js';

const add = defineSignal<[string]>('add');

/** What the functions below do at the moment. */
let variant = 'as before';
let runs = 0;

const workflows: Record<string, InMemoryWorkflow> = {
  /** Asks the time and the length of its history between two steps. */
  async steps(context) {
    const seen: unknown[] = [];
    const note = (): void =>
      void seen.push([context.now().toISOString(), context.info.historyLength, context.random()]);
    note();
    await context.sleep('1 hour');
    note();
    await context.activity('work');
    note();
    await context.condition(() => false, '1 day');
    return seen;
  },
  async signals(context) {
    const got: string[] = [];
    context.onSignal(add, (text) => void got.push(text));
    await context.condition(() => got.includes('end'));
    return got;
  },
  async changing(context) {
    runs++;
    switch (variant) {
      case 'another Activity':
        await context.activity('other');
        break;
      case 'a timer':
        await context.sleep('1 hour');
        break;
      case 'nothing':
        break;
      case 'more':
        await Promise.all([context.activity('work'), context.activity('work')]);
        break;
      case 'an end':
        return;
      default:
        await context.activity('work');
    }
    await context.condition(() => false, '1 day');
  },
  async cancelling(context) {
    let woken = false;
    context.onSignal('wake', () => void (woken = true));
    await context.condition(() => woken, '1 hour');
    await context.condition(() => false, '1 day');
    return 'done';
  },
};
const activities = { work: () => 'worked', other: () => 'worked' };

function started(): { server: InMemoryServer; client: Client } {
  const server = new InMemoryServer({ workers: [{ taskQueue: 'q', workflows, activities }] });
  return { server, client: new Client({ connection: server.connection() }) };
}

describe('a reset', () => {
  it('runs the function again: it sees the same time, length and randomness as before', async () => {
    const { server, client } = started();
    const handle = await client.workflow.start('steps', { taskQueue: 'q', workflowId: 'w' });
    await server.advance('2 hours');
    const third = (await tasksOf(handle)).at(2)!;
    await server.advance('1 day');
    const first = (await handle.result()) as unknown[];
    const again = await resetTo(client, handle, third);
    await server.advance('1 day');
    const second = (await again.result()) as unknown[];
    expect(second.slice(0, 2)).toEqual(first.slice(0, 2));
    // What was after the point happens anew, with the next numbers of the same sequence.
    expect((second[2] as unknown[])[2]).toEqual((first[2] as unknown[])[2]);
    expect((second[2] as unknown[])[0]).not.toEqual((first[2] as unknown[])[0]);
  });

  it('to the first Workflow Task keeps the signals that came before it, and brings back those after it', async () => {
    const { server, client } = started();
    const handle = await client.workflow.signalWithStart('signals', {
      taskQueue: 'q',
      workflowId: 'w',
      signal: add,
      signalArgs: ['with the start'],
    });
    await server.settled();
    await handle.signal(add, 'later');
    await server.settled();
    const again = await resetTo(client, handle, (await tasksOf(handle))[0]!);
    await again.signal(add, 'end');
    expect(await again.result()).toEqual(['with the start', 'later', 'end']);
  });

  it('goes on with the timer that was open, and not with one that was cancelled', async () => {
    const { server, client } = started();
    const handle = await client.workflow.start('cancelling', { taskQueue: 'q', workflowId: 'w' });
    await server.advance('10 minutes');
    await handle.signal('wake');
    await server.advance('1 minute');
    await handle.signal('wake');
    await server.settled();
    const again = await resetTo(client, handle, (await tasksOf(handle)).at(-1)!);
    await server.advance('1 day');
    expect(await again.result()).toBe('done');
    const { events } = await again.fetchHistory();
    const timers = events.filter(({ attributes }) => attributes.case?.startsWith('timer'));
    expect(timers.map(({ attributes }) => attributes.case)).toEqual([
      'timerStartedEventAttributes',
      'timerCanceledEventAttributes',
      'timerStartedEventAttributes',
      'timerFiredEventAttributes',
    ]);
  });
});

describe('a function that does something else when it runs over its history', () => {
  it.each([
    ['another Activity', 'the command scheduleActivity, which is not in the history'],
    ['a timer', 'the command startTimer, which is not in the history'],
    ['nothing', 'the command startTimer, which is not in the history'],
    ['more', 'the command scheduleActivity, which is not in the history'],
    ['an end', 'the command complete, which is not in the history'],
  ])('is refused: %s', async (what, words) => {
    variant = 'as before';
    const { server, client } = started();
    const handle = await client.workflow.start('changing', { taskQueue: 'q', workflowId: 'w' });
    await server.settled();
    const second = (await tasksOf(handle)).at(1)!;
    const before = await handle.fetchHistory();
    variant = what;
    runs = 0;
    const error = await rejectionOf(handle.reset({ reason: 'test', to: { eventId: second } }), ServiceError);
    expect(grpcCauseOf(error).code).toBe(status.FAILED_PRECONDITION);
    expect(grpcCauseOf(error).details).toContain('not deterministic');
    expect(grpcCauseOf(error).details).toContain(words);
    expect(runs).toBe(1);
    // The run goes on as if nobody had asked.
    expect((await handle.fetchHistory()).events).toHaveLength(before.events.length);
    expect((await client.workflow.count()).count).toBe(1);
    expect((await handle.describe()).status.name).toBe('RUNNING');
  });

  it('is refused when it asks for less than before', async () => {
    variant = 'more';
    const { server, client } = started();
    const handle = await client.workflow.start('changing', { taskQueue: 'q', workflowId: 'w' });
    await server.settled();
    const last = (await tasksOf(handle)).at(-1)!;
    variant = 'as before';
    const error = await rejectionOf(handle.reset({ reason: 'test', to: { eventId: last } }), ServiceError);
    expect(grpcCauseOf(error).details).toContain('no command for event 6, ACTIVITY_TASK_SCHEDULED');
  });

  it('is refused when no worker has it any more', async () => {
    variant = 'as before';
    const server = new InMemoryServer();
    const client = new Client({ connection: server.connection() });
    const remove = server.addWorker({ taskQueue: 'q', workflows, activities });
    const handle = await client.workflow.start('changing', { taskQueue: 'q', workflowId: 'w' });
    await server.settled();
    const eventId = (await tasksOf(handle))[0]!;
    remove();
    const alone = await rejectionOf(handle.reset({ reason: 'test', to: { eventId } }), ServiceError);
    expect(grpcCauseOf(alone).details).toContain('none polls q');
    server.addWorker({ taskQueue: 'q', workflows: {} });
    const other = await rejectionOf(handle.reset({ reason: 'test', to: { eventId } }), ServiceError);
    expect(grpcCauseOf(other).details).toBe('No worker has the Workflow Type changing');
  });
});

it('a Workflow may change what it does after the point', async () => {
  variant = 'as before';
  const { server, client } = started();
  const handle = await client.workflow.start('changing', { taskQueue: 'q', workflowId: 'w' });
  await server.settled();
  const first = (await tasksOf(handle))[0]!;
  variant = 'an end';
  const again = await resetTo(client, handle, first);
  await server.settled();
  expect((await again.describe()).status.name).toBe('COMPLETED');
  expect((await handle.describe()).status.name).not.toBe('RUNNING');
});
