/** A copy of a set with a value, or without it when it was there. */
export function toggled<Value>(set: ReadonlySet<Value>, value: Value): ReadonlySet<Value> {
  const copy = new Set(set);
  if (!copy.delete(value)) copy.add(value);
  return copy;
}

/** Nothing chosen, nothing unfolded. */
export function none<Value>(): ReadonlySet<Value> {
  return new Set();
}
