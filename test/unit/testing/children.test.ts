import { describe, expect, it } from 'vitest';
import { Client, WorkflowContinuedAsNewError, WorkflowFailedError } from '../../../src/client/index.js';
import { InMemoryServer, type InMemoryWorkflow } from '../../../src/testing/index.js';
import { collect } from '../../fixtures/collect.js';
import { rejectionOf } from '../../fixtures/rejection.js';

const workflows: Record<string, InMemoryWorkflow> = {
  child: async (context, name: string) => {
    await context.sleep('1 hour');
    if (name === 'fails') throw new Error('the child failed');
    return `child ${name} of ${context.info.parent?.workflowId}`;
  },
  calls: (context, name: string) => context.executeChild('child', [name], { workflowId: `c-${name}` }),
  endsFirst: async (context, parentClosePolicy: 'TERMINATE' | 'ABANDON' | 'REQUEST_CANCEL') => {
    await context.startChild('child', ['x'], { workflowId: `c-${parentClosePolicy}`, parentClosePolicy });
  },
  signals: async (context) => {
    const child = await context.startChild<string>('listens', [], { workflowId: 'c-listens' });
    await child.signal('tell', 'hello');
    return [child.firstExecutionRunId, await child.result()];
  },
  listens: async (context) => {
    let told = '';
    context.onSignal('tell', (text: string) => void (told = text));
    await context.condition(() => told !== '');
    return told;
  },
  counts: async (context, left: number, sum: number) => {
    await context.sleep('1 minute');
    if (left > 0) context.continueAsNew([left - 1, sum + left], { memo: { left } });
    return { sum, memo: context.info.memo, attempt: context.info.attempt };
  },
  callsCounter: (context) => context.executeChild('counts', [2, 0], { workflowId: 'c-counts' }),
};

function started(): { server: InMemoryServer; client: Client } {
  const server = new InMemoryServer({ workers: [{ taskQueue: 'q', workflows }] });
  return { server, client: new Client({ connection: server.connection() }) };
}

const options = (workflowId: string, ...args: unknown[]) => ({ taskQueue: 'q', workflowId, args });

describe('children', () => {
  it('run on the same clock, know their parent, and bring it their result', async () => {
    const { server, client } = started();
    const handle = await client.workflow.start('calls', options('p', 'a'));
    await server.settled();
    expect((await handle.describe()).raw.pendingChildren).toMatchObject([{ workflowId: 'c-a' }]);
    await server.advance('1 hour');
    expect(await handle.result()).toBe('child a of p');
    const { events } = await handle.fetchHistory();
    const ended = events.find(
      ({ attributes }) => attributes.case === 'childWorkflowExecutionCompletedEventAttributes',
    )!;
    const { initiatedEventId, startedEventId } = ended.attributes.value as { [name: string]: unknown };
    expect(events.filter(({ eventId }) => [initiatedEventId, startedEventId].includes(eventId))).toMatchObject([
      { attributes: { case: 'startChildWorkflowExecutionInitiatedEventAttributes' } },
      { attributes: { case: 'childWorkflowExecutionStartedEventAttributes' } },
    ]);
    const child = await client.workflow.getHandle('c-a').describe();
    expect(child).toMatchObject({ parentExecution: { workflowId: 'p' }, rootExecution: { workflowId: 'p' } });
  });

  it('that fail fail the parent, with the reason behind', async () => {
    const { server, client } = started();
    const handle = await client.workflow.start('calls', options('p', 'fails'));
    await server.advance('1 hour');
    const error = await rejectionOf(handle.result(), WorkflowFailedError);
    expect(error.cause).toMatchObject({ name: 'ChildWorkflowFailure', workflowType: 'child' });
    expect(error.cause?.cause).toMatchObject({ name: 'ApplicationFailure', message: 'the child failed' });
  });

  it('whose Workflow Id is taken are not started', async () => {
    const { server, client } = started();
    await client.workflow.start('child', options('c-a', 'first'));
    const handle = await client.workflow.start('calls', options('p', 'a'));
    await server.settled();
    const error = await rejectionOf(handle.result(), WorkflowFailedError);
    expect(error.cause).toMatchObject({ type: 'WorkflowExecutionAlreadyStartedError' });
  });

  it('get signals of their parent', async () => {
    const { server, client } = started();
    const handle = await client.workflow.start('signals', options('p'));
    await server.settled();
    const { runId } = await client.workflow.getHandle('c-listens').describe();
    expect(await handle.result()).toEqual([runId, 'hello']);
  });

  it.each([
    ['TERMINATE', 'TERMINATED'],
    ['REQUEST_CANCEL', 'CANCELLED'],
    ['ABANDON', 'COMPLETED'],
  ] as const)('outlive the end of their parent as their policy says: %s', async (policy, expected) => {
    const { server, client } = started();
    await client.workflow.start('endsFirst', options('p', policy));
    await server.advance('1 hour');
    expect((await client.workflow.getHandle(`c-${policy}`).describe()).status.name).toBe(expected);
  });
});

describe('continue-as-new', () => {
  it('starts the next run with its arguments and memo; a result follows the chain', async () => {
    const { server, client } = started();
    const handle = await client.workflow.start('counts', options('w', 3, 0));
    const result = handle.result();
    await server.advance('1 hour');
    expect(await result).toEqual({ sum: 6, memo: { left: 1 }, attempt: 1 });
    const listed = await collect(client.workflow.list());
    expect(listed.map(({ status }) => status.name).sort()).toEqual([
      'COMPLETED',
      'CONTINUED_AS_NEW',
      'CONTINUED_AS_NEW',
      'CONTINUED_AS_NEW',
    ]);
    expect(new Set(listed.map(({ runId }) => runId)).size).toBe(4);
    const first = client.workflow.getHandle('w', handle.firstExecutionRunId, { followRuns: false });
    await rejectionOf(first.result(), WorkflowContinuedAsNewError);
  });

  it('of a child is followed by its parent', async () => {
    const { server, client } = started();
    const handle = await client.workflow.start('callsCounter', options('p'));
    await server.advance('1 hour');
    expect(await handle.result()).toMatchObject({ sum: 3 });
  });
});
