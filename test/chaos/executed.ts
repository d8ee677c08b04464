/** What the server has done, by its own account: runs of its visibility store, events of its histories. */
import type { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { waitUntil } from '../../src/dev/wait-until.js';

type Executed = Map<string, string[]>;

function add(executed: Executed, id: string, what: string): void {
  executed.set(id, [...(executed.get(id) ?? []), what]);
}

/** Run Ids by Workflow Id of everything whose Workflow Id begins with `prefix`; nothing of it is started any more. */
export async function executedStarts(upstream: Client, prefix: string, taskQueue: string): Promise<Executed> {
  // The visibility store follows a moment later: when it knows what came last, it has had time for what came before.
  const last = `${prefix}last`;
  await upstream.workflow.execute('greet', { args: ['last'], taskQueue, workflowId: last });
  return waitUntil(
    'every run is listed',
    async () => {
      const executed: Executed = new Map();
      // Small pages: the local server looks up search attributes for each row, and more than two thousand a second are refused.
      const list = upstream.workflow.list({ query: `WorkflowId STARTS_WITH '${prefix}'`, pageSize: 100 });
      for await (const { workflowId, runId } of list) add(executed, workflowId, runId);
      if (!executed.delete(last)) throw new Error('the last one is not');
      return executed;
    },
    { timeoutMs: 60_000 },
  );
}

/** Events of signals and updates, by their ids, in the histories of these Workflows. */
export async function executedMessages(upstream: Client, workflowIds: readonly string[]): Promise<Executed> {
  const executed: Executed = new Map();
  for (const workflowId of workflowIds) {
    const { events } = await upstream.workflow.getHandle(workflowId).fetchHistory();
    for (const event of events ?? []) {
      const at = `event ${String(event.eventId)} of ${workflowId}`;
      const signal = event.workflowExecutionSignaledEventAttributes;
      const payload = signal?.input?.payloads?.[0];
      if (payload) add(executed, defaultPayloadConverter.fromPayload<string>(payload), at);
      const updateId = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.meta?.updateId;
      if (updateId) add(executed, updateId, at);
    }
  }
  return executed;
}
