import type { RunningOidcProvider } from '../../../src/dev/variants/oidc-provider.js';
import type { UserId } from '../../../src/dev/variants/identity-users.js';
import { CookieVisitor } from '../../fixtures/cookie-visitor.js';
import type { EnvoyProxy } from '../../fixtures/envoy-proxy.js';
import type { Answer, CallSpec } from '../caller.js';
import { finding, fromProgram } from '../program.js';

/** An Envoy with sessions. */
export interface SessionPlace {
  readonly proxy: EnvoyProxy;
  /** Its origin. */
  readonly url: string;
  readonly provider: RunningOidcProvider;
}

/** Somebody without a browser, who can keep, change and send on whatever they are given. */
export class SessionVisitor {
  readonly #place: SessionPlace;
  readonly #fetch: typeof globalThis.fetch;
  readonly #visitor: CookieVisitor;

  constructor(place: SessionPlace) {
    this.#place = place;
    this.#fetch = finding(place.url, place.proxy.url);
    this.#visitor = new CookieVisitor(this.#fetch);
  }

  /** What a browser would send, as a `cookie` header. */
  get cookie(): string {
    return this.#visitor.cookie(this.#place.url);
  }

  /** Whether this cookie header is of somebody who has signed in. */
  get isSignedIn(): boolean {
    return this.cookie.includes('__Host-temporal-token=');
  }

  /** Begins to sign in, and says at the provider who it is. @returns the address with the answer, not opened yet */
  async answer(user: UserId): Promise<URL> {
    const { url, provider } = this.#place;
    const { headers } = await this.open(`${url}/oauth2/sign-in`);
    const origins = [provider.issuer];
    const login = await this.#visitor.follow(headers.get('location')!, origins);
    const body = new URLSearchParams({ user });
    return new URL((await this.#visitor.follow(login.url, origins, { method: 'POST', body })).url);
  }

  /** Opens an address of the proxy, and follows no redirect. @param cookie in place of those that it was given */
  open(address: string | URL, cookie?: string): Promise<Response> {
    const url = new URL(address).href;
    return cookie === undefined ? this.#visitor.request(url) : this.#fetch(url, { headers: { cookie } });
  }

  /** @throws Error when nobody is signed in after that */
  async signIn(user: UserId): Promise<this> {
    await this.open(await this.answer(user));
    if (!this.isSignedIn) throw new Error(`${user} is not signed in`);
    return this;
  }

  /**
   * Calls with these cookies, as a page of the origin would.
   *
   * @param headers also in place of those that it would send; undefined for none
   */
  call(
    cookie: string,
    headers: Readonly<Record<string, string | undefined>> = {},
    spec: Omit<CallSpec, 'address'> = {},
  ): Promise<Answer> {
    const { url } = this.#place;
    const all: Record<string, string | undefined> = { origin: url, cookie, ...headers };
    const sent = Object.entries(all).filter((header): header is [string, string] => header[1] !== undefined);
    return fromProgram({ address: url, ...spec }, Object.fromEntries(sent), this.#fetch);
  }
}
