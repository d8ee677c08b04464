import type { OidcClients } from './oidc-clients.js';
import type { SessionProvider, SignInProvider } from './provider.js';
import { askSession, sessionUrl } from './proxy-session.js';
import { SignInError } from './sign-in-error.js';
import type { SignInTarget } from './sign-in-host.js';
import { leaveNote, ownHash } from './sign-in-note.js';
import { leaveSignedOut, type SignedOut } from './sign-out.js';

/**
 * Leaves this page for that of a provider, which leads back.
 *
 * @throws SignInError
 */
export async function departToSignIn(
  provider: SignInProvider | SessionProvider,
  { address, namespace, hash }: SignInTarget,
  { clients, silent }: { clients: OidcClients; silent: boolean },
): Promise<void> {
  const { url, asked } = 'session' in provider ? askSession(provider) : await clients.of(provider).ask({ silent });
  const note = { ...asked, provider: provider.name, address, namespace, hash: ownHash(hash), silent, at: Date.now() };
  if (!leaveNote(note)) throw new SignInError('no-storage');
  location.assign(url);
}

/**
 * Leaves this page after somebody has signed out, so that nothing of it stays in memory.
 *
 * @param provider whose session is to end too
 */
export async function departSignedOut(
  how: SignedOut,
  provider: SignInProvider | SessionProvider | undefined,
  clients: OidcClients,
): Promise<void> {
  leaveSignedOut(how);
  if (provider && 'session' in provider) {
    location.assign(sessionUrl(provider, 'sign-out'));
    return;
  }
  const url = provider && (await clients.signOutUrl(provider));
  if (url) location.assign(url);
  else location.reload();
}
