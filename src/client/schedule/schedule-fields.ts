import type { MessageInitShape } from '@bufbuild/protobuf';
import type {
  BackfillRequestSchema,
  SchedulePoliciesSchema,
  ScheduleStateSchema,
} from '../../../gen/schedule/temporal/api/schedule/v1/message_pb.js';
import { encodeDuration } from '../duration.js';
import { ValueError } from '../value-error.js';
import { extractWorkflowType } from '../workflow/workflow-options.js';
import { encodeScheduleOverlapPolicy } from './overlap-policy-codec.js';
import type { ScheduleDescription } from './schedule-description.js';
import type {
  Backfill,
  CompiledScheduleAction,
  ScheduleOptionsAction,
  SchedulePolicies,
  ScheduleState,
} from './schedule-options.js';
import { encodeRequiredDate } from './timestamps.js';

/**
 * The wire form.
 *
 * @param previous what an update begins with; a window that it does not change is sent as it came, also when it was absent
 * @throws {@link ValueError} for an unknown policy or an impossible duration
 */
export function encodePolicies(
  policies: SchedulePolicies = {},
  previous?: ScheduleDescription,
): MessageInitShape<typeof SchedulePoliciesSchema> {
  const catchupWindow =
    previous && policies.catchupWindow === previous.policies.catchupWindow
      ? previous.raw.schedule?.policies?.catchupWindow
      : encodeDuration(policies.catchupWindow);
  return {
    ...(catchupWindow && { catchupWindow }),
    overlapPolicy: encodeScheduleOverlapPolicy(policies.overlap) ?? 0,
    pauseOnFailure: policies.pauseOnFailure ?? false,
    keepOriginalWorkflowId: policies.keepOriginalWorkflowId ?? false,
  };
}

/** @throws {@link ValueError} when `remainingActions` is no count */
export function encodeState(state: ScheduleState = {}): MessageInitShape<typeof ScheduleStateSchema> {
  const { paused = false, note = '', remainingActions } = state;
  if (remainingActions !== undefined && !(Number.isSafeInteger(remainingActions) && remainingActions >= 0)) {
    throw new ValueError(`state.remainingActions must be an integer from 0, got ${remainingActions}`);
  }
  return {
    paused,
    notes: note,
    limitedActions: remainingActions !== undefined,
    remainingActions: BigInt(remainingActions ?? 0),
  };
}

/** @throws TypeError for what is no Date; {@link ValueError} for an unknown policy */
export function encodeBackfill({ start, end, overlap }: Backfill): MessageInitShape<typeof BackfillRequestSchema> {
  return {
    startTime: encodeRequiredDate('backfill.start', start),
    endTime: encodeRequiredDate('backfill.end', end),
    overlapPolicy: encodeScheduleOverlapPolicy(overlap) ?? 0,
  };
}

/**
 * An action with its defaults.
 *
 * @param options name of the options, for messages
 * @throws TypeError naming what is missing, as upstream
 */
export function compileAction(
  options: 'ScheduleOptions' | 'ScheduleUpdateOptions',
  scheduleId: string,
  action: ScheduleOptionsAction,
): CompiledScheduleAction {
  const type: string = action.type;
  if (type !== 'startWorkflow') throw new TypeError(`Unsupported schedule action: '${type}'`);
  for (const name of ['taskQueue', 'workflowType'] as const) {
    if (!action[name]) throw new TypeError(`Missing ${options}.action.${name} for 'startWorkflow' action`);
  }
  return {
    ...action,
    workflowId: action.workflowId ?? `${scheduleId}-workflow`,
    workflowType: extractWorkflowType(action.workflowType),
    args: action.args ?? [],
  };
}
