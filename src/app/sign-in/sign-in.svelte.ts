import { tick } from 'svelte';
import { explainRefusalsBy } from '../format/errors.js';
import type { ConsoleConfig } from '../state/config.js';
import type { Deed } from '../state/permissions.js';
import { router } from '../state/router.svelte.js';
import type { Account } from './account.js';
import { deniedAction, deniedNamespace, offeredNamespaces, ownHome } from './account-rights.js';
import { takeArrival } from './arrival.js';
import { departSignedOut, departToSignIn } from './departure.js';
import { KnownAddresses } from './known-addresses.js';
import type { SignedIn } from './oidc.js';
import { OidcClients } from './oidc-clients.js';
import { parseProviders, type SessionProvider, type SignInProvider } from './provider.js';
import { ProxySession } from './proxy-session.js';
import { consoleUrl } from './sign-in-answer.js';
import { SignInError } from './sign-in-error.js';
import type { SignInNote } from './sign-in-note.js';
import type { SignInViews } from './index.js';
import type { Phase, SignInHost, SignInTarget } from './sign-in-host.js';
import { SignInWindow } from './sign-in-window.js';
import { type SignedOut, SignOutChannel } from './sign-out.js';
import { TokenSession } from './token-session.svelte.js';
import { wipeTraces } from './wipe.js';

/**
 * Who sits here, as a provider of config.json says. Tokens are in a {@link TokenSession} of this page; or in cookies of a
 * proxy, which no page can read.
 */
export class SignIn {
  readonly providers: readonly (SignInProvider | SessionProvider)[];
  /** What in config.json means nothing, in words. */
  readonly problems: readonly string[];
  readonly #addresses: KnownAddresses;
  readonly #clients: OidcClients;
  readonly #redirectUri = consoleUrl();
  readonly #channel = new SignOutChannel(() => void this.#leave('signed-out-elsewhere'));
  readonly #window = new SignInWindow();
  #host: SignInHost | undefined;
  #phase = $state.raw<Phase>('out');
  #tokens = $state.raw<TokenSession | undefined>();
  #session = $state.raw<ProxySession | undefined>();
  #problem = $state.raw<unknown>();

  constructor(
    readonly config: ConsoleConfig,
    readonly views: SignInViews,
  ) {
    const { providers, problems } = parseProviders(config.signIn);
    this.providers = providers;
    this.problems = problems;
    this.#addresses = new KnownAddresses(config);
    this.#clients = new OidcClients(providers, this.#redirectUri);
    explainRefusalsBy((error) => (this.#session ?? this.#tokens)?.explain(error));
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** Also of somebody whose sign-in has ended. */
  get account(): Account | undefined {
    return (this.#session ?? this.#tokens)?.account;
  }

  /** The proxy has the tokens: signing in again leaves this page. */
  get isSession(): boolean {
    return this.#session !== undefined;
  }

  /** Why nobody is signed in; undefined where nobody has tried. */
  get problem(): unknown {
    return this.#problem;
  }

  /** The provider does not answer at present, and the sign-in will end with the token that is there. */
  get trouble(): SignInError | undefined {
    return this.#tokens?.trouble;
  }

  /** Whether tokens may be sent to an address: those of config.json. */
  covers(address: string): boolean {
    return this.providers.length > 0 && this.#addresses.has(address);
  }

  /** Why the person's role may not do something; undefined where it may, or where nothing is known. */
  denied(action: Deed): string | undefined {
    return this.#tokens && deniedAction(this.#tokens.account, action);
  }

  /** Why the person may not enter a Namespace; undefined where they may, or where nothing is known. */
  deniedNamespace(name: string): string | undefined {
    return this.#tokens && deniedNamespace(this.#tokens.account, name);
  }

  /** The Namespaces that the account may enter; undefined where the server has to be asked. */
  get namespaces(): readonly string[] | undefined {
    return this.#tokens && offeredNamespaces(this.#tokens.account, this.config.namespaces);
  }

  /** Takes up what the page was opened for: the answer of a provider, or a person who was signed in before a reload. */
  begin(host: SignInHost): void {
    this.#host = host;
    // Back from the provider's page without an answer.
    addEventListener('pageshow', (event) => {
      if (event.persisted && this.#phase === 'busy') this.#phase = 'out';
    });
    const { profile } = host;
    const arrival = takeArrival(profile, this.providers);
    if (arrival.by === 'session') {
      // Whether it is there, the first answer tells.
      if (arrival.note) router.go(arrival.note.hash, { replace: true });
      this.#enterSession(arrival.provider, arrival.target);
    } else if (arrival.by === 'answer') this.#take(arrival.answer, arrival.note);
    else if (arrival.by === 'sign-out') this.#problem = new SignInError(arrival.how);
    // Not again without being asked.
    else if (arrival.by === 'kept') host.forgetProvider();
    else if (profile?.provider !== undefined && this.covers(profile.address)) {
      void this.signIn(profile.provider, { ...profile, hash: location.hash }, { silent: true });
    }
  }

  /** Leaves this page for that of the provider, which leads back. What goes wrong before is in {@link SignIn.problem}. */
  async signIn(name: string, target: SignInTarget, { silent = false } = {}): Promise<void> {
    this.#phase = 'busy';
    this.#problem = undefined;
    await this.#settle(async () => {
      const provider = this.providers.find((one) => one.name === name);
      if (!provider) throw new SignInError('ended');
      if (!this.covers(target.address)) throw new SignInError('elsewhere');
      await departToSignIn(provider, target, { clients: this.#clients, silent });
    });
  }

  /** The same person again, in a window of its own: nothing that is open or typed in this page is lost. Only on a click. */
  async signInAgain(): Promise<void> {
    if (this.#session) return this.signIn(this.#session.account.provider.name, this.#target);
    const account = this.#tokens?.account;
    if (!account) return;
    this.#problem = undefined;
    try {
      const signed = await this.#window.signIn(this.#clients.of(account.provider));
      if (signed.identity['sub'] !== account.subject) {
        // Somebody else: nothing of the page before is theirs.
        const target = this.#target;
        await this.#leave('signed-out', { stay: true });
        this.#enter(account.provider, target, signed);
        return;
      }
      this.#tokens?.replace(signed);
      this.#phase = 'in';
    } catch (error) {
      this.#problem = error;
    }
  }

  /** Forgets tokens and traces, tells other tabs, and leads to the provider, so that its session ends too. */
  async signOut(): Promise<void> {
    this.#channel.tell();
    await this.#leave('signed-out');
  }

  /** The connection has become another one, which needs no sign-in. */
  left(): void {
    const { provider } = this.#tokens?.account ?? {};
    const refreshToken = this.#forget();
    if (provider && refreshToken) void this.#clients.revoke(provider, refreshToken);
  }

  get #target(): SignInTarget {
    const { profile } = this.#host ?? {};
    return { address: profile?.address ?? '', namespace: profile?.namespace ?? '', hash: location.hash };
  }

  /** An answer of a provider. */
  #take(answer: URLSearchParams, note: SignInNote | undefined): void {
    // Before anything else can see it.
    history.replaceState(history.state, '', this.#redirectUri + (note?.hash ?? '#/'));
    router.go(note?.hash ?? '#/', { replace: true });
    if (!note && this.#window.pass(answer)) {
      this.#phase = 'window';
      return;
    }
    this.#phase = 'busy';
    void this.#settle(async () => {
      const provider = this.providers.find(({ name }) => name === note?.provider);
      if (!note || !provider || 'session' in provider) throw new SignInError('not-begun');
      this.#enter(provider, note, await this.#clients.of(provider).finish(note, answer));
      const home = this.#tokens && ownHome(this.#tokens.account, this.config, note.hash);
      if (home) router.go(home, { replace: true });
    });
  }

  #enter(provider: SignInProvider, target: Omit<SignInTarget, 'hash'>, signed: SignedIn): void {
    if (!this.covers(target.address)) throw new SignInError('elsewhere');
    const tokens = new TokenSession(provider, this.#clients.of(provider), signed, (error) => {
      if (this.#tokens !== tokens) return;
      this.#problem = error;
      this.#phase = 'ended';
    });
    if (this.#host) tokens.open(this.#host, target);
    this.#tokens = tokens;
    this.#problem = undefined;
    this.#phase = 'in';
  }

  async #settle(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.#phase = 'out';
      this.#problem = error;
      if (!(error instanceof SignInError && error.isPassing)) this.#host?.forgetProvider();
    }
  }

  /** @returns the refresh token, to be revoked */
  #forget(): string | undefined {
    const refreshToken = this.#tokens?.wipe();
    this.#tokens = this.#session = this.#problem = undefined;
    this.#phase = 'out';
    return refreshToken;
  }

  async #leave(how: SignedOut, { stay = false } = {}): Promise<void> {
    const owner = this.account?.provider;
    if (!owner) return;
    const isSession = 'session' in owner;
    const refreshToken = this.#forget();
    this.#phase = 'busy';
    this.#host?.close();
    if (isSession) this.#host?.forgetProvider();
    // Screens put their drafts away when they go.
    await tick();
    const revoked = !isSession && refreshToken ? this.#clients.revoke(owner, refreshToken) : undefined;
    await Promise.allSettled([revoked, wipeTraces()]);
    if (!stay) await departSignedOut(how, how === 'signed-out' ? owner : undefined, this.#clients);
  }

  #enterSession(provider: SessionProvider, target: Omit<SignInTarget, 'hash'>): void {
    if (!this.#host || !this.covers(target.address)) return;
    const session = new ProxySession(provider, (isThere) => {
      if (this.#session === session) this.#phase = isThere ? 'in' : 'ended';
    });
    session.open(this.#host, target);
    this.#session = session;
    this.#phase = 'in';
  }
}
