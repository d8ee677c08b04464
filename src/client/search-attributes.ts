/** Type of a search attribute, as registered in the Namespace. */
export const SearchAttributeType = {
  TEXT: 'TEXT',
  KEYWORD: 'KEYWORD',
  INT: 'INT',
  DOUBLE: 'DOUBLE',
  BOOL: 'BOOL',
  DATETIME: 'DATETIME',
  KEYWORD_LIST: 'KEYWORD_LIST',
} as const;
export type SearchAttributeType = (typeof SearchAttributeType)[keyof typeof SearchAttributeType];

/** @inline */
interface ValueByType {
  TEXT: string;
  KEYWORD: string;
  INT: number;
  DOUBLE: number;
  BOOL: boolean;
  DATETIME: Date;
  KEYWORD_LIST: string[];
}

/** Values of an untyped search attribute: always an array, also for a single value. */
export type SearchAttributeValue = string[] | number[] | boolean[] | Date[];
/** Untyped search attributes by name. Prefer {@link TypedSearchAttributes}. */
export type SearchAttributes = Record<string, SearchAttributeValue | Readonly<SearchAttributeValue> | undefined>;

/** Name and type of a search attribute; made by {@link defineSearchAttributeKey}. */
export interface SearchAttributeKey<T extends SearchAttributeType = SearchAttributeType> {
  name: string;
  type: T;
}

/** A key with a value of its type. */
export type SearchAttributePair = {
  [T in SearchAttributeType]: { key: SearchAttributeKey<T>; value: ValueByType[T] };
}[SearchAttributeType];

/** As {@link SearchAttributePair}; `null` removes the attribute. */
export type SearchAttributeUpdatePair = {
  [T in SearchAttributeType]: { key: SearchAttributeKey<T>; value: ValueByType[T] | null };
}[SearchAttributeType];

/**
 * Names a search attribute once, with its type, for use in start options and in reads.
 *
 * @example
 * ```ts
 * const customerId = defineSearchAttributeKey('CustomerId', 'KEYWORD');
 * const attributes = new TypedSearchAttributes([{ key: customerId, value: 'c-42' }]);
 * attributes.get(customerId); // 'c-42'
 * ```
 */
export function defineSearchAttributeKey<T extends SearchAttributeType>(name: string, type: T): SearchAttributeKey<T> {
  return { name, type };
}

/** Whether `value` can stand in a search attribute of this type. */
export function isValidValueForType<T extends SearchAttributeType>(type: T, value: unknown): value is ValueByType[T] {
  switch (type) {
    case 'TEXT':
    case 'KEYWORD':
      return typeof value === 'string';
    case 'INT':
      return Number.isInteger(value);
    case 'DOUBLE':
      return Number.isFinite(value);
    case 'BOOL':
      return typeof value === 'boolean';
    case 'DATETIME':
      return value instanceof Date && !Number.isNaN(value.getTime());
    case 'KEYWORD_LIST':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    default:
      return false;
  }
}

/** An immutable set of search attributes, one value a key. */
export class TypedSearchAttributes {
  readonly #byName = new Map<string, { type: SearchAttributeType; value: unknown }>();

  /** @throws Error when a name comes twice */
  constructor(initialAttributes: readonly SearchAttributePair[] = []) {
    for (const { key, value } of initialAttributes) {
      if (this.#byName.has(key.name)) throw new Error(`Duplicate search attribute key: ${key.name}`);
      this.#byName.set(key.name, { type: key.type, value });
    }
  }

  /** The value, or nothing when the attribute is absent or of another type. */
  get<T extends SearchAttributeType>(key: SearchAttributeKey<T>): ValueByType[T] | undefined {
    const value = this.#byName.get(key.name)?.value;
    return isValidValueForType(key.type, value) ? value : undefined;
  }

  /** All pairs, in the order they were given. */
  getAll(): SearchAttributePair[] {
    return [...this.#byName].map(([name, { type, value }]) => ({ key: { name, type }, value }) as SearchAttributePair);
  }

  /** A deep copy. */
  copy(): TypedSearchAttributes {
    return new TypedSearchAttributes(
      this.getAll().map(({ key, value }) => ({ key, value: copyValue(value) }) as SearchAttributePair),
    );
  }

  /** A copy with `updates` applied; a `null` removes an attribute of that name and type. */
  updateCopy(updates: readonly SearchAttributeUpdatePair[]): TypedSearchAttributes {
    const result = this.copy();
    for (const { key, value } of updates) {
      if (value !== null) result.#byName.set(key.name, { type: key.type, value });
      else if (result.#byName.get(key.name)?.type === key.type) result.#byName.delete(key.name);
    }
    return result;
  }

  /** All pairs, as {@link TypedSearchAttributes.getAll} gives them. */
  toJSON(): SearchAttributePair[] {
    return this.getAll();
  }
}

function copyValue(value: unknown): unknown {
  if (value instanceof Date) return new Date(value);
  return Array.isArray(value) ? [...(value as unknown[])] : value;
}

const metadataTypes = {
  TEXT: 'Text',
  KEYWORD: 'Keyword',
  INT: 'Int',
  DOUBLE: 'Double',
  BOOL: 'Bool',
  DATETIME: 'Datetime',
  KEYWORD_LIST: 'KeywordList',
} as const;

/** The `type` metadata of a search attribute Payload, for example `KeywordList`. */
export function searchAttributeMetadataType(type: SearchAttributeType): string {
  return metadataTypes[type];
}

/** The reverse; takes the `INDEXED_VALUE_TYPE_…` spelling too. Nothing for a type this package does not know. */
export function searchAttributeTypeOf(metadataType: string): SearchAttributeType | undefined {
  const entries = Object.entries(metadataTypes) as [SearchAttributeType, string][];
  return entries.find(([type, name]) => name === metadataType || `INDEXED_VALUE_TYPE_${type}` === metadataType)?.[0];
}
