import { readStored, writeStored } from '../../../state/stored.js';

const mostKept = 20;
/** A list of a thousand ids is not worth its place; it is in the browser's history. */
const longestKept = 5_000;

/** The queries that were last run in a Namespace from this browser, the newest first. */
export function recentQueries(namespace: string): string[] {
  const stored = readStored(keyOf(namespace));
  if (!Array.isArray(stored)) return [];
  return stored.filter((query): query is string => typeof query === 'string' && query !== '').slice(0, mostKept);
}

export function rememberQuery(namespace: string, query: string): void {
  if (query === '' || query.length > longestKept) return;
  const others = recentQueries(namespace).filter((other) => other !== query);
  writeStored(keyOf(namespace), [query, ...others].slice(0, mostKept));
}

export function forgetQueries(namespace: string): void {
  writeStored(keyOf(namespace), undefined);
}

function keyOf(namespace: string): string {
  return `queries:${namespace}`;
}
