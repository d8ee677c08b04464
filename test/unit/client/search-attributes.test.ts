import { describe, expect, it } from 'vitest';
import { encodeUnifiedSearchAttributes } from '@temporalio/common/lib/converter/payload-search-attributes.js';
import {
  decodeSearchAttributes,
  decodeTypedSearchAttributes,
  encodeSearchAttributes,
} from '../../../src/client/converter/search-attribute-payloads.js';
import {
  defineSearchAttributeKey,
  type Payload,
  type SearchAttributePair,
  type SearchAttributes,
  TypedSearchAttributes,
  ValueError,
} from '../../../src/client/index.js';

const day = new Date('2026-02-28T12:34:56.789Z');
const keyword = defineSearchAttributeKey('keyword', 'KEYWORD');
const int = defineSearchAttributeKey('int', 'INT');
const list = defineSearchAttributeKey('list', 'KEYWORD_LIST');
const pairs: SearchAttributePair[] = [
  { key: defineSearchAttributeKey('text', 'TEXT'), value: 'some words' },
  { key: keyword, value: 'k-1' },
  { key: int, value: 0 },
  { key: defineSearchAttributeKey('double', 'DOUBLE'), value: -1.5 },
  { key: defineSearchAttributeKey('bool', 'BOOL'), value: false },
  { key: defineSearchAttributeKey('datetime', 'DATETIME'), value: day },
  { key: list, value: ['a', 'b'] },
];

const text = (bytes: Uint8Array | null | undefined): string => new TextDecoder().decode(bytes ?? new Uint8Array());
const utf8 = (value: string): Uint8Array => new TextEncoder().encode(value);

/** A Payload in words. */
function shown({ metadata, data }: Payload): unknown {
  return [text(data), Object.fromEntries(Object.entries(metadata ?? {}).map(([key, value]) => [key, text(value)]))];
}

function payload(json: string, type?: string): Payload {
  return { metadata: { encoding: utf8('json/plain'), ...(type && { type: utf8(type) }) }, data: utf8(json) };
}

describe('encodeSearchAttributes', () => {
  it('writes the Payloads that @temporalio/common writes', () => {
    const ours = encodeSearchAttributes({ untyped: ['x', 'y'], dates: [day] }, pairs)!;
    const theirs = encodeUnifiedSearchAttributes({ untyped: ['x', 'y'], dates: [day] }, pairs);
    expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort());
    for (const [name, theirPayload] of Object.entries(theirs)) {
      expect([name, shown(ours[name]!)]).toEqual([name, shown(theirPayload)]);
    }
  });

  it('gives nothing for nothing', () => {
    expect(encodeSearchAttributes(undefined, undefined)).toBeUndefined();
    expect(encodeSearchAttributes({}, [])).toBeUndefined();
    expect(encodeSearchAttributes({ gone: undefined }, [])).toBeUndefined();
  });

  it('writes null without a type, which unsets an attribute', () => {
    const encoded = encodeSearchAttributes(undefined, [{ key: int, value: null }]);
    expect(shown(encoded!['int']!)).toEqual(['null', { encoding: 'json/plain' }]);
  });

  it.each([
    ['INT', 1.5],
    ['INT', '1'],
    ['INT', NaN],
    ['DOUBLE', '1'],
    ['BOOL', 'true'],
    ['TEXT', 1],
    ['KEYWORD', ['a']],
    ['KEYWORD_LIST', 'a'],
    ['KEYWORD_LIST', ['a', 1]],
    ['DATETIME', '2026-02-28'],
    ['NO_SUCH_TYPE', 'a'],
  ])('raises ValueError for a %s of %o', (type, value) => {
    const pair = { key: { name: 'x', type }, value } as SearchAttributePair;
    expect(() => encodeSearchAttributes(undefined, [pair])).toThrow(ValueError);
    expect(() => encodeSearchAttributes(undefined, [pair])).toThrow(/Invalid search attribute value .* given type/);
  });

  it.each([
    ['DATETIME', new Date(NaN)],
    ['DOUBLE', NaN],
    ['DOUBLE', Infinity],
  ])('raises ValueError for a %s that JSON can only write as null: %o', (type, value) => {
    const pair = { key: { name: 'x', type }, value } as SearchAttributePair;
    expect(() => encodeSearchAttributes(undefined, [pair])).toThrow(ValueError);
  });

  it.each([['not a list'], [[1, 'two']], [[{}]], [[null]]])('raises ValueError for untyped %o', (values) => {
    expect(() => encodeSearchAttributes({ x: values as never }, undefined)).toThrow(ValueError);
  });
});

describe('decodeTypedSearchAttributes', () => {
  it('gives back what was encoded', () => {
    const decoded = decodeTypedSearchAttributes(encodeSearchAttributes(undefined, pairs));
    expect(decoded.getAll()).toEqual(pairs);
  });

  it('reads type names of both spellings and unwraps single values', () => {
    const decoded = decodeTypedSearchAttributes({
      a: payload('["x"]', 'INDEXED_VALUE_TYPE_KEYWORD'),
      b: payload('[7]', 'Int'),
    });
    expect(decoded.get(defineSearchAttributeKey('a', 'KEYWORD'))).toBe('x');
    expect(decoded.get(defineSearchAttributeKey('b', 'INT'))).toBe(7);
  });

  it('leaves out what it cannot read', () => {
    const decoded = decodeTypedSearchAttributes({
      untyped: payload('1'),
      unknown: payload('1', 'Geo'),
      wrong: payload('"x"', 'Int'),
      broken: payload('{', 'Text'),
      empty: {},
      good: payload('true', 'Bool'),
    });
    expect(decoded.getAll().map(({ key }) => key.name)).toEqual(['good']);
  });
});

describe('decodeSearchAttributes', () => {
  it('puts every value in an array and makes Dates', () => {
    const decoded = decodeSearchAttributes(encodeSearchAttributes(undefined, pairs));
    expect(decoded).toEqual({
      text: ['some words'],
      keyword: ['k-1'],
      int: [0],
      double: [-1.5],
      bool: [false],
      datetime: [day],
      list: ['a', 'b'],
    } satisfies SearchAttributes);
  });

  it('leaves out what is empty, null or broken', () => {
    expect(decodeSearchAttributes({ a: payload('[]'), b: payload('null'), c: payload('oops'), d: {} })).toEqual({});
    expect(decodeSearchAttributes(undefined)).toEqual({});
  });
});

describe('TypedSearchAttributes', () => {
  it('refuses a name twice', () => {
    expect(() => new TypedSearchAttributes([...pairs, ...pairs])).toThrow(/Duplicate search attribute key: text/);
  });

  it('gives nothing for a key of another type', () => {
    expect(new TypedSearchAttributes(pairs).get(defineSearchAttributeKey('int', 'KEYWORD'))).toBeUndefined();
  });

  it('is not changed by updateCopy, nor through a copy', () => {
    const original = new TypedSearchAttributes(pairs);
    const updated = original.updateCopy([
      { key: keyword, value: 'k-2' },
      { key: int, value: null },
    ]);
    expect(updated.get(keyword)).toBe('k-2');
    expect(updated.get(int)).toBeUndefined();
    original.copy().get(list)?.push('c');
    expect(original.getAll()).toEqual(pairs);
    expect(JSON.parse(JSON.stringify(original))).toHaveLength(pairs.length);
  });
});
