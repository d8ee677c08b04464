import type { Profile } from '../state/profile.js';
import type { SessionProvider, SignInProvider } from './provider.js';
import { sessionNamed } from './proxy-session.js';
import { answerIn } from './sign-in-answer.js';
import type { SignInTarget } from './sign-in-host.js';
import { type SignInNote, takeNote } from './sign-in-note.js';
import { type SignedOut, takeSignedOut } from './sign-out.js';

/**
 * What a page of the console was opened for.
 *
 * - `answer`: a provider leads back to it. Without a note, this tab has asked nothing.
 * - `sign-out`: somebody has signed out on the page before it.
 * - `session`: whoever comes may have one at a proxy.
 * - `kept`: a provider was asked without the person, has shown a page of its own, and the person has come back from there.
 * - `itself`: none of these.
 */
export type Arrival =
  | { readonly by: 'answer'; readonly answer: URLSearchParams; readonly note: SignInNote | undefined }
  | { readonly by: 'sign-out'; readonly how: SignedOut }
  | {
      readonly by: 'session';
      readonly provider: SessionProvider;
      readonly target: Omit<SignInTarget, 'hash'>;
      readonly note: SignInNote | undefined;
    }
  | { readonly by: 'kept' | 'itself' };

/** Takes what the page before has left for this one, which can be done once. */
export function takeArrival(
  profile: Profile | undefined,
  providers: readonly (SignInProvider | SessionProvider)[],
): Arrival {
  const note = takeNote();
  const answer = answerIn(location.href);
  if (answer) return { by: 'answer', answer, note };
  const how = takeSignedOut();
  if (how) return { by: 'sign-out', how };
  const target = note ?? profile;
  const provider = sessionNamed(target?.provider, providers);
  if (provider && target) return { by: 'session', provider, target, note };
  return { by: note?.silent ? 'kept' : 'itself' };
}
