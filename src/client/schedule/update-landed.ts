/**
 * Whether an update took effect, where the server does not say.
 *
 * A server keeps a Schedule in a component of its own, or, by default up to 1.32, in a Workflow. The component answers a
 * stale conflict token with FAILED_PRECONDITION. The Workflow gets the update as a signal: the call has succeeded by
 * then, and a stale token makes it drop the update without a word. So there the Schedule is described once more and compared.
 */
import { type DescMessage, equals, type MessageShape } from '@bufbuild/protobuf';
import { ScheduleOverlapPolicy as OverlapPolicyWire } from '../../../gen/schedule/temporal/api/enums/v1/schedule_pb.js';
import {
  type Schedule,
  ScheduleSchema,
  type ScheduleSpec,
  StructuredCalendarSpecSchema,
} from '../../../gen/schedule/temporal/api/schedule/v1/message_pb.js';
import {
  MemoSchema,
  PayloadsSchema,
  PrioritySchema,
  RetryPolicySchema,
} from '../../../gen/core/temporal/api/common/v1/message_pb.js';
import { VersioningOverrideSchema } from '../../../gen/core/temporal/api/workflow/v1/message_pb.js';
import { UserMetadataSchema } from '../../../gen/core/temporal/api/sdk/v1/user_metadata_pb.js';
import { decodeDuration, decodeTimestamp } from '../duration.js';
import { startWorkflowOf } from './decode-action.js';

/** Least catchup window; the server raises a smaller one. */
const minCatchupMs = 10_000;

/** Whether the Schedule is kept by a Workflow: its token is a small number with the high byte first, the component's with the low one. */
export function dropsSilently(conflictToken: Uint8Array): boolean {
  return conflictToken.length === 8 && conflictToken[0] === 0;
}

/**
 * Whether the Schedule is as an update wants it. What the server itself changes counts as equal: cron expressions become
 * calendars after those that were sent, a policy gets its default, remaining Actions are counted down.
 */
export function isAsWanted(wanted: Schedule, seen: Schedule): boolean {
  return (
    !!wanted.spec &&
    !!seen.spec &&
    specLanded(wanted.spec, seen.spec) &&
    actionLanded(wanted, seen) &&
    restLanded(wanted, seen)
  );
}

/** Whether an update of `before` took effect, judged by what is there after it. */
export function updateLanded({ before, sent, seen }: { before: Schedule; sent: Schedule; seen: Schedule }): boolean {
  // Nothing has changed in either direction: the update changes nothing, and nobody has lost anything.
  return isAsWanted(sent, seen) || equals(ScheduleSchema, before, seen);
}

function specLanded(sent: ScheduleSpec, seen: ScheduleSpec): boolean {
  const ms = (spec: ScheduleSpec): unknown[] => [
    decodeTimestamp(spec.startTime)?.getTime(),
    decodeTimestamp(spec.endTime)?.getTime(),
    decodeDuration(spec.jitter) || 0,
  ];
  const intervals = ({ interval }: ScheduleSpec): string[] =>
    interval.map(({ interval, phase }) => `${decodeDuration(interval)}/${decodeDuration(phase) || 0}`);
  const times = ({ structuredCalendar, interval }: ScheduleSpec): number => structuredCalendar.length + interval.length;
  const skipped = seen.excludeStructuredCalendar;
  return (
    times(seen) === times(sent) + sent.cronString.length &&
    sent.structuredCalendar.every((item, index) =>
      sameMessage(StructuredCalendarSpecSchema, item, seen.structuredCalendar[index]),
    ) &&
    intervals(sent).every((item, index) => item === intervals(seen)[index]) &&
    skipped.length === sent.excludeStructuredCalendar.length &&
    skipped.every((item, index) =>
      sameMessage(StructuredCalendarSpecSchema, item, sent.excludeStructuredCalendar[index]),
    ) &&
    String(ms(sent)) === String(ms(seen)) &&
    (sent.timezoneName === seen.timezoneName || sent.cronString.length > 0)
  );
}

function actionLanded(sent: Schedule, seen: Schedule): boolean {
  const [wanted, found] = [startWorkflowOf(sent.action), startWorkflowOf(seen.action)];
  if (!wanted || !found) return wanted === found;
  const plain = (info: typeof wanted): unknown[] => [
    info.workflowId,
    info.workflowType?.name,
    info.taskQueue?.name,
    decodeDuration(info.workflowExecutionTimeout) || 0,
    decodeDuration(info.workflowRunTimeout) || 0,
    decodeDuration(info.workflowTaskTimeout) || 0,
  ];
  return (
    JSON.stringify(plain(wanted)) === JSON.stringify(plain(found)) &&
    sameMessage(PayloadsSchema, wanted.input, found.input) &&
    sameMessage(MemoSchema, wanted.memo, found.memo) &&
    sameMessage(RetryPolicySchema, wanted.retryPolicy, found.retryPolicy) &&
    sameMessage(PrioritySchema, wanted.priority, found.priority) &&
    sameMessage(UserMetadataSchema, wanted.userMetadata, found.userMetadata) &&
    sameMessage(VersioningOverrideSchema, wanted.versioningOverride, found.versioningOverride)
  );
}

/** Policies and state. */
function restLanded(sent: Schedule, seen: Schedule): boolean {
  const wantedMs = decodeDuration(sent.policies?.catchupWindow);
  const policies = ({ policies }: Schedule): unknown[] => [policies?.pauseOnFailure, policies?.keepOriginalWorkflowId];
  const state = ({ state }: Schedule): unknown[] => [state?.paused, state?.notes, state?.limitedActions];
  const overlap = ({ policies }: Schedule): OverlapPolicyWire => policies?.overlapPolicy || OverlapPolicyWire.SKIP;
  return (
    (!wantedMs || Math.max(wantedMs, minCatchupMs) === decodeDuration(seen.policies?.catchupWindow)) &&
    overlap(sent) === overlap(seen) &&
    String(policies(sent)) === String(policies(seen)) &&
    JSON.stringify(state(sent)) === JSON.stringify(state(seen)) &&
    Number(seen.state?.remainingActions) <= Number(sent.state?.remainingActions)
  );
}

/** Equality where absent and empty are the same. */
function sameMessage<Desc extends DescMessage>(
  schema: Desc,
  one: MessageShape<Desc> | undefined,
  other: MessageShape<Desc> | undefined,
): boolean {
  if (one && other) return equals(schema, one, other);
  const present = (one ?? other) as object | undefined;
  return !present || Object.keys(present).every((key) => isEmpty((present as Record<string, unknown>)[key]));
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'string') return value === '' || value.startsWith('temporal.api.');
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return !value;
}
