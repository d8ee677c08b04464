import { setMaxListeners } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Client, Connection, GrpcError, status } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { stack } from './raw-call.js';

/** Polls of a kind that one Namespace may hold at the same time (`frontend.namespaceCount`). */
const serverLimit = 1_200;

/** A Namespace of its own, so that its limit is nobody else's, and in it a Workflow Execution that goes on. */
async function pollable(): Promise<(count: number, signal: AbortSignal) => Promise<GrpcError>[]> {
  const connection = Connection.lazy({ address: stack.envoyUrl, retry: false });
  onTestFinished(() => connection.close());
  const namespace = uniqueId('aborts');
  const { namespaces } = new Client({ connection });
  await namespaces.register(namespace, { workflowExecutionRetention: '1 day' });
  const { workflow } = new Client({ connection, namespace });
  const execution = { workflowId: uniqueId() };
  const start = (): Promise<unknown> =>
    workflow.start('never', { ...execution, taskQueue: 'nobody', workflowIdConflictPolicy: 'USE_EXISTING' });
  // The other parts of the server hear of a new Namespace within a second.
  await expect.poll(() => start().then(() => 'started', String)).toBe('started');
  return (count, signal) => {
    // Node thinks that more than ten calls on one signal are a leak.
    setMaxListeners(0, signal);
    return Array.from({ length: count }, async () => {
      try {
        await connection.workflowService.getWorkflowExecutionHistory(
          { namespace, execution, waitNewEvent: true, historyEventFilterType: 2 },
          { signal, timeoutMs: 19_000 },
        );
      } catch (error) {
        if (error instanceof GrpcError) return error;
        throw error;
      }
      throw new Error('The Workflow Execution has ended.');
    });
  };
}

const exhausted = (errors: readonly GrpcError[]): number =>
  errors.filter(({ code }) => code === status.RESOURCE_EXHAUSTED).length;

describe('a long poll that is aborted', () => {
  it('ends at the server too: more of them than it holds at once are no trouble', async () => {
    const polls = await pollable();
    const answers: GrpcError[] = [];
    const begun = performance.now();
    for (let sent = 0; sent <= serverLimit; sent += 400) {
      const controller = new AbortController();
      const round = polls(400, controller.signal);
      // That nothing is refused has no event to wait for: for this long it is watched, and polls get to the server.
      const first = await Promise.race([Promise.race(round), new Promise((resolve) => setTimeout(resolve, 700))]);
      expect(first).toBeUndefined();
      controller.abort();
      answers.push(...(await Promise.all(round)));
    }
    // Left alone, all of them would still be held.
    expect(performance.now() - begun).toBeLessThan(20_000);
    expect(exhausted(answers)).toBe(0);
    expect(answers.every(({ code }) => code === status.CANCELLED)).toBe(true);
  });

  it('is what makes the difference: the server refuses when as many are held', async () => {
    const polls = await pollable();
    const controller = new AbortController();
    const round = polls(serverLimit + 100, controller.signal);
    const refused = await Promise.any(
      round.map(async (poll) => {
        const error = await poll;
        if (error.code !== status.RESOURCE_EXHAUSTED) throw error;
        return error;
      }),
    );
    expect(refused.details).toMatch(/concurrent/i);
    controller.abort();
    await Promise.all(round);
  });
});
