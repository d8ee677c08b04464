import type { WireFailure } from '../../format/failure.js';
import type { WireTimestamp } from '../../../live/wire.js';
import type { AttemptFacts } from './attempts.js';
import { timeMs } from './bar.js';

/** What Describe tells of an Activity or a Nexus Operation that has not ended, which histories do not. */
export interface PendingAttempt {
  attempt: number;
  /** 0 for as many as it takes. */
  maxAttempts: number;
  /** Start of the newest attempt; undefined while it waits. */
  startMs: number | undefined;
  nextAttemptMs: number | undefined;
  paused: boolean;
  lastFailure: WireFailure | undefined;
  /** The attempts that are known, from this description and from those before it. */
  seen: readonly AttemptFacts[];
}

export interface PendingWork {
  /** By Activity Id. */
  activities: ReadonlyMap<string, PendingAttempt>;
  /** By the id of the event that scheduled it. */
  nexus: ReadonlyMap<number, PendingAttempt>;
  /** What was seen of an Activity, also after its end. */
  seen: (activityId: string) => readonly AttemptFacts[];
}

export const nothingPending: PendingWork = { activities: new Map(), nexus: new Map(), seen: () => [] };

interface WirePendingActivity {
  activityId: string;
  state: number;
  attempt: number;
  maximumAttempts: number;
  paused: boolean;
  lastStartedTime?: WireTimestamp | undefined;
  lastAttemptCompleteTime?: WireTimestamp | undefined;
  nextAttemptScheduleTime?: WireTimestamp | undefined;
  lastFailure?: WireFailure | undefined;
}

interface WirePendingNexus {
  scheduledEventId: bigint;
  attempt: number;
  state: number;
  lastAttemptCompleteTime?: WireTimestamp | undefined;
  nextAttemptScheduleTime?: WireTimestamp | undefined;
  lastAttemptFailure?: WireFailure | undefined;
}

/** The part of a description that is read. */
export interface WirePending {
  pendingActivities: readonly WirePendingActivity[];
  pendingNexusOperations: readonly WirePendingNexus[];
}

/** `PendingActivityState` of the API; a cancel or a pause can be asked for while an attempt runs. */
const runningStates: ReadonlySet<number> = new Set([2, 3, 5]);

/**
 * Remembers the attempts that it has seen. Describe tells of the last two only, and the next description has forgotten
 * the older one.
 */
export class PendingLog {
  readonly #seen = new Map<string, Map<number, AttemptFacts>>();

  read({ pendingActivities, pendingNexusOperations }: WirePending): PendingWork {
    return {
      activities: new Map(pendingActivities.map((activity) => [activity.activityId, this.#activity(activity)])),
      nexus: new Map(pendingNexusOperations.map((nexus) => [Number(nexus.scheduledEventId), readNexus(nexus)])),
      seen: (activityId) => [...(this.#seen.get(activityId)?.values() ?? [])],
    };
  }

  #activity(activity: WirePendingActivity): PendingAttempt {
    const { activityId, attempt, lastFailure } = activity;
    const running = runningStates.has(activity.state);
    const lastStartMs = timeMs(activity.lastStartedTime);
    const seen = this.#of(activityId, attempt);
    // While an attempt runs, the last start is its own; while one is waited for, it is that of the attempt before.
    if (running) note(seen, { attempt, startMs: lastStartMs });
    if (attempt > 1) {
      const endMs = timeMs(activity.lastAttemptCompleteTime);
      note(seen, {
        attempt: attempt - 1,
        ...(running ? {} : { startMs: lastStartMs }),
        endMs,
        failure: lastFailure,
      });
    }
    return {
      attempt: Math.max(1, attempt),
      maxAttempts: activity.maximumAttempts,
      startMs: running ? lastStartMs : undefined,
      nextAttemptMs: timeMs(activity.nextAttemptScheduleTime),
      paused: activity.paused,
      lastFailure,
      seen: [...seen.values()],
    };
  }

  /** Fewer attempts than before: it was reset, or the id is that of another Activity now. */
  #of(activityId: string, attempt: number): Map<number, AttemptFacts> {
    let seen = this.#seen.get(activityId);
    if (!seen || Math.max(...seen.keys()) > attempt)
      this.#seen.set(activityId, (seen = new Map<number, AttemptFacts>()));
    return seen;
  }
}

function note(seen: Map<number, AttemptFacts>, fact: AttemptFacts): void {
  const before = seen.get(fact.attempt);
  const { attempt } = fact;
  seen.set(attempt, {
    attempt,
    startMs: fact.startMs ?? before?.startMs,
    endMs: fact.endMs ?? before?.endMs,
    failure: fact.failure ?? before?.failure,
  });
}

/** `PendingNexusOperationState` of the API: it waits for its next attempt. */
const backingOff = 2;

function readNexus(operation: WirePendingNexus): PendingAttempt {
  const { attempt, lastAttemptFailure } = operation;
  const endMs = timeMs(operation.lastAttemptCompleteTime);
  return {
    attempt: Math.max(1, attempt + (operation.state === backingOff ? 1 : 0)),
    maxAttempts: 0,
    startMs: undefined,
    nextAttemptMs: timeMs(operation.nextAttemptScheduleTime),
    paused: false,
    lastFailure: lastAttemptFailure,
    seen: attempt > 0 && endMs !== undefined ? [{ attempt, endMs, failure: lastAttemptFailure }] : [],
  };
}
