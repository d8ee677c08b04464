/** Licences under which code may be shipped with the package or the console: their one demand is to be named. */
export const allowedLicenses: readonly string[] = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

/**
 * Whether an SPDX expression lets us: one of several that are joined by `OR`, or all of those joined by `AND`. What mixes the two, and what
 * is not known, has to be looked at by a person.
 */
export function isAllowed(expression: string | undefined): boolean {
  if (expression === undefined) return false;
  const inner = expression.replace(/^\((.*)\)$/, '$1');
  const known = (name: string): boolean => allowedLicenses.includes(name);
  return inner.includes(' OR ') ? inner.split(' OR ').some(known) : inner.split(' AND ').every(known);
}
