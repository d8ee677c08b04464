/** Sets and maps that are replaced rather than changed, as `$state.raw` wants them. */

export function noneOf<T>(): ReadonlySet<T> {
  return new Set();
}

export function withOne<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  return new Set([...set, value]);
}

export function noEntries<Key, Value>(): ReadonlyMap<Key, Value> {
  return new Map();
}

export function withEntry<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key, value: Value): ReadonlyMap<Key, Value> {
  return new Map([...map, [key, value]]);
}
