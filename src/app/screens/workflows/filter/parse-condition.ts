import { queryParts } from '../query-parts.js';
import { type Comparison, type Condition, type Literal, negations, type Operator } from './condition.js';
import { isWord, languageWords, type Token, tokensOf } from './tokens.js';

/** A condition and the piece of the query that it was read from. */
export interface WrittenCondition {
  condition: Condition;
  text: string;
}

/** The conditions of a query as they hold one by one: what an outermost AND joins, parentheses around it undone. */
export function readConditions(query: string): WrittenCondition[] {
  return queryParts(query).conditions.flatMap(readOne);
}

export function parseConditions(query: string): Condition[] {
  return readConditions(query).map(({ condition }) => condition);
}

function readOne(text: string): WrittenCondition[] {
  const comparison = parseComparison(text);
  if (comparison) return [{ condition: comparison, text }];
  const inner = insideParentheses(text);
  if (inner) {
    const { conditions, clause } = queryParts(inner);
    // What an OR holds together comes back in parentheses again.
    const isOr = conditions.length === 1 && conditions[0] !== inner;
    if (!isOr && !clause) return conditions.flatMap(readOne);
  }
  return [{ condition: { kind: 'raw', text }, text }];
}

/** The text between the parentheses that hold all of `text`. */
function insideParentheses(text: string): string | undefined {
  const tokens = tokensOf(text);
  let depth = 0;
  for (const [index, { kind, value }] of tokens.entries()) {
    if (kind === 'sign' && value === '(') depth++;
    if (kind === 'sign' && value === ')') depth--;
    if (depth === 0)
      return index === tokens.length - 1 && index > 0
        ? text.slice(tokens[0]!.to, tokens[index]!.from).trim()
        : undefined;
  }
  return undefined;
}

/** A condition on one attribute, or undefined when the text is anything else or more. */
export function parseComparison(text: string): Comparison | undefined {
  const reader = new Reader(tokensOf(text));
  const comparison = reader.comparison();
  if (comparison && reader.isDone) return comparison;
  return parseOrMissing(text);
}

/** `(A != "x" OR A IS NULL)`. */
function parseOrMissing(text: string): Comparison | undefined {
  const inner = insideParentheses(text);
  if (inner === undefined) return undefined;
  const reader = new Reader(tokensOf(inner));
  const first = reader.comparison();
  if (!first || !negations.includes(first.operator) || !reader.word('OR')) return undefined;
  const second = reader.comparison();
  if (second?.operator !== 'IS NULL' || second.attribute !== first.attribute || !reader.isDone) return undefined;
  return { ...first, orMissing: true };
}

class Reader {
  #at = 0;

  constructor(readonly tokens: readonly Token[]) {}

  get isDone(): boolean {
    return this.#at === this.tokens.length;
  }

  comparison(): Comparison | undefined {
    const attribute = this.#attribute();
    if (attribute === undefined) return undefined;
    const operator = this.#operator();
    const values = operator && this.#values(operator);
    return values && { kind: 'comparison', attribute, operator, values };
  }

  word(word: string): boolean {
    if (!isWord(this.tokens[this.#at], word)) return false;
    this.#at++;
    return true;
  }

  #attribute(): string | undefined {
    const token = this.#take('name');
    if (!token || token.value === '') return undefined;
    const isWordOfLanguage = !token.quoted && languageWords.includes(token.value.toUpperCase() as 'AND');
    return isWordOfLanguage ? undefined : token.value;
  }

  #operator(): Operator | undefined {
    const sign = this.#take('operator')?.value;
    if (sign) return sign === '<>' ? '!=' : (sign as Operator);
    if (this.word('IS')) {
      const isNot = this.word('NOT');
      if (!this.word('NULL')) return undefined;
      return isNot ? 'IS NOT NULL' : 'IS NULL';
    }
    const not = this.word('NOT') ? 'NOT ' : '';
    for (const word of ['BETWEEN', 'IN', 'STARTS_WITH'] as const) if (this.word(word)) return `${not}${word}`;
    return undefined;
  }

  #values(operator: Operator): Literal[] | undefined {
    switch (operator) {
      case 'IS NULL':
      case 'IS NOT NULL':
        return [];
      case 'BETWEEN':
      case 'NOT BETWEEN': {
        const from = this.#literal();
        const to = this.word('AND') ? this.#literal() : undefined;
        return from && to && [from, to];
      }
      case 'IN':
      case 'NOT IN':
        return this.#list();
      default: {
        const value = this.#literal();
        return value && [value];
      }
    }
  }

  #list(): Literal[] | undefined {
    if (!this.#sign('(')) return undefined;
    const values: Literal[] = [];
    do {
      const value = this.#literal();
      if (!value) return undefined;
      values.push(value);
    } while (this.#sign(','));
    return this.#sign(')') ? values : undefined;
  }

  #literal(): Literal | undefined {
    const token = this.tokens[this.#at];
    const literal = token && literalOf(token);
    if (literal) this.#at++;
    return literal;
  }

  #sign(sign: string): boolean {
    const token = this.tokens[this.#at];
    if (token?.kind !== 'sign' || token.value !== sign) return false;
    this.#at++;
    return true;
  }

  #take(kind: Token['kind']): Token | undefined {
    const token = this.tokens[this.#at];
    if (token?.kind !== kind) return undefined;
    this.#at++;
    return token;
  }
}

function literalOf(token: Token): Literal | undefined {
  switch (token.kind) {
    case 'string':
      return { kind: 'string', value: token.value };
    case 'number':
      return { kind: 'number', text: token.value };
    case 'relative':
      return { kind: 'relative', text: token.value };
    default:
      if (isWord(token, 'TRUE')) return { kind: 'bool', value: true };
      return isWord(token, 'FALSE') ? { kind: 'bool', value: false } : undefined;
  }
}
