import {
  createPrivateKey,
  createSign,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  randomUUID,
} from 'node:crypto';

/** A private key of a provider, as a JWK. */
export type SigningKey = JsonWebKey & { kty: 'RSA'; kid: string; alg: 'RS256'; use: 'sig' };

/** What a token may say other than it should, for tests of refusals. */
export interface TokenOverrides {
  readonly audience?: string;
  /** Negative for one that has expired. Default: an hour. */
  readonly expiresInSeconds?: number;
  /** `wrong`: of a key that the provider does not publish, under the name of one that it does. `none`: not signed. */
  readonly key?: 'wrong' | 'none';
  readonly claims?: Readonly<Record<string, unknown>>;
}

export function createSigningKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...(privateKey.export({ format: 'jwk' }) as { kty: 'RSA' }), kid: randomUUID(), alg: 'RS256', use: 'sig' };
}

/** An access token of a provider, made without asking it. */
export function signToken(
  issuer: string,
  key: SigningKey,
  subject: string,
  claims: Readonly<Record<string, unknown>>,
  { audience = 'temporal', expiresInSeconds = 3600, key: kind, claims: more }: TokenOverrides = {},
): string {
  const now = Math.floor(Date.now() / 1000);
  const header = kind === 'none' ? { alg: 'none', typ: 'JWT' } : { alg: key.alg, typ: 'at+jwt', kid: key.kid };
  const payload = {
    iss: issuer,
    sub: subject,
    aud: audience,
    iat: Math.min(now, now + expiresInSeconds - 1),
    exp: now + expiresInSeconds,
    jti: randomUUID(),
    ...claims,
    ...more,
  };
  const signed = `${encode(header)}.${encode(payload)}`;
  if (kind === 'none') return `${signed}.`;
  const signer: KeyObject = createPrivateKey({ key: kind === 'wrong' ? createSigningKey() : key, format: 'jwk' });
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(signer, 'base64url')}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
