/** RPCs that list and count Activities that belong to no Workflow. */
import type { ActivityExecution } from '../standalone/execution.js';
import type { ActivityExecutions } from '../standalone/executions.js';
import { activityColumns, activityDivision, activityRecord } from '../standalone/query.js';
import { activityListInfo } from '../standalone/show.js';
import { countRecords } from '../visibility/handlers.js';
import { pageOf } from '../visibility/page.js';
import { readQuery } from '../visibility/read-query.js';
import type { WorkflowServiceHandlers } from './handlers.js';

const options = { division: activityDivision };

export function activityListHandlers(executions: ActivityExecutions): WorkflowServiceHandlers {
  const { engine } = executions;
  return {
    listActivityExecutions: ({ namespace, query, pageSize, nextPageToken }) => {
      const found = findActivities(executions, namespace, query).map((execution) => ({
        place: {
          closeMs: execution.closeMs ?? Infinity,
          startMs: execution.task.scheduledMs,
          runId: execution.runId,
        },
        item: execution,
      }));
      const page = pageOf(found, { pageSize, token: nextPageToken });
      return { executions: page.items.map(activityListInfo), nextPageToken: page.nextPageToken };
    },
    countActivityExecutions: ({ namespace, query }) => {
      const { searchAttributes } = engine.namespace(namespace);
      const records = executions.all(namespace).map((execution) => activityRecord(execution, searchAttributes));
      return countRecords(records, query, activityColumns(searchAttributes), options);
    },
  };
}

/** The Activities of a Namespace that a query is true of. @throws INVALID_ARGUMENT for what is no query */
export function findActivities(executions: ActivityExecutions, namespace: string, query: string): ActivityExecution[] {
  const { searchAttributes } = executions.engine.namespace(namespace);
  const { matches } = readQuery(query, activityColumns(searchAttributes), options);
  return executions.all(namespace).filter((execution) => matches(activityRecord(execution, searchAttributes)));
}
