import {
  isValidValueForType,
  searchAttributeMetadataType,
  searchAttributeTypeOf,
  type SearchAttributePair,
  type SearchAttributes,
  type SearchAttributeType,
  type SearchAttributeUpdatePair,
  type SearchAttributeValue,
  TypedSearchAttributes,
} from '../search-attributes.js';
import { previewOf } from '../internal/preview.js';
import { ValueError } from '../value-error.js';
import { encodeText, JsonPayloadConverter, metadataText, type Payload } from './payload-converter.js';

// The server reads these Payloads itself: always JSON, never a custom converter, never a codec.
const json = new JsonPayloadConverter();

/**
 * Payloads of search attributes by name. A typed value wins over an untyped one of the same name.
 *
 * @throws {@link ValueError} for a value that is not of its key's type
 */
export function encodeSearchAttributes(
  untyped: SearchAttributes | undefined,
  typed: TypedSearchAttributes | readonly (SearchAttributePair | SearchAttributeUpdatePair)[] | undefined,
): Record<string, Payload> | undefined {
  const fields = new Map<string, Payload>();
  for (const [name, values] of Object.entries(untyped ?? {})) {
    if (values !== undefined) fields.set(name, encodeUntyped(name, values));
  }
  const pairs = typed instanceof TypedSearchAttributes ? typed.getAll() : (typed ?? []);
  for (const { key, value } of pairs) fields.set(key.name, encodeTyped(key.type, value));
  return fields.size > 0 ? Object.fromEntries(fields) : undefined;
}

function encodeUntyped(name: string, values: unknown): Payload {
  if (!Array.isArray(values)) {
    throw new ValueError(`Search attribute ${name} must be an array; for single values use typedSearchAttributes`);
  }
  const kinds = new Set(values.map((value) => (value instanceof Date ? 'date' : typeof value)));
  const [kind] = kinds;
  if (kinds.size > 1 || (kind !== undefined && !['string', 'number', 'boolean', 'date'].includes(kind))) {
    throw new ValueError(`Search attribute ${name} must hold strings, numbers, booleans or Dates, all of one type`);
  }
  return json.toPayload(values)!;
}

function encodeTyped(type: SearchAttributeType, value: unknown): Payload {
  // An unset attribute carries no type.
  if (value === null) return json.toPayload(null)!;
  if (!isValidValueForType(type, value)) {
    throw new ValueError(`Invalid search attribute value ${previewOf(value)} for given type ${type}`);
  }
  const payload = json.toPayload(value)!;
  return { ...payload, metadata: { ...payload.metadata, type: encodeText(searchAttributeMetadataType(type)) } };
}

/** Untyped view: every value in an array, dates as Date. What cannot be read is left out. */
export function decodeSearchAttributes(fields: Record<string, Payload> | undefined): SearchAttributes {
  const entries: [name: string, values: SearchAttributeValue][] = [];
  for (const [name, payload] of Object.entries(fields ?? {})) {
    const value = decodeValue(payload);
    const values = (Array.isArray(value) ? value : [value]) as unknown[];
    if (value === undefined || value === null || values.length === 0) continue;
    entries.push([name, (typeOf(payload) === 'DATETIME' ? values.map(toDate) : values) as SearchAttributeValue]);
  }
  // An attribute named `__proto__` is an attribute here; an assignment would make it the prototype.
  return Object.fromEntries(entries);
}

/** Typed view. What has no known type, or a value that is not of it, is left out, as upstream does. */
export function decodeTypedSearchAttributes(fields: Record<string, Payload> | undefined): TypedSearchAttributes {
  const pairs: SearchAttributePair[] = [];
  for (const [name, payload] of Object.entries(fields ?? {})) {
    const type = typeOf(payload);
    if (!type) continue;
    let value = decodeValue(payload);
    if (type !== 'KEYWORD_LIST' && Array.isArray(value) && value.length === 1) value = (value as unknown[])[0];
    if (type === 'DATETIME' && typeof value === 'string') value = new Date(value);
    if (isValidValueForType(type, value)) pairs.push({ key: { name, type }, value } as SearchAttributePair);
  }
  return new TypedSearchAttributes(pairs);
}

/** The Date of a text; an invalid one for what is none. An object is not asked for its text: it may have none. */
function toDate(value: unknown): Date {
  return new Date(typeof value === 'string' || typeof value === 'number' ? value : NaN);
}

/** One value of a search attribute Payload, for example of a group of a count. Nothing when it cannot be read. */
export function decodeValue(payload: Payload): unknown {
  try {
    return json.fromPayload(payload);
  } catch {
    // Written by a system that does not use JSON; there is nothing to show and nobody to tell.
    return undefined;
  }
}

function typeOf(payload: Payload): SearchAttributeType | undefined {
  const type = metadataText(payload, 'type');
  return type === undefined ? undefined : searchAttributeTypeOf(type);
}
