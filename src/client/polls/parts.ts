import { DirectPolls } from './direct.js';
import { hasWebLocks } from './locks.js';
import type { Outage } from './outage.js';
import { detectProtocol, isHidden, isInBrowser, type Protocol, watchPage } from './page.js';
import { Peers } from './peers.js';
import type { PollContext } from './poll-context.js';
import { QuickRequests } from './quick.js';
import type { PollStatus } from './status.js';
import { VisibilityTicks } from './visibility.js';

/** What exists of a scheduler only while anything waits. */
export interface Parts {
  readonly direct: DirectPolls;
  readonly quick: QuickRequests;
  readonly visibility: VisibilityTicks;
  /** Ends all of it. */
  readonly close: () => void;
}

/**
 * @param name begins the names of all that is shared with other tabs
 * @param woken connections may be dead that look alive
 * @param detected the HTTP version is known
 */
export function createParts(
  context: PollContext,
  name: string,
  woken: () => void,
  detected: (protocol: Protocol) => void,
): Parts {
  const { address } = context.options;
  const stopDetecting = context.protocol ? undefined : detectProtocol(new URL(address).origin, detected);
  const stopWatching = watchPage(() => context.changed(), woken);
  const peers: Peers = new Peers(isShared() ? `${name} ${address} 1` : undefined, {
    awaited: (namespace) => visibility.awaited(namespace),
    news: (news) => visibility.take(news, performance.now()),
    wanted: (rank) => direct.yieldTo(rank),
  });
  const direct: DirectPolls = new DirectPolls(context, `${name} slot`, peers);
  const visibility: VisibilityTicks = new VisibilityTicks(context, name, peers);
  const close = (): void => {
    direct.close();
    visibility.close();
    peers.close();
    stopDetecting?.();
    stopWatching();
  };
  return { direct, quick: new QuickRequests(context), visibility, close };
}

/** What a scheduler does now. */
export function statusOf(context: PollContext, parts: Parts | undefined, outage: Outage): PollStatus {
  const held = parts?.direct.held ?? 0;
  const waits = context.entries.size;
  const off = context.options.polls.visibility === false;
  return {
    protocol: context.protocol,
    shared: isShared(),
    tabs: context.tabs(),
    hidden: isHidden(),
    slots: { limit: context.slotLimit(), held },
    waits,
    parked: waits - held,
    visibility: parts?.visibility.status ?? { status: off ? 'off' : 'idle', intervalMs: 0, lagMs: undefined },
    outage: outage.current,
  };
}

function isShared(): boolean {
  return isInBrowser() && hasWebLocks();
}
