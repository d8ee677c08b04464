import { contentSecurityPolicy, type PolicyOptions } from './policy.js';

/** What a host has to be told. */
export type HostingOptions = Pick<PolicyOptions, 'connect'>;

/** Headers by name, in the order in which they are written. */
export type Headers = Readonly<Record<string, string>>;

const year = 31_536_000;

/** For names with a hash of the content in it, below {@link assetsPath}: what has such a name never changes. */
export const cachedForever = `public, max-age=${year}, immutable`;

/** For all else: index.html names the files of its release, and config.json is changed by hand. Kept, and asked for again each time. */
export const askedEachTime = 'no-cache';

/** Where the build puts files with hashed names. */
export const assetsPath = '/assets/';

/** What no page of the console does. Names that Chromium knows, since it complains about others. */
const features = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
];

/** Headers of every answer, errors included. */
export function securityHeaders({ connect }: HostingOptions = {}): Headers {
  return {
    'content-security-policy': contentSecurityPolicy({ ...(connect && { connect }) }),
    // Every script of the build has its hash in the page: one without does not run, where browsers know of this.
    'integrity-policy': 'blocked-destinations=(script)',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'permissions-policy': features.map((name) => `${name}=()`).join(', '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    // Browsers heed it over HTTPS alone. Not for subdomains: those are not the console's to decide.
    'strict-transport-security': `max-age=${year}`,
  };
}

/** `content-security-policy` → `Content-Security-Policy`, as most configurations write it. */
export function titled(name: string): string {
  return name.replace(/(^|-)\w/g, (letter) => letter.toUpperCase());
}
