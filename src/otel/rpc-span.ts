import {
  type Attributes,
  type Context,
  context,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { ConnectError } from '@connectrpc/connect';
import { GrpcError, statusName, TransportError } from '../client/index.js';

/** Header of an answer by which it is found in the proxy's log. */
const requestId = 'x-request-id';

/** How RPCs are traced. */
export interface RpcTracing {
  readonly tracer: Tracer;
  /** Whether requests carry the trace as HTTP headers. */
  readonly propagate: boolean;
}

/** One attempt of an RPC. */
export interface RpcAttempt {
  /** Full name, for example `temporal.api.workflowservice.v1.WorkflowService`. */
  readonly service: string;
  readonly method: string;
  /** Of the request; absent where a transport of the user's knows it alone. */
  readonly url?: string | undefined;
  /** From 1; absent where it cannot be known. */
  readonly attempt?: number | undefined;
  /** Of the request, to which those of the trace are added. */
  readonly headers: Headers;
  readonly signal: AbortSignal | undefined;
}

/** Runs one attempt in a client span with the attributes of OpenTelemetry's conventions for gRPC. */
export async function inRpcSpan<Answer extends { readonly header: Headers }>(
  { tracer, propagate }: RpcTracing,
  parent: Context,
  attempt: RpcAttempt,
  send: () => Promise<Answer>,
): Promise<Answer> {
  const { service, method, signal } = attempt;
  const span = tracer.startSpan(
    `${service}/${method}`,
    { kind: SpanKind.CLIENT, attributes: attributesOf(attempt) },
    parent,
  );
  const spanContext = trace.setSpan(parent, span);
  if (propagate)
    propagation.inject(spanContext, attempt.headers, { set: (headers, name, value) => headers.set(name, value) });
  try {
    const answer = await context.with(spanContext, send);
    span.setAttribute('rpc.grpc.status_code', 0);
    noteRequestId(span, answer.header);
    return answer;
  } catch (error) {
    // What fetch throws then says only that it was aborted.
    recordRpcError(span, signal?.aborted ? signal.reason : error);
    throw error;
  } finally {
    span.end();
  }
}

function attributesOf({ service, method, url, attempt }: RpcAttempt): Attributes {
  const { hostname, port, protocol } = url === undefined ? {} : new URL(url);
  return {
    'rpc.system': 'grpc',
    'rpc.service': service,
    'rpc.method': method,
    ...(hostname !== undefined && {
      'server.address': hostname,
      'server.port': Number(port || (protocol === 'http:' ? 80 : 443)),
    }),
    ...(attempt !== undefined && { temporalRpcAttempt: attempt }),
  };
}

function noteRequestId(span: Span, headers: Headers): void {
  const id = headers.get(requestId);
  if (id !== null) span.setAttribute(`rpc.grpc.response.metadata.${requestId}`, [id]);
}

function recordRpcError(span: Span, error: unknown): void {
  const grpc = error instanceof GrpcError || error instanceof ConnectError ? error : undefined;
  span.recordException(error instanceof Error ? error : String(error));
  span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.message : String(error) });
  if (!grpc) return;
  noteRequestId(span, grpc instanceof GrpcError ? grpc.metadata.headers : grpc.metadata);
  if (error instanceof TransportError) {
    // There was no gRPC status: the number in the error is the client's own judgement.
    span.setAttribute('error.type', error.kind);
    if (error.httpStatus !== undefined) span.setAttribute('http.response.status_code', error.httpStatus);
    return;
  }
  span.setAttribute('rpc.grpc.status_code', grpc.code);
  span.setAttribute('error.type', statusName(grpc.code));
}
