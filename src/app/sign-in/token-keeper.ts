import { elapsedMs, type Moment, now } from './moment.js';
import { SignInError } from './sign-in-error.js';

/** What a provider has issued. */
export interface Tokens {
  /** What Temporal gets. */
  bearer: string;
  refreshToken: string | undefined;
  /** Seconds for which the bearer is good. Infinity when the provider does not say. */
  expiresIn: number;
  /** When it was asked for, which is before it was issued. */
  since: Moment;
}

export interface TokenKeeperOptions {
  /** @throws SignInError; one that `isPassing` is tried again */
  renew: (refreshToken: string) => Promise<Tokens>;
  /** The present token is the last one: the provider gives no other without the person. */
  onlast: () => void;
  /** Nothing more can be had without the person. */
  onend: (error: SignInError) => void;
  /** The provider does not answer at present; nothing when it does again. */
  ontrouble: (error: SignInError | undefined) => void;
}

/** From here on the next one is got, while calls still go with the old one: the shorter of a minute and a fifth of its life. */
const softMarginMs = 60_000;
/** From here on a call waits for the next one: it might arrive too late. */
const hardMarginMs = 5_000;
/** A token that a server refuses is replaced once in this time: a new one of the same kind will not please it more. */
const refusalMs = 60_000;
const firstWaitMs = 1_000;
const mostWaitMs = 30_000;

/** Gives out a token that is good, and gets the next one, once for all who ask. It holds them in private fields and nowhere else. */
export class TokenKeeper {
  readonly #options: TokenKeeperOptions;
  #tokens: Tokens | undefined;
  #renewal: Promise<void> | undefined;
  #end: SignInError | undefined;
  /** The bearer that a server has refused although it should be good. */
  #refused: string | undefined;
  #refusedAt: Moment | undefined;
  /** How long to leave a provider alone that did not answer. */
  #pause: { since: Moment; ms: number } | undefined;

  constructor(tokens: Tokens, options: TokenKeeperOptions) {
    this.#options = options;
    this.#tokens = { ...tokens };
  }

  /**
   * A token for one attempt of a call. While the provider does not answer, an old one is given as long as it is good, and
   * after that the call waits: it ends by its own time limit, and a wait that has none is not lost.
   *
   * @throws SignInError when the person has to sign in again
   */
  async token(): Promise<string> {
    for (;;) {
      const tokens = this.#require();
      const left = this.#leftMs(tokens);
      if (left > softMargin(tokens)) return tokens.bearer;
      if (tokens.refreshToken === undefined) {
        if (left > 0) return tokens.bearer;
        throw this.#endWith(new SignInError('ended'));
      }
      if (left > hardMargin(tokens)) {
        // Whatever comes of it is told by `ontrouble`, or by the call that needs it.
        if (this.#pauseMs === 0) void this.#renew(tokens.refreshToken).catch(() => undefined);
        return tokens.bearer;
      }
      try {
        await this.#renew(tokens.refreshToken);
        // However short its life is.
        return this.#require().bearer;
      } catch (error) {
        if (!(error instanceof SignInError && error.isPassing)) throw error;
      }
    }
  }

  /** A server refused this token: the next call gets another one, if that can help. */
  refused(bearer: string): void {
    if (bearer !== this.#tokens?.bearer) return;
    if (this.#refusedAt && elapsedMs(this.#refusedAt) < refusalMs) return;
    this.#refused = bearer;
    this.#refusedAt = now();
  }

  /** The person has signed in again. */
  replace(tokens: Tokens): void {
    this.#end = this.#refused = this.#refusedAt = this.#pause = undefined;
    this.#tokens = { ...tokens };
  }

  /** Forgets everything. @returns what can be revoked */
  wipe(): Pick<Tokens, 'refreshToken'> {
    const refreshToken = this.#tokens?.refreshToken;
    this.#tokens = undefined;
    this.#end = new SignInError('signed-out');
    return { refreshToken };
  }

  #require(): Tokens {
    if (this.#end || !this.#tokens) throw this.#end ?? new SignInError('ended');
    return this.#tokens;
  }

  /** Of the present token; nothing of one that a server refuses and that can be replaced. */
  #leftMs({ bearer, refreshToken, expiresIn, since }: Tokens): number {
    if (bearer === this.#refused && refreshToken !== undefined) return 0;
    return expiresIn * 1000 - elapsedMs(since);
  }

  get #pauseMs(): number {
    return this.#pause ? Math.max(0, this.#pause.ms - elapsedMs(this.#pause.since)) : 0;
  }

  /** One at a time: providers that rotate refresh tokens end the whole sign-in when one is used twice. */
  #renew(refreshToken: string): Promise<void> {
    return (this.#renewal ??= this.#renewOnce(refreshToken).finally(() => (this.#renewal = undefined)));
  }

  async #renewOnce(refreshToken: string): Promise<void> {
    const pause = this.#pauseMs;
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    try {
      const tokens = await this.#options.renew(refreshToken);
      // Somebody signed out, or in again, meanwhile.
      if (this.#tokens?.refreshToken !== refreshToken) return;
      this.#tokens = { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken };
      this.#pause = undefined;
      this.#options.ontrouble(undefined);
    } catch (caught) {
      const error = caught instanceof SignInError ? caught : new SignInError('unreachable');
      if (this.#tokens?.refreshToken !== refreshToken) return;
      if (error.isPassing) {
        this.#pause = { since: now(), ms: Math.min((this.#pause?.ms ?? firstWaitMs / 2) * 2, mostWaitMs) };
        this.#options.ontrouble(error);
        throw error;
      }
      // What is left of the old token is still good.
      if (this.#leftMs(this.#tokens) <= 0) throw this.#endWith(new SignInError('ended', error.reason));
      this.#tokens.refreshToken = undefined;
      this.#options.onlast();
    }
  }

  #endWith(error: SignInError): SignInError {
    this.#end = error;
    this.#tokens = undefined;
    this.#options.onend(error);
    return error;
  }
}

/** Providers count whole seconds: what lives for three may end after two. */
const roundingMs = 1_000;

function softMargin({ expiresIn }: Tokens): number {
  return Math.min(softMarginMs, roundingMs + expiresIn * 200);
}

function hardMargin({ expiresIn }: Tokens): number {
  return Math.min(hardMarginMs, roundingMs + expiresIn * 50);
}
