import type { ConnectionOptions } from '../../client/index.js';
import type { Profile } from '../state/profile.js';

/** What the sign-in does with the connection of the page; the Session. */
export interface SignInHost {
  readonly profile: Profile | undefined;
  openWith(profile: Profile, options: Pick<ConnectionOptions, 'apiKey' | 'fetch'>): void;
  close(): void;
  /** A reload is not to try again by itself. */
  forgetProvider(): void;
}

/**
 * - `out`: nobody is signed in.
 * - `busy`: the provider is being asked, or has been and is on its way.
 * - `in`: somebody is.
 * - `ended`: somebody was, whose page is still there.
 * - `window`: this is only the window in which somebody has signed in for another page.
 */
export type Phase = 'out' | 'busy' | 'in' | 'ended' | 'window';

/** Where somebody wants to go, signed in. */
export interface SignInTarget {
  address: string;
  namespace: string;
  /** The page to come back to: a hash route. */
  hash: string;
}
