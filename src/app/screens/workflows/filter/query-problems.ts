import { grpcErrorOf } from '../../../../client/index.js';
import type { EditorProblem } from '../../../components/code-editor/problem.js';
import { errorWords } from '../../../format/errors.js';
import { type ResolvedQuery, resolveQuery } from '../../../format/relative-query.js';
import { queryProblemTexts as texts } from '../../../texts/query-editor.js';
import { readQuery } from './query-grammar.js';
import { type Token, tokensOf } from './tokens.js';

/**
 * What is wrong with a query. While it is being written only what no more typing can make right; where the server has
 * refused it, its words and the place that they mean.
 *
 * @param error of the server, about this very text
 */
export function problemsOf(text: string, error: unknown, now = Date.now(), timeZone = 'UTC'): EditorProblem[] {
  const tokens = tokensOf(text);
  const clause = clauseProblem(tokens);
  if (!error) return clause ? [clause] : [];
  const said = grpcErrorOf(error)?.details || errorWords(error).detail;
  if (clause && /'ORDER BY' clause|GROUP BY/i.test(said)) return [{ ...clause, tone: 'error' }];
  const place = placeMeant(said, text, tokens, resolveQuery(text, now, timeZone));
  // The message of the server, without what every message of it begins with.
  const message = said.replace(/^invalid query: /i, '').replace(/ at position \d+/, '');
  const hint = hintFor(said, text);
  return [{ message: [texts.refused(message), hint].filter(Boolean).join('. '), ...place }];
}

function clauseProblem(tokens: readonly Token[]): EditorProblem | undefined {
  const { clause } = readQuery(tokens);
  if (!clause) return undefined;
  const isOrder = clause.value.toUpperCase() === 'ORDER';
  const message = isOrder ? texts.orderBy : texts.groupBy;
  return { message, from: clause.from, to: tokens.at(-1)!.to, tone: 'warning' };
}

type Place = Pick<EditorProblem, 'from' | 'to'>;

function placeMeant(said: string, text: string, tokens: readonly Token[], sent: ResolvedQuery): Place {
  return placeOfPosition(said, tokens, sent) ?? placeOfName(said, tokens) ?? placeOfGrammar(said, text, tokens) ?? {};
}

/** What the server puts before a query that it parses. */
const prefix = 'select * from table1 where '.length;

/**
 * `syntax error at position 48 near 'order'`: the place behind the token that it could not take, of the query that was
 * sent, plus one because it has looked ahead.
 */
function placeOfPosition(said: string, tokens: readonly Token[], sent: ResolvedQuery): Place | undefined {
  const [, position] = /syntax error at position (\d+)/.exec(said) ?? [];
  if (position === undefined) return undefined;
  const end = Number(position) - prefix - 1;
  if (end < 1 || end > sent.text.length + 1) return undefined;
  const last = Math.min(sent.sourceOf(Math.min(end, sent.text.length) - 1), Number.MAX_SAFE_INTEGER);
  const token = tokens.find(({ from, to }) => from <= last && last < to) ?? tokens.at(-1);
  // At the end something is missing behind the last token.
  return token && { from: token.from, to: token.to };
}

/** `invalid search attribute: Foo`, `… for search attribute OrderTotal`, `unable to parse datetime 'yesterday'`. */
function placeOfName(said: string, tokens: readonly Token[]): Place | undefined {
  const named = [
    /invalid search attribute: ([^\s,;]+)/,
    /did you forget to quote "([^"]+)"/,
    /unable to parse datetime '([^']*)'/,
    /invalid ExecutionStatus value '([^']*)'/,
    /search attribute '?([\w.-]+)'?/,
  ].map((pattern) => pattern.exec(said)?.[1]);
  const found = tokens.find(({ value }) => value !== '' && named.find(Boolean) === value);
  return found && { from: found.from, to: found.to };
}

/** The first token that has no place in the grammar, where the server only says that something is malformed. */
function placeOfGrammar(said: string, text: string, tokens: readonly Token[]): Place | undefined {
  if (!/malformed|syntax/i.test(said)) return undefined;
  const { unexpected, open } = readQuery(tokens);
  const token = unexpected ?? open.at(-1);
  return token ? { from: token.from, to: token.to } : { from: Math.max(0, text.trimEnd().length - 1), to: text.length };
}

/** What to do about it, for the mistakes that people make. */
function hintFor(said: string, text: string): string {
  if (/==/.test(text) && /syntax error/.test(said)) return texts.oneEqualsSign;
  if (/did you forget to quote/.test(said)) return texts.quote;
  if (/'LIKE'/.test(said)) return texts.like;
  if (/unable to parse datetime/.test(said)) return texts.datetime;
  return /invalid search attribute/.test(said) ? texts.attribute : '';
}
