/** Enough of the grammar of visibility queries to see what its outermost AND, OR and last clause hold together. */

/** A joining word of a query at its outermost level. */
interface Joint {
  word: 'AND' | 'OR' | 'ORDER' | 'GROUP';
  start: number;
  end: number;
}

const joining = /^(?:AND|OR|BETWEEN|(?:ORDER|GROUP)(?=\s+BY\b))\b/i;

/** The joining words outside of quotes and parentheses; the AND of `BETWEEN a AND b` joins nothing. */
function joints(query: string): Joint[] {
  const found: Joint[] = [];
  let depth = 0;
  let inBetween = false;
  for (let at = 0; at < query.length; at++) {
    const character = query.charAt(at);
    if (character === '"' || character === "'" || character === '`') at = endOfQuoted(query, at);
    else if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (depth === 0 && /[a-z]/i.test(character)) {
      const [word = ''] = joining.exec(query.slice(at)) ?? [];
      const name = word.toUpperCase();
      if (name === 'BETWEEN') inBetween = true;
      else if (name === 'AND' && inBetween) inBetween = false;
      else if (name) found.push({ word: name as Joint['word'], start: at, end: at + name.length });
      // To the end of the word: the OR of `vendOR` is none.
      at += /^[\w.$-]*/.exec(query.slice(at))![0].length - 1;
    }
  }
  return found;
}

/** The place of the quote that ends what begins at `start`; the end of the text where none does. */
function endOfQuoted(query: string, start: number): number {
  const quote = query.charAt(start);
  for (let at = start + 1; at < query.length; at++) {
    if (query.charAt(at) === '\\' && quote !== '`') at++;
    else if (query.charAt(at) === quote) return at;
  }
  return query.length;
}

export interface QueryParts {
  /** The conditions between the outermost ANDs; one, in parentheses, when an outermost OR holds them together. */
  conditions: string[];
  /** `ORDER BY …` or `GROUP BY …`, which have to stay last. */
  clause: string;
}

export function queryParts(query: string): QueryParts {
  const all = joints(query);
  const last = all.find(({ word }) => word === 'ORDER' || word === 'GROUP');
  const end = last?.start ?? query.length;
  const inner = all.filter(({ start }) => start < end);
  const clause = query.slice(end).trim();
  if (inner.some(({ word }) => word === 'OR')) return { conditions: [`(${query.slice(0, end).trim()})`], clause };
  const starts = [0, ...inner.map((joint) => joint.end)];
  const ends = [...inner.map((joint) => joint.start), end];
  return { conditions: starts.map((start, i) => query.slice(start, ends[i]).trim()).filter(Boolean), clause };
}

export function joinParts({ conditions, clause }: QueryParts): string {
  return [conditions.join(' AND '), clause].filter(Boolean).join(' ');
}

/** The conditions of a query without its `ORDER BY` or `GROUP BY`, so that another can follow. */
export function withoutClause(query: string): string {
  const { conditions, clause } = queryParts(query);
  return clause ? joinParts({ conditions, clause: '' }) : query.trim();
}
