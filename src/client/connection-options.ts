import type { Interceptor, Transport } from '@connectrpc/connect';
import type { Metadata } from './call-options.js';
import { type Duration, durationToMs } from './duration.js';
import { pageLocation } from './internal/environment.js';
import { maxTimerMs } from './internal/timers.js';
import type { ClientPlugin, ConnectionPlugin } from './plugins.js';
import { type BackoffOptions, type RetryEvent } from './retry.js';

/** A key, or a function that gives the present one. It is asked before every attempt of every call. */
export type ApiKey = string | (() => string | Promise<string>);

/** Headers, or a function that gives the present ones. It is asked before every attempt of every call. */
export type MetadataSource = Metadata | (() => Metadata | Promise<Metadata>);

/**
 * How the waits of a page (results, updates, live histories, standalone Activities and Operations) share connections.
 *
 * Browsers open six connections to a proxy over HTTP/1.1, for all tabs together; a wait that holds one for itself soon
 * leaves none for anything else. So few waits hold a long poll, in *slots* that all tabs of an origin share, and the others
 * are *parked*: one visibility query says which of them may have closed, and each of those is then asked for itself.
 */
export interface PollOptions {
  /** Long polls at the same time, of all tabs together. @default 3 over HTTP/1.1, 32 over HTTP/2 and outside of browsers */
  slots?: number | undefined;
  /**
   * Whether parked waits may ask the visibility store. Without it, or without the right to it, each parked wait is asked
   * for itself now and then, which takes longer. @default true
   */
  visibility?: boolean | undefined;
  /** Least milliseconds between two visibility queries of all tabs together. @default 1,500 */
  minIntervalMs?: number | undefined;
  /** Most milliseconds between them, while nothing closes. @default 5,000 */
  maxIntervalMs?: number | undefined;
  /**
   * How long waits survive that nothing is answered, in milliseconds, while the browser says that there is a network.
   * Waits of a Connection that never had an answer fail as soon as other calls do. @default 900,000
   */
  giveUpAfterMs?: number | undefined;
}

/** Where and how a Connection calls. Everything has a default. */
export interface ConnectionOptions {
  /**
   * URL of the gRPC-Web proxy (Envoy), optionally with a path prefix; a path alone (`/temporal`)
   * means the page's own origin. A call to StartWorkflowExecution on `https://temporal.example.com`
   * is a POST to `https://temporal.example.com/temporal.api.workflowservice.v1.WorkflowService/StartWorkflowExecution`.
   *
   * @default 'http://127.0.0.1:8080'
   */
  address?: string | undefined;
  /**
   * Sent as `Authorization: Bearer …`. A function may be asynchronous; after an UNAUTHENTICATED
   * answer it is asked once more. Never sent over plain http, except to this machine.
   */
  apiKey?: ApiKey | undefined;
  /** Headers of every call, or a function that gives them before every attempt. The proxy's CORS settings must allow each. */
  metadata?: MetadataSource | undefined;
  /** Limit for {@link Connection.connect} and {@link Connection.ensureConnected}. @default '10s' */
  connectTimeout?: Duration | undefined;
  /** connect interceptors around every call; the first is the outermost. They run once a call, outside of retries. */
  interceptors?: Interceptor[] | undefined;
  /**
   * connect interceptors around every attempt, inside of retries; the first is the outermost. They see the headers as they
   * go out, credentials among them, and a failure as {@link GrpcError}. Not with a `transport` of your own. @default none
   */
  attemptInterceptors?: Interceptor[] | undefined;
  /** Numbers of the retry formula, or `false` for a single attempt. */
  retry?: Partial<BackoffOptions> | false | undefined;
  /** Is told before each wait for another attempt. */
  onRetry?: ((event: RetryEvent) => void) | undefined;
  /** `credentials` of fetch: `'include'` where the proxy keeps the session in a cookie or asks for a client certificate. @default 'same-origin' */
  credentials?: RequestCredentials | undefined;
  /** In place of the global `fetch`. */
  fetch?: typeof globalThis.fetch | undefined;
  /** How waits share the few connections of a browser. */
  polls?: PollOptions | undefined;
  /** Change these options before the Connection is made, in order; Clients of it apply them too. @default none */
  plugins?: readonly (ConnectionPlugin & ClientPlugin)[] | undefined;
  /** Complete transport in place of gRPC-Web over fetch; `address`, `fetch`, `credentials` and retries are then its business. */
  transport?: Transport | undefined;
}

/** Options as the Connection works with them: those without a default as they are. */
export interface ResolvedConnectionOptions extends Readonly<
  Pick<ConnectionOptions, 'apiKey' | 'attemptInterceptors' | 'onRetry' | 'transport'>
> {
  readonly address: string;
  readonly metadata: () => Promise<Metadata>;
  readonly connectTimeoutMs: number;
  readonly interceptors: Interceptor[];
  readonly retry: Partial<BackoffOptions> | false;
  readonly polls: PollOptions;
  readonly credentials: RequestCredentials;
  readonly fetch: typeof globalThis.fetch;
}

/** Options of `@temporalio/client` that a page cannot honour, each with the place where it is settled instead. */
const refusedOptions: Record<string, string> = {
  tls: 'the scheme of `address` decides (https), certificates are the browser’s and the proxy’s',
  callCredentials: 'use `apiKey` or `metadata`, both of which may be asynchronous functions',
  channelArgs: 'there is no gRPC channel in a browser; set keepalive and limits in Envoy',
  proxy: 'the browser’s own proxy settings apply',
};

/**
 * The only place where defaults of a Connection appear.
 *
 * @throws TypeError naming the option and what to write instead
 */
export function resolveConnectionOptions(options: ConnectionOptions): ResolvedConnectionOptions {
  for (const [option, instead] of Object.entries(refusedOptions)) {
    if ((options as Record<string, unknown>)[option] !== undefined) {
      throw new TypeError(`The option \`${option}\` has no meaning in a browser: ${instead}.`);
    }
  }
  if (options.credentials !== undefined && !['omit', 'same-origin', 'include'].includes(options.credentials)) {
    throw new TypeError("`credentials` must be 'omit', 'same-origin' or 'include'; for a token use `apiKey`.");
  }
  const address = resolveAddress(options.address ?? 'http://127.0.0.1:8080');
  if (options.apiKey !== undefined) assertApiKeyAllowed(options.apiKey, address);
  return {
    ...options,
    address,
    metadata: resolveMetadata(options.metadata, options.apiKey !== undefined),
    connectTimeoutMs: durationToMs(options.connectTimeout ?? '10s'),
    interceptors: options.interceptors ?? [],
    retry: options.retry ?? {},
    polls: assertPollOptions(options.polls),
    credentials: options.credentials ?? 'same-origin',
    // Called detached from `globalThis`, fetch throws "Illegal invocation".
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
  };
}

/** @throws TypeError naming the option that does not fit */
function assertPollOptions(polls: PollOptions = {}): PollOptions {
  for (const [name, value] of Object.entries(Object(polls) === polls ? polls : { '': polls }) as [string, unknown][]) {
    const known = name === 'slots' ? Number.isInteger(value) : /^(m..Interval|giveUpAfter)Ms$/.test(name);
    const isNumber = typeof value === 'number' && value > 0 && value < maxTimerMs;
    const fits = name === 'visibility' ? typeof value === 'boolean' : known && isNumber;
    if (value !== undefined && !fits) {
      throw new TypeError(
        `polls.${name} cannot be ${value as string}. Options are visibility (boolean), slots (integer), minIntervalMs, maxIntervalMs, giveUpAfterMs (milliseconds).`,
      );
    }
  }
  return polls;
}

/** The present metadata of a Connection. @throws TypeError as {@link assertMetadata}; a function's answer is checked when it comes */
export function resolveMetadata(
  metadata: MetadataSource | undefined,
  hasApiKey: boolean,
): ResolvedConnectionOptions['metadata'] {
  if (typeof metadata !== 'function') assertMetadata(metadata, hasApiKey);
  return async () => {
    // Fixed metadata was checked once, above.
    if (typeof metadata !== 'function') return metadata ?? {};
    const current = await metadata();
    assertMetadata(current, false);
    return current;
  };
}

function resolveAddress(address: string): string {
  const base = address.startsWith('/') ? pageLocation()?.href : undefined;
  // Messages do not repeat the address: passwords and keys may be in it.
  const hint = 'It must be the URL of the gRPC-Web proxy, for example http://127.0.0.1:8080';
  if (base === undefined && !/^https?:\/\//i.test(address)) {
    const looksLikeTarget = /^[\w.-]+:\d+$/.test(address) ? ', not the host:port of the Temporal server' : '';
    throw new TypeError(`Invalid address. ${hint}${looksLikeTarget}.`);
  }
  let url: URL;
  try {
    url = new URL(address, base);
  } catch {
    // Without the cause, which has the whole address in Node.
    throw new TypeError(`Invalid address. ${hint}.`);
  }
  if (url.username || url.password || url.search || url.hash) {
    throw new TypeError(
      'The address must not have a user name or password, a query or a fragment. Use `apiKey` or `metadata`.',
    );
  }
  return url.href.replace(/\/+$/, '');
}

/** @throws TypeError when the key is empty, or would travel unencrypted to another machine */
export function assertApiKeyAllowed(apiKey: ApiKey, address: string): void {
  if (apiKey === '') throw new TypeError('`apiKey` must not be empty.');
  if (address.startsWith('http:') && !isLoopback(new URL(address).hostname)) {
    throw new TypeError(`An API key is not sent over plain http to ${address}. Use https.`);
  }
}

/** Whether a host name is this machine. Browsers trust these even without https. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127\./.test(hostname);
}

/** @throws TypeError that does not hold the text, as that of `Headers` does in Node */
export function assertHeaderText(what: string, text: string): void {
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) {
    throw new TypeError(`${what} holds characters that a header cannot carry; encode it, or use a -bin key.`);
  }
}

const forbiddenHeaders =
  /^(accept-charset|accept-encoding|access-control-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|permissions-policy|proxy-.*|sec-.*|set-cookie|te|trailer|transfer-encoding|upgrade|via)$/i;

/** @throws TypeError naming the first key that cannot be a request header of a page */
export function assertMetadata(metadata: Metadata | undefined, hasApiKey: boolean): void {
  for (const [key, value] of Object.entries(metadata ?? {})) {
    const name = JSON.stringify(key);
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(key))
      throw new TypeError(`Metadata key ${name} is not a valid header name.`);
    if (forbiddenHeaders.test(key))
      throw new TypeError(`Metadata key ${name} is a header that browsers do not let a page set.`);
    if (hasApiKey && key.toLowerCase() === 'authorization') {
      throw new TypeError('Use either `apiKey` or `authorization` in the metadata, not both.');
    }
    const binary = key.toLowerCase().endsWith('-bin');
    if (binary !== value instanceof Uint8Array) {
      throw new TypeError(
        `Metadata ${name} must be ${binary ? 'a Uint8Array, since its key ends in -bin' : 'a string; bytes need a key that ends in -bin'}.`,
      );
    }
    if (typeof value === 'string') assertHeaderText(`Metadata ${name}`, value);
  }
}
