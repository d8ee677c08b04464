import type { EnvoyProxy } from '../../fixtures/envoy-proxy.js';
import type { NotingServer } from '../../fixtures/noting-server.js';
import type { Attack, Expected } from '../attack.js';
import type { CallSpec } from '../caller.js';
import type { World } from '../world.js';

/** Temporal behind TLS lets in whoever gets there: all that is refused, Envoy refuses. */
export interface TlsVariant {
  readonly proxy: EnvoyProxy;
  /** In front of a server that notes what reaches it. */
  readonly noting: { readonly server: NotingServer; readonly proxy: EnvoyProxy };
  /** Trusts other authorities than that of the server. */
  readonly mistrusting: EnvoyProxy;
}

type Run = Attack<TlsVariant>['run'];

/** A call of a user from the page, through the proxy with TLS. */
export const page =
  (user: Parameters<World['identity']['issueToken']>[0], spec: Partial<CallSpec> = {}): Run =>
  ({ proxy }, world) =>
    world.fromPage({ address: proxy.tlsUrl, token: world.identity.issueToken(user), ...spec });

export const notSignedIn = (words: string): Expected => ({ code: 'UNAUTHENTICATED', words });
export const notAllowed = (words: string): Expected => ({ code: 'PERMISSION_DENIED', words });
export const byRole = notAllowed('Your roles do not allow this call');
export const byNamespace = notAllowed('You may not call this Namespace');
