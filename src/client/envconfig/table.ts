import { ValueError } from '../value-error.js';
import type { ReportDiagnostic } from './diagnostic.js';
import { suggestKey, type TableSchema } from './known-keys.js';

/** A table of TOML, or an object of JSON. @inline */
export type Table = Record<string, unknown>;

export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** `profile.cloud`, `profile."my cloud"`. */
export function tablePath(...names: readonly string[]): string {
  return names.map((name) => (/^[\w-]+$/.test(name) ? name : JSON.stringify(name))).join('.');
}

type ValuesOf<Schema extends TableSchema> = {
  [Key in keyof Schema]?: { string: string; boolean: boolean; table: Table }[Schema[Key]];
};

/** What a table holds, by whether the schema knows it. An empty text counts as absent, as in Go. */
export interface ReadTable<Schema extends TableSchema> {
  readonly known: ValuesOf<Schema>;
  /** Absent when there are none. */
  readonly additionalFields?: Table;
}

/**
 * Reads a table by its schema.
 *
 * @param path of the table, for messages
 * @param inProfile path within the profile, for suggestions; empty for the profile itself
 * @throws {@link ValueError} for a value of another type, without the value
 */
export function readTable<Schema extends TableSchema>(
  table: unknown,
  schema: Schema,
  path: string,
  inProfile: string,
  report: ReportDiagnostic,
): ReadTable<Schema> {
  if (!isTable(table)) throw new ValueError(`${path} must be a table.`);
  const known: [string, unknown][] = [];
  const additional: [string, unknown][] = [];
  for (const [key, value] of Object.entries(table)) {
    if (value === undefined || value === null) continue;
    const keyPath = `${path}.${tablePath(key)}`;
    if (!Object.hasOwn(schema, key)) {
      additional.push([key, value]);
      const suggestion = suggestKey(inProfile ? `${inProfile}.${key}` : key);
      report({ code: 'unknown-key', key: keyPath, suggestion, message: unknownKey(keyPath, suggestion) });
      continue;
    }
    const type = schema[key]!;
    if (type === 'table' ? !isTable(value) : typeof value !== type) {
      throw new ValueError(`${keyPath} must be a ${type}.`);
    }
    if (value !== '') known.push([key, value]);
  }
  return {
    known: Object.fromEntries(known) as ValuesOf<Schema>,
    ...(additional.length > 0 && { additionalFields: Object.fromEntries(additional) }),
  };
}

/** The sentence about a key that has no effect. */
export function unknownKey(key: string, suggestion: string | undefined): string {
  return `Nothing knows ${key}; it has no effect.${suggestion === undefined ? '' : ` Did you mean ${suggestion}?`}`;
}

/** An object without its undefined properties, or nothing when that is all of them. */
export function withoutUndefined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
