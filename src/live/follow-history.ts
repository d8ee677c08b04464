import { describeError, type WorkflowHandle } from '../client/index.js';
import type { EventBuffer } from './event-buffer.js';
import { isCloseEvent } from './event-links.js';
import { followDescription } from './follow-description.js';
import { isPageVisible } from './page-visibility.js';
import { isOpen } from './status.js';

/**
 * Reads a history from its start and goes on with what comes, until the run is closed or `signal` ends it.
 *
 * @throws what `history()` of the handle throws
 */
export async function followHistory(
  handle: Pick<WorkflowHandle, 'history' | 'describe'>,
  buffer: EventBuffer,
  signal: AbortSignal,
): Promise<void> {
  let isClosed = false;
  for (;;) {
    for await (const { events } of handle.history({ live: true, signal, watched: isPageVisible })) {
      if (signal.aborted) return;
      buffer.putEnd(events);
    }
    const last = buffer.get(buffer.lastId);
    if (isClosed || signal.aborted || !last || isCloseEvent(last)) return;
    // A server ends the history of a paused run for now.
    isClosed = await untilThereIsMore(handle, buffer.lastId, signal);
  }
}

/** @returns whether the run has closed */
function untilThereIsMore(
  handle: Pick<WorkflowHandle, 'describe'>,
  eventCount: number,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const follower = followDescription(handle, {
      onDescription: ({ status, historyLength }) => {
        if (status.name === 'PAUSED' && historyLength <= eventCount) return;
        follower.stop();
        resolve(!isOpen(status.name));
      },
      onError: (error) => {
        if (describeError(error).retryable) return;
        follower.stop();
        reject(error);
      },
    });
    signal.addEventListener('abort', () => {
      follower.stop();
      resolve(false);
    });
  });
}
