import { tick } from 'svelte';
import type { GrpcError } from '../../client/index.js';
import { type ErrorWords, explainRefusalsBy } from '../format/errors.js';
import type { ConsoleConfig } from '../state/config.js';
import type { Deed } from '../state/permissions.js';
import { router } from '../state/router.svelte.js';
import { type Account, accountOf, type TokenAccount } from './account.js';
import { deniedAction, deniedNamespace, offeredNamespaces, ownHome } from './account-rights.js';
import { KnownAddresses } from './known-addresses.js';
import type { SignedIn } from './oidc.js';
import { OidcClients } from './oidc-clients.js';
import { parseProviders, type SessionProvider, type SignInProvider } from './provider.js';
import { askSession, ProxySession, sessionNamed, sessionUrl } from './proxy-session.js';
import { refusalWords } from './refusal-words.js';
import { answerIn, consoleUrl } from './sign-in-answer.js';
import { SignInError } from './sign-in-error.js';
import { leaveNote, ownHash, takeNote } from './sign-in-note.js';
import type { SignInViews } from './index.js';
import type { Phase, SignInHost, SignInTarget } from './sign-in-host.js';
import { SignInWindow } from './sign-in-window.js';
import { leaveSignedOut, type SignedOut, SignOutChannel, takeSignedOut } from './sign-out.js';
import { TokenKeeper } from './token-keeper.js';
import { watchRefusals } from './watch-refusals.js';
import { wipeTraces } from './wipe.js';

/**
 * Who sits here, as a provider of config.json says. Tokens are in a {@link TokenKeeper} of this page, and nowhere else; or in
 * cookies of a proxy, which no page can read.
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
  #keeper: TokenKeeper | undefined;
  #phase = $state.raw<Phase>('out');
  #account = $state.raw<TokenAccount | undefined>();
  #session = $state.raw<ProxySession | undefined>();
  #problem = $state.raw<unknown>();
  #trouble = $state.raw<SignInError | undefined>();

  constructor(
    readonly config: ConsoleConfig,
    readonly views: SignInViews,
  ) {
    const { providers, problems } = parseProviders(config.signIn);
    this.providers = providers;
    this.problems = problems;
    this.#addresses = new KnownAddresses(config);
    this.#clients = new OidcClients(providers, this.#redirectUri);
    explainRefusalsBy((error) => this.#explain(error));
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** Also of somebody whose sign-in has ended. */
  get account(): Account | undefined {
    return this.#session?.account ?? this.#account;
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
    return this.#trouble;
  }

  /** Whether tokens may be sent to an address: those of config.json. */
  covers(address: string): boolean {
    return this.providers.length > 0 && this.#addresses.has(address);
  }

  /** Why the person's role may not do something; undefined where it may, or where nothing is known. */
  denied(action: Deed): string | undefined {
    return this.#account && deniedAction(this.#account, action);
  }

  /** Why the person may not enter a Namespace; undefined where they may, or where nothing is known. */
  deniedNamespace(name: string): string | undefined {
    return this.#account && deniedNamespace(this.#account, name);
  }

  /** The Namespaces that the account may enter; undefined where the server has to be asked. */
  get namespaces(): readonly string[] | undefined {
    return this.#account && offeredNamespaces(this.#account, this.config.namespaces);
  }

  /** Takes up what the page was opened for: the answer of a provider, or a person who was signed in before a reload. */
  begin(host: SignInHost): void {
    this.#host = host;
    // Back from the provider's page without an answer.
    addEventListener('pageshow', (event) => {
      if (event.persisted && this.#phase === 'busy') this.#phase = 'out';
    });
    const note = takeNote();
    const { profile } = host;
    const answer = answerIn(location.href);
    const signedOut = answer ? undefined : takeSignedOut();
    const session = answer || signedOut ? undefined : sessionNamed(note?.provider ?? profile?.provider, this.providers);
    const target = note ?? profile;
    if (session && target) {
      // Whether it is there, the first answer tells.
      if (note) router.go(note.hash, { replace: true });
      this.#enterSession(session, target);
      return;
    }
    if (answer) {
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
        const home = this.#account && ownHome(this.#account, this.config, note.hash);
        if (home) router.go(home, { replace: true });
      });
      return;
    }
    if (signedOut) this.#problem = new SignInError(signedOut);
    // It was tried, and the provider has kept the person on a page of its own: not again without being asked.
    else if (note?.silent) host.forgetProvider();
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
      const { address, namespace, hash } = target;
      const { url, asked } =
        'session' in provider ? askSession(provider) : await this.#clients.of(provider).ask({ silent });
      const note = { ...asked, provider: name, address, namespace, hash: ownHash(hash), silent, at: Date.now() };
      if (!leaveNote(note)) throw new SignInError('no-storage');
      location.assign(url);
    });
  }

  /** The same person again, in a window of its own: nothing that is open or typed in this page is lost. Only on a click. */
  async signInAgain(): Promise<void> {
    if (this.#session) return this.signIn(this.#session.account.provider.name, this.#target);
    const account = this.#account;
    if (!account) return;
    this.#problem = undefined;
    const client = this.#clients.of(account.provider);
    try {
      const signed = await this.#window.signIn(client);
      if (signed.identity['sub'] !== account.subject) {
        // Somebody else: nothing of the page before is theirs.
        const target = this.#target;
        await this.#leave('signed-out', { stay: true });
        this.#enter(account.provider, target, signed);
        return;
      }
      this.#account = accountOf(account.provider, signed.tokens, signed.identity);
      this.#keeper?.replace(signed.tokens);
      this.#trouble = undefined;
      this.#phase = 'in';
    } catch (error) {
      this.#problem = error;
    }
  }

  /** Forgets tokens and traces, tells other tabs, and leads to the provider, so that its session ends too. */
  async signOut(): Promise<void> {
    const { provider } = this.#account ?? {};
    this.#channel.tell();
    await this.#leave('signed-out', { provider });
  }

  /** The connection has become another one, which needs no sign-in. */
  left(): void {
    const { provider } = this.#account ?? {};
    const refreshToken = this.#forget();
    if (provider && refreshToken) void this.#clients.revoke(provider, refreshToken);
  }

  get #target(): SignInTarget {
    const { profile } = this.#host ?? {};
    return { address: profile?.address ?? '', namespace: profile?.namespace ?? '', hash: location.hash };
  }

  #enter(provider: SignInProvider, { address, namespace }: Omit<SignInTarget, 'hash'>, signed: SignedIn): void {
    if (!this.covers(address)) throw new SignInError('elsewhere');
    const client = this.#clients.of(provider);
    const { identity } = signed;
    const keeper = new TokenKeeper(signed.tokens, {
      renew: async (refreshToken) => {
        const tokens = await client.renew(refreshToken, identity['sub']);
        // Where the provider gives no other refresh token, this one stays.
        if (this.#keeper === keeper) this.#account = { ...accountOf(provider, tokens, identity), isRenewed: true };
        return tokens;
      },
      onlast: () => {
        if (this.#keeper === keeper && this.#account) this.#account = { ...this.#account, isRenewed: false };
      },
      onend: (error) => {
        if (this.#keeper !== keeper) return;
        this.#problem = error;
        this.#phase = 'ended';
      },
      ontrouble: (error) => {
        if (this.#keeper === keeper) this.#trouble = error;
      },
    });
    this.#host?.openWith(
      { name: address, address, namespace, provider: provider.name },
      { apiKey: () => keeper.token(), fetch: watchRefusals(keeper) },
    );
    this.#keeper = keeper;
    this.#account = accountOf(provider, signed.tokens, identity);
    this.#problem = this.#trouble = undefined;
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
    const refreshToken = this.#keeper?.wipe().refreshToken;
    this.#keeper = this.#session = undefined;
    this.#account = this.#problem = this.#trouble = undefined;
    this.#phase = 'out';
    return refreshToken;
  }

  async #leave(
    how: SignedOut,
    { provider, stay = false }: { provider?: SignInProvider | undefined; stay?: boolean } = {},
  ): Promise<void> {
    const session = this.#session;
    const owner = this.#account?.provider;
    if (!owner && !session) return;
    const refreshToken = this.#forget();
    this.#phase = 'busy';
    this.#host?.close();
    if (session) this.#host?.forgetProvider();
    // Screens put their drafts away when they go.
    await tick();
    const revoked = owner && refreshToken ? this.#clients.revoke(owner, refreshToken) : undefined;
    await Promise.allSettled([revoked, wipeTraces()]);
    if (stay) return;
    leaveSignedOut(how);
    if (session && how === 'signed-out') {
      location.assign(sessionUrl(session.account.provider, 'sign-out'));
      return;
    }
    const url = provider && (await this.#clients.signOutUrl(provider));
    // Either way nothing of this page stays in memory.
    if (url) location.assign(url);
    else location.reload();
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

  #explain(error: GrpcError): ErrorWords | undefined {
    return this.#session ? this.#session.explain(error) : this.#account && refusalWords(error, this.#account);
  }
}
