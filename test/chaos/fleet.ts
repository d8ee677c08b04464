import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { Expectation } from './caller.js';
import { mapBounded } from '../../src/dev/map-bounded.js';

/** So that preparing a scenario does not flood the server. */
const concurrency = 20;

/** A running Workflow, how it will be ended, and what a wait for it must come to. */
interface Member extends Expectation {
  readonly runId: string;
  readonly end: 'release' | 'cancel' | 'terminate' | 'nothing';
}

/** Workflows that run until they are told to end, each with an end of its own. */
export class Fleet {
  readonly #upstream: Client;
  readonly members: readonly Member[];

  private constructor(upstream: Client, members: readonly Member[]) {
    this.#upstream = upstream;
    this.members = members;
  }

  /** @param expireAfterMs time limit of the runs; they then end by themselves */
  static async start(upstream: Client, taskQueue: string, count: number, expireAfterMs?: number): Promise<Fleet> {
    const prefix = `chaos-${randomUUID()}`;
    const limit = expireAfterMs === undefined ? {} : { workflowRunTimeout: expireAfterMs };
    const members = await mapBounded(Array.from({ length: count }), concurrency, async (_, index): Promise<Member> => {
      const workflowId = `${prefix}-${index}`;
      const { firstExecutionRunId: runId } = await upstream.workflow.start('waitForRelease', {
        taskQueue,
        workflowId,
        ...limit,
      });
      const [end, expected] = expireAfterMs === undefined ? endOf(workflowId, index) : expired;
      return { workflowId, runId, end, expected };
    });
    return new Fleet(upstream, members);
  }

  /** What to wait for, of some members; every third is waited for by its Workflow Id alone. */
  expectations(members: readonly Member[] = this.members): Expectation[] {
    return members.map(({ workflowId, runId, expected }, index) => ({
      workflowId,
      expected,
      ...(index % 3 === 0 ? {} : { runId }),
    }));
  }

  /** Members `from` up to `to`, both as shares from 0 to 1. */
  part(from: number, to: number): readonly Member[] {
    const { length } = this.members;
    return this.members.slice(Math.round(from * length), Math.round(to * length));
  }

  /** Ends members, each in its way. Resolves when the server knows; who has to run code may take longer. */
  async end(members: readonly Member[]): Promise<void> {
    await mapBounded(members, concurrency, async ({ workflowId, end }) => {
      const handle = this.#upstream.workflow.getHandle(workflowId);
      if (end === 'release') await handle.signal('release', `result of ${workflowId}`);
      if (end === 'cancel') await handle.cancel();
      if (end === 'terminate') await handle.terminate(`end of ${workflowId}`);
    });
  }
}

const expired = ['nothing', 'timed out'] as const;

/** Most are released with a result of their own; one in ten is cancelled and one in ten terminated. */
function endOf(workflowId: string, index: number): readonly [Member['end'], string] {
  if (index % 10 === 8) return ['cancel', 'cancelled'];
  if (index % 10 === 9) return ['terminate', `terminated: end of ${workflowId}`];
  return ['release', `returned ${JSON.stringify(`result of ${workflowId}`)}`];
}
