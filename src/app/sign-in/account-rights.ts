import type { ConsoleConfig } from '../state/config.js';
import type { Deed } from '../state/permissions.js';
import { href } from '../state/routes.js';
import { texts } from '../texts/sign-in.js';
import type { Account } from './account.js';
import { isDenied } from './role-rights.js';

/** Why the role of an account does not allow something; undefined where it does, or where nothing is known. */
export function deniedAction({ role }: Account, action: Deed): string | undefined {
  return role && isDenied(role, action) ? texts.denied(role, action) : undefined;
}

/** Why an account may not enter a Namespace; undefined where it may, or where nothing is known. */
export function deniedNamespace({ namespaces }: Account, name: string): string | undefined {
  return namespaces === undefined || namespaces.includes(name) ? undefined : texts.mayNotEnter(name);
}

/**
 * The Namespaces to choose from, those of config.json first; undefined for an account that may enter all, or of which nothing
 * is known: then the server is asked.
 */
export function offeredNamespaces({ namespaces }: Account, pinned: readonly string[]): readonly string[] | undefined {
  if (namespaces === undefined) return undefined;
  const first = pinned.filter((name) => namespaces.includes(name));
  return [...first, ...namespaces.filter((name) => !first.includes(name))];
}

/**
 * Where somebody begins whom nothing but config.json has sent to a Namespace, and that one is not theirs.
 *
 * @param hash the page that they come back to; any but the list of that Namespace was chosen, and stays
 */
export function ownHome(
  account: Account,
  { namespace = 'default', namespaces }: ConsoleConfig,
  hash: string,
): string | undefined {
  const first = offeredNamespaces(account, namespaces)?.[0];
  if (first === undefined || !deniedNamespace(account, namespace)) return undefined;
  return hash === href('workflows', { namespace }) ? href('workflows', { namespace: first }) : undefined;
}
