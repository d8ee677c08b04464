import type { SearchAttributeType, WorkflowExecutionInfo } from '../../../../client/index.js';
import { isOpen } from '../../../../live/status.js';
import { columnTexts } from '../../../texts/columns.js';

/** What a cell holds, before it is drawn. Numbers of the server may be larger than a number holds exactly. */
export type CellValue = string | number | bigint | boolean | Date | readonly string[] | undefined;

/** How a cell is drawn, and what can be asked about it. */
export type ColumnKind =
  'status' | 'id' | 'text' | 'time' | 'duration' | 'count' | 'bytes' | 'decimal' | 'bool' | 'list';

/** The attribute of visibility queries that a column shows. */
export interface ColumnAttribute {
  name: string;
  type: SearchAttributeType | 'STATUS' | 'DURATION';
  /** Added to the Namespace, not one of the server's own. */
  isCustom?: boolean;
}

export interface Column {
  /** `status`; a search attribute that was added to the Namespace is `attribute:NAME`. */
  id: string;
  label: string;
  kind: ColumnKind;
  /** None: nothing can be asked about it. */
  attribute: ColumnAttribute | undefined;
  value: (info: WorkflowExecutionInfo) => CellValue;
  /** Pixels, and the least that it gets while nobody has chosen a width. */
  width: number;
  /** Share of the room that is left over. @default none */
  grow?: number;
}

type SystemColumn = Omit<Column, 'id' | 'label' | 'attribute'> & { attribute?: ColumnAttribute };

/** A search attribute that the server sets: it comes with the record, like those of the application. */
function recorded(name: string, type: SearchAttributeType, kind: ColumnKind, width = 160): SystemColumn {
  return {
    kind,
    attribute: { name, type },
    value: ({ searchAttributes }) => recordedValue(searchAttributes[name], kind),
    width,
  };
}

/** Values of search attributes come as arrays, also single ones. */
function recordedValue(values: readonly (string | number | boolean | Date)[] | undefined, kind: ColumnKind): CellValue {
  return kind === 'list' ? values?.map(String) : values?.[0];
}

const columns = {
  status: {
    kind: 'status',
    attribute: { name: 'ExecutionStatus', type: 'STATUS' },
    value: ({ status }) => status.name,
    width: 180,
  },
  workflowId: {
    kind: 'id',
    attribute: { name: 'WorkflowId', type: 'KEYWORD' },
    value: ({ workflowId }) => workflowId,
    width: 260,
    grow: 3,
  },
  runId: {
    kind: 'id',
    attribute: { name: 'RunId', type: 'KEYWORD' },
    value: ({ runId }) => runId,
    width: 170,
    grow: 1,
  },
  type: {
    kind: 'text',
    attribute: { name: 'WorkflowType', type: 'KEYWORD' },
    value: ({ type }) => type,
    width: 150,
    grow: 1,
  },
  started: {
    kind: 'time',
    attribute: { name: 'StartTime', type: 'DATETIME' },
    value: ({ startTime }) => startTime,
    width: 124,
  },
  closed: {
    kind: 'time',
    attribute: { name: 'CloseTime', type: 'DATETIME' },
    value: ({ closeTime }) => closeTime,
    width: 124,
  },
  executionTime: {
    kind: 'time',
    attribute: { name: 'ExecutionTime', type: 'DATETIME' },
    value: ({ executionTime }) => executionTime,
    width: 140,
  },
  duration: {
    kind: 'duration',
    attribute: { name: 'ExecutionDuration', type: 'DURATION' },
    value: (info) => durationMs(info, Date.now()),
    width: 110,
  },
  historyLength: {
    kind: 'count',
    attribute: { name: 'HistoryLength', type: 'INT' },
    value: ({ historyLength }) => historyLength || undefined,
    width: 90,
  },
  historySize: {
    kind: 'bytes',
    attribute: { name: 'HistorySizeBytes', type: 'INT' },
    value: ({ historySize }) => historySize,
    width: 110,
  },
  stateTransitions: {
    kind: 'count',
    attribute: { name: 'StateTransitionCount', type: 'INT' },
    value: ({ raw }) => raw.stateTransitionCount || undefined,
    width: 130,
  },
  taskQueue: {
    kind: 'text',
    attribute: { name: 'TaskQueue', type: 'KEYWORD' },
    value: ({ taskQueue }) => taskQueue,
    width: 140,
  },
  parentWorkflowId: {
    kind: 'id',
    attribute: { name: 'ParentWorkflowId', type: 'KEYWORD' },
    value: ({ parentExecution }) => parentExecution?.workflowId || undefined,
    width: 190,
  },
  parentRunId: {
    kind: 'id',
    attribute: { name: 'ParentRunId', type: 'KEYWORD' },
    value: ({ parentExecution }) => parentExecution?.runId || undefined,
    width: 170,
  },
  rootWorkflowId: {
    kind: 'id',
    attribute: { name: 'RootWorkflowId', type: 'KEYWORD' },
    value: ({ rootExecution }) => rootExecution?.workflowId || undefined,
    width: 190,
  },
  rootRunId: {
    kind: 'id',
    attribute: { name: 'RootRunId', type: 'KEYWORD' },
    value: ({ rootExecution }) => rootExecution?.runId || undefined,
    width: 170,
  },
  firstRunId: { kind: 'id', value: ({ raw }) => raw.firstRunId || undefined, width: 170 },
  scheduledById: recorded('TemporalScheduledById', 'KEYWORD', 'text'),
  scheduledStart: recorded('TemporalScheduledStartTime', 'DATETIME', 'time', 140),
  deployment: {
    ...recorded('TemporalWorkerDeployment', 'KEYWORD', 'text'),
    value: ({ raw, searchAttributes }) =>
      raw.workerDeploymentName || recordedValue(searchAttributes['TemporalWorkerDeployment'], 'text'),
  },
  deploymentVersion: recorded('TemporalWorkerDeploymentVersion', 'KEYWORD', 'text'),
  versioningBehavior: recorded('TemporalWorkflowVersioningBehavior', 'KEYWORD', 'text'),
  usedVersions: recorded('TemporalUsedWorkerDeploymentVersions', 'KEYWORD_LIST', 'list', 200),
  buildIds: recorded('BuildIds', 'KEYWORD_LIST', 'list', 220),
  changeVersion: recorded('TemporalChangeVersion', 'KEYWORD_LIST', 'list', 200),
  reportedProblems: recorded('TemporalReportedProblems', 'KEYWORD_LIST', 'list', 240),
  pauseInfo: recorded('TemporalPauseInfo', 'KEYWORD_LIST', 'list', 200),
  priorityKey: { kind: 'count', value: ({ priority }) => priority.priorityKey, width: 84 },
  fairnessKey: { kind: 'text', value: ({ priority }) => priority.fairnessKey || undefined, width: 130 },
  externalPayloads: {
    ...recorded('TemporalExternalPayloadCount', 'INT', 'count', 140),
    value: ({ raw }) => raw.externalPayloadCount || undefined,
  },
  externalPayloadSize: {
    ...recorded('TemporalExternalPayloadSizeBytes', 'INT', 'bytes', 150),
    value: ({ raw }) => Number(raw.externalPayloadSizeBytes) || undefined,
  },
  batcherUser: recorded('BatcherUser', 'KEYWORD', 'text', 130),
  binaryChecksums: recorded('BinaryChecksums', 'KEYWORD_LIST', 'list', 180),
} as const satisfies Record<string, SystemColumn>;

export type SystemColumnId = keyof typeof columns;

/** Every column that executions of any Namespace can have, in the order in which they are offered. */
export const systemColumns: readonly Column[] = Object.entries<SystemColumn>(columns).map(([id, column]) => ({
  attribute: undefined,
  ...column,
  id,
  label: columnTexts[id as SystemColumnId],
}));

const kindByType: Record<SearchAttributeType, ColumnKind> = {
  TEXT: 'text',
  KEYWORD: 'text',
  INT: 'count',
  DOUBLE: 'decimal',
  BOOL: 'bool',
  DATETIME: 'time',
  KEYWORD_LIST: 'list',
};
const widthByKind: Partial<Record<ColumnKind, number>> = { count: 110, decimal: 110, bool: 90, time: 140, list: 200 };

/** The column of a search attribute that was added to the Namespace. One of a newer type is shown as text. */
export function attributeColumn(name: string, type: SearchAttributeType): Column {
  const kind = Object.hasOwn(kindByType, type) ? kindByType[type] : 'text';
  return {
    id: `attribute:${name}`,
    label: name,
    kind,
    attribute: { name, type, isCustom: true },
    value: ({ searchAttributes }) => recordedValue(searchAttributes[name], kind),
    // Wide enough for its name, within reason.
    width: Math.max(widthByKind[kind] ?? 150, Math.min(220, name.length * 7 + 34)),
  };
}

/** Numbers are compared by their last digit, so they end at the same edge. */
export function isNumeric({ kind }: Column): boolean {
  return kind === 'count' || kind === 'bytes' || kind === 'decimal' || kind === 'duration';
}

/** From when an execution has lasted: as ExecutionDuration of the server, a start delay is not part of it. */
export function durationFrom({ startTime, executionTime }: WorkflowExecutionInfo): Date {
  return executionTime && executionTime > startTime ? executionTime : startTime;
}

/** How long it took, or has taken until now; none for a closed one whose end the record lacks. */
export function durationMs(info: WorkflowExecutionInfo, now: number): number | undefined {
  if (!info.closeTime && !isOpen(info.status.name)) return undefined;
  return Math.max(0, (info.closeTime?.getTime() ?? now) - durationFrom(info).getTime());
}
