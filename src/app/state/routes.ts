/**
 * Hash routes: deep links work on any static host, and nothing of them reaches
 * the host's logs. One table names every screen; types follow from its paths.
 */
export const routes = {
  home: '/',
  connect: '/connect',
  settings: '/settings',
  workflows: '/namespaces/:namespace/workflows',
  start: '/namespaces/:namespace/workflows/start',
  workflow: '/namespaces/:namespace/workflows/:workflowId/:runId?',
  compare: '/namespaces/:namespace/compare',
  batch: '/namespaces/:namespace/batch/:jobId?',
  import: '/import',
} as const;

export type RouteName = keyof typeof routes;

type ParamsOf<Path extends string> = Path extends `${infer Head}/${infer Tail}`
  ? ParamsOf<Head> & ParamsOf<Tail>
  : Path extends `:${infer Name}?`
    ? { [K in Name]?: string | undefined }
    : Path extends `:${infer Name}`
      ? { [K in Name]: string }
      : object;

export type RouteParams<Name extends RouteName> = ParamsOf<(typeof routes)[Name]>;

export type Route =
  | { [Name in RouteName]: { name: Name; params: RouteParams<Name>; query: URLSearchParams } }[RouteName]
  | { name: 'unknown'; path: string; query: URLSearchParams };

export type QueryValues = Record<string, string | number | undefined>;

const patterns = Object.entries(routes).map(([name, path]) => ({
  name: name as RouteName,
  segments: path.split('/').filter(Boolean),
}));
const literals = new Set(patterns.flatMap(({ segments }) => segments.filter((segment) => !segment.startsWith(':'))));

/**
 * One path segment for any id. A Workflow Id may hold slashes, quotes, emoji, or
 * may be the very word of a route (`start`): then its first character is escaped
 * too, so that it never matches the route.
 */
export function encodeSegment(value: string): string {
  const encoded = encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(/[!'()*]/g, escapeCharacter);
  return literals.has(encoded) ? escapeCharacter(encoded.charAt(0)) + encoded.slice(1) : encoded;
}

function escapeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // Typed by hand with a bare percent sign: take it as it stands.
    return segment;
  }
}

/** The address of a screen, as the value of an `href`. */
export function href<Name extends RouteName>(
  name: Name,
  ...[params, query]: object extends RouteParams<Name>
    ? [params?: RouteParams<Name>, query?: QueryValues]
    : [params: RouteParams<Name>, query?: QueryValues]
): string {
  const values = (params ?? {}) as Record<string, string | undefined>;
  const path = routes[name]
    .split('/')
    .filter(Boolean)
    .flatMap((segment) => {
      if (!segment.startsWith(':')) return [segment];
      const value = values[segment.slice(1).replace('?', '')];
      return value === undefined || value === '' ? [] : [encodeSegment(value)];
    });
  return `#/${path.join('/')}${queryText(query)}`;
}

function queryText(query: QueryValues = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(key, String(value));
  }
  const text = search.toString();
  return text && `?${text}`;
}

/** Reads a hash; everything that is no route of ours is `unknown`, never an exception. */
export function parseHash(hash: string): Route {
  const [path, search] = splitOnce(hash.replace(/^#/, ''), '?');
  const query = new URLSearchParams(search ?? '');
  const segments = path.split('/').filter(Boolean);
  for (const { name, segments: pattern } of patterns) {
    const params = matchSegments(pattern, segments);
    if (params) return { name, params, query } as Route;
  }
  return { name: 'unknown', path, query };
}

function matchSegments(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (segments.length > pattern.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const segment = segments[index];
    if (!expected.startsWith(':')) {
      if (segment !== expected) return undefined;
    } else if (segment !== undefined) {
      params[expected.slice(1).replace('?', '')] = decodeSegment(segment);
    } else if (!expected.endsWith('?')) {
      return undefined;
    }
  }
  return params;
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
