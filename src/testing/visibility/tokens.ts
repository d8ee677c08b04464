import { reservedWords, wordsThatAreNames } from './keywords.js';

/**
 * Kind of a token. Words and signs of the language are their own kind, in lower case; `invalid` is what cannot be read,
 * and always the last.
 */
export type TokenKind =
  | 'eof'
  | 'invalid'
  | 'name'
  | 'string'
  | 'integer'
  | 'float'
  | 'hexNumber'
  | 'hex'
  | 'bits'
  | 'argument'
  | 'listArgument'
  | (string & {});

export interface Token {
  readonly kind: TokenKind;
  /** What it says, without quotes and escapes; a sign says nothing. */
  readonly text: string;
  /** Position that the server names in errors: of the first byte after the next, counted from 1. */
  readonly position: number;
}

/** What a backslash and a character in a string stand for; all other characters stand for themselves. */
const escapes: Readonly<Record<string, string>> = { 0: '\0', b: '\b', n: '\n', r: '\r', t: '\t', Z: '\x1a' };

const signs = '<=> ->> <= >= <> != << >> && || -> = < > , ; ( ) + - * / % ^ ~ & | ! .'.split(' ');
const synonyms: Readonly<Record<string, string>> = { '<>': '!=', '&&': 'and', '||': 'or', rlike: 'regexp' };

const blank = /[ \n\r\t]+/y;
const comment = /(?:\/\/|#|--)[^\n]*\n?|\/\*[^]*?\*\//y;
const hexString = /[xX]'([0-9a-fA-F]*)/y;
const bitString = /[bB]'([01]*)/y;
const word = /[A-Za-z_@][A-Za-z_@0-9]*/y;
const hexNumber = /0[xX][0-9a-fA-F]*/y;
const number = /(?:\d+(\.\d*)?|(\.\d+))([eE][+-]?\d*)?/y;
const argument = /:(:?)[A-Za-z_@][A-Za-z_@0-9.]*/y;
const letter = /[A-Za-z_@]/;

/**
 * Tokens of a statement, the last of them `eof` or `invalid`.
 *
 * The server reads bytes, not characters, and its positions count bytes: so does this.
 */
export function tokenize(statement: string): Token[] {
  // One character for each byte of UTF-8.
  const bytes = binary(statement);
  const tokens: Token[] = [];
  let at = 0;
  let questionMarks = 0;

  const match = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(bytes);
    if (found) at = pattern.lastIndex;
    return found ?? undefined;
  };
  const push = (kind: TokenKind, text = ''): void => {
    tokens.push({ kind, text: unbinary(text), position: at + 1 });
  };
  const invalid = (text = ''): Token[] => {
    push('invalid', text);
    return tokens;
  };

  for (;;) {
    while (match(blank) ?? match(comment));
    let found: RegExpExecArray | undefined;
    const character = bytes[at];
    if (character === undefined) {
      push('eof');
      return tokens;
    } else if (bytes.startsWith('/*', at)) {
      const rest = bytes.slice(at);
      at = bytes.length;
      return invalid(rest);
    } else if ((found = match(hexString) ?? match(bitString))) {
      const isHex = found[0][0]!.toLowerCase() === 'x';
      if (bytes[at] !== "'") return invalid(found[1]);
      at++;
      if (isHex && found[1]!.length % 2 !== 0) return invalid(found[1]);
      push(isHex ? 'hex' : 'bits', found[1]);
    } else if ((found = match(word))) {
      const lower = found[0].toLowerCase();
      if (reservedWords.has(lower)) push(synonyms[lower] ?? lower, lower);
      else push('name', wordsThatAreNames.has(lower) || lower === 'dual' ? lower : found[0]);
    } else if (/\d/.test(character) || (character === '.' && /\d/.test(bytes[at + 1] ?? ''))) {
      const hex = match(hexNumber);
      found = hex ?? match(number)!;
      if (letter.test(bytes[at] ?? '')) return invalid(found[0]);
      const isFloat = found[1] !== undefined || found[2] !== undefined || found[3] !== undefined;
      push(hex ? 'hexNumber' : isFloat ? 'float' : 'integer', found[0]);
    } else if (character === ':') {
      found = match(argument);
      if (!found) {
        const text = bytes.startsWith('::', at) ? '::' : ':';
        at += text.length;
        return invalid(text);
      }
      push(found[1] ? 'listArgument' : 'argument', found[0]);
    } else if (character === '?') {
      at++;
      push('argument', `:v${++questionMarks}`);
    } else if (character === "'" || character === '"') {
      const text = readString(character);
      if (text.end === undefined) {
        at = bytes.length;
        return invalid(text.value);
      }
      at = text.end;
      push('string', text.value);
    } else if (character === '`') {
      const name = readName();
      at = name.end ?? bytes.length;
      if (name.end === undefined || name.value === '') return invalid(name.value);
      push('name', name.value);
    } else {
      const sign = signs.find((text) => bytes.startsWith(text, at));
      at += sign?.length ?? 1;
      if (sign === undefined) return invalid(character);
      push(synonyms[sign] ?? sign);
    }
  }

  /** The string that begins here; a delimiter in it is doubled or has a backslash before it. */
  function readString(delimiter: string): { value: string; end?: number } {
    let value = '';
    for (let index = at + 1; index < bytes.length; index++) {
      const byte = bytes[index]!;
      if (byte === '\\') {
        const escaped = bytes[++index];
        if (escaped === undefined) break;
        value += escapes[escaped] ?? escaped;
      } else if (byte !== delimiter) {
        value += byte;
      } else if (bytes[index + 1] === delimiter) {
        value += bytes[++index]!;
      } else {
        return { value, end: index + 1 };
      }
    }
    return { value };
  }

  /** The name in backticks that begins here. */
  function readName(): { value: string; end?: number } {
    let value = '';
    for (let index = at + 1; index < bytes.length; index++) {
      if (bytes[index] !== '`') value += bytes[index]!;
      else if (bytes[index + 1] === '`') value += bytes[++index]!;
      else return { value, end: index + 1 };
    }
    return { value };
  }
}

const onlyAscii = /^[\0-\x7f]*$/;

function binary(text: string): string {
  if (onlyAscii.test(text)) return text;
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return bytes;
}

function unbinary(bytes: string): string {
  if (onlyAscii.test(bytes)) return bytes;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    Uint8Array.from(bytes, (character) => character.charCodeAt(0)),
  );
}
