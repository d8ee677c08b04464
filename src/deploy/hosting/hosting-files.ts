import { caddyfile } from './caddy.js';
import { cloudfrontPolicies } from './cloudfront.js';
import { githubPagesWorkflow } from './github-pages.js';
import type { HostingOptions } from './headers.js';
import { netlifyHeaders } from './netlify.js';
import { nginxConfig } from './nginx.js';

/**
 * What static hosts of the console are told, as files by name.
 *
 * @throws TypeError for something in `connect` that is no origin
 */
export function hostingFiles(options: HostingOptions = {}): Readonly<Record<string, string>> {
  const cloudfront = cloudfrontPolicies(options);
  return {
    Caddyfile: caddyfile(options),
    'cloudfront-assets.json': cloudfront.assets,
    'cloudfront-pages.json': cloudfront.pages,
    'github-pages.yaml': githubPagesWorkflow(options),
    'netlify/_headers': netlifyHeaders(options),
    'nginx.conf': nginxConfig(options),
  };
}
