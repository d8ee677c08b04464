import type { Role } from '../../deploy/roles.js';
import type { SessionProvider, SignInProvider } from './provider.js';
import { audienceOf, claimsOf, nameOf, namespacesOf, roleOf } from './token-claims.js';
import type { Tokens } from './token-keeper.js';

/** Who is signed in, as far as the page can know. Holds no token. */
export interface Account {
  provider: SignInProvider | SessionProvider;
  /** undefined where a proxy has the token. */
  name: string | undefined;
  /** `none`: known, and without a role; undefined where roles are not told. */
  role: Role | 'none' | undefined;
  /** Whom the token that Temporal gets is made out to; undefined where it does not say. */
  audience: string | undefined;
  /** Those that the account may enter, sorted; undefined for all, and where config.json names no claim for it. */
  namespaces: readonly string[] | undefined;
  /** When the present token ends; undefined where neither it nor the provider says. */
  ends: Date | undefined;
  /** Whether the next token comes without the person. */
  isRenewed: boolean;
}

/** An account as the tokens of this page say. */
export interface TokenAccount extends Account {
  provider: SignInProvider;
  /** `sub`: what the provider knows the person by. */
  subject: string;
  name: string;
}

/** @param identity claims of the ID token */
export function accountOf(provider: SignInProvider, tokens: Tokens, identity: Record<string, unknown>): TokenAccount {
  const claims = claimsOf(tokens.bearer);
  const both = { ...identity, ...claims };
  const ends = new Date(tokens.since.wall + tokens.expiresIn * 1000);
  return {
    provider,
    subject: String(identity['sub']),
    name: nameOf(identity),
    role: roleOf(both, provider),
    audience: audienceOf(claims),
    namespaces: namespacesOf(both, provider),
    ends: Number.isNaN(ends.getTime()) ? undefined : ends,
    isRenewed: tokens.refreshToken !== undefined,
  };
}
