import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../../src/client/index.js';
import { completed, page } from '../../fixtures/close-events.js';
import { inMemoryClient } from '../../fixtures/in-memory-client.js';
import { rejectionOf } from '../../fixtures/rejection.js';

const token = new TextEncoder().encode('same');

describe('a server that leads in a circle', () => {
  it('of runs: result() ends with an error', async () => {
    const client = inMemoryClient({
      getWorkflowExecutionHistory: ({ execution }) => page(completed(1, execution!.runId === 'a' ? 'b' : 'a')),
    });
    const error = await rejectionOf(client.workflow.result('w', 'a'), ServiceError);
    expect(error.message).toBe('The chain of runs comes back to run b');
  });

  it('of pages: list() and fetchHistory() end with an error', async () => {
    const client = inMemoryClient({
      listWorkflowExecutions: () => ({ nextPageToken: token }),
      getWorkflowExecutionHistory: () => page(completed(1), 'same'),
    });
    const first = client.workflow.list()[Symbol.asyncIterator]().next();
    expect((await rejectionOf(first, ServiceError)).message).toMatch(/same page/);
    expect((await rejectionOf(client.workflow.getHandle('w').fetchHistory(), ServiceError)).message).toMatch(
      /same page/,
    );
  });

  it('of pages of a live history: it is asked twice a second', async () => {
    let polls = 0;
    const client = inMemoryClient({
      getWorkflowExecutionHistory: () => {
        polls++;
        return page(completed(1), 'same');
      },
    });
    const begun = performance.now();
    for await (const { events } of client.workflow.getHandle('w').history({ live: true })) {
      expect(JSON.stringify(events)).toContain('"eventId":"7"');
      if (polls === 4) break;
    }
    expect(performance.now() - begun).toBeGreaterThan(950);
  });
});
