import type { ColumnAttribute } from '../columns/columns.js';
import { systemColumns } from '../columns/columns.js';
import type { NamedSearchAttribute } from '../../../state/queries.js';

/** What can be asked about an attribute depends on this. */
export type FilterType = ColumnAttribute['type'];

/** An attribute of executions that a list can be filtered by. */
export interface FilterAttribute {
  name: string;
  /** Head of its column, in the words of the list. */
  label: string;
  type: FilterType;
  isCustom: boolean;
}

/** Those of the server's own that a column shows; the others have no better label than their name. */
export const systemAttributes: readonly FilterAttribute[] = systemColumns.flatMap(({ attribute, label }) =>
  attribute ? [{ name: attribute.name, label, type: attribute.type, isCustom: false }] : [],
);

const byName = new Map(systemAttributes.map((attribute) => [attribute.name, attribute]));

export function systemAttribute(name: string): FilterAttribute | undefined {
  return byName.get(name);
}

export function attributeLabel(name: string): string {
  return byName.get(name)?.label ?? name;
}

/**
 * All that a Namespace can be filtered by: what every list shows, what was added to the Namespace, and the rest of the
 * server's own. Only the first where search attributes cannot be listed.
 */
export function filterAttributes(listed: readonly NamedSearchAttribute[] | undefined): FilterAttribute[] {
  const others = (listed ?? []).filter(({ name }) => !byName.has(name));
  const attribute = ({ name, type, isSystem }: NamedSearchAttribute): FilterAttribute => ({
    name,
    label: name,
    type,
    isCustom: !isSystem,
  });
  return [
    ...systemAttributes,
    ...others.filter(({ isSystem }) => !isSystem).map(attribute),
    ...others.filter(({ isSystem }) => isSystem).map(attribute),
  ];
}
