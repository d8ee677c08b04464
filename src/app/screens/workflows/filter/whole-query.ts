import { type KnownStatus, statuses } from '../../../../live/status.js';
import { joinParts, queryParts } from '../query-parts.js';

/** The part of an address that filters. */
export interface ListFilter {
  statuses: readonly KnownStatus[];
  query: string;
}

/** All that filters as one query: what the raw editor shows, and what is sent. */
export function wholeQuery(filter: ListFilter): string {
  const { conditions, clause } = queryParts(filter.query);
  const status = statusCondition(filter.statuses);
  // Without another condition an OR needs no parentheses, and stays as it was written.
  return status ? joinParts({ conditions: [status, ...conditions], clause }) : filter.query.trim();
}

function statusCondition(chosen: readonly KnownStatus[]): string {
  const names = chosen.map((name) => `'${statuses[name].query}'`);
  if (names.length === 0) return '';
  return names.length === 1 ? `ExecutionStatus = ${names[0]}` : `ExecutionStatus IN (${names.join(', ')})`;
}

const byQueryName = new Map(
  Object.entries(statuses).map(([name, { query }]) => [query.toLowerCase(), name as KnownStatus]),
);

/** The other way: one condition that chooses statuses becomes the choice; what else it says stays text. */
export function splitQuery(text: string): ListFilter {
  const { conditions, clause } = queryParts(text);
  const choices = conditions.map(chosenStatuses);
  const found = choices.filter((choice) => choice !== undefined);
  if (found.length !== 1) return { statuses: [], query: text.trim() };
  const rest = conditions.filter((_, index) => choices[index] === undefined);
  return { statuses: found[0]!, query: joinParts({ conditions: rest, clause }) };
}

const value = /'\w+'|"\w+"/.source;
const choice = new RegExp(
  `^(?:ExecutionStatus|\`ExecutionStatus\`)\\s*(?:=\\s*(?:${value})|IN\\s*\\(\\s*(?:${value})(?:\\s*,\\s*(?:${value}))*\\s*\\))$`,
);

/** By a pattern: the page reads its address with it, before the parser of conditions is there. */
function chosenStatuses(condition: string): KnownStatus[] | undefined {
  if (!choice.test(condition.replace(/\bin\b/i, 'IN'))) return undefined;
  const names = [...condition.matchAll(/['"](\w+)['"]/g)].map(([, name = '']) => byQueryName.get(name.toLowerCase()));
  const known = names.filter((name) => name !== undefined);
  return known.length === names.length ? [...new Set(known)] : undefined;
}
