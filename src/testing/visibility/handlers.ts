/** The RPCs that list and count executions. */
import { create } from '@bufbuild/protobuf';
import type { Timestamp } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError } from '@connectrpc/connect';
import { type Payload, PayloadSchema } from '../../../gen/core/temporal/api/common/v1/message_pb.js';
import { WorkflowExecutionStatus } from '../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import type { WorkflowExecutionInfo } from '../../../gen/core/temporal/api/workflow/v1/message_pb.js';
import type { IndexedValueType } from '../../../gen/operator/temporal/api/enums/v1/common_pb.js';
import type { WorkflowServiceHandlers } from '../in-memory-fetch.js';
import { columns, predefinedAttributes, systemAttributes, typeNames, type VisibilityRecord } from './attributes.js';
import type { ColumnResolver } from './columns.js';
import type { CompileOptions } from './compile.js';
import { statusNames } from './literal.js';
import { type Page, pageOf } from './page.js';
import { readQuery } from './read-query.js';
import type { SearchAttributes } from './search-attributes.js';

/** An execution as lists see it. */
export interface VisibilityExecution {
  /**
   * What queries ask for: system attributes by their names (`ExecutionStatus` as its number, `ExecutionDuration` in
   * nanoseconds) and search attributes. `CloseTime`, `ExecutionDuration`, `HistoryLength`, `HistorySizeBytes` and
   * `StateTransitionCount` have a value only when the execution has closed.
   */
  visibilityRecord(): VisibilityRecord;
  /** What a list shows of it. */
  toExecutionInfo(): WorkflowExecutionInfo;
}

/** What lists are made from. */
export interface VisibilityStore {
  /** @throws ConnectError for a Namespace that there is not */
  searchAttributes(namespace: string): SearchAttributes;
  executions(namespace: string): Iterable<VisibilityExecution>;
}

interface ListRequest {
  readonly namespace: string;
  readonly query: string;
  readonly pageSize: number;
  readonly nextPageToken: Uint8Array;
}

/** Handlers of the RPCs that list and count executions. */
export function createVisibilityHandlers(store: VisibilityStore): WorkflowServiceHandlers {
  const list = (
    request: ListRequest,
  ): { executions: WorkflowExecutionInfo[]; nextPageToken: Uint8Array<ArrayBuffer> } => {
    const { items, nextPageToken } = listExecutions(store, request);
    return { executions: items.map((execution) => execution.toExecutionInfo()), nextPageToken };
  };
  return {
    listWorkflowExecutions: list,
    scanWorkflowExecutions: list,
    listOpenWorkflowExecutions: ({ namespace, maximumPageSize, nextPageToken, startTimeFilter, filters }) =>
      list({
        namespace,
        query: queryOf("ExecutionStatus = 'Running'", 'StartTime', startTimeFilter, filters),
        pageSize: maximumPageSize,
        nextPageToken,
      }),
    listClosedWorkflowExecutions: ({ namespace, maximumPageSize, nextPageToken, startTimeFilter, filters }) =>
      list({
        namespace,
        query: queryOf("ExecutionStatus != 'Running'", 'CloseTime', startTimeFilter, filters),
        pageSize: maximumPageSize,
        nextPageToken,
      }),
    listArchivedWorkflowExecutions: () => {
      throw invalidArgument('Cluster is not configured for visibility archival.');
    },
    countWorkflowExecutions: ({ namespace, query }) =>
      countRecords(
        Array.from(store.executions(namespace), (execution) => execution.visibilityRecord()),
        query,
        store.searchAttributes(namespace),
      ),
    getSearchAttributes: () => ({
      keys: Object.fromEntries([...systemAttributes, ...predefinedAttributes, ...columns]),
    }),
  };
}

function listExecutions(store: VisibilityStore, request: ListRequest): Page<VisibilityExecution> {
  const { matches } = readQuery(request.query, store.searchAttributes(request.namespace));
  const found = [];
  for (const execution of store.executions(request.namespace)) {
    const record = execution.visibilityRecord();
    if (!matches(record)) continue;
    const closed = record.get('CloseTime') as Date | undefined;
    const place = {
      closeMs: closed ? closed.getTime() : Infinity,
      startMs: (record.get('StartTime') as Date).getTime(),
      runId: record.get('RunId') as string,
    };
    found.push({ place, item: execution });
  }
  return pageOf(found, { pageSize: request.pageSize, token: request.nextPageToken });
}

/** A number of records, and with GROUP BY one for each value. */
export interface RecordCount {
  count: bigint;
  groups: { groupValues: Payload[]; count: bigint }[];
}

/** Counts the records that a query matches. */
export function countRecords(
  records: Iterable<VisibilityRecord>,
  query: string,
  attributes: ColumnResolver,
  options?: CompileOptions,
): RecordCount {
  const { matches, groupBy } = readQuery(query, attributes, options);
  const counts = new Map<string | number, bigint>();
  let count = 0n;
  for (const record of records) {
    if (!matches(record)) continue;
    count++;
    const value = (groupBy?.field === undefined ? undefined : record.get(groupBy.field)) ?? '';
    counts.set(value as string | number, (counts.get(value as string | number) ?? 0n) + 1n);
  }
  if (!groupBy) return { count, groups: [] };
  const groups = [...counts].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return {
    count,
    groups: groups.map(([value, size]) => ({ groupValues: [groupValue(value, groupBy.type)], count: size })),
  };
}

function groupValue(value: string | number, type: IndexedValueType): Payload {
  const text = typeof value === 'number' ? statusNames[value as WorkflowExecutionStatus] : value;
  const encoder = new TextEncoder();
  return create(PayloadSchema, {
    metadata: { encoding: encoder.encode('json/plain'), type: encoder.encode(typeNames[type]) },
    data: encoder.encode(JSON.stringify(text)),
  });
}

type Filters = Parameters<NonNullable<WorkflowServiceHandlers['listClosedWorkflowExecutions']>>[0]['filters'];
type OpenFilters = Parameters<NonNullable<WorkflowServiceHandlers['listOpenWorkflowExecutions']>>[0]['filters'];
type TimeFilter = { earliestTime?: Timestamp | undefined; latestTime?: Timestamp | undefined };

/** The query that stands behind the filters of the older lists. */
function queryOf(
  status: string,
  attribute: string,
  time: TimeFilter | undefined,
  filters: Filters | OpenFilters,
): string {
  const conditions = [status];
  const [earliest, latest] = [time?.earliestTime, time?.latestTime].map((bound) =>
    bound ? nanosecondsOf(bound) : undefined,
  );
  if (earliest !== undefined && latest !== undefined && earliest > latest) {
    throw invalidArgument('EarliestTime in StartTimeFilter should not be larger than LatestTime.');
  }
  if (earliest !== undefined) conditions.push(`${attribute} >= ${earliest}`);
  if (latest !== undefined) conditions.push(`${attribute} <= ${latest}`);
  if (filters.case === 'executionFilter') conditions.push(`WorkflowId = ${literal(filters.value.workflowId)}`);
  if (filters.case === 'typeFilter') conditions.push(`WorkflowType = ${literal(filters.value.name)}`);
  if (filters.case === 'statusFilter') {
    const { status: wanted } = filters.value;
    if (wanted === WorkflowExecutionStatus.UNSPECIFIED || wanted === WorkflowExecutionStatus.RUNNING) {
      throw invalidArgument('StatusFilter must be specified and must be not Running.');
    }
    conditions.push(`ExecutionStatus = ${wanted}`);
  }
  return conditions.join(' AND ');
}

/** A text in quotes. The server escapes nothing here, so that a quote in an id ends it; this is not copied. */
function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

function nanosecondsOf({ seconds, nanos }: Timestamp): bigint {
  return seconds * 1_000_000_000n + BigInt(nanos);
}

function invalidArgument(message: string): ConnectError {
  return new ConnectError(message, Code.InvalidArgument);
}
