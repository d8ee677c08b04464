/** What the console's pages may do, as browsers enforce it: one policy for the header of every host and for the page itself. */
export interface PolicyOptions {
  /**
   * What the page may call, as sources of a Content Security Policy: the proxy, the codec, the identity provider.
   *
   * @default any http(s) address, because the address of the proxy is typed in the page
   */
  readonly connect?: readonly string[];
  /**
   * What stands in a page may not say who frames it: browsers would log that they ignore it.
   *
   * @default 'header'
   */
  readonly within?: 'header' | 'meta';
}

const anyAddress: readonly string[] = ['http:', 'https:'];

/**
 * A Content Security Policy: everything is closed but files of the page's own host, and calls. No text becomes a script or
 * HTML: the policies of Trusted Types are those of Svelte's compiled templates and of the one worker.
 *
 * @throws TypeError for a source that would end the directive, or open more than an address
 */
export function contentSecurityPolicy({ connect, within = 'header' }: PolicyOptions = {}): string {
  const sources = connect && connect.length > 0 ? connect.map(checkedSource) : anyAddress;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self'",
    `connect-src ${["'self'", ...sources].join(' ')}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    ...(within === 'header' ? ["frame-ancestors 'none'"] : []),
    "require-trusted-types-for 'script'",
    'trusted-types svelte-trusted-html console-worker',
  ].join('; ');
}

/** `https://temporal.example.com`, also with a port or with `*.` before the name. */
const source = /^https?:\/\/(\*\.)?[\w-]+(\.[\w-]+)*(:\d+)?$/;

function checkedSource(text: string): string {
  if (source.test(text)) return text;
  throw new TypeError(
    `${JSON.stringify(text)} is no origin. Write one such as https://temporal.example.com, without a path.`,
  );
}
