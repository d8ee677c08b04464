/** A word, value or sign of a visibility query, and where it stands. */
export interface Token {
  kind: 'name' | 'string' | 'number' | 'relative' | 'operator' | 'sign' | 'unclosed' | 'unknown';
  /** Of a string or of a name in backticks: its content. */
  value: string;
  from: number;
  to: number;
  /** A name that cannot be a word of the language, because it stands in backticks. */
  quoted?: true;
}

const space = /\s+/y;
const relative = /now(?:[+-]\d+[smhdwMy]|\/[hdwMy])*(?![\w.$@(+/-])/y;
const number = /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?(?![\w.$@])/iy;
const name = /[\p{L}_@][\p{L}\p{N}\w.$@-]*/uy;
const operator = /<=|>=|!=|<>|=|<|>/y;
const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', 0: '\0', Z: '\x1a' };

/** The tokens of a query, or of a part of one. Takes whatever is typed: what is no token is `unknown`. */
export function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < query.length;) {
    const gap = match(space, query, at);
    if (gap) {
      at += gap.length;
      continue;
    }
    const token = tokenAt(query, at);
    tokens.push(token);
    at = token.to;
  }
  return tokens;
}

function tokenAt(query: string, from: number): Token {
  const first = query.charAt(from);
  if (first === '"' || first === "'" || first === '`') return quotedToken(query, from, first);
  if (first === '(' || first === ')' || first === ',') return { kind: 'sign', value: first, from, to: from + 1 };
  for (const [kind, pattern] of [
    ['relative', relative],
    ['number', number],
    ['operator', operator],
    ['name', name],
  ] as const) {
    const value = match(pattern, query, from);
    if (value) return { kind, value, from, to: from + value.length };
  }
  const [character = first] = query.slice(from, from + 2);
  return { kind: 'unknown', value: character, from, to: from + character.length };
}

/** A backslash escapes, a doubled quote is one of it; names in backticks know the doubled one only. */
function quotedToken(query: string, from: number, quote: string): Token {
  let value = '';
  for (let at = from + 1; at < query.length; at++) {
    const character = query.charAt(at);
    if (character === '\\' && quote !== '`') {
      const escaped = query.charAt(++at);
      value += escapes[escaped] ?? escaped;
    } else if (character !== quote) {
      value += character;
    } else if (query.charAt(at + 1) === quote) {
      value += quote;
      at++;
    } else {
      const to = at + 1;
      return quote === '`' ? { kind: 'name', value, from, to, quoted: true } : { kind: 'string', value, from, to };
    }
  }
  return { kind: 'unclosed', value, from, to: query.length };
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Whether the token is this word of the language, in any case. */
export function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'name' && !token.quoted && token.value.toUpperCase() === word;
}

/** The words that are no names of attributes unless they stand in backticks. */
export const languageWords = [
  'AND',
  'OR',
  'NOT',
  'BETWEEN',
  'IN',
  'STARTS_WITH',
  'IS',
  'NULL',
  'ORDER',
  'GROUP',
  'BY',
  'TRUE',
  'FALSE',
] as const;
