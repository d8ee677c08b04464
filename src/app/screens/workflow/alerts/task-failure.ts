import type { CreateQueryOptions } from '@tanstack/svelte-query';
import { type WireFailure } from '../../../format/failure.js';
import type { Session } from '../../../state/session.svelte.js';
import { taskFailedCauses } from '../../../texts/run-alerts.js';
import { runKey, type RunTarget } from '../queries.js';

/** Why the worker does not get on with the run. */
export interface TaskFailure {
  eventId: number;
  kind: 'failed' | 'timed-out';
  /** In words; empty when the server gives none. */
  cause: string;
  failure: WireFailure | undefined;
  identity: string;
}

/** The failure is among the last events, because nothing else happens meanwhile but signals. */
const eventsRead = 30;

/** The newest failed or timed out Workflow Task. The server writes only the first of a series into the history. */
export function taskFailureQuery(
  session: Session,
  target: RunTarget,
  historyLength: number,
  enabled: boolean,
): CreateQueryOptions<TaskFailure | null> {
  return {
    queryKey: [...runKey(session, target), 'task-failure', historyLength],
    queryFn: async ({ signal }) => {
      const handle = session.client(target.namespace).workflow.getHandle(target.workflowId, target.runId);
      for await (const { events } of handle.history({ reverse: true, pageSize: eventsRead, signal })) {
        for (const { eventId, attributes } of events) {
          if (attributes.case === 'workflowTaskFailedEventAttributes') {
            const { cause, failure, identity } = attributes.value;
            const words = taskFailedCauses[cause] ?? '';
            return { eventId: Number(eventId), kind: 'failed', cause: words, failure, identity };
          }
          if (attributes.case === 'workflowTaskTimedOutEventAttributes') {
            return { eventId: Number(eventId), kind: 'timed-out', cause: '', failure: undefined, identity: '' };
          }
        }
        break;
      }
      return null;
    },
    enabled: enabled && target.runId !== undefined,
    staleTime: Infinity,
  };
}
