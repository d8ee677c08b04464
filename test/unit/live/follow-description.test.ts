import { describe, expect, it, onTestFinished } from 'vitest';
import {
  GrpcError,
  status,
  type WorkflowExecutionDescription,
  type WorkflowHandle,
  WorkflowNotFoundError,
} from '../../../src/client/index.js';
import { followDescription, type Follower } from '../../../src/live/follow-description.js';
import { FakeBrowser } from '../../fixtures/fake-browser.js';
import { pass, stopClock } from '../../fixtures/stopped-clock.js';

stopClock();

interface Followed {
  follower: Follower;
  /** Milliseconds after the start at which it was asked. */
  askedAt: number[];
  seen: string[];
  errors: unknown[];
  /** What the server says from now on. */
  now: { status: string; historyLength: number; error?: unknown };
}

function followed(first = 'RUNNING'): Followed {
  const begun = performance.now();
  const all: Omit<Followed, 'follower'> = {
    askedAt: [],
    seen: [],
    errors: [],
    now: { status: first, historyLength: 3 },
  };
  const describe: WorkflowHandle['describe'] = () => {
    all.askedAt.push(performance.now() - begun);
    const { error, historyLength } = all.now;
    return error === undefined
      ? Promise.resolve({
          runId: 'run',
          status: { name: all.now.status },
          historyLength,
        } as WorkflowExecutionDescription)
      : Promise.reject(error);
  };
  const follower = followDescription(
    { describe },
    {
      onDescription: (description) => all.seen.push(description.status.name),
      onError: (error) => all.errors.push(error),
    },
  );
  onTestFinished(() => follower.stop());
  return Object.assign(all, { follower });
}

describe('a description that is followed', () => {
  it('comes less and less often while nothing happens, and soon again when something does', async () => {
    const run = followed();
    await pass(60_000);
    const pauses = run.askedAt.slice(1).map((at, index) => at - run.askedAt[index]!);
    expect(pauses.slice(0, 3)).toEqual([2_000, 3_000, 4_500]);
    expect(Math.max(...pauses)).toBe(15_000);
    run.now.historyLength++;
    await pass(15_000);
    const before = run.askedAt.length;
    await pass(2_000);
    expect(run.askedAt.length).toBeGreaterThan(before);
  });

  it('ends with the run, and goes on when somebody asks', async () => {
    const run = followed();
    await pass(0);
    run.now.status = 'COMPLETED';
    await pass(600_000);
    expect(run.seen).toEqual(['RUNNING', 'COMPLETED']);
    run.follower.refresh();
    await pass(600_000);
    expect(run.seen).toEqual(['RUNNING', 'COMPLETED', 'COMPLETED']);
  });

  it('waits for a page that nobody sees, and leaves nothing behind', async () => {
    const browser = new FakeBrowser().install();
    const run = followed();
    await pass(0);
    browser.visibilityState = 'hidden';
    await pass(600_000);
    expect(run.seen).toEqual(['RUNNING']);
    browser.visibilityState = 'visible';
    browser.dispatch('visibilitychange');
    await pass(0);
    expect(run.seen).toEqual(['RUNNING', 'RUNNING']);
    browser.visibilityState = 'hidden';
    await pass(600_000);
    run.follower.stop();
    await pass(0);
    expect(browser.leftovers()).toBe(0);
  });

  it('is asked for again after an error that may pass, and not after one that will not', async () => {
    const run = followed();
    await pass(0);
    run.now.error = new GrpcError(status.UNAVAILABLE, 'Nobody answers');
    await pass(20_000);
    expect(run.errors).toHaveLength(2);
    run.now.error = new WorkflowNotFoundError('gone', 'w', undefined);
    await pass(600_000);
    expect(run.errors).toHaveLength(3);
    delete run.now.error;
    run.follower.refresh();
    await pass(0);
    expect(run.seen).toEqual(['RUNNING', 'RUNNING']);
  });

  it('asks once more when somebody asks during a call, and no more', async () => {
    const run = followed('COMPLETED');
    run.follower.refresh();
    await pass(600_000);
    expect(run.seen).toEqual(['COMPLETED', 'COMPLETED']);
  });
});
