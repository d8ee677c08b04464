import {
  PayloadConverterError,
  ValueError,
  WorkflowContinuedAsNewError,
  WorkflowFailedError,
  WorkflowNotFoundError,
} from '../../../client/index.js';
import type { Session } from '../../state/session.svelte.js';
import type { RunTarget } from './queries.js';

const pauseMs = 3_000;

/** Waits for the end of a run with the client's own `result()`, through lost connections, until it is stopped. */
export class CloseWatch {
  #state = $state.raw<'off' | 'live' | 'reconnecting'>('off');

  get state(): 'off' | 'live' | 'reconnecting' {
    return this.#state;
  }

  /** @returns what stops it; leaving the page must */
  start(session: Session, target: RunTarget, onclosed: () => void): () => void {
    const controller = new AbortController();
    this.#state = 'live';
    void this.#watch(session, target, controller.signal).then((closed) => {
      if (closed && !controller.signal.aborted) onclosed();
    });
    return () => {
      controller.abort();
      this.#state = 'off';
    };
  }

  async #watch(session: Session, { namespace, workflowId, runId }: RunTarget, signal: AbortSignal): Promise<boolean> {
    const handle = session.client(namespace).workflow.getHandle(workflowId, runId);
    for (;;) {
      try {
        await handle.result({ signal, followRuns: false });
        return true;
      } catch (error) {
        if (isAborted(signal) || error instanceof WorkflowNotFoundError) return false;
        if (endsRun(error)) return true;
        this.#state = 'reconnecting';
        await pause(signal);
        if (isAborted(signal)) return false;
        this.#state = 'live';
      }
    }
  }
}

/** A call, because the state changes while we wait and the type checker does not know. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** Also a result that cannot be decoded is a result: the page shows its bytes. */
function endsRun(error: unknown): boolean {
  return [WorkflowFailedError, WorkflowContinuedAsNewError, PayloadConverterError, ValueError].some(
    (errorClass) => error instanceof errorClass,
  );
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, pauseMs);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
  });
}
