/** A short text for any value, for use in an error about it. Never throws. */
export function previewOf(value: unknown, maxLength = 100): string {
  const text = typeof value === 'object' && value !== null ? jsonOf(value) : String(value);
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}

/** JSON of an object, or `[object …]` when it has none. Never throws. */
export function jsonOf(value: object): string {
  try {
    // Nothing, although its type does not say so, when `toJSON` gives nothing.
    const json: unknown = JSON.stringify(value);
    return typeof json === 'string' ? json : Object.prototype.toString.call(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
