/**
 * Leave to do something that only a few may do at once: Web Locks, which all tabs of an origin share and which the browser
 * frees when a tab crashes; where there are none (Node, plain http to another machine, sandboxed frames), this page alone.
 */

import { globals } from '../internal/environment.js';

/** Whether locks are shared with other tabs. */
export function hasWebLocks(): boolean {
  return webLocks() !== undefined;
}

let refused = false;

function webLocks(): LockManager | undefined {
  // Absent in pages that came over plain http from another machine.
  return refused ? undefined : globals.navigator?.locks;
}

/**
 * Waits for any one of these locks.
 *
 * @returns a function that gives it back
 * @throws the reason of the signal when it aborts first
 */
export async function lockAnyOf(names: readonly string[], signal: AbortSignal): Promise<() => void> {
  const locks = webLocks();
  if (locks) {
    try {
      return await webLockAnyOf(locks, names, signal);
    } catch (error) {
      signal.throwIfAborted();
      // Opaque origins have the API and may not use it.
      if (!(error instanceof DOMException && error.name === 'SecurityError')) throw error;
      refused = true;
    }
  }
  return pageLockAnyOf(names, signal);
}

async function webLockAnyOf(locks: LockManager, names: readonly string[], signal: AbortSignal): Promise<() => void> {
  const start = Math.floor(Math.random() * names.length);
  // Most of the time there is a free one, and these are few messages to the browser's process.
  for (let i = 0; i < Math.min(3, names.length); i++) {
    const release = await webLock(locks, names[(start + i) % names.length]!, { ifAvailable: true });
    if (signal.aborted) release?.();
    signal.throwIfAborted();
    if (release) return release;
  }
  // Whichever becomes free first; standing in all queues.
  const others = new AbortController();
  let taken: (() => void) | undefined;
  const requests = names.map(async (name) => {
    const release = await webLock(locks, name, { signal: AbortSignal.any([signal, others.signal]) });
    if (taken || !release) release?.();
    else {
      taken = release;
      others.abort();
    }
  });
  try {
    await Promise.any(requests);
  } catch (error) {
    throw error instanceof AggregateError ? error.errors[0] : error;
  }
  return taken!;
}

/** One Web Lock. Gives nothing when it was to be had only at once and is not. */
function webLock(locks: LockManager, name: string, options: LockOptions): Promise<(() => void) | undefined> {
  return new Promise((resolve, reject) => {
    locks
      .request(name, options, (lock) => {
        if (lock) return new Promise<void>((release) => resolve(() => release()));
        resolve(undefined);
        return undefined;
      })
      .catch(reject);
  });
}

const held = new Set<string>();
const queue = new Set<{ readonly names: readonly string[]; readonly take: (release: () => void) => void }>();

function pageLockAnyOf(names: readonly string[], signal: AbortSignal): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      queue.delete(request);
      reject(signal.reason);
    };
    const take = (release: () => void): void => {
      signal.removeEventListener('abort', onAbort);
      resolve(release);
    };
    const request = { names, take };
    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort);
    queue.add(request);
    serve();
  });
}

function serve(): void {
  for (const request of queue) {
    const name = request.names.find((candidate) => !held.has(candidate));
    if (name === undefined) continue;
    queue.delete(request);
    held.add(name);
    request.take(() => {
      if (held.delete(name)) serve();
    });
  }
}
