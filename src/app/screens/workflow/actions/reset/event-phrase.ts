import { eventName } from '../../../../../live/event-names.js';
import { eventTitle } from '../../../../format/events.js';
import type { PointEvent } from './reset-points.js';

/**
 * An event in a few words: `chargeCard completed`, `signal approve`.
 *
 * @param eventOf other events, because the end of an Activity names only the event that scheduled it
 */
export function eventPhrase(event: PointEvent, eventOf: (eventId: bigint) => PointEvent | undefined): string {
  const name = eventName(event);
  const subject = eventTitle(event, (eventId) => {
    const other = eventOf(eventId);
    return other && eventTitle(other);
  });
  const phrase = phrases.find(([pattern]) => pattern.test(name));
  if (!phrase) return subject ? `${name} ${subject}` : name;
  const [, before, after] = phrase;
  return [before, subject, after].filter(Boolean).join(' ');
}

/** What stands before and after the subject. */
const phrases: readonly [RegExp, string, string][] = [
  [/^ActivityTaskScheduled/, '', 'scheduled'],
  [/^ActivityTaskCompleted/, '', 'completed'],
  [/^ActivityTaskFailed/, 'activity failed:', ''],
  [/^ActivityTaskTimedOut/, 'activity timed out:', ''],
  [/^TimerStarted/, 'timer of', 'started'],
  [/^TimerFired/, 'timer of', 'fired'],
  [/^TimerCanceled/, 'timer of', 'canceled'],
  [/^WorkflowExecutionSignaled/, 'signal', ''],
  [/^WorkflowExecutionUpdateAccepted/, 'update', 'accepted'],
  [/^WorkflowExecutionUpdateCompleted/, 'update', 'completed'],
  [/^WorkflowExecutionStarted/, 'start', ''],
  [/^WorkflowExecutionCancelRequested/, 'cancel request', ''],
  [/^StartChildWorkflowExecutionInitiated/, 'child', 'initiated'],
  [/^ChildWorkflowExecutionStarted/, 'child', 'started'],
  [/^ChildWorkflowExecutionCompleted/, 'child', 'completed'],
  [/^UpsertWorkflowSearchAttributes/, 'search attributes', ''],
  [/^WorkflowPropertiesModified/, 'memo', ''],
  [/^MarkerRecorded/, 'marker', ''],
  [/^WorkflowExecutionCompleted/, 'completes the workflow', ''],
  [/^WorkflowExecutionFailed/, 'fails the workflow:', ''],
  [/^WorkflowExecutionContinuedAsNew/, 'continues as new', ''],
];
