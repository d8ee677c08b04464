import { WorkflowExecutionStatus } from '../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import { IndexedValueType } from '../../../gen/operator/temporal/api/enums/v1/common_pb.js';
import { isReserved, type VisibilityRecord, type VisibilityValue } from '../visibility/attributes.js';
import type { Column, ColumnResolver } from '../visibility/columns.js';
import { readQuery } from '../visibility/read-query.js';
import type { SearchAttributes } from '../visibility/search-attributes.js';
import { invalid } from './check-action.js';
import type { Schedule } from './schedule.js';

/** What the server asks for with every query, because Schedules are executions among others to it. */
const division = 'TemporalScheduler';
const base =
  `((TemporalNamespaceDivision = '${division}' AND TemporalSystemExecutionStatus = 'Running') ` +
  `OR (TemporalNamespaceDivision = '2495671402' AND ExecutionStatus = 'Running'))`;

/** What only Schedules have; the server of today gives it none of them. */
const own = new Map([
  ['ScheduleNextActionTime', IndexedValueType.DATETIME],
  ['ScheduleIdleCloseTime', IndexedValueType.DATETIME],
  ['ScheduleRunningWorkflowCount', IndexedValueType.INT],
  ['ScheduleBufferedStartsCount', IndexedValueType.INT],
]);

/**
 * Reads the query of a list of Schedules.
 *
 * @throws ConnectError with INVALID_ARGUMENT for what the server refuses
 */
export function readScheduleQuery(query: string, attributes: SearchAttributes): (record: VisibilityRecord) => boolean {
  const columns = columnsOf(attributes);
  if (query.trim() === '') return readQuery(base, columns).matches;
  for (const name of readQuery(query, columns, { allowOrder: true }).names) {
    if (!isReserved(name) || name === 'TemporalSchedulePaused') continue;
    throw invalid(`invalid query filter for schedules: cannot filter on ${JSON.stringify(name)}`);
  }
  return readQuery(`${base} AND (${query})`, columns).matches;
}

function columnsOf(attributes: SearchAttributes): ColumnResolver {
  return {
    resolve(name: string): Column | undefined {
      if (name === 'TemporalSystemExecutionStatus') return { ...attributes.resolve('ExecutionStatus')!, name };
      const type = own.get(name);
      if (type !== undefined) return { name, field: undefined, type };
      const column = attributes.resolve(name);
      const isId = name.replace(/^Temporal/, '') === 'ScheduleId' && column?.field === 'WorkflowId';
      return isId ? { ...column, field: 'ScheduleId' } : column;
    },
  };
}

/** What queries ask of a Schedule. */
export function recordOf(schedule: Schedule, attributes: SearchAttributes): VisibilityRecord {
  return new Map<string, VisibilityValue>([
    ...attributes.values(schedule.searchAttributes?.indexedFields),
    ['ScheduleId', schedule.scheduleId],
    ['TemporalNamespaceDivision', division],
    ['TemporalSchedulePaused', schedule.definition.state!.paused],
    ['ExecutionStatus', WorkflowExecutionStatus.RUNNING],
  ]);
}
