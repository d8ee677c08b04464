import { type Role, roles } from '../../deploy/roles.js';
import { hint } from '../state/config-problems.js';
import { isRecord } from '../state/stored.js';
import { providerTexts as texts } from '../texts/sign-in.js';

/** An OpenID Connect provider of `signIn` in config.json. Nothing in it is secret: the console is a public client. */
export interface SignInProvider {
  /** What people call it; tells the providers apart. */
  name: string;
  /** https, or loopback. Its discovery document must name exactly this as `issuer`. */
  issuer: string;
  clientId: string;
  /** @default 'openid profile' */
  scope: string;
  /** Sent with the request, for providers that issue tokens for the audience one asks for. */
  audience: string | undefined;
  /** The same in the words of RFC 8707. */
  resource: string | undefined;
  /** Which token Temporal gets: `access`, or `id` where access tokens are no JWTs. @default 'access' */
  token: 'access' | 'id';
  /** Claim that lists the roles; a dot goes one level down. @default 'roles' */
  rolesClaim: string;
  /** Whether `rolesClaim` was set: then a token without a known role may do nothing. */
  needsRole: boolean;
  /** Claim that lists the Namespaces, `*` for all; a dot goes one level down. Undefined: who may enter what is not told. */
  namespacesClaim: string | undefined;
  /** What the roles are called in the claim. @default as they are called here */
  roleNames: Readonly<Record<Role, readonly string[]>>;
}

/** A proxy of `signIn` that signs people in by itself, and keeps their tokens in cookies. The page never has one. */
export interface SessionProvider {
  /** What people call it; tells the providers apart. */
  name: string;
  /** What the addresses for signing in and out begin with, without a slash at its end. */
  session: string;
}

/** What `signIn` means, and what in it means nothing, in words. A provider with a mistake is left out. */
export interface ParsedProviders {
  providers: readonly (SignInProvider | SessionProvider)[];
  problems: readonly string[];
}

const sessionKeys = ['name', 'session'];
const texted = ['scope', 'audience', 'resource', 'rolesClaim', 'namespacesClaim'] as const;
const keys = ['name', 'issuer', 'clientId', 'token', 'roleNames', ...texted];

/** @param value of `signIn` in config.json */
export function parseProviders(value: unknown): ParsedProviders {
  if (!Array.isArray(value)) return { providers: [], problems: [texts.noList] };
  const providers: (SignInProvider | SessionProvider)[] = [];
  const problems: string[] = [];
  for (const [index, entry] of (value as unknown[]).entries()) {
    const where = texts.where(index + 1, isRecord(entry) ? text(entry['name']) : undefined);
    if (!isRecord(entry)) {
      problems.push(texts.noObject(where));
      continue;
    }
    const isSession = 'session' in entry;
    const known = isSession ? sessionKeys : keys;
    for (const key of Object.keys(entry)) {
      if (![...known, 'clientSecret'].includes(key)) problems.push(texts.unknownKey(where, key) + hint(key, known));
    }
    const wrong = isSession ? sessionMistakes(entry, where) : mistakesOf(entry, where);
    if (wrong.length === 0 && providers.some(({ name }) => name === text(entry['name']))) {
      wrong.push(texts.sameName(where));
    }
    problems.push(...wrong);
    if (wrong.length === 0) providers.push(isSession ? sessionOf(entry) : providerOf(entry));
  }
  return { providers, problems };
}

function sessionMistakes(entry: Record<string, unknown>, where: string): string[] {
  const mistakes: string[] = [];
  if (!text(entry['name'])) mistakes.push(texts.missing(where, 'name'));
  if (!isSafeAddress(text(entry['session']) ?? '')) mistakes.push(texts.unsafeSession(where));
  return mistakes;
}

function sessionOf(entry: Record<string, unknown>): SessionProvider {
  return { name: text(entry['name'])!, session: text(entry['session'])!.replace(/\/+$/, '') };
}

function mistakesOf(entry: Record<string, unknown>, where: string): string[] {
  const mistakes: string[] = [];
  for (const key of ['name', 'issuer', 'clientId'] as const) {
    if (!text(entry[key])) mistakes.push(texts.missing(where, key));
  }
  for (const key of texted) {
    if (entry[key] !== undefined && !text(entry[key])) mistakes.push(texts.noText(where, key));
  }
  const issuer = text(entry['issuer']);
  if (issuer && !isSafeAddress(issuer)) mistakes.push(texts.unsafeIssuer(where));
  if ('clientSecret' in entry) mistakes.push(texts.secret(where));
  const scope = text(entry['scope']);
  if (scope && !scope.split(/\s+/).includes('openid')) mistakes.push(texts.noOpenid(where));
  if (entry['token'] !== undefined && entry['token'] !== 'access' && entry['token'] !== 'id') {
    mistakes.push(texts.wrongToken(where));
  }
  const names = entry['roleNames'];
  if (names !== undefined && !isRoleNames(names)) mistakes.push(texts.wrongRoleNames(where));
  return mistakes;
}

function isRoleNames(value: unknown): value is Partial<Record<Role, readonly string[]>> {
  return (
    isRecord(value) &&
    Object.entries(value).every(
      ([role, names]) =>
        roles.some((known) => known === role) &&
        Array.isArray(names) &&
        names.every((name) => typeof name === 'string' && name !== ''),
    )
  );
}

function providerOf(entry: Record<string, unknown>): SignInProvider {
  const names = isRoleNames(entry['roleNames']) ? entry['roleNames'] : {};
  return {
    name: text(entry['name'])!,
    issuer: text(entry['issuer'])!,
    clientId: text(entry['clientId'])!,
    scope: text(entry['scope']) ?? 'openid profile',
    audience: text(entry['audience']),
    resource: text(entry['resource']),
    token: entry['token'] === 'id' ? 'id' : 'access',
    rolesClaim: text(entry['rolesClaim']) ?? 'roles',
    namespacesClaim: text(entry['namespacesClaim']),
    needsRole: entry['rolesClaim'] !== undefined,
    roleNames: {
      viewer: names.viewer ?? ['viewer'],
      operator: names.operator ?? ['operator'],
      admin: names.admin ?? ['admin'],
    },
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() ? value.trim() : undefined;
}

/** https, or this machine: what somebody on the way could read or change is not asked for tokens. */
export function isSafeAddress(address: string): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  if (url.username || url.password || url.hash) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127\./.test(hostname);
}
