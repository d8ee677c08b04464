import { reservedWords } from './keywords.js';
import { malformed, QueryError } from './query-error.js';
import { type Expression, type Statement, type ValueType } from './syntax.js';
import { type Token, tokenize } from './tokens.js';

const maxNesting = 200;
const maxDepth = 1000;

const comparisons = new Set(['=', '<', '>', '<=', '>=', '!=', '<=>']);
const prefixes = new Set(['+', '-', '~', '!', 'binary', '_binary']);
const valueTypes = new Set<string>([
  'string',
  'integer',
  'float',
  'hexNumber',
  'hex',
  'bits',
  'argument',
] satisfies ValueType[]);

/** Operators between values, the loosest first; all of them bind to the left. */
const binaryOperators: readonly (readonly string[])[] = [
  ['|'],
  ['&'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', 'div', '%', 'mod'],
  ['^'],
];

/** Functions whose names are words of the language. */
const functions: Readonly<Record<string, string>> = {
  left: '*sqlparser.FuncExpr',
  right: '*sqlparser.FuncExpr',
  if: '*sqlparser.FuncExpr',
  mod: '*sqlparser.FuncExpr',
  replace: '*sqlparser.FuncExpr',
  database: '*sqlparser.FuncExpr',
  convert: '*sqlparser.ConvertExpr',
  cast: '*sqlparser.ConvertExpr',
  substr: '*sqlparser.SubstrExpr',
  substring: '*sqlparser.SubstrExpr',
  match: '*sqlparser.MatchExpr',
  group_concat: '*sqlparser.GroupConcatExpr',
  values: '*sqlparser.ValuesFuncExpr',
};

/**
 * Reads a query of the list language: a condition, with or without GROUP BY, ORDER BY and LIMIT.
 *
 * @throws {@link QueryError} for what cannot be read
 */
export function parse(query: string): Statement {
  // The server puts the query behind these words, and counts positions from there.
  const where = query.trim();
  const hasCondition = where !== '' && !/^(?:order|group) by/i.test(where);
  return parseStatement(`select * from table1 ${hasCondition ? 'where ' : ''}${where}`);
}

/** Reads a whole SELECT statement. @throws {@link QueryError} for what cannot be read */
export function parseStatement(statement: string): Statement {
  return new Parser(tokenize(statement)).statement();
}

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #nesting = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
    for (const kind of ['select', '*', 'from', 'name']) this.#expect(kind);
  }

  statement(): Statement {
    const where = this.#skip('where') ? this.#expression() : undefined;
    let groupBy: Expression[] = [];
    if (this.#skip('group')) {
      this.#expect('by');
      groupBy = this.#expressions();
    }
    // Read, and ignored by the server.
    if (this.#skip('having')) this.#expression();
    const orderBy: Expression[] = [];
    if (this.#skip('order')) {
      this.#expect('by');
      do {
        orderBy.push(this.#expression());
        if (!this.#skip('asc')) this.#skip('desc');
      } while (this.#skip(','));
    }
    const hasLimit = this.#skip('limit');
    if (hasLimit) {
      this.#expression();
      if (this.#skip(',') || this.#skipName('offset')) this.#expression();
    }
    if (this.#skip('for')) this.#expect('update');
    else if (this.#skip('lock')) for (const word of ['in', 'share', 'mode']) this.#expectWord(word);
    this.#skip(';');
    this.#expect('eof');
    for (const expression of [where, ...groupBy, ...orderBy]) if (expression) checkDepth(expression);
    return { where, groupBy, orderBy, hasLimit };
  }

  get #token(): Token {
    return this.#tokens[this.#next]!;
  }

  #skip(kind: string): boolean {
    if (this.#token.kind !== kind) return false;
    this.#next++;
    return true;
  }

  #skipName(name: string): boolean {
    return this.#token.text === name && this.#skip('name');
  }

  #expect(kind: string): void {
    if (!this.#skip(kind)) throw this.#error();
  }

  #expectWord(word: string): void {
    if (!this.#skip(word) && !this.#skipName(word)) throw this.#error();
  }

  #error(what = 'syntax error', { position, text } = this.#token): QueryError {
    return new QueryError(`${malformed}: ${what} at position ${position}${text === '' ? '' : ` near '${text}'`}`);
  }

  /** Reads what stands one level deeper, behind a token that was just read. */
  #deeper<T>(read: () => T): T {
    if (++this.#nesting === maxNesting) {
      throw this.#error('max nesting level reached', this.#tokens[this.#next - 1]);
    }
    const result = read();
    this.#nesting--;
    return result;
  }

  #expressions(): Expression[] {
    const all = [this.#expression()];
    while (this.#skip(',')) all.push(this.#expression());
    return all;
  }

  #expression(): Expression {
    let left = this.#and();
    while (this.#skip('or')) left = { kind: 'or', left, right: this.#and() };
    return left;
  }

  #and(): Expression {
    let left = this.#not();
    while (this.#skip('and')) left = { kind: 'and', left, right: this.#not() };
    return left;
  }

  #not(): Expression {
    if (this.#skip('not')) return { kind: 'not', of: this.#deeper(() => this.#not()) };
    let of = this.#condition();
    while (this.#skip('is')) of = { kind: 'is', operator: this.#isWhat(), of };
    return of;
  }

  #isWhat(): string {
    const not = this.#skip('not') ? 'not ' : '';
    for (const word of ['null', 'true', 'false']) if (this.#skip(word)) return `is ${not}${word}`;
    throw this.#error();
  }

  #condition(): Expression {
    if (this.#skip('exists')) {
      this.#expect('(');
      if (this.#token.kind !== 'select') throw this.#error();
      this.#rest('(');
      return { kind: 'other', name: '*sqlparser.ExistsExpr' };
    }
    if (this.#skip('default')) {
      if (this.#skip('(')) this.#rest('(');
      return { kind: 'other', name: '*sqlparser.Default' };
    }
    const left = this.#value();
    const { kind } = this.#token;
    if (comparisons.has(kind)) {
      this.#next++;
      return { kind: 'comparison', operator: kind, left, right: this.#value() };
    }
    const not = this.#skip('not') ? 'not ' : '';
    if (this.#skip('in')) return { kind: 'comparison', operator: `${not}in`, left, right: this.#members() };
    if (this.#skip('like')) {
      const right = this.#value();
      if (this.#skip('escape')) this.#value();
      return { kind: 'comparison', operator: `${not}like`, left, right };
    }
    if (this.#skip('between')) {
      const from = this.#value();
      this.#expect('and');
      return { kind: 'range', operator: `${not ? 'not ' : ''}between`, left, from, to: this.#value() };
    }
    for (const word of ['regexp', 'starts_with']) {
      if (this.#skip(word)) return { kind: 'comparison', operator: `${not}${word}`, left, right: this.#value() };
    }
    if (not) throw this.#error();
    return left;
  }

  /** What stands behind IN. */
  #members(): Expression {
    if (this.#skip('listArgument')) return { kind: 'other', name: 'sqlparser.ListArg' };
    this.#expect('(');
    return this.#deeper(() => {
      if (this.#token.kind === 'select') {
        this.#rest('(');
        return { kind: 'other', name: '*sqlparser.Subquery' };
      }
      const items = this.#expressions();
      this.#expect(')');
      return { kind: 'tuple', items };
    });
  }

  #value(level = 0): Expression {
    const operators = binaryOperators[level];
    if (!operators) return this.#unary();
    let left = this.#value(level + 1);
    while (operators.includes(this.#token.kind)) {
      this.#next++;
      this.#value(level + 1);
      left = { kind: 'other', name: '*sqlparser.BinaryExpr' };
    }
    return left;
  }

  #unary(): Expression {
    const operator = this.#token.kind;
    if (!prefixes.has(operator)) return this.#collated();
    this.#next++;
    const of = this.#deeper(() => this.#unary());
    // The sign of a whole number is a part of it.
    if (of.kind === 'value' && of.type === 'integer') {
      if (operator === '+') return of;
      if (operator === '-') return { ...of, text: of.text.startsWith('-') ? of.text.slice(1) : `-${of.text}` };
    }
    return { kind: 'unary', operator: /^_?binary$/.test(operator) ? `${operator} ` : operator, of };
  }

  #collated(): Expression {
    const of = this.#primary();
    if (!this.#skip('collate')) return of;
    if (!this.#skip('name')) this.#expect('string');
    return { kind: 'other', name: '*sqlparser.CollateExpr' };
  }

  #primary(): Expression {
    const { kind, text } = this.#token;
    if (kind === 'name') return this.#named();
    if (valueTypes.has(kind)) {
      this.#next++;
      return { kind: 'value', type: kind as ValueType, text };
    }
    if (kind === 'true' || kind === 'false') {
      this.#next++;
      return { kind: 'boolean', value: kind === 'true' };
    }
    if (this.#skip('null')) return { kind: 'other', name: '*sqlparser.NullVal' };
    if (this.#skip('interval')) {
      this.#deeper(() => this.#value());
      this.#expect('name');
      return { kind: 'other', name: '*sqlparser.IntervalExpr' };
    }
    if (this.#skip('case')) {
      this.#rest('case');
      return { kind: 'other', name: '*sqlparser.CaseExpr' };
    }
    const name = functions[kind];
    if (name !== undefined) {
      this.#next++;
      this.#expect('(');
      this.#rest('(');
      return { kind: 'other', name };
    }
    this.#expect('(');
    return this.#deeper(() => {
      if (this.#token.kind === 'select') {
        this.#rest('(');
        return { kind: 'other', name: '*sqlparser.Subquery' };
      }
      const items = this.#expressions();
      this.#expect(')');
      return items.length === 1 ? { kind: 'parentheses', of: items[0]! } : { kind: 'tuple', items };
    });
  }

  /** A column, or a function, that begins with a name. */
  #named(): Expression {
    const parts = [this.#token.text];
    this.#next++;
    while (parts.length < 3 && this.#skip('.')) {
      // Behind the dot stands a name or any word of the language.
      const { kind, text } = this.#token;
      if (kind !== 'name' && (!reservedWords.has(kind) || text === '')) throw this.#error();
      parts.push(text);
      this.#next++;
    }
    if (parts.length < 3 && this.#skip('(')) {
      this.#rest('(');
      return { kind: 'other', name: '*sqlparser.FuncExpr' };
    }
    if (this.#skip('->') || this.#skip('->>')) {
      if (!valueTypes.has(this.#token.kind) && this.#token.kind !== 'null') throw this.#error();
      this.#next++;
      return { kind: 'other', name: '*sqlparser.BinaryExpr' };
    }
    return { kind: 'column', parts };
  }

  /** Passes over what no query can use, up to the end of the parentheses or of the CASE that was just opened. */
  #rest(opened: '(' | 'case'): void {
    const close = opened === '(' ? ')' : 'end';
    while (this.#token.kind !== close) {
      const { kind } = this.#token;
      if (kind === 'invalid' || kind === 'eof') throw this.#error();
      this.#next++;
      if (kind === '(') this.#deeper(() => this.#rest('('));
      else if (kind === 'case') this.#deeper(() => this.#rest('case'));
    }
    this.#next++;
  }
}

function checkDepth(expression: Expression): void {
  // Iterative: a chain of a thousand ANDs would be a stack of as many calls.
  const pending: [Expression, number][] = [[expression, 2]];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [node, depth] = next;
    // The server counts the parts of a name, too.
    if (depth + (node.kind === 'column' ? 2 : 0) >= maxDepth)
      throw new QueryError(`${malformed}: max ast depth reached`);
    for (const child of childrenOf(node)) pending.push([child, depth + 1]);
  }
}

function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'and':
    case 'or':
    case 'comparison':
      return [node.left, node.right];
    case 'range':
      return [node.left, node.from, node.to];
    case 'parentheses':
    case 'not':
    case 'is':
    case 'unary':
      return [node.of];
    case 'tuple':
      return node.items;
    case 'column':
    case 'value':
    case 'boolean':
    case 'other':
      return [];
  }
}
