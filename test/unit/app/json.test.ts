import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compactNode, parseJson, stringifyNode } from '../../../src/live/json.js';

function errorOf(text: string): string {
  const result = parseJson(text);
  if (result.ok) throw new Error(`${text} is JSON`);
  const { line, column, message } = result.error;
  return `${line}:${column} ${message}`;
}

describe('parseJson', () => {
  it('reads what JSON.parse reads, and writes it back the same', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const result = parseJson(text);
        expect(result.ok).toBe(true);
        if (!result.ok) return;
        expect(JSON.parse(compactNode(result.node))).toEqual(JSON.parse(text));
        expect(JSON.parse(stringifyNode(result.node))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('accepts nothing that JSON.parse refuses, and refuses nothing that it accepts', () => {
    const nearJson = fc.string({ unit: fc.constantFrom(...Array.from('{}[]",:\\ \n0123456789.-+eEtrufalsn\'/x')) });
    fc.assert(
      fc.property(nearJson, (text) => {
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        expect(parseJson(text).ok).toBe(valid);
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps numbers as they are written', () => {
    const result = parseJson('{"id": 12345678901234567890, "rate": 1.10, "big": 1e400}');
    expect(result.ok && compactNode(result.node)).toBe('{"id":12345678901234567890,"rate":1.10,"big":1e400}');
  });

  it('keeps keys that come twice and the key __proto__', () => {
    const result = parseJson('{"a":1,"a":2,"__proto__":3}');
    expect(result.ok && compactNode(result.node)).toBe('{"a":1,"a":2,"__proto__":3}');
  });

  it.each([
    ['', '1:1 Nothing here: write a JSON value'],
    ['{"a": 1\n "b": 2}', '2:2 Expected "," or "}" after a value, found "\\""'],
    ['{"a": 1,}', '1:9 No comma before "}"'],
    ['[1, 2,]', '1:7 No comma before "]"'],
    ["{'a': 1}", '1:2 Keys stand in double quotes: "key"'],
    ["['a']", '1:2 Text stands in double quotes: "text"'],
    ['{a: 1}', '1:2 Expected a key in double quotes, found "a"'],
    ['{"a" 1}', '1:6 Expected ":" after the key "a", found "1"'],
    ['[undefined]', '1:2 JSON has no undefined: write null'],
    ['[True]', '1:2 Write true instead of True'],
    ['hello', '1:1 Unknown word hello: text stands in double quotes'],
    ['"abc', '1:1 This string has no closing quote'],
    ['"a\nb"', '1:3 A string ends on its line: write \\n for a line break'],
    ['"C:\\dir"', '1:4 Unknown escape \\d: a backslash is written \\\\'],
    ['[01]', '1:2 Numbers have no leading zero: 01'],
    ['[1.]', '1:2 Not a JSON number: 1.'],
    ['{"a":', '1:6 Expected a value, found the end of the text'],
    ['1 2', '1:3 Expected the end, found "2"'],
  ])('says where %j is wrong', (text, error) => {
    expect(errorOf(text)).toBe(error);
  });

  it('counts columns in characters as people see them', () => {
    expect(errorOf('["🚀🚀", x]')).toMatch(/^1:8 /);
  });

  it('refuses depth that would break the page', () => {
    expect(errorOf('['.repeat(10_000))).toMatch('Nested deeper than 500 levels');
  });
});
