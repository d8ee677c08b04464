/** Search attributes as a worker writes them: JSON, with their type beside. */
import { wirePayload } from './payloads.js';
import {
  defaultPayloadConverter,
  type Payload,
  type SearchAttributeType,
  type SearchAttributeUpdatePair,
} from '../../client/index.js';

/** Names of the types in the metadata of a Payload. */
const typeNames: Record<SearchAttributeType, string> = {
  TEXT: 'Text',
  KEYWORD: 'Keyword',
  INT: 'Int',
  DOUBLE: 'Double',
  BOOL: 'Bool',
  DATETIME: 'Datetime',
  KEYWORD_LIST: 'KeywordList',
};

/** Payloads by name; `null` becomes one that removes the attribute. */
export function encodeAttributes(pairs: readonly SearchAttributeUpdatePair[]): Record<string, Payload> {
  const encoded = pairs.map(({ key, value }) => {
    const payload = defaultPayloadConverter.toPayload<unknown>(value);
    if (value === null) return [key.name, wirePayload(payload)] as const;
    const type = new TextEncoder().encode(typeNames[key.type]);
    return [key.name, wirePayload({ ...payload, metadata: { ...payload.metadata, type } })] as const;
  });
  return Object.fromEntries(encoded);
}

/** Whether a Payload stands for "nothing": how a field of a memo or a search attribute is removed. */
export function isNothing(payload: Payload): boolean {
  const text = new TextDecoder().decode(payload.data ?? new Uint8Array());
  return text === '' || text === 'null' || text === '[]';
}
