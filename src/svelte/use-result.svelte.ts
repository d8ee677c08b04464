import { untrack } from 'svelte';
import type { Workflow, WorkflowHandle, WorkflowResultType } from '../client/index.js';
import { isPageVisible } from '../live/page-visibility.js';
import { handleFrom, type TargetGetter, type UseOptions } from './handle-from.svelte.js';

/** Options of {@link useResult}. */
export interface UseResultOptions extends UseOptions {
  /** Follow continue-as-new, cron and retries to the last run. @default true */
  followRuns?: boolean | undefined;
}

/** The result of an execution; all of it is reactive. */
export interface LiveResult<W extends Workflow = Workflow> {
  /** Whether it is being waited for. */
  readonly pending: boolean;
  /** Whether it has come: `value` may be undefined then, too. */
  readonly done: boolean;
  /** Undefined until it has come. */
  readonly value: WorkflowResultType<W> | undefined;
  /** A `WorkflowFailedError` when the Workflow failed; `describeError` has words for every error. */
  readonly error: unknown;
  /** Waits again, after an error. */
  refresh(): void;
}

type Outcome<W extends Workflow> =
  { phase: 'pending' } | { phase: 'done'; value: WorkflowResultType<W> } | { phase: 'failed'; error: unknown };

/** What came of which wait. */
type Seen<W extends Workflow> = Outcome<W> & { handle?: WorkflowHandle<W>; turn: number };

/**
 * Waits for the result of an execution, in the long polls that all waits of a page share. Ends with the component, or with
 * the effect in which it was called.
 *
 * @example
 * ```ts
 * const result = useResult<typeof order>(() => `order-${orderId}`);
 * // In the template: {#if result.pending}…{:else if result.error}{describeError(result.error).title}{:else}{result.value}{/if}
 * ```
 */
export function useResult<W extends Workflow = Workflow>(
  target: TargetGetter,
  options: UseResultOptions = {},
): LiveResult<W> {
  const handle = handleFrom<W>(target, options);
  let wantedTurn = $state(0);
  let seen = $state.raw<Seen<W>>({ phase: 'pending', turn: 0 });
  const current = $derived<Outcome<W>>(
    seen.handle === handle() && seen.turn === wantedTurn ? seen : { phase: 'pending' },
  );

  $effect(() => {
    const of = handle();
    const turn = wantedTurn;
    if (!of) return;
    const request = new AbortController();
    const { signal } = request;
    const { followRuns } = options;
    // What the Client reads on the way, a key that is reactive for example, is no reason to wait anew.
    untrack(() => of.result({ signal, watched: isPageVisible, followRuns })).then(
      (value) => {
        if (!signal.aborted) seen = { handle: of, turn, phase: 'done', value };
      },
      (error: unknown) => {
        if (!signal.aborted) seen = { handle: of, turn, phase: 'failed', error };
      },
    );
    return () => request.abort();
  });

  return {
    get pending() {
      return handle() !== undefined && current.phase === 'pending';
    },
    get done() {
      return current.phase === 'done';
    },
    get value() {
      return current.phase === 'done' ? current.value : undefined;
    },
    get error() {
      return current.phase === 'failed' ? current.error : undefined;
    },
    refresh: () => wantedTurn++,
  };
}
