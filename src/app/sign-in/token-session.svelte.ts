import type { GrpcError } from '../../client/index.js';
import type { ErrorWords } from '../format/errors.js';
import { accountOf, type TokenAccount } from './account.js';
import type { OidcClient, SignedIn } from './oidc.js';
import type { SignInProvider } from './provider.js';
import { refusalWords } from './refusal-words.js';
import type { SignInError } from './sign-in-error.js';
import type { SignInHost, SignInTarget } from './sign-in-host.js';
import { TokenKeeper } from './token-keeper.js';
import { watchRefusals } from './watch-refusals.js';

/** A sign-in whose tokens are in this page: in a {@link TokenKeeper}, and nowhere else. */
export class TokenSession {
  readonly #provider: SignInProvider;
  readonly #keeper: TokenKeeper;
  #account: TokenAccount;
  #trouble = $state.raw<SignInError | undefined>();

  /** @param onend the last token has ended, or the provider has taken the sign-in back */
  constructor(provider: SignInProvider, client: OidcClient, signed: SignedIn, onend: (error: SignInError) => void) {
    const { identity } = signed;
    this.#provider = provider;
    this.#account = $state.raw(accountOf(provider, signed.tokens, identity));
    this.#keeper = new TokenKeeper(signed.tokens, {
      renew: async (refreshToken) => {
        const tokens = await client.renew(refreshToken, identity['sub']);
        // Where the provider gives no other refresh token, this one stays.
        this.#account = { ...accountOf(provider, tokens, identity), isRenewed: true };
        return tokens;
      },
      onlast: () => {
        this.#account = { ...this.#account, isRenewed: false };
      },
      onend,
      ontrouble: (error) => {
        this.#trouble = error;
      },
    });
  }

  get account(): TokenAccount {
    return this.#account;
  }

  /** The provider does not answer at present. */
  get trouble(): SignInError | undefined {
    return this.#trouble;
  }

  /** Connects with the tokens. */
  open(host: SignInHost, { address, namespace }: Omit<SignInTarget, 'hash'>): void {
    host.openWith(
      { name: address, address, namespace, provider: this.#provider.name },
      { apiKey: () => this.#keeper.token(), fetch: watchRefusals(this.#keeper) },
    );
  }

  /** What a refusal means; undefined for every other error. */
  explain(error: GrpcError): ErrorWords | undefined {
    return refusalWords(error, this.#account);
  }

  /** Goes on with what the same person has got by signing in again. */
  replace({ tokens, identity }: SignedIn): void {
    this.#account = accountOf(this.#provider, tokens, identity);
    this.#keeper.replace(tokens);
    this.#trouble = undefined;
  }

  /** Forgets the tokens. @returns the refresh token, to be revoked */
  wipe(): string | undefined {
    return this.#keeper.wipe().refreshToken;
  }
}
