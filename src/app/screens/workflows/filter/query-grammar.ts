import { isWord, languageWords, type Token } from './tokens.js';

/** What the grammar of a query wants next. */
export type Expectation =
  | 'attribute'
  | 'operator'
  | 'value'
  | 'list'
  | 'item'
  | 'itemEnd'
  | 'from'
  | 'and'
  | 'to'
  | 'null'
  | 'joiner'
  | 'clause';

/** Where reading a query has come to. */
export interface QueryState {
  expects: Expectation;
  /** The attribute of the condition that is being written. */
  attribute: string | undefined;
  /** Parentheses that are open around conditions. */
  open: readonly Token[];
  /** The first token that the grammar has no place for. */
  unexpected: Token | undefined;
  /** `ORDER` or `GROUP`. */
  clause: Token | undefined;
}

/** Reads tokens as far as the grammar goes. */
export function readQuery(tokens: readonly Token[]): QueryState {
  let state: QueryState = {
    expects: 'attribute',
    attribute: undefined,
    open: [],
    unexpected: undefined,
    clause: undefined,
  };
  for (const token of tokens) {
    const next = step(state, token);
    if (!next) return { ...state, unexpected: token };
    state = { ...state, ...next };
  }
  return state;
}

function step(state: QueryState, token: Token): Partial<QueryState> | undefined {
  switch (state.expects) {
    case 'attribute':
      return beginCondition(state, token);
    case 'operator':
      return operatorStep(token);
    case 'value':
      return isLiteral(token) ? { expects: 'joiner' } : undefined;
    case 'list':
      return isSign(token, '(') ? { expects: 'item' } : undefined;
    case 'item':
      return isLiteral(token) ? { expects: 'itemEnd' } : undefined;
    case 'itemEnd':
      if (isSign(token, ',')) return { expects: 'item' };
      return isSign(token, ')') ? { expects: 'joiner' } : undefined;
    case 'from':
      return isLiteral(token) ? { expects: 'and' } : undefined;
    case 'and':
      return isWord(token, 'AND') ? { expects: 'to' } : undefined;
    case 'to':
      return isLiteral(token) ? { expects: 'joiner' } : undefined;
    case 'null':
      if (isWord(token, 'NOT')) return {};
      return isWord(token, 'NULL') ? { expects: 'joiner' } : undefined;
    case 'joiner':
      if (isWord(token, 'AND') || isWord(token, 'OR')) return { expects: 'attribute' };
      if (isSign(token, ')') && state.open.length > 0) return { open: state.open.slice(0, -1) };
      return beginClause(token);
    case 'clause':
      return {};
  }
}

function beginCondition(state: QueryState, token: Token): Partial<QueryState> | undefined {
  if (isSign(token, '(')) return { open: [...state.open, token] };
  if (isWord(token, 'NOT')) return {};
  const clause = beginClause(token);
  if (clause) return clause;
  if (token.kind !== 'name' || token.value === '') return undefined;
  if (!token.quoted && languageWords.includes(token.value.toUpperCase() as 'AND')) return undefined;
  return { expects: 'operator', attribute: token.value };
}

function beginClause(token: Token): Partial<QueryState> | undefined {
  return isWord(token, 'ORDER') || isWord(token, 'GROUP') ? { expects: 'clause', clause: token } : undefined;
}

function operatorStep(token: Token): Partial<QueryState> | undefined {
  if (token.kind === 'operator' || isWord(token, 'STARTS_WITH')) return { expects: 'value' };
  if (isWord(token, 'NOT')) return {};
  if (isWord(token, 'IN')) return { expects: 'list' };
  if (isWord(token, 'BETWEEN')) return { expects: 'from' };
  return isWord(token, 'IS') ? { expects: 'null' } : undefined;
}

function isLiteral(token: Token): boolean {
  return (
    token.kind === 'string' ||
    token.kind === 'number' ||
    token.kind === 'relative' ||
    isWord(token, 'TRUE') ||
    isWord(token, 'FALSE')
  );
}

function isSign(token: Token, sign: string): boolean {
  return token.kind === 'sign' && token.value === sign;
}
