import type {
  Workflow,
  WorkflowExecutionDescription,
  WorkflowExecutionStatusName,
  WorkflowHandle,
} from '../client/index.js';
import { followDescription, type Follower } from '../live/follow-description.js';
import { isOpen } from '../live/status.js';
import { handleFrom, type TargetGetter, type UseOptions } from './handle-from.svelte.js';

/** Options of {@link useWorkflow}. */
export interface UseWorkflowOptions extends UseOptions {
  /** Milliseconds between descriptions while something happens; up to 15,000 while nothing does. @default 2,000 */
  everyMs?: number | undefined;
}

/** What is known of an execution; all of it is reactive. */
export interface LiveWorkflow<W extends Workflow = Workflow> {
  /** To talk to it: `workflow.handle?.signal('approve')`. */
  readonly handle: WorkflowHandle<W> | undefined;
  /** Undefined until the first answer. */
  readonly description: WorkflowExecutionDescription | undefined;
  /** Undefined until the first answer. */
  readonly status: WorkflowExecutionStatusName | undefined;
  /** Whether it has ended. False until the first answer. */
  readonly closed: boolean;
  /** Why the last question had no answer; `describeError` has words for it. What was known stays. */
  readonly error: unknown;
  /** Asks now: after a signal, or after an error. */
  refresh(): void;
}

interface Seen {
  handle?: WorkflowHandle;
  description?: WorkflowExecutionDescription | undefined;
  error?: unknown;
}

/**
 * Describes an execution again and again until it is closed: less often while nothing happens, and not while the page is
 * hidden. Ends with the component, or with the effect in which it was called.
 *
 * @example
 * ```ts
 * const order = useWorkflow(() => `order-${orderId}`);
 * // In the template: {order.status ?? 'loading'}
 * ```
 */
export function useWorkflow<W extends Workflow = Workflow>(
  target: TargetGetter,
  options: UseWorkflowOptions = {},
): LiveWorkflow<W> {
  const handle = handleFrom<W>(target, options);
  let seen = $state.raw<Seen>({});
  // What was seen of another execution is never shown for this one, not even until effects have run.
  const current = $derived(seen.handle === handle() ? seen : {});
  let follower: Follower | undefined;

  $effect(() => {
    const of = handle();
    if (!of) return;
    const following = (follower = followDescription(of, {
      everyMs: options.everyMs,
      onDescription: (description) => (seen = { handle: of, description }),
      onError: (error) => (seen = { handle: of, description: current.description, error }),
    }));
    return () => following.stop();
  });

  return {
    get handle() {
      return handle();
    },
    get description() {
      return current.description;
    },
    get status() {
      return current.description?.status.name;
    },
    get closed() {
      return current.description !== undefined && !isOpen(current.description.status.name);
    },
    get error() {
      return current.error;
    },
    refresh: () => follower?.refresh(),
  };
}
