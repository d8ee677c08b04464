/** Every text that code can get out of a value, with the way to it. Private fields and closures cannot be read. */
export function textsOf(value: unknown, path = '', seen = new Set<object>()): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return [];
  seen.add(value);
  const inner = (key: string, next: unknown): [string, string][] => textsOf(next, path ? `${path}.${key}` : key, seen);
  if (value instanceof Uint8Array) return [[path, String.fromCharCode(...value)]];
  if (value instanceof Headers || value instanceof Map) {
    return [...value].flatMap(([key, text]) => inner(String(key), text));
  }
  if (value instanceof Request || value instanceof Response) {
    return [...inner('url', value.url), ...inner('headers', value.headers)];
  }
  const own = Reflect.ownKeys(value).flatMap((key) => [
    ...inner('key', String(key)),
    ...inner(String(key), readable(value, key)),
  ]);
  const written = [
    // What a console or a template makes of it.
    ['as text', textBy(() => ''.concat(value as unknown as string))],
    ['as JSON', textBy(() => JSON.stringify(value))],
  ] as const;
  return [...own, ...written.flatMap(([key, text]) => inner(key, text))];
}

/** Getters may throw, for example on functions in strict mode. */
function readable(value: object, key: PropertyKey): unknown {
  try {
    return Reflect.get(value, key);
  } catch (error) {
    return String(error);
  }
}

/** Some values have no text: those with circles, or with bigints. Why not is a text as well. */
function textBy(write: () => string | undefined): string {
  try {
    return write() ?? '';
  } catch (error) {
    return String(error);
  }
}

/** The ways to texts that have one of the secrets in them, plain or in base64. */
export function leaksIn(value: unknown, secrets: readonly string[]): string[] {
  const forms = secrets.flatMap((secret) => [secret, ...base64Forms(secret)]);
  return textsOf(value)
    .filter(([, text]) => forms.some((form) => text.includes(form)))
    .map(([path]) => path);
}

/** The part of the base64 of a text that does not depend on what stands around it, for the three places where it may begin. */
function base64Forms(text: string): string[] {
  return [0, 1, 2].map((offset) =>
    btoa('x'.repeat(offset) + text)
      .slice(offset === 0 ? 0 : 4)
      .slice(0, -4),
  );
}
