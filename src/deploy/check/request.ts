import { request as requestHttp, type IncomingHttpHeaders } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { CheckOptions } from './finding.js';

/** An answer as it came. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** From headers or trailers; undefined when the answer is not gRPC. */
  readonly grpcStatus: number | undefined;
  readonly grpcMessage: string;
}

const timeoutMs = 10_000;

/** Paths of the services. */
export const workflowService = 'temporal.api.workflowservice.v1.WorkflowService';

/** Sends one request to the proxy. Certificates are not verified here: that has been told already. @throws Error without an answer */
export async function ask(
  { url }: CheckOptions,
  method: 'POST' | 'OPTIONS',
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: Uint8Array,
): Promise<Answer> {
  const address = `${url.href.replace(/\/$/, '')}/${path}`;
  const options = { method, headers, rejectUnauthorized: false, signal: AbortSignal.timeout(timeoutMs) };
  return new Promise((resolve, reject) => {
    const sent = (url.protocol === 'https:' ? requestHttps : requestHttp)(address, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve(read(response.statusCode ?? 0, response.headers, Buffer.concat(chunks)));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Calls a method with a message, as a page of the origin would. */
export async function callRpc(
  options: CheckOptions,
  rpc: string,
  {
    message = new Uint8Array(),
    withToken = true,
  }: { readonly message?: Uint8Array; readonly withToken?: boolean } = {},
): Promise<Answer> {
  const headers = {
    'content-type': 'application/grpc-web+proto',
    'x-grpc-web': '1',
    origin: options.origin,
    ...(withToken && options.token !== undefined && { authorization: `Bearer ${options.token}` }),
  };
  const frame = Buffer.alloc(5 + message.length);
  frame.writeUInt32BE(message.length, 1);
  frame.set(message, 5);
  return ask(options, 'POST', `${workflowService}/${rpc}`, headers, frame);
}

/** A request message with nothing but a Namespace in field 1. */
export function withNamespace(namespace: string): Uint8Array {
  const text = Buffer.from(namespace);
  if (text.length > 127) throw new Error(`${namespace} is longer than names of Namespaces are.`);
  return Buffer.from([0x0a, text.length, ...text]);
}

function read(status: number, headers: IncomingHttpHeaders, body: Buffer): Answer {
  const trailers = body.toString('latin1');
  const one = (name: string): string | undefined => {
    const value = headers[name];
    return (
      (typeof value === 'string' ? value : undefined) ?? new RegExp(`${name}: *([^\\r\\n]*)`, 'i').exec(trailers)?.[1]
    );
  };
  const grpcStatus = one('grpc-status');
  return {
    status,
    headers,
    body,
    grpcStatus: grpcStatus === undefined ? undefined : Number(grpcStatus),
    grpcMessage: decode(one('grpc-message') ?? ''),
  };
}

function decode(message: string): string {
  try {
    return decodeURIComponent(message);
  } catch {
    // Not every proxy encodes its own words.
    return message;
  }
}
