import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type {
  WorkflowRule as WorkflowRuleMessage,
  WorkflowRuleSpec as SpecMessage,
  WorkflowRuleSpecSchema,
} from '../../../gen/rule/temporal/api/rules/v1/message_pb.js';
import { decodeOptionalTime, optional } from '../internal/decode-fields.js';
import { ValueError } from '../value-error.js';
import type { VisibilityListQuery } from '../visibility/visibility-query.js';
import { serializable } from '../internal/serializable.js';

export type { WorkflowRuleMessage };

/** What a rule does with the Activities it applies to. */
export type WorkflowRuleAction = 'ACTIVITY_PAUSE';

/** When a Workflow Rule applies, and what happens then. */
export interface WorkflowRuleSpec {
  /**
   * Whenever an Activity is about to start for which this holds, for example `ActivityType = 'chargeCard'`. Attributes:
   * ActivityType, ActivityId, ActivityAttempt, BackoffInterval, ActivityStatus, TaskQueue; with `=`, `!=`, `<`, `>`,
   * `BETWEEN`, `STARTS_WITH`, `AND`, `OR`.
   */
  activityStart: { predicate: string };
  /** Only for these Workflows, by WorkflowType, WorkflowId, StartTime or ExecutionStatus. @default all */
  visibilityQuery?: VisibilityListQuery | undefined;
  /** @default ['ACTIVITY_PAUSE'] */
  actions?: readonly WorkflowRuleAction[] | undefined;
  /** When the rule ends by itself. @default never */
  expirationTime?: Date | undefined;
}

/** A Workflow Rule of the Namespace. */
export interface WorkflowRule {
  readonly id: string;
  readonly description: string;
  /** Absent for a trigger that is newer than this package. */
  readonly activityStart: { readonly predicate: string } | undefined;
  readonly visibilityQuery: string;
  /** `UNKNOWN` stands for an action that is newer than this package. */
  readonly actions: readonly (WorkflowRuleAction | 'UNKNOWN')[];
  readonly expirationTime: Date | undefined;
  readonly createTime: Date | undefined;
  readonly createdByIdentity: string;
  /** The message it was read from. */
  readonly raw: WorkflowRuleMessage;
}

/** The wire form. @throws {@link ValueError} for an action this package does not know, or an invalid Date */
export function encodeRuleSpec(
  id: string,
  { activityStart, visibilityQuery = '', actions = ['ACTIVITY_PAUSE'], expirationTime }: WorkflowRuleSpec,
): MessageInitShape<typeof WorkflowRuleSpecSchema> {
  for (const action of actions as readonly string[]) {
    if (action !== 'ACTIVITY_PAUSE') throw new ValueError(`Unknown action of a Workflow Rule: ${action}`);
  }
  if (expirationTime && Number.isNaN(expirationTime.getTime())) {
    throw new ValueError('expirationTime is not a valid Date');
  }
  return {
    id,
    trigger: { case: 'activityStart', value: { predicate: activityStart.predicate } } as const,
    visibilityQuery: String(visibilityQuery),
    actions: actions.map(() => ({ variant: { case: 'activityPause', value: {} } as const })),
    ...optional('expirationTime', expirationTime && timestampFromDate(expirationTime)),
  };
}

/** The public form. */
export function decodeRule(raw: WorkflowRuleMessage): WorkflowRule {
  const spec: Partial<SpecMessage> = raw.spec ?? {};
  return {
    id: spec.id ?? '',
    description: raw.description,
    activityStart: spec.trigger?.case === 'activityStart' ? { predicate: spec.trigger.value.predicate } : undefined,
    visibilityQuery: spec.visibilityQuery ?? '',
    actions: (spec.actions ?? []).map(({ variant }) =>
      variant.case === 'activityPause' ? 'ACTIVITY_PAUSE' : 'UNKNOWN',
    ),
    expirationTime: decodeOptionalTime(spec.expirationTime),
    createTime: decodeOptionalTime(raw.createTime),
    createdByIdentity: raw.createdByIdentity,
    raw: serializable(raw),
  };
}
