import type { SearchAttributeType, WorkflowExecutionInfo } from '../../../../client/index.js';
import { attributeColumn, type Column, systemColumns } from './columns.js';

interface NamedType {
  name: string;
  type: SearchAttributeType;
}

/** Search attributes that executions on screen have, for keys that may not list those of the Namespace. */
export function attributesSeenIn(infos: readonly WorkflowExecutionInfo[]): NamedType[] {
  const seen = new Map<string, NamedType>();
  for (const { typedSearchAttributes } of infos) {
    for (const { key } of typedSearchAttributes.getAll()) if (!isSystemAttribute(key.name)) seen.set(key.name, key);
  }
  return [...seen.values()].sort((a, b) => a.name.localeCompare(b.name));
}

const systemNames = new Set(systemColumns.map(({ attribute }) => attribute?.name));

/** The server's own: shown by a column of ours, or of its reserved names. */
function isSystemAttribute(name: string): boolean {
  return systemNames.has(name) || name.startsWith('Temporal');
}

/** Columns that can be added: those of the Namespace first, each with what the typed text has to do with it. */
export function offeredColumns(
  attributes: readonly NamedType[],
  chosen: readonly { id: string }[],
  typed: string,
): { custom: Column[]; system: Column[] } {
  const isChosen = new Set(chosen.map(({ id }) => id));
  const wanted = typed.trim().toLowerCase();
  const isOffered = ({ id, label, attribute }: Column) =>
    !isChosen.has(id) && `${label} ${attribute?.name ?? ''}`.toLowerCase().includes(wanted);
  return {
    custom: attributes.map(({ name, type }) => attributeColumn(name, type)).filter(isOffered),
    system: systemColumns.filter(isOffered),
  };
}
