import { describe, expect, it } from 'vitest';
import { Client, WorkflowFailedError, type WorkflowHandle } from '../../../src/client/index.js';
import { InMemoryServer, type InMemoryWorkflow } from '../../../src/testing/index.js';
import { rejectionOf } from '../../fixtures/rejection.js';
import { resetTo, tasksOf } from '../../fixtures/workflow-tasks.js';

const workflows: Record<string, InMemoryWorkflow> = {
  async parent(context) {
    const child = await context.startChild<string>('child', [], { workflowId: 'c' });
    await context.sleep('1 minute');
    return child.result();
  },
  async child(context) {
    await context.sleep('1 hour');
    return 'the child is done';
  },
};

describe('children of a run that is reset', () => {
  /** Ids of the child's event in a history, by what became of it. */
  async function childEventsOf(handle: WorkflowHandle): Promise<(string | undefined)[]> {
    const { events } = await handle.fetchHistory();
    const cases = events.map(({ attributes }) => attributes.case).filter((each) => /child/i.test(each ?? ''));
    return cases.map((each) => each?.replace('WorkflowExecution', '').replace('EventAttributes', ''));
  }

  async function withChild(): Promise<{ server: InMemoryServer; client: Client; parent: WorkflowHandle }> {
    const server = new InMemoryServer({ workers: [{ taskQueue: 'q', workflows }] });
    const client = new Client({ connection: server.connection() });
    const parent = await client.workflow.start('parent', { taskQueue: 'q', workflowId: 'p' });
    await server.advance('10 minutes');
    return { server, client, parent };
  }

  it('go on, and tell the new run how they end', async () => {
    const { server, client, parent } = await withChild();
    // Behind the start of the child.
    const again = await resetTo(client, parent, (await tasksOf(parent))[1]!);
    expect((await again.describe()).raw.pendingChildren).toMatchObject([{ workflowId: 'c' }]);
    await server.advance('1 hour');
    expect(await again.result()).toBe('the child is done');
    expect((await client.workflow.count("WorkflowId = 'c'")).count).toBe(1);
    expect(await childEventsOf(again)).toEqual(['startChildInitiated', 'childStarted', 'childCompleted']);
  });

  it('end with it as their policy says', async () => {
    const { server, client, parent } = await withChild();
    const again = await resetTo(client, parent, (await tasksOf(parent))[1]!);
    await again.terminate('enough');
    await server.settled();
    expect((await client.workflow.getHandle('c').describe()).status.name).toBe('TERMINATED');
  });

  it('that have ended since are told again', async () => {
    const { server, client, parent } = await withChild();
    const second = (await tasksOf(parent))[1]!;
    await server.advance('1 hour');
    expect(await parent.result()).toBe('the child is done');
    const again = await resetTo(client, parent, second);
    await server.advance('1 minute');
    expect(await again.result()).toBe('the child is done');
    expect(await childEventsOf(again)).toEqual(['startChildInitiated', 'childStarted', 'childCompleted']);
  });

  it('are started anew when they were asked for after the point', async () => {
    const { server, client, parent } = await withChild();
    const again = await resetTo(client, parent, (await tasksOf(parent))[0]!);
    await server.settled();
    // The child of the run before still has the id.
    const error = await rejectionOf(again.result(), WorkflowFailedError);
    expect(error.cause).toMatchObject({ type: 'WorkflowExecutionAlreadyStartedError' });
  });

  it('hear nothing of it; a child that is reset itself tells its parent at the end alone', async () => {
    const { server, client, parent } = await withChild();
    const child = client.workflow.getHandle('c');
    await resetTo(client, child, (await tasksOf(child))[0]!);
    await server.settled();
    expect((await parent.describe()).status.name).toBe('RUNNING');
    await server.advance('1 hour');
    expect(await parent.result()).toBe('the child is done');
  });
});
