import type { WorkflowExecutionDescription } from '../../../../client/index.js';
import { durationText } from '../../../format/time.js';
import { dateFrom, msFrom, type WireTimestamp } from '../../../../live/wire.js';
import { pendingTexts as texts } from '../../../texts/pending.js';

export type PendingActivity = WorkflowExecutionDescription['raw']['pendingActivities'][number];
export type ActivityState = keyof typeof texts.states;
export type ActivityFilter = keyof typeof texts.filters;

/** `PendingActivityState` of the API. */
const states: readonly ActivityState[] = [
  'unknown',
  'scheduled',
  'started',
  'cancelRequested',
  'paused',
  'pauseRequested',
];

/** Where it stands; the API calls one that waits for its retry scheduled. */
export function activityState({ state, paused, nextAttemptScheduleTime }: PendingActivity): ActivityState {
  const known = states[state] ?? 'unknown';
  if (paused && known !== 'pauseRequested') return known === 'started' ? 'pauseRequested' : 'paused';
  return known === 'scheduled' && dateFrom(nextAttemptScheduleTime) ? 'backoff' : known;
}

/** The status whose colour a state has. */
export const stateTones: Record<ActivityState, string> = {
  backoff: 'TIMED_OUT',
  scheduled: 'PAUSED',
  started: 'RUNNING',
  cancelRequested: 'CANCELLED',
  paused: 'PAUSED',
  pauseRequested: 'PAUSED',
  unknown: 'UNSPECIFIED',
};

export function matchesFilter(activity: PendingActivity, filter: ActivityFilter): boolean {
  const state = activityState(activity);
  switch (filter) {
    case 'all':
      return true;
    case 'failing':
      return activity.lastFailure !== undefined;
    case 'waiting':
      return state === 'scheduled' || state === 'backoff';
    case 'running':
      return state === 'started' || state === 'cancelRequested';
    case 'paused':
      return state === 'paused' || state === 'pauseRequested';
  }
}

/** Whether a text occurs in what tells Activities apart. */
export function matchesText(activity: PendingActivity, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return true;
  const { activityId, activityType, lastFailure, lastWorkerIdentity, activityOptions } = activity;
  return [
    activityId,
    activityType?.name,
    lastFailure?.message,
    lastWorkerIdentity,
    activityOptions?.taskQueue?.name,
  ].some((value) => value?.toLowerCase().includes(wanted));
}

/** The server gives them in any order, another one each time: here the first scheduled stays first. */
export function inOrder(activities: readonly PendingActivity[]): PendingActivity[] {
  return activities.toSorted((a, b) => a.activityId.localeCompare(b.activityId, 'en', { numeric: true }));
}

/** Undefined without a limit. */
export function retriesLeft({ attempt, maximumAttempts }: PendingActivity): number | undefined {
  return maximumAttempts > 0 ? Math.max(0, maximumAttempts - attempt) : undefined;
}

/** A line of facts: words or a moment. */
export type ActivityFact = { label: string } & ({ text: string; mono?: boolean } | { time: Date; countdown?: boolean });

/** All that the server tells of it, besides payloads and failure. */
export function activityFacts(activity: PendingActivity): ActivityFact[] {
  const { facts } = texts;
  const { activityOptions: options, priority, pauseInfo, lastDeploymentVersion: version } = activity;
  const retries = retriesLeft(activity);
  return [
    ...words(facts.activityId, activity.activityId, true),
    ...words(facts.taskQueue, options?.taskQueue?.name, true),
    ...words(facts.retriesLeft, retries === undefined ? facts.unlimited : String(retries)),
    ...moment(facts.next, activity.nextAttemptScheduleTime, true),
    ...length(facts.interval, activity.currentRetryInterval),
    ...moment(facts.scheduled, activity.scheduledTime),
    ...moment(facts.started, activity.lastStartedTime),
    ...moment(facts.completed, activity.lastAttemptCompleteTime),
    ...moment(facts.heartbeat, activity.lastHeartbeatTime),
    ...moment(facts.expires, activity.expirationTime),
    ...words(facts.worker, activity.lastWorkerIdentity, true),
    ...words(facts.deployment, version?.deploymentName, true),
    ...words(facts.buildId, version?.buildId, true),
    ...words(facts.priority, priority?.priorityKey ? String(priority.priorityKey) : ''),
    ...words(facts.fairness, priority?.fairnessKey, true),
    ...length(facts.scheduleToClose, options?.scheduleToCloseTimeout),
    ...length(facts.scheduleToStart, options?.scheduleToStartTimeout),
    ...length(facts.startToClose, options?.startToCloseTimeout),
    ...length(facts.heartbeatTimeout, options?.heartbeatTimeout),
    ...words(facts.retry, retryText(options?.retryPolicy)),
    ...pauseFacts(pauseInfo),
  ];
}

function pauseFacts(info: PendingActivity['pauseInfo']): ActivityFact[] {
  const { facts } = texts;
  const by = info?.pausedBy;
  return [
    ...moment(facts.pausedAt, info?.pauseTime),
    ...words(facts.pausedBy, by?.value?.identity, true),
    ...words(facts.pausedRule, by?.case === 'rule' ? by.value.ruleId : '', true),
    ...words(facts.pauseReason, by?.value?.reason),
  ];
}

type RetryPolicy = NonNullable<PendingActivity['activityOptions']>['retryPolicy'];

/** `1 s ×2, at most 1 min 40 s`. */
function retryText(policy: RetryPolicy): string {
  const first = msFrom(policy?.initialInterval);
  const most = msFrom(policy?.maximumInterval);
  if (!policy || first === undefined) return '';
  return `${durationText(first)} ×${policy.backoffCoefficient || 2}${most ? `, at most ${durationText(most)}` : ''}`;
}

function words(label: string, text: string | undefined, mono = false): ActivityFact[] {
  return text ? [{ label, text, ...(mono ? { mono } : {}) }] : [];
}

function moment(label: string, value: WireTimestamp | undefined, countdown = false): ActivityFact[] {
  const time = dateFrom(value);
  return time ? [{ label, time, ...(countdown ? { countdown } : {}) }] : [];
}

function length(label: string, value: WireTimestamp | undefined): ActivityFact[] {
  const ms = msFrom(value);
  return ms ? [{ label, text: durationText(ms) }] : [];
}
