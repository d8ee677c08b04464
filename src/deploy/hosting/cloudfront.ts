import { askedEachTime, cachedForever, type HostingOptions, securityHeaders, titled } from './headers.js';

/** Headers that CloudFront has a field of its own for, and refuses as custom ones. */
const ownFields = new Set([
  'content-security-policy',
  'x-content-type-options',
  'referrer-policy',
  'strict-transport-security',
]);

/**
 * Two response headers policies of CloudFront, in front of a bucket of S3: for the default behaviour and for that of
 * `/assets/*`. Each is what `aws cloudfront create-response-headers-policy --response-headers-policy-config` takes.
 */
export function cloudfrontPolicies(options: HostingOptions = {}): Record<'pages' | 'assets', string> {
  const headers = securityHeaders(options);
  const policy = (name: string, comment: string, cache: string): string => {
    const custom = Object.entries({ ...headers, 'cache-control': cache }).filter(([header]) => !ownFields.has(header));
    const config = {
      Name: name,
      Comment: comment,
      SecurityHeadersConfig: {
        ContentSecurityPolicy: { Override: true, ContentSecurityPolicy: headers['content-security-policy'] },
        ContentTypeOptions: { Override: true },
        ReferrerPolicy: { Override: true, ReferrerPolicy: headers['referrer-policy'] },
        StrictTransportSecurity: {
          Override: true,
          AccessControlMaxAgeSec: Number(/\d+/.exec(headers['strict-transport-security'] ?? '')?.[0]),
          IncludeSubdomains: false,
          Preload: false,
        },
      },
      CustomHeadersConfig: {
        Quantity: custom.length,
        Items: custom.map(([header, value]) => ({ Header: titled(header), Value: value, Override: true })),
      },
    };
    return `${JSON.stringify(config, null, 2)}\n`;
  };
  return {
    pages: policy('temporal-console', 'The console: default behaviour', askedEachTime),
    assets: policy('temporal-console-assets', 'The console: behaviour of /assets/*', cachedForever),
  };
}
