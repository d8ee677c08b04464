import { isLoopback } from '../connection-options.js';
import { isOffline, pageLocation } from '../internal/environment.js';
import type { JSONPayload } from './payload-json.js';
import { RemoteCodecError } from './remote-codec-error.js';
import { assertAuthorization, type ResolvedRemoteCodecOptions } from './remote-codec-options.js';

/** The two calls that a codec server knows. */
export type CodecOperation = 'encode' | 'decode';

/**
 * One request to a codec server and its answer, as many Payloads as it was given.
 *
 * @throws {@link RemoteCodecError}
 * @throws TypeError when `authorization` gave something that must not be sent
 */
export async function requestCodec(
  options: ResolvedRemoteCodecOptions,
  operation: CodecOperation,
  namespace: string,
  payloads: readonly JSONPayload[],
  signal: AbortSignal,
): Promise<JSONPayload[]> {
  const url = `${options.endpoint.replaceAll('{namespace}', encodeURIComponent(namespace))}/${operation}`;
  assertNotMixedContent(url);
  const authorization =
    typeof options.authorization === 'function' ? await options.authorization() : options.authorization;
  const headers = new Headers({ 'content-type': 'application/json', 'x-namespace': namespace });
  if (authorization !== undefined) {
    assertAuthorization(authorization);
    headers.set('authorization', authorization);
  }
  let response: Response;
  let body: string;
  try {
    response = await options.fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify({ payloads }),
      credentials: options.credentials,
      // What is to be encoded goes nowhere but where it was sent.
      redirect: 'error',
      signal,
    });
    body = await response.text();
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    throw unreachable(url, cause);
  }
  if (!response.ok) throw statusError(url, response, body, authorization);
  const answer = parse(url, response, body);
  if (answer.length !== payloads.length) {
    throw new RemoteCodecError(
      'wrong-count',
      `The codec server at ${url} gave ${answer.length} payloads for ${payloads.length}. It must give one for each, in their order.`,
    );
  }
  return answer;
}

/** Browsers block such a call without saying why; this says why. */
function assertNotMixedContent(url: string): void {
  if (pageLocation()?.protocol !== 'https:' || !url.startsWith('http:') || isLoopback(new URL(url).hostname)) return;
  throw new RemoteCodecError(
    'mixed-content',
    `This page is on https and may not call ${url}. Give the codec server a certificate and use its https address.`,
  );
}

function unreachable(url: string, cause: unknown): RemoteCodecError {
  if (isOffline()) return new RemoteCodecError('offline', 'The browser is offline.', { cause });
  const origin = pageLocation()?.origin;
  const page = origin && origin !== 'null' ? ` the origin ${origin} and` : '';
  return new RemoteCodecError(
    'unreachable',
    `No answer from the codec server at ${url}. Check that the address is right and the server runs, that it does not redirect, and that its CORS settings allow${page} the headers content-type, x-namespace and authorization.`,
    { cause },
  );
}

function statusError(
  url: string,
  response: Response,
  body: string,
  authorization: string | undefined,
): RemoteCodecError {
  const { status: httpStatus } = response;
  if (httpStatus === 401 || httpStatus === 403) {
    const advice = authorization === undefined ? 'It wants an `authorization`' : 'Check `authorization`';
    return new RemoteCodecError('unauthorized', `The codec server at ${url} refused: HTTP ${httpStatus}. ${advice}.`, {
      httpStatus,
    });
  }
  // Codec servers say in plain text what is wrong; a proxy's HTML page says nothing.
  const isText = response.headers.get('content-type')?.startsWith('text/plain') && body.trim() !== '';
  const reason = isText ? `: ${withoutSecret(body.trim(), authorization).slice(0, 200)}` : '';
  const advice = httpStatus === 404 || httpStatus === 405 ? '. Is it the address of a codec server?' : '';
  return new RemoteCodecError('http', `The codec server at ${url} answered HTTP ${httpStatus}${reason}${advice}`, {
    httpStatus,
  });
}

/** A server may repeat what it was sent. */
function withoutSecret(text: string, authorization: string | undefined): string {
  if (authorization === undefined) return text;
  const [, token = ''] = /^\S+\s+(.+)$/.exec(authorization) ?? [];
  return [authorization, token].reduce((rest, secret) => (secret ? rest.replaceAll(secret, '…') : rest), text);
}

function parse(url: string, response: Response, body: string): JSONPayload[] {
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    // Without the parser's error as cause: it quotes what it read, which may be the plain text of a Payload.
    const type = response.headers.get('content-type') ?? 'no content-type';
    throw new RemoteCodecError(
      'not-json',
      `The answer of ${url} is not JSON (${type}). Is it the address of a codec server, and not of a page or a login?`,
      { httpStatus: response.status },
    );
  }
  const payloads = (answer as { payloads?: unknown } | null)?.payloads;
  if (Array.isArray(payloads)) return payloads as JSONPayload[];
  throw new RemoteCodecError(
    'malformed',
    `The answer of ${url} is not that of a codec server: it has no list \`payloads\`.`,
    { httpStatus: response.status },
  );
}
