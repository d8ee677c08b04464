import { IndexedValueType } from '../../../gen/operator/temporal/api/enums/v1/common_pb.js';

/** A value of a search attribute; undefined where an execution has none. */
export type VisibilityValue = string | readonly string[] | number | bigint | boolean | Date | undefined;

/** Values of an execution by the names of their search attributes: a Map, or what finds them when they are asked for. */
export interface VisibilityRecord {
  get(name: string): VisibilityValue;
}

const { TEXT, KEYWORD, INT, DOUBLE, BOOL, DATETIME, KEYWORD_LIST } = IndexedValueType;

/** Types by the names that the server has for them in errors and in the metadata of Payloads. */
export const typeNames: Readonly<Record<IndexedValueType, string>> = {
  [IndexedValueType.UNSPECIFIED]: 'Unspecified',
  [TEXT]: 'Text',
  [KEYWORD]: 'Keyword',
  [INT]: 'Int',
  [DOUBLE]: 'Double',
  [BOOL]: 'Bool',
  [DATETIME]: 'Datetime',
  [KEYWORD_LIST]: 'KeywordList',
};

/** Attributes that follow from the execution itself. */
export const systemAttributes: ReadonlyMap<string, IndexedValueType> = new Map([
  ['WorkflowId', KEYWORD],
  ['RunId', KEYWORD],
  ['WorkflowType', KEYWORD],
  ['StartTime', DATETIME],
  ['ExecutionTime', DATETIME],
  ['CloseTime', DATETIME],
  ['ExecutionStatus', KEYWORD],
  ['TaskQueue', KEYWORD],
  ['HistoryLength', INT],
  ['ExecutionDuration', INT],
  ['StateTransitionCount', INT],
  ['HistorySizeBytes', INT],
  ['ParentWorkflowId', KEYWORD],
  ['ParentRunId', KEYWORD],
  ['RootWorkflowId', KEYWORD],
  ['RootRunId', KEYWORD],
]);

/** Attributes that the server gives some executions; a caller may set those of {@link settableAttributes}. */
export const predefinedAttributes: ReadonlyMap<string, IndexedValueType> = new Map([
  ['TemporalChangeVersion', KEYWORD_LIST],
  ['BinaryChecksums', KEYWORD_LIST],
  ['BuildIds', KEYWORD_LIST],
  ['BatcherNamespace', KEYWORD],
  ['BatcherUser', KEYWORD],
  ['TemporalScheduledStartTime', DATETIME],
  ['TemporalScheduledById', KEYWORD],
  ['TemporalSchedulePaused', BOOL],
  ['TemporalNamespaceDivision', KEYWORD],
  ['TemporalPauseInfo', KEYWORD_LIST],
  ['TemporalReportedProblems', KEYWORD_LIST],
  ['TemporalWorkerDeploymentVersion', KEYWORD],
  ['TemporalWorkflowVersioningBehavior', KEYWORD],
  ['TemporalWorkerDeployment', KEYWORD],
  ['TemporalUsedWorkerDeploymentVersions', KEYWORD_LIST],
  ['TemporalExternalPayloadCount', INT],
  ['TemporalExternalPayloadSizeBytes', INT],
]);

const onlyForTheServer = new Set([
  'TemporalWorkerDeploymentVersion',
  'TemporalWorkflowVersioningBehavior',
  'TemporalWorkerDeployment',
  'TemporalUsedWorkerDeploymentVersions',
  'TemporalExternalPayloadCount',
  'TemporalExternalPayloadSizeBytes',
]);

/** Whether a caller may set this attribute of the server's. */
export function isSettable(name: string): boolean {
  return predefinedAttributes.has(name) && !onlyForTheServer.has(name);
}

/** Whether no custom attribute may have this name. */
export function isReserved(name: string): boolean {
  return (
    name.startsWith('Temporal') ||
    systemAttributes.has(name) ||
    predefinedAttributes.has(name) ||
    ['NamespaceId', 'MemoEncoding', 'Memo', 'VisibilityTaskKey'].includes(name)
  );
}

/** Custom attributes of each type that a Namespace has room for. */
const room = new Map([
  [BOOL, 3],
  [INT, 3],
  [DOUBLE, 3],
  [DATETIME, 3],
  [KEYWORD, 10],
  [KEYWORD_LIST, 3],
  [TEXT, 3],
]);

/** The columns in which the store keeps custom attributes; a query can name one of them, too. */
export const columns: ReadonlyMap<string, IndexedValueType> = new Map(
  [...room].flatMap(([type, count]) =>
    Array.from({ length: count }, (_, index) => [`${typeNames[type]}${String(index + 1).padStart(2, '0')}`, type]),
  ),
);
