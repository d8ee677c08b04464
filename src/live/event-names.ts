import { durationText } from './duration-text.js';
import type { WirePayload } from './wire.js';

/** What we read of a history event: enough for one line. */
export interface WireEvent {
  eventId: bigint;
  userMetadata?: { summary?: WirePayload | undefined } | undefined;
  attributes: { case: string | undefined; value?: unknown };
}

/** `WorkflowExecutionStarted`: the name that documentation uses. */
export function eventName({ attributes }: WireEvent): string {
  const name = attributes.case?.replace(/EventAttributes$/, '') ?? 'unknownEvent';
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** What an event is about, for its colour: the outcome, or the thing that waits. */
export function eventTone(name: string): string {
  if (/Completed|Fired/.test(name)) return name.startsWith('WorkflowTask') ? 'UNSPECIFIED' : 'COMPLETED';
  if (/Failed|Rejected/.test(name)) return 'FAILED';
  if (/TimedOut/.test(name)) return 'TIMED_OUT';
  if (/Terminated/.test(name)) return 'TERMINATED';
  if (/Canceled|CancelRequested/.test(name)) return 'CANCELLED';
  if (/ContinuedAsNew/.test(name)) return 'CONTINUED_AS_NEW';
  if (/Signaled|Update/.test(name)) return 'PAUSED';
  return name === 'WorkflowExecutionStarted' ? 'RUNNING' : 'UNSPECIFIED';
}

/**
 * The attribute that tells events of one kind apart.
 *
 * @param subjectOfEvent what another event is about: a completed activity names only the event that scheduled it
 * @param summaryText reads the summary that the Workflow gave, which only a codec may be able to; without it there is none
 */
export function eventSubject(
  { attributes, userMetadata }: WireEvent,
  subjectOfEvent: (eventId: bigint) => string | undefined = () => undefined,
  summaryText: (payload: WirePayload) => string = () => '',
): string {
  if (/^workflowTask(Scheduled|Started|Completed)/.test(attributes.case ?? '')) return '';
  const summary = userMetadata?.summary && summaryText(userMetadata.summary);
  const own = subjectOf(attributes.value ?? {}, subjectOfEvent);
  return summary ? (own ? `${own} · ${summary}` : summary) : own;
}

/** Fields that name the subject, in the order in which they say most. */
interface Attributes {
  activityType?: { name: string };
  workflowType?: { name: string };
  signalName?: string;
  markerName?: string;
  timerId?: string;
  startToFireTimeout?: { seconds: bigint; nanos: number };
  workflowExecution?: { workflowId: string };
  failure?: { message: string; cause?: { message: string } };
  reason?: unknown;
  acceptedRequest?: { input?: { name: string } };
  operation?: string;
  searchAttributes?: { indexedFields: Record<string, unknown> };
  upsertedMemo?: { fields: Record<string, unknown> };
  newExecutionRunId?: string;
  identity?: string;
  scheduledEventId?: bigint;
  startedEventId?: bigint;
}

function subjectOf(attributes: Attributes, subjectOfEvent: (eventId: bigint) => string | undefined): string {
  const { failure, workflowType, workflowExecution } = attributes;
  if (failure) return failure.cause?.message || failure.message;
  if (attributes.activityType) return attributes.activityType.name;
  if (workflowType)
    return workflowExecution ? `${workflowType.name} · ${workflowExecution.workflowId}` : workflowType.name;
  if (attributes.signalName) return attributes.signalName;
  if (attributes.acceptedRequest?.input) return attributes.acceptedRequest.input.name;
  if (attributes.startToFireTimeout) {
    const { seconds, nanos } = attributes.startToFireTimeout;
    return durationText(Number(seconds) * 1000 + nanos / 1e6);
  }
  if (attributes.timerId) {
    const { startedEventId } = attributes;
    return (startedEventId && subjectOfEvent(startedEventId)) || `timer ${attributes.timerId}`;
  }
  if (attributes.markerName) return attributes.markerName;
  if (attributes.operation) return attributes.operation;
  if (attributes.searchAttributes) return Object.keys(attributes.searchAttributes.indexedFields).join(', ');
  if (attributes.upsertedMemo) return Object.keys(attributes.upsertedMemo.fields).join(', ');
  if (typeof attributes.reason === 'string' && attributes.reason) return attributes.reason;
  const { scheduledEventId } = attributes;
  if (scheduledEventId) return subjectOfEvent(scheduledEventId) ?? `of event ${scheduledEventId}`;
  return '';
}
