import { type Role, roles } from '../../deploy/roles.js';
import { isRecord } from '../state/stored.js';
import type { SignInProvider } from './provider.js';

/** The claims of a JWT, to show and to shape the page by; who verifies them is the proxy. Undefined for any other token. */
export function claimsOf(token: string): Record<string, unknown> | undefined {
  const [, payload, signature] = token.split('.');
  if (payload === undefined || signature === undefined) return undefined;
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isRecord(claims) ? claims : undefined;
  } catch {
    // A token of another form that has dots in it.
    return undefined;
  }
}

/**
 * The highest role that the claims name.
 *
 * @returns `none` for a token without one where config.json names the claim; else undefined, since the claim may mean
 * something else there
 */
export function roleOf(
  claims: Record<string, unknown> | undefined,
  provider: SignInProvider,
): Role | 'none' | undefined {
  const value = claims && claimAt(claims, provider.rolesClaim);
  const names = (Array.isArray(value) ? (value as unknown[]) : [value]).filter((name) => typeof name === 'string');
  const role = roles.findLast((one) => provider.roleNames[one].some((name) => names.includes(name)));
  return role ?? (provider.needsRole ? 'none' : undefined);
}

/** The Namespaces that the claims name, sorted; undefined for `*`, which is all, and where config.json does not name the claim. */
export function namespacesOf(
  claims: Record<string, unknown>,
  { namespacesClaim }: SignInProvider,
): readonly string[] | undefined {
  if (namespacesClaim === undefined) return undefined;
  const value = claimAt(claims, namespacesClaim);
  const names = (Array.isArray(value) ? (value as unknown[]) : []).filter((name) => typeof name === 'string');
  return names.includes('*') ? undefined : [...new Set(names)].sort((a, b) => a.localeCompare(b));
}

/** A dot goes one level down, but for names that are addresses, as the proxy reads it. */
function claimAt(claims: Record<string, unknown>, name: string): unknown {
  const path = name.includes('://') ? [name] : name.split('.');
  return path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), claims);
}

/** What the person is called, by what the provider tells. */
export function nameOf(claims: Record<string, unknown>): string {
  for (const claim of ['name', 'preferred_username', 'email', 'sub']) {
    const value = claims[claim];
    if (typeof value === 'string' && value.trim()) return value;
  }
  return '';
}

/** Whom the token is made out to. */
export function audienceOf(claims: Record<string, unknown> | undefined): string | undefined {
  const aud = claims?.['aud'];
  const names = (Array.isArray(aud) ? (aud as unknown[]) : [aud]).filter((name) => typeof name === 'string');
  return names.length > 0 ? names.join(', ') : undefined;
}
