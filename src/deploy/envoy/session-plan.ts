import { isLoopback } from './address.js';
import type { EnvoyOptions, SessionOptions } from './options.js';

/** {@link SessionOptions} with every default in place. */
export interface SessionPlan {
  /** Without a slash at the end. */
  readonly url: string;
  readonly clientId: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: URL;
  readonly endSessionEndpoint: string | undefined;
  readonly scopes: readonly string[];
  readonly returnTo: URL;
  /** Where people go to sign in, and where they come back to. */
  readonly paths: Readonly<Record<'signIn' | 'callback' | 'signedIn' | 'signOut', string>>;
  readonly refresh: boolean;
}

/** Fills in defaults. @throws Error that says which option to change */
export function planSession(session: SessionOptions, { origins, routes }: EnvoyOptions): SessionPlan {
  const { url, path = '/oauth2', endSessionEndpoint } = session;
  const scopes = session.scopes ?? ['openid'];
  if (new URL(url).origin !== url) throw new Error(`"${url}" is not the origin of the proxy, without a path.`);
  assertSafe(url, 'cookies of a session are not sent to it');
  const open = origins.find((origin) => origin.includes('*'));
  if (open !== undefined) {
    throw new Error(`"${open}" with a session: each page that may use the cookies has to be named, without a star.`);
  }
  const returnTo = new URL(session.returnTo ?? `${origins[0] ?? ''}/`);
  if (!origins.includes(returnTo.origin)) {
    throw new Error(
      `People would come back to ${returnTo.href}, which may not call. Add ${returnTo.origin} to origins.`,
    );
  }
  if (!/^(?:\/[A-Za-z0-9_-]+)+$/.test(path)) throw new Error(`"${path}" is no path for a session, as /oauth2 is.`);
  const taken = routes?.find(({ prefix }) => `${path}/`.startsWith(`${prefix}/`));
  if (taken !== undefined) throw new Error(`The route ${taken.prefix} and the session have the same path.`);
  for (const address of [session.authorizationEndpoint, session.tokenEndpoint, endSessionEndpoint]) {
    if (address !== undefined) assertSafe(address, 'whoever is in between could sign in as anybody');
  }
  if (endSessionEndpoint !== undefined && !scopes.includes('openid')) {
    throw new Error('endSessionEndpoint is of OpenID Connect: the scope openid is needed.');
  }
  return {
    url,
    clientId: session.clientId,
    authorizationEndpoint: session.authorizationEndpoint,
    tokenEndpoint: new URL(session.tokenEndpoint),
    endSessionEndpoint,
    scopes,
    returnTo,
    paths: {
      signIn: `${path}/sign-in`,
      callback: `${path}/callback`,
      signedIn: `${path}/signed-in`,
      signOut: `${path}/sign-out`,
    },
    refresh: session.refresh ?? false,
  };
}

function assertSafe(address: string, why: string): void {
  const { protocol, hostname } = new URL(address);
  if (protocol !== 'https:' && !isLoopback(hostname)) throw new Error(`${address} is not https: ${why}.`);
}
