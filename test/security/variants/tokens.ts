import type { RunningOidcProvider } from '../../../src/dev/variants/oidc-provider.js';

/** Tokens that are no good, by what is wrong with them. All are of somebody who may read. */
export const badTokens = {
  'no token': () => undefined,
  'an expired token': (identity) => identity.issueToken('viewer', { expiresInSeconds: -3600 }),
  'a token for another audience': (identity) => identity.issueToken('viewer', { audience: 'billing' }),
  'a token of another issuer': (identity) =>
    identity.issueToken('viewer', { key: 'wrong', claims: { iss: 'https://evil.example/' } }),
  'a token signed with another key': (identity) => identity.issueToken('viewer', { key: 'wrong' }),
  'a token with alg none': (identity) => identity.issueToken('viewer', { key: 'none' }),
  'a token with alg none and a signature': (identity) => unneeded(identity.issueToken('viewer')),
  'a token whose claims were changed': (identity) => changed(identity.issueToken('viewer')),
} as const satisfies Record<string, (identity: RunningOidcProvider) => string | undefined>;

export type BadToken = keyof typeof badTokens;

/** Makes an administrator of a viewer, under the old signature. */
function changed(token: string): string {
  const [head, body = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
  const more = { ...claims, roles: ['admin'], namespaces: ['*'], permissions: ['temporal-system:admin'] };
  return [head, Buffer.from(JSON.stringify(more)).toString('base64url'), signature].join('.');
}

/** Says that it needs no signature, and has one. */
function unneeded(token: string): string {
  const [head = '', body, signature] = token.split('.');
  const header = { ...(JSON.parse(Buffer.from(head, 'base64url').toString()) as object), alg: 'none' };
  return [Buffer.from(JSON.stringify(header)).toString('base64url'), body, signature].join('.');
}
