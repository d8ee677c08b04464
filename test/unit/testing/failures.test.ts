import { describe, expect, it } from 'vitest';
import { ApplicationFailure, Client, WorkflowFailedError } from '../../../src/client/index.js';
import { InMemoryServer, type InMemoryWorkflow } from '../../../src/testing/index.js';
import { rejectionOf } from '../../fixtures/rejection.js';

class OutOfStockError extends Error {
  override readonly name = 'OutOfStockError';
}

const workflows: Record<string, InMemoryWorkflow> = {
  plain: () => Promise.reject(new OutOfStockError('none left', { cause: new TypeError('deep') })),
  synchronous: () => {
    throw new RangeError('at once');
  },
  text: () => Promise.reject('only text'),
  detailed: () =>
    Promise.reject(
      ApplicationFailure.create({ message: 'no', type: 'Refused', nonRetryable: true, details: [{ left: 0 }, 'x'] }),
    ),
  lastTime: (context) => {
    const { attempt } = context.info;
    if (attempt < 3) throw new Error(`attempt ${attempt}`);
    throw ApplicationFailure.nonRetryable('enough', 'Enough');
  },
  signalled: async (context) => {
    context.onSignal('break', () => {
      throw new OutOfStockError('by signal');
    });
    await context.condition(() => false);
  },
  activity: (context, type: string) => context.activity(type, [], { retry: { maximumAttempts: 2 } }),
};
const tried: string[] = [];
const activities = {
  breaks() {
    tried.push('breaks');
    throw new OutOfStockError('in the Activity');
  },
  refuses() {
    tried.push('refuses');
    throw ApplicationFailure.nonRetryable('never', 'Never', 7);
  },
};

/** The failure with which a Workflow ends. */
async function failureOf(workflowType: string, ...args: unknown[]): Promise<Error> {
  const server = new InMemoryServer({ workers: [{ taskQueue: 'q', workflows, activities }] });
  const client = new Client({ connection: server.connection() });
  const retry = workflowType === 'lastTime' ? { maximumAttempts: 5 } : undefined;
  const handle = await client.workflow.start(workflowType, { taskQueue: 'q', workflowId: 'w', args, retry });
  if (workflowType === 'signalled') await handle.signal('break');
  await server.advance('1 hour');
  const { cause } = await rejectionOf(handle.result(), WorkflowFailedError);
  return cause!;
}

describe('a Workflow function that throws', () => {
  it.each([
    ['plain', { type: 'OutOfStockError', message: 'none left', nonRetryable: false }],
    ['synchronous', { type: 'RangeError', message: 'at once', nonRetryable: false }],
    ['text', { type: 'Error', message: 'only text', nonRetryable: false }],
    ['detailed', { type: 'Refused', message: 'no', nonRetryable: true, details: [{ left: 0 }, 'x'] }],
    ['lastTime', { type: 'Enough', message: 'enough', nonRetryable: true }],
    ['signalled', { type: 'OutOfStockError', message: 'by signal' }],
  ])('fails the execution: %s', async (type, expected) => {
    const failure = await failureOf(type);
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect(failure).toMatchObject(expected);
  });

  it('tells the causes and the stack of an error', async () => {
    const failure = await failureOf('plain');
    expect(failure.cause).toMatchObject({ type: 'TypeError', message: 'deep' });
    expect(failure.stack).toContain('failures.test');
  });
});

describe('an Activity that throws', () => {
  it('is tried again as its policy says, and then fails the Workflow', async () => {
    tried.length = 0;
    const failure = await failureOf('activity', 'breaks');
    expect(tried).toEqual(['breaks', 'breaks']);
    expect(failure).toMatchObject({ name: 'ActivityFailure', retryState: 'MAXIMUM_ATTEMPTS_REACHED' });
    expect(failure.cause).toMatchObject({ type: 'OutOfStockError', message: 'in the Activity' });
  });

  it('is not tried again when it says so', async () => {
    tried.length = 0;
    const failure = await failureOf('activity', 'refuses');
    expect(tried).toEqual(['refuses']);
    expect(failure).toMatchObject({ name: 'ActivityFailure', retryState: 'NON_RETRYABLE_FAILURE' });
    expect(failure.cause).toMatchObject({ type: 'Never', message: 'never', details: [7] });
  });

  it('is not there', async () => {
    const failure = await failureOf('activity', 'missing');
    expect(failure.cause).toMatchObject({
      type: 'NotFoundError',
      message: expect.stringContaining('available activities: [breaks, refuses]'),
    });
  });
});
