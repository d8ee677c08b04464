import { describeError, type WorkflowExecutionDescription, type WorkflowHandle } from '../client/index.js';
import { untilPageVisible } from './page-visibility.js';
import { isOpen } from './status.js';

/** Most milliseconds between two questions, while nothing happens. */
const mostMs = 15_000;
/** How much longer each pause is than the one before, while nothing happens. */
const growth = 1.5;

export interface FollowOptions {
  /** Milliseconds between two descriptions of a run in which something happens. @default 2,000 */
  everyMs?: number | undefined;
  /** Gets each description. */
  onDescription: (description: WorkflowExecutionDescription) => void;
  /** Gets what went wrong; it is asked again only where that may help. */
  onError: (error: unknown) => void;
}

/** A run that is being followed. */
export interface Follower {
  /** Asks now, also after an error or the end of the run. */
  refresh(): void;
  /** Ends it, and the call that is on its way. */
  stop(): void;
}

/**
 * Describes a run again and again until it is closed: less and less often while nothing happens in it, and not at all while
 * nobody sees the page. A description costs the server little: it is read from where the run is, not from visibility.
 */
export function followDescription(handle: Pick<WorkflowHandle, 'describe'>, options: FollowOptions): Follower {
  const ended = new AbortController();
  const pause = new Pause();
  void follow(handle, options, ended.signal, pause);
  return {
    refresh: () => pause.end(),
    stop: () => {
      ended.abort();
      pause.end();
    },
  };
}

/** The time between two questions, which somebody can end. */
class Pause {
  #end: (() => void) | undefined;
  #isAsked = false;

  /** @param ms `Infinity` for until somebody ends it */
  for(ms: number): Promise<void> {
    if (this.#isAsked) {
      this.#isAsked = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const timer = ms === Infinity ? undefined : setTimeout(() => this.#end?.(), ms);
      this.#end = () => {
        clearTimeout(timer);
        this.#end = undefined;
        resolve();
      };
    });
  }

  /** While a call is on its way, its answer may be older than what somebody knows: then the next pause is none. */
  end(): void {
    if (this.#end) this.#end();
    else this.#isAsked = true;
  }
}

async function follow(
  handle: Pick<WorkflowHandle, 'describe'>,
  { everyMs = 2_000, onDescription, onError }: FollowOptions,
  signal: AbortSignal,
  pause: Pause,
): Promise<void> {
  // A function, since a call that is waited for can end with it.
  const isOver = (): boolean => signal.aborted;
  let seen = '';
  let ms = everyMs;
  for (;;) {
    await untilPageVisible(signal);
    if (isOver()) return;
    let rest: number;
    try {
      const description = await handle.describe({ signal });
      if (isOver()) return;
      const { runId, status, historyLength } = description;
      const now = `${runId} ${status.name} ${historyLength}`;
      ms = now === seen ? Math.min(ms * growth, Math.max(mostMs, everyMs)) : everyMs;
      seen = now;
      rest = isOpen(status.name) ? ms : Infinity;
      onDescription(description);
    } catch (error) {
      if (isOver()) return;
      rest = describeError(error).retryable ? Math.max(mostMs, everyMs) : Infinity;
      onError(error);
    }
    await pause.for(rest);
    if (isOver()) return;
  }
}
