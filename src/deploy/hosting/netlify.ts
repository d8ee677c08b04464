import { askedEachTime, assetsPath, cachedForever, type HostingOptions, securityHeaders, titled } from './headers.js';

/** Rules that match the same path add up, so each of these names what the others do not. */
const unhashed = ['/', '/index.html', '/config.json', '/theme.js', '/favicon.svg'];

/** `_headers` of Netlify, which Cloudflare Pages reads too: belongs beside index.html. */
export function netlifyHeaders(options: HostingOptions = {}): string {
  const block = (path: string, headers: Readonly<Record<string, string>>): string =>
    [path, ...Object.entries(headers).map(([name, value]) => `  ${titled(name)}: ${value}`)].join('\n');
  return `${[
    '# Made by `npm run hosting`; belongs beside index.html.',
    block('/*', securityHeaders(options)),
    '# Names with a hash in them: a file never changes.',
    block(`${assetsPath}*`, { 'cache-control': cachedForever }),
    ...unhashed.map((path) => block(path, { 'cache-control': askedEachTime })),
  ].join('\n')}\n`;
}
