import { askedEachTime, assetsPath, cachedForever, type HostingOptions, securityHeaders, titled } from './headers.js';

/**
 * A server of nginx for `/etc/nginx/conf.d`. Headers stand in the server alone: a `location` with one of its own would
 * lose all of them.
 */
export function nginxConfig(options: HostingOptions = {}): string {
  const headers = Object.entries(securityHeaders(options)).map(
    ([name, value]) => `    add_header ${titled(name)} "${value}" always;`,
  );
  return `# Serves the console from /srv/console. Made by \`npm run hosting\`; for /etc/nginx/conf.d.

map $uri $console_cache {
    default ${askedEachTime};
    # Names with a hash in them: a file never changes.
    ~^${assetsPath} "${cachedForever}";
}

server {
    # Behind something that ends TLS. Else: listen 443 ssl; http2 on; ssl_certificate …; ssl_certificate_key …;
    listen 8080;
    root /srv/console;
    index index.html;
    server_tokens off;

    gzip on;
    gzip_vary on;
    gzip_min_length 512;
    gzip_types text/css text/javascript application/javascript application/json image/svg+xml;

    # Errors have these too.
${headers.join('\n')}
    # Errors have not: a file that is missing today may be there tomorrow.
    add_header Cache-Control $console_cache;
}
`;
}
