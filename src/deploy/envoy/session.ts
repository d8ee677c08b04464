import type { EnvoyPlan } from './plan.js';
import { secretConfig } from './secrets.js';
import { scalar, sequence, yaml } from './yaml.js';

/** The filter that signs people in and turns their cookies into the token that the next filter verifies. */
export function sessionFilter(plan: EnvoyPlan): string {
  const { session } = plan;
  if (!session) return '';
  const { url, paths, endSessionEndpoint, returnTo } = session;
  return yaml`
    # Sessions. The code flow with PKCE at the provider, whose tokens stay in cookies that no script can read, encrypted. Of a
    # valid session, the token goes into the header authorization, where the next filter looks for it.
    - name: envoy.filters.http.oauth2
      typed_config:
        '@type': type.googleapis.com/envoy.extensions.filters.http.oauth2.v3.OAuth2
        config:
          token_endpoint: { uri: ${scalar(session.tokenEndpoint.href)}, cluster: ${tokenCluster(plan)}, timeout: 5s }
          authorization_endpoint: ${scalar(session.authorizationEndpoint)}
          ${endSessionEndpoint === undefined ? '' : endSession(endSessionEndpoint, returnTo)}
          redirect_uri: ${scalar(url + paths.callback)}
          redirect_path_matcher: { path: { exact: ${paths.callback} } }
          signout_path: { path: { exact: ${paths.signOut} } }
          # The path of the request goes behind this. That place asks for no cookie: coming from the provider, a browser
          # does not send those that are strict.
          original_request_uri: ${scalar(url + paths.signedIn)}
          auth_scopes: ${sequence(session.scopes)}
          # A program that brings a token of its own.
          pass_through_matcher:
            - { name: authorization, string_match: { prefix: 'Bearer ' } }
          # One path leads to the provider. Every call gets an answer that a page can read.
          deny_redirect_matcher:
            - { name: ':path', string_match: { exact: ${paths.signIn} }, invert_match: true }
          forward_bearer_token: true
          use_refresh_token: ${String(session.refresh)}
          ${endSessionEndpoint === undefined ? '# Nobody reads it, and cookies have little room.\ndisable_id_token_set_cookie: true' : ''}
          credentials:
            client_id: ${scalar(session.clientId)}
            token_secret:
              ${secretConfig('session-client-secret', plan)}
            # Signs and encrypts the cookies.
            hmac_secret:
              ${secretConfig('session-cookie-secret', plan)}
            # Browsers take cookies of these names from this host alone, over TLS: no neighbour can put in its own.
            cookie_names:
              bearer_token: __Host-temporal-token
              oauth_hmac: __Host-temporal-signature
              oauth_expires: __Host-temporal-expires
              id_token: __Host-temporal-identity
              refresh_token: __Host-temporal-refresh
              oauth_nonce: __Host-temporal-nonce
              code_verifier: __Host-temporal-verifier
          cookie_configs:
            bearer_token_cookie_config: { same_site: STRICT }
            oauth_hmac_cookie_config: { same_site: STRICT }
            oauth_expires_cookie_config: { same_site: STRICT }
            id_token_cookie_config: { same_site: STRICT }
            refresh_token_cookie_config: { same_site: STRICT }
            # These two have to be there when the provider sends somebody back.
            oauth_nonce_cookie_config: { same_site: LAX }
            code_verifier_cookie_config: { same_site: LAX }
  `;
}

function endSession(endpoint: string, returnTo: URL): string {
  return yaml`
    end_session_endpoint: ${scalar(endpoint)}
    post_logout_redirect_uri: { uri: ${scalar(returnTo.href)} }
  `;
}

/** The cluster that tokens are got from: that of the keys, if they are at the same place. */
export function tokenCluster({ auth, session }: EnvoyPlan): 'identity_provider' | 'identity_tokens' {
  const isSame = auth?.jwksUri !== undefined && new URL(auth.jwksUri).origin === session?.tokenEndpoint.origin;
  return isSame ? 'identity_provider' : 'identity_tokens';
}
