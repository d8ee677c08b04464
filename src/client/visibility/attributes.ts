import type { Duration } from '../duration.js';
import { previewOf } from '../internal/preview.js';
import type { SearchAttributeKey, SearchAttributeType } from '../search-attributes.js';
import { ValueError } from '../value-error.js';
import type { VisibilityStatusName } from './status-names.js';

/**
 * What a condition compares: the types of search attributes, and two that only attributes of the server have.
 * `STATUS` is compared by name, `DURATION` by length.
 */
export type VisibilityValueType = SearchAttributeType | 'STATUS' | 'DURATION';

/** The attributes that every execution has or may have, each with its type. */
export const builtInAttributes = {
  WorkflowId: 'KEYWORD',
  RunId: 'KEYWORD',
  WorkflowType: 'KEYWORD',
  TaskQueue: 'KEYWORD',
  ExecutionStatus: 'STATUS',
  StartTime: 'DATETIME',
  ExecutionTime: 'DATETIME',
  CloseTime: 'DATETIME',
  ExecutionDuration: 'DURATION',
  HistoryLength: 'INT',
  HistorySizeBytes: 'INT',
  StateTransitionCount: 'INT',
  ParentWorkflowId: 'KEYWORD',
  ParentRunId: 'KEYWORD',
  RootWorkflowId: 'KEYWORD',
  RootRunId: 'KEYWORD',
  BatcherUser: 'KEYWORD',
  BinaryChecksums: 'KEYWORD_LIST',
  BuildIds: 'KEYWORD_LIST',
  TemporalChangeVersion: 'KEYWORD_LIST',
  TemporalExternalPayloadCount: 'INT',
  TemporalExternalPayloadSizeBytes: 'INT',
  TemporalNamespaceDivision: 'KEYWORD',
  TemporalPauseInfo: 'KEYWORD_LIST',
  TemporalReportedProblems: 'KEYWORD_LIST',
  TemporalScheduledById: 'KEYWORD',
  TemporalScheduledStartTime: 'DATETIME',
  TemporalSchedulePaused: 'BOOL',
  TemporalUsedWorkerDeploymentVersions: 'KEYWORD_LIST',
  TemporalWorkerDeployment: 'KEYWORD',
  TemporalWorkerDeploymentVersion: 'KEYWORD',
  TemporalWorkflowVersioningBehavior: 'KEYWORD',
} as const satisfies Record<string, VisibilityValueType>;

/** Name of an attribute that the server keeps itself. */
export type BuiltInAttribute = keyof typeof builtInAttributes;

/** What a condition or an ORDER BY is about: a name of the server's, or the key of a custom search attribute. */
export type VisibilityAttribute = BuiltInAttribute | SearchAttributeKey;

/** The type of an attribute. @inline */
export type ValueTypeOf<A extends VisibilityAttribute> = A extends BuiltInAttribute
  ? (typeof builtInAttributes)[A]
  : A extends SearchAttributeKey<infer T>
    ? T
    : never;

/** One value to compare with, by type. A list is compared with one of its elements. */
export interface VisibilityValues {
  TEXT: string;
  KEYWORD: string;
  INT: number | bigint;
  DOUBLE: number;
  BOOL: boolean;
  DATETIME: Date;
  KEYWORD_LIST: string;
  STATUS: VisibilityStatusName;
  DURATION: Duration;
}

const equality = ['=', '!='] as const;
const presence = ['IS NULL', 'IS NOT NULL'] as const;
const membership = ['IN', 'NOT IN'] as const;
const order = ['<', '<=', '>', '>=', 'BETWEEN', 'NOT BETWEEN'] as const;
const prefix = ['STARTS_WITH', 'NOT STARTS_WITH'] as const;
const ordered = [...equality, ...order, ...membership, ...presence] as const;

/** Operators that every kind of visibility store has for a type. */
export const operatorsByType = {
  KEYWORD: [...ordered, ...prefix],
  TEXT: [...equality, ...presence],
  INT: ordered,
  DOUBLE: ordered,
  DATETIME: ordered,
  DURATION: ordered,
  BOOL: [...equality, ...presence],
  KEYWORD_LIST: [...equality, ...membership, ...presence],
  // Stores differ in how they order statuses.
  STATUS: [...equality, ...membership],
} as const satisfies Record<VisibilityValueType, readonly string[]>;

/** Operators of a type, as they stand in the query. */
export type VisibilityOperator<T extends VisibilityValueType = VisibilityValueType> =
  (typeof operatorsByType)[T][number];

/**
 * Name as it stands in a query, and type, of an attribute.
 *
 * @throws {@link ValueError} for a name that the server does not keep itself, and for one that it cannot read
 */
export function resolveAttribute(attribute: VisibilityAttribute): { name: string; type: VisibilityValueType } {
  if (typeof attribute === 'string') {
    if (!Object.hasOwn(builtInAttributes, attribute)) {
      const name = JSON.stringify(attribute);
      throw new ValueError(
        `${name} is no attribute of the server's own. For a custom one pass defineSearchAttributeKey(${name}, type).`,
      );
    }
    return { name: attribute, type: builtInAttributes[attribute] };
  }
  const { name, type } = attribute;
  if (!Object.hasOwn(operatorsByType, type)) {
    throw new ValueError(`Search attribute ${name} has the unknown type ${previewOf(type)}.`);
  }
  // The server takes the backticks out of a name, also those that are doubled.
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  if (name === '' || /[`\0-\x1f]/.test(name)) {
    throw new ValueError(`A search attribute cannot be named ${JSON.stringify(name)} in a query.`);
  }
  // Quoted always: `Order` and `Group` would be words of the language.
  return { name: `\`${name}\``, type };
}
