import { joinParts, queryParts } from './query-parts.js';

/**
 * The query with one more condition that has to hold too. What was there keeps its meaning: with an OR at its outermost
 * level it gets parentheses first. A condition that is there already is not written twice.
 *
 * @param condition as the server reads it, values quoted; an OR in it gets parentheses
 */
export function withCondition(query: string, condition: string): string {
  const { conditions, clause } = queryParts(query);
  const added = queryParts(condition).conditions.filter((one) => !conditions.includes(one));
  return added.length === 0 ? query.trim() : joinParts({ conditions: [...conditions, ...added], clause });
}

/** The query without its outermost conditions on one attribute. Those inside of parentheses or of an OR stay. */
export function withoutAttribute(query: string, attribute: string): string {
  const { conditions, clause } = queryParts(query);
  const kept = conditions.filter((condition) => attributeOf(condition) !== attribute);
  return kept.length === conditions.length ? query.trim() : joinParts({ conditions: kept, clause });
}

function attributeOf(condition: string): string | undefined {
  const [, quotedName, name] = /^(?:`([^`]+)`|([\w.$-]+))\s*(?:[=!<>]|\w)/.exec(condition) ?? [];
  return quotedName ?? name;
}
