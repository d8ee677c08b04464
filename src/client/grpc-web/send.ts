import { type DescMessage, fromBinary, type MessageShape, toBinary } from '@bufbuild/protobuf';
import type { UnaryRequest, UnaryResponse } from '@connectrpc/connect';
import { isLoopback } from '../connection-options.js';
import { TransportError, status } from '../grpc-error.js';
import { isOffline, pageLocation } from '../internal/environment.js';
import { binaryReadOptions } from '../internal/binary.js';
import { decodeUnaryBody, encodeMessageFrame, type UnaryBody } from './frame.js';
import { httpStatusError } from './http-status.js';
import { statusToError } from './status.js';

/** What one gRPC-Web request needs besides the request itself. */
export interface SendOptions {
  readonly address: string;
  readonly fetch: typeof globalThis.fetch;
  readonly credentials: RequestCredentials;
}

/**
 * One gRPC-Web request and its answer.
 *
 * The question that decides about every failure is whether the server sent a gRPC status. If so it is a {@link GrpcError};
 * if not, a {@link TransportError} that says what came instead.
 */
export async function send<I extends DescMessage, O extends DescMessage>(
  request: UnaryRequest<I, O>,
  { address, fetch, credentials }: SendOptions,
): Promise<UnaryResponse<I, O>> {
  const method = request.method;
  assertNotMixedContent(address);
  const body = encodeMessageFrame(toBinary(method.input, request.message));
  let response: Response;
  try {
    response = await fetch(request.url, {
      method: request.requestMethod,
      headers: request.header,
      body,
      signal: request.signal,
      credentials,
      redirect: 'error',
    });
  } catch (error) {
    throw unreachable(address, error);
  }
  const { headers } = response;
  if (headers.has('grpc-status')) {
    const error = statusToError(headers, headers, request.header);
    if (error) throw error;
  } else if (!response.ok) {
    throw httpStatusError(response, address);
  } else if (!headers.get('content-type')?.startsWith('application/grpc-web')) {
    throw notGrpc(address, response);
  }
  const { message, trailers } = await readBody(response, address);
  if (trailers?.has('grpc-status')) {
    const error = statusToError(trailers, new Headers([...headers, ...trailers]), request.header);
    if (error) throw error;
  } else if (!headers.has('grpc-status')) {
    throw message ? truncated(address, response, 'there are no trailers') : hiddenStatus(address, response);
  }
  if (!message) throw truncated(address, response, 'there is no message');
  return {
    stream: false,
    service: method.parent,
    method,
    header: headers,
    trailer: trailers ?? new Headers(),
    message: decodeMessage(method.output, message, response, address),
  };
}

function decodeMessage<O extends DescMessage>(
  schema: O,
  message: Uint8Array,
  response: Response,
  address: string,
): MessageShape<O> {
  try {
    return fromBinary(schema, message, binaryReadOptions);
  } catch (cause) {
    throw new TransportError(
      'malformed',
      status.INTERNAL,
      `The answer of ${address} is not a ${schema.typeName}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { retryable: false, httpStatus: response.status, metadata: response.headers, cause },
    );
  }
}

async function readBody(response: Response, address: string): Promise<UnaryBody> {
  try {
    return decodeUnaryBody(new Uint8Array(await response.arrayBuffer()));
  } catch (error) {
    throw truncated(address, response, error instanceof Error ? error.message : String(error), error);
  }
}

/** Browsers block such a call without saying why; this says why. */
function assertNotMixedContent(address: string): void {
  if (pageLocation()?.protocol !== 'https:' || !address.startsWith('http:')) return;
  if (isLoopback(new URL(address).hostname)) return;
  throw new TransportError(
    'mixed-content',
    status.FAILED_PRECONDITION,
    `This page is on https and may not call ${address}. Give the proxy a certificate and use its https address.`,
    { retryable: false },
  );
}

function unreachable(address: string, cause: unknown): TransportError {
  if (isOffline()) {
    return new TransportError('offline', status.UNAVAILABLE, 'The browser is offline.', { retryable: true, cause });
  }
  // fetch tells a page nothing more: refused, DNS, certificate and CORS look the same.
  const origin = pageLocation()?.origin;
  const cors = origin && origin !== 'null' ? `, and that its CORS settings allow the origin ${origin}` : '';
  return new TransportError(
    'unreachable',
    status.UNAVAILABLE,
    `No answer from ${address}. Check that the address is right and the proxy runs${cors}.`,
    { retryable: true, cause },
  );
}

function notGrpc(address: string, response: Response): TransportError {
  const type = response.headers.get('content-type') ?? 'no content type';
  return new TransportError(
    'not-grpc',
    status.UNIMPLEMENTED,
    `${address} answered with ${type} instead of gRPC-Web. It must be the address of the Envoy proxy, not of a web page, of Temporal itself or of its UI.`,
    { retryable: false, httpStatus: response.status, metadata: response.headers },
  );
}

function hiddenStatus(address: string, response: Response): TransportError {
  return new TransportError(
    'hidden-status',
    status.UNKNOWN,
    `${address} answered, but this page may not read the gRPC status. Let the proxy expose the headers grpc-status, grpc-message and grpc-status-details-bin (CORS).`,
    { retryable: false, httpStatus: response.status, metadata: response.headers },
  );
}

function truncated(address: string, response: Response, what: string, cause?: unknown): TransportError {
  return new TransportError('truncated', status.UNAVAILABLE, `The answer of ${address} is incomplete: ${what}.`, {
    retryable: true,
    httpStatus: response.status,
    metadata: response.headers,
    cause,
  });
}
