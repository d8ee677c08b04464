import { untrack } from 'svelte';
import type { HistoryEvent, WorkflowHandle } from '../client/index.js';
import { EventBuffer } from '../live/event-buffer.js';
import { followHistory } from '../live/follow-history.js';
import { Pulse } from '../live/pulse.js';
import { handleFrom, type TargetGetter, type UseOptions } from './handle-from.svelte.js';

/** A history that grows; all of it is reactive. */
export interface LiveHistory {
  /** Oldest first; another array after every change. Events have ids from 1 without gaps: a key for `{#each}`. */
  readonly events: readonly HistoryEvent[];
  /** Whether more events can come. */
  readonly following: boolean;
  /** Why no more come; `describeError` has words for it. What was read stays. */
  readonly error: unknown;
  /** Reads it again, after an error. */
  refresh(): void;
}

interface Seen {
  handle?: WorkflowHandle;
  /** Which reading of it. */
  turn: number;
  events: readonly HistoryEvent[];
  ended?: boolean;
  error?: unknown;
}

const nothing: Seen = { turn: 0, events: [] };

/**
 * The history of one run, with new events as they come, until the run is closed. Ends with the component, or with the effect
 * in which it was called.
 *
 * @example
 * ```ts
 * const history = useHistory(() => `order-${orderId}`);
 * // In the template: {#each history.events as event (event.eventId)}<li>{event.attributes.case}</li>{/each}
 * ```
 */
export function useHistory(target: TargetGetter, options: UseOptions = {}): LiveHistory {
  const handle = handleFrom(target, options);
  let wantedTurn = $state(0);
  let seen = $state.raw(nothing);
  const current = $derived(seen.handle === handle() ? seen : nothing);
  const isPresent = $derived(current.turn === wantedTurn);

  $effect(() => {
    const of = handle();
    const turn = wantedTurn;
    if (!of) return;
    const request = new AbortController();
    const { signal } = request;
    const buffer = new EventBuffer();
    const show = (end: { ended?: boolean; error?: unknown } = {}): void => {
      if (!signal.aborted) seen = { handle: of, turn, events: [...buffer], ...end };
    };
    // A long history comes in hundreds of pages: they are shown some at a time.
    const pulse = new Pulse();
    const deafen = pulse.listen(show);
    buffer.listen(() => pulse.beat());
    void untrack(() => followHistory(of, buffer, signal))
      .then(
        () => show({ ended: true }),
        (error: unknown) => show({ ended: true, error }),
      )
      .finally(deafen);
    return () => request.abort();
  });

  return {
    get events() {
      return current.events;
    },
    get following() {
      return handle() !== undefined && !(isPresent && current.ended);
    },
    get error() {
      return isPresent ? current.error : undefined;
    },
    refresh: () => wantedTurn++,
  };
}
