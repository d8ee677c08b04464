import type { Role } from '../../deploy/roles.js';

/** Somebody who can sign in at the provider of the variants. */
export interface IdentityUser {
  readonly name: string;
  /** Nobody has a role by default: a user without one is known, and may do nothing. */
  readonly role?: Role;
  /** `*` for all. */
  readonly namespaces: readonly string[];
}

/** The two Namespaces that the users are divided by. */
export interface IdentityNamespaces {
  readonly first: string;
  readonly second: string;
}

export type UserId = 'viewer' | 'operator' | 'admin' | 'second-viewer' | 'second-operator' | 'newcomer';

/** A user for each role in the first Namespace, two of the second one, and one without any role. */
export function identityUsers({ first, second }: IdentityNamespaces): Readonly<Record<UserId, IdentityUser>> {
  return {
    viewer: { name: 'Vera Viewer', role: 'viewer', namespaces: [first] },
    operator: { name: 'Otto Operator', role: 'operator', namespaces: [first] },
    admin: { name: 'Ada Admin', role: 'admin', namespaces: ['*'] },
    'second-viewer': { name: 'Viktor Viewer', role: 'viewer', namespaces: [second] },
    'second-operator': { name: 'Olga Operator', role: 'operator', namespaces: [second] },
    newcomer: { name: 'Nina Newcomer', namespaces: [] },
  };
}

/** How Temporal's own claim mapper calls what the roles may do. */
const permissionOf: Readonly<Record<Role, string>> = { viewer: 'read', operator: 'write', admin: 'admin' };

/** The Namespace whose permissions hold for the whole cluster. */
const systemNamespace = 'temporal-system';

/**
 * The claims of a user in every spelling that something reads: `roles` and `namespaces` for the proxy and the console, `role`
 * as a single text, and `permissions` for Temporal's default claim mapper.
 */
export function identityClaims({ role, namespaces }: IdentityUser): Record<string, unknown> {
  return {
    ...(role ? { role, roles: [role] } : { roles: [] }),
    namespaces,
    permissions: role
      ? namespaces.map((namespace) => `${namespace === '*' ? systemNamespace : namespace}:${permissionOf[role]}`)
      : [],
  };
}
