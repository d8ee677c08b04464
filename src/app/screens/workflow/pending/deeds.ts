import {
  ActivityCancelledError,
  ActivityPausedError,
  ActivityResetError,
  ApplicationFailure,
  RawValue,
} from '../../../../client/index.js';
import type { WirePayload } from '../../../format/payload.js';
import { deedTexts as texts } from '../../../texts/pending.js';
import type { RunPage } from '../run-page.svelte.js';
import { type ActivityState, activityState, type PendingActivity } from './activity-view.js';

export type DeedId = keyof typeof texts.deeds;
export type Scope = 'one' | 'type' | 'all';

/** What a dialog asks for; each deed shows some of it. */
export interface DeedValues {
  reason: string;
  resetAttempts: boolean;
  resetHeartbeat: boolean;
  keepPaused: boolean;
  restoreOriginal: boolean;
  jitterMs: number | undefined;
  message: string;
  failureType: string;
  nonRetryable: boolean;
  payloads: readonly WirePayload[];
}

export type DeedField = Exclude<keyof DeedValues, 'jitterMs' | 'failureType' | 'nonRetryable'> | 'jitter';

interface Deed {
  fields: readonly DeedField[];
  /** Whether the server takes all pending Activities at once. */
  scopes: readonly Scope[];
  danger?: boolean;
  /** Why it cannot be done to an Activity in this state; undefined when it can. */
  blocked?: (state: ActivityState) => string | undefined;
  /** Whether it is a command of the server, which older ones do not know; by hand goes everywhere. */
  isCommand?: boolean;
  /** Only offered when it makes sense. @default always */
  fits?: (state: ActivityState) => boolean;
}

const isPaused = (state: ActivityState): boolean => state === 'paused' || state === 'pauseRequested';
const needsStart = (state: ActivityState): string | undefined =>
  ['started', 'cancelRequested', 'pauseRequested'].includes(state) ? undefined : texts.needsStart;

/** All but the change of options, which has a dialog of its own. In the order of the menu. */
export const deeds: Record<Exclude<DeedId, 'options'>, Deed> = {
  runNow: { fields: [], scopes: ['one', 'type'], isCommand: true, fits: (state) => state === 'backoff' },
  pause: { fields: ['reason'], scopes: ['one', 'type'], isCommand: true, fits: (state) => !isPaused(state) },
  unpause: {
    fields: ['resetAttempts', 'resetHeartbeat', 'jitter'],
    scopes: ['one', 'type', 'all'],
    isCommand: true,
    fits: isPaused,
  },
  reset: {
    fields: ['resetHeartbeat', 'keepPaused', 'restoreOriginal', 'jitter'],
    scopes: ['one', 'type', 'all'],
    isCommand: true,
  },
  heartbeat: { fields: ['payloads'], scopes: ['one', 'type'], blocked: needsStart },
  complete: { fields: ['payloads'], scopes: ['one', 'type'] },
  fail: { fields: ['message', 'payloads'], scopes: ['one', 'type'], danger: true, blocked: needsStart },
  cancel: {
    fields: ['payloads'],
    scopes: ['one', 'type'],
    danger: true,
    blocked: (state) => (state === 'cancelRequested' ? undefined : texts.needsCancel),
  },
};

/** The Activities that a scope means. */
export function inScope(
  scope: Scope,
  one: PendingActivity,
  all: readonly PendingActivity[],
): readonly PendingActivity[] {
  if (scope === 'all') return all;
  return scope === 'one' ? [one] : all.filter(({ activityType }) => activityType?.name === one.activityType?.name);
}

/** What did happen, when something failed on the way. */
export interface DeedProgress {
  done: number;
}

/** Does it; by id, the Activities of a type take their turn one after the other. */
export async function perform(
  run: RunPage,
  id: Exclude<DeedId, 'options'>,
  scope: Scope,
  one: PendingActivity,
  values: DeedValues,
  progress: DeedProgress,
  signal: AbortSignal,
): Promise<void> {
  const selector =
    scope === 'one' ? one.activityId : scope === 'type' ? { type: one.activityType?.name ?? '' } : undefined;
  const activities = run.handle().activities(selector);
  const { reason, resetAttempts, resetHeartbeat, keepPaused, jitterMs } = values;
  const jitter = jitterMs === undefined ? {} : { jitter: jitterMs };
  switch (id) {
    case 'runNow':
      // Resuming what is not paused does nothing; a pause in between makes it run, and keeps the count of attempts.
      await activities.pause({ reason: texts.deeds.runNow.label, signal });
      return activities.unpause({ signal });
    case 'pause':
      return activities.pause({ reason, signal });
    case 'unpause':
      return activities.unpause({ resetAttempts, resetHeartbeat, ...jitter, signal });
    case 'reset':
      return activities.reset({
        resetHeartbeat,
        keepPaused,
        restoreOriginalOptions: values.restoreOriginal,
        ...jitter,
        signal,
      });
    case 'complete':
    case 'fail':
    case 'cancel':
    case 'heartbeat': {
      const all = inScope(scope, one, run.info?.raw.pendingActivities ?? [one]);
      for (const activity of all) {
        if (deeds[id].blocked?.(activityState(activity)) !== undefined && activity !== one) continue;
        await byId(run, id, activity.activityId, values, signal);
        progress.done++;
      }
    }
  }
}

const heartbeatAnswers = [ActivityCancelledError, ActivityPausedError, ActivityResetError];

async function byId(
  run: RunPage,
  id: 'complete' | 'fail' | 'cancel' | 'heartbeat',
  activityId: string,
  { message, failureType, nonRetryable, payloads }: DeedValues,
  signal: AbortSignal,
): Promise<void> {
  const { activity } = run.session.client(run.namespace);
  const { workflowId, runId } = run.target;
  const target = { workflowId, runId, activityId };
  const raw = payloads.map((payload) => RawValue.fromPayload(payload));
  if (id === 'complete') return activity.complete(target, raw[0], { signal });
  if (id === 'cancel') return activity.reportCancellation(target, raw[0], { signal });
  if (id === 'heartbeat') {
    // The server took it and has something to tell the worker: not us.
    return activity.heartbeat(target, raw[0], { signal }).catch((error: unknown) => {
      if (!heartbeatAnswers.some((known) => error instanceof known)) throw error;
    });
  }
  const failure = ApplicationFailure.create({
    message,
    nonRetryable,
    details: raw,
    ...(failureType ? { type: failureType } : {}),
  });
  // Made here and not thrown: the stack of this page says nothing about the Activity.
  failure.stack = '';
  return activity.fail(target, failure, { signal });
}
