/** How Envoy recognises an origin. */
export type OriginMatcher = { readonly exact: string } | { readonly safe_regex: { readonly regex: string } };

/**
 * The matcher of an origin. A `*` stands for letters, digits and dashes: a port, or one word of a host.
 *
 * @throws Error for what no browser sends as `origin`
 */
export function originMatcher(origin: string): OriginMatcher {
  assertOrigin(origin);
  if (!origin.includes('*')) return { exact: origin };
  const regex = origin.split('*').map((literal) => literal.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  // No dots and colons: `http://localhost:*` must not mean http://localhost:1.evil.example.
  return { safe_regex: { regex: regex.join('[A-Za-z0-9-]+') } };
}

function assertOrigin(origin: string): void {
  const sample = origin.replaceAll(/:\*$/g, ':1').replaceAll('*', 'x');
  const isOrigin =
    URL.canParse(sample) && /^https?:$/.test(new URL(sample).protocol) && new URL(sample).origin === sample;
  if (origin === '*' || !isOrigin) {
    throw new Error(
      `"${origin}" is not an origin. One is scheme, host and port, without a path: https://app.example.com or ` +
        'http://localhost:5173.',
    );
  }
}
