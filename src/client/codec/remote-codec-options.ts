import { base64Decode } from '@bufbuild/protobuf/wire';
import { isLoopback } from '../connection-options.js';
import { type Duration, durationToMs } from '../duration.js';
import { pageLocation } from '../internal/environment.js';

/** A complete `Authorization` header, or a function that gives the present one. It is asked before every request. */
export type CodecAuthorization = string | (() => string | Promise<string>);

/** Options of {@link RemoteCodec}. */
export interface RemoteCodecOptions {
  /**
   * URL of the codec server, to which `/encode` and `/decode` are added; `{namespace}` in it becomes the Namespace. A
   * path alone (`/codec`) means the page's own origin. The server's CORS settings must allow the page's origin, and the
   * headers `content-type`, `x-namespace` and, where it is used, `authorization`.
   */
  endpoint: string;
  /**
   * Sent as `Authorization`, for example `Bearer …`; only over https, and over http to this machine. It must be a token
   * for the codec server: an API key of Temporal is refused where it can be told apart (keys of Temporal Cloud).
   */
  authorization?: CodecAuthorization | undefined;
  /** For Payloads of which no execution is known. @default 'default' */
  namespace?: string | undefined;
  /** Limit for each call of `encode` and `decode`; 0 for none. @default '10s' */
  timeout?: Duration | undefined;
  /** Payloads in one request, at most. @default 100 */
  maxBatchCount?: number | undefined;
  /** Bytes of all Payloads in one request, at most; a larger Payload goes alone. Base64 makes them a third more. @default 1 MiB */
  maxBatchBytes?: number | undefined;
  /**
   * Memory for decoded Payloads, so that what is shown again is not asked for again; the least used ones go first. 0
   * for none. They are in plain text: see {@link RemoteCodec.clearCache}.
   *
   * @default 4 MiB
   */
  cacheBytes?: number | undefined;
  /** `credentials` of fetch: `'include'` where the codec server keeps its session in a cookie. @default 'same-origin' */
  credentials?: RequestCredentials | undefined;
  /** In place of the global `fetch`. */
  fetch?: typeof globalThis.fetch | undefined;
}

export interface ResolvedRemoteCodecOptions {
  /** Without a slash at the end, with `{namespace}` as it was given. */
  readonly endpoint: string;
  readonly authorization: CodecAuthorization | undefined;
  readonly namespace: string;
  readonly timeoutMs: number;
  readonly maxBatchCount: number;
  readonly maxBatchBytes: number;
  readonly cacheBytes: number;
  readonly credentials: RequestCredentials;
  readonly fetch: typeof globalThis.fetch;
}

/**
 * The only place where defaults of a remote codec appear.
 *
 * @throws TypeError naming the option and what to write instead
 * @throws {@link ValueError} for a `timeout` that is not a duration
 */
export function resolveRemoteCodecOptions(options: RemoteCodecOptions): ResolvedRemoteCodecOptions {
  if ('apiKey' in options) {
    throw new TypeError(
      'A codec server does not get the API key of Temporal. Give it a token of its own in `authorization`.',
    );
  }
  const { authorization } = options;
  const endpoint = resolveEndpoint(options.endpoint);
  if (authorization !== undefined) {
    if (endpoint.startsWith('http:') && !isLoopback(new URL(endpoint).hostname)) {
      throw new TypeError(`\`authorization\` is not sent over plain http to ${endpoint}. Use https.`);
    }
    if (typeof authorization === 'string') assertAuthorization(authorization);
  }
  return {
    endpoint,
    authorization,
    namespace: options.namespace ?? 'default',
    timeoutMs: durationToMs(options.timeout ?? '10s'),
    maxBatchCount: atLeast(1, 'maxBatchCount', options.maxBatchCount ?? 100),
    maxBatchBytes: atLeast(1, 'maxBatchBytes', options.maxBatchBytes ?? 1024 ** 2),
    cacheBytes: atLeast(0, 'cacheBytes', options.cacheBytes ?? 4 * 1024 ** 2),
    credentials: options.credentials ?? 'same-origin',
    // Called detached from `globalThis`, fetch throws "Illegal invocation".
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
  };
}

/** @throws TypeError for a header that cannot be sent, or must not be; the message does not hold it */
export function assertAuthorization(authorization: string): void {
  if (authorization === '') throw new TypeError('`authorization` of the codec server must not be empty.');
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(authorization)) {
    throw new TypeError('`authorization` of the codec server holds characters that a header cannot carry.');
  }
  if (isTemporalCloudKey(authorization)) {
    throw new TypeError(
      '`authorization` of the codec server is an API key of Temporal Cloud, which no other server may see. Give the codec server a token of its own.',
    );
  }
}

/** Keys of Temporal Cloud are JSON Web Tokens that name their issuer. */
function isTemporalCloudKey(authorization: string): boolean {
  const [, claims] = authorization.replace(/^bearer\s+/i, '').split('.');
  if (claims === undefined) return false;
  try {
    const { iss, aud } = JSON.parse(new TextDecoder().decode(base64Decode(claims))) as { iss?: unknown; aud?: unknown };
    return [iss, aud].flat().includes('temporal.io');
  } catch {
    // Not a JSON Web Token, hence no such key.
    return false;
  }
}

function resolveEndpoint(endpoint: string): string {
  const base = endpoint.startsWith('/') ? pageLocation()?.href : undefined;
  const hint = 'It must be the URL of the codec server, for example https://codec.example.com/{namespace}';
  // Keys stand behind a question mark.
  const quoted = JSON.stringify(endpoint.replace(/[?#].*/s, '…'));
  let url: URL;
  try {
    url = new URL(endpoint, base);
  } catch {
    // Neither what was given nor the parser's error, which repeats it: there may be a password in it.
    throw new TypeError(`Invalid endpoint of a codec server. ${hint}.`);
  }
  if (url.username || url.password) {
    throw new TypeError('The endpoint of a codec server must not hold a user name or password. Use `authorization`.');
  }
  if (!/^https?:$/.test(url.protocol)) throw new TypeError(`Invalid endpoint ${quoted} of a codec server. ${hint}.`);
  if (url.search || url.hash) {
    throw new TypeError(`The endpoint ${quoted} of a codec server must not have a query or a fragment.`);
  }
  // URL writes braces in a path as %7B and %7D.
  return url.href.replaceAll(/%7bnamespace%7d/gi, '{namespace}').replace(/\/+$/, '');
}

function atLeast(least: number, name: string, value: number): number {
  if (Number.isFinite(value) && value >= least) return value;
  throw new TypeError(`\`${name}\` of a codec server must be a number of at least ${least}.`);
}
