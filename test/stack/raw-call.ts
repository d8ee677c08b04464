import { create, toBinary, type DescMessage, type MessageInitShape } from '@bufbuild/protobuf';
import { inject } from 'vitest';

/** Addresses of the running stack. */
export const stack = inject('stack');

/** An origin that the stack under test allows. */
export const allowedOrigin = 'http://localhost:5173';

export const workflowService = 'temporal.api.workflowservice.v1.WorkflowService';

/** A gRPC-Web answer as it came, before any client has interpreted it. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** `grpc-status`, from headers or from the trailers at the end of the body. */
  readonly grpcStatus: string | undefined;
}

/** One gRPC-Web request body: a single frame without compression. */
export function frame(message: Uint8Array = new Uint8Array()): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(5 + message.length);
  new DataView(bytes.buffer).setUint32(1, message.length);
  bytes.set(message, 5);
  return bytes;
}

/** The bytes of a request message. */
export function encode<T extends DescMessage>(schema: T, init: MessageInitShape<T>): Uint8Array {
  return toBinary(schema, create(schema, init));
}

/** Posts to `path` (service and method) as a page would, but with any headers and any bytes. */
export async function rawCall(
  path: string,
  options: {
    readonly body?: Uint8Array<ArrayBuffer>;
    readonly headers?: Record<string, string>;
    readonly url?: string;
  } = {},
): Promise<RawAnswer> {
  const response = await fetch(`${options.url ?? stack.envoyUrl}/${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/grpc-web+proto',
      'x-grpc-web': '1',
      origin: allowedOrigin,
      'accept-encoding': 'identity',
      ...options.headers,
    },
    body: options.body ?? frame(),
  });
  const body = new Uint8Array(await response.arrayBuffer());
  const trailers = /grpc-status:\s*(\d+)/.exec(Buffer.from(body).toString('latin1'));
  return {
    status: response.status,
    headers: response.headers,
    body,
    grpcStatus: response.headers.get('grpc-status') ?? trailers?.[1],
  };
}

/** Sends the question that a browser asks before a call from another origin. */
export async function preflight(
  origin: string,
  requestHeaders: string,
  path = `${workflowService}/GetSystemInfo`,
): Promise<Response> {
  return fetch(`${stack.envoyUrl}/${path}`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': requestHeaders,
    },
  });
}
