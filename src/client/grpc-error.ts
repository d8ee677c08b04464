import { brandError } from './internal/brand-error.js';

/** gRPC status codes by name, with the numbers of the gRPC specification. */
export const status = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
  UNAUTHENTICATED: 16,
} as const;

/** Name of a gRPC status code, or `CODE_<n>` for a number that gRPC does not define. */
export function statusName(code: number): string {
  return Object.entries(status).find(([, number]) => number === code)?.[0] ?? `CODE_${code}`;
}

/** One entry of `grpc-status-details-bin`: a message type and its bytes. */
export interface GrpcStatusDetail {
  /** Full name, for example `temporal.api.errordetails.v1.NamespaceNotFoundFailure`. */
  readonly type: string;
  readonly value: Uint8Array;
}

/** Headers and trailers of an answer, read as `Metadata` of grpc-js is read. */
export class GrpcMetadata {
  /** The headers and trailers themselves. */
  readonly headers: Headers;

  constructor(headers: Headers) {
    this.headers = headers;
  }

  /** Values of a key; `-bin` keys are decoded to bytes. Empty when absent. */
  get(key: string): (string | Uint8Array)[] {
    const value = this.headers.get(key);
    if (value === null) return [];
    if (!key.toLowerCase().endsWith('-bin')) return [value];
    try {
      return value.split(',').map((part) => decodeBase64(part.trim()));
    } catch {
      // Not base64: what a broken proxy wrote is more use than an error about it.
      return [value];
    }
  }

  /** All keys with their first value as text. */
  getMap(): Record<string, string> {
    return Object.fromEntries(this.headers);
  }
}

/** Bytes of standard or URL-safe base64, with or without padding. */
export function decodeBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
}

/**
 * A call that ended with a gRPC status other than OK.
 *
 * Same shape as `ServiceError` of grpc-js, so that `isGrpcServiceError` and code
 * that reads `code`, `details` and `metadata` work on it.
 */
export class GrpcError extends Error {
  /** A number of {@link status}. */
  readonly code: number;
  /** Text of the status, without code or prefix. */
  readonly details: string;
  readonly metadata: GrpcMetadata;
  /** Decoded envelope of `grpc-status-details-bin`. */
  readonly statusDetails: readonly GrpcStatusDetail[];
  /** Of an UNIMPLEMENTED call: version of the server, if the Connection knows it. */
  serverVersion?: string | undefined;
  /** Name of the RPC that was called, for example `TerminateWorkflowExecution`. */
  method?: string | undefined;
  /** The Namespace that its request named, if it named one. */
  namespace?: string | undefined;

  constructor(
    code: number,
    details: string,
    options: { metadata?: Headers; statusDetails?: readonly GrpcStatusDetail[] | undefined; cause?: unknown } = {},
  ) {
    super(
      `${code} ${statusName(code)}: ${details}`,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
    this.details = details;
    this.metadata = new GrpcMetadata(options.metadata ?? new Headers());
    this.statusDetails = options.statusDetails ?? [];
  }
}
brandError(GrpcError, 'GrpcError');

/**
 * Why no gRPC status arrived:
 * - `offline`: the browser knows that it has no network.
 * - `mixed-content`: a page on https may not call an http address.
 * - `no-answer`: an attempt took longer than it may.
 * - `unreachable`: the request failed without an answer that the page may read
 *   (nothing listens, DNS, TLS certificate, or the proxy does not allow this origin).
 * - `http`: an HTTP error status without a gRPC status.
 * - `not-grpc`: an answer that is not gRPC-Web, for example an HTML page.
 * - `hidden-status`: a gRPC-Web answer whose status headers the page may not read.
 * - `truncated`: the answer ended before its status.
 * - `malformed`: the answer is not the message that the method returns.
 */
export type TransportErrorKind =
  | 'offline'
  | 'mixed-content'
  | 'no-answer'
  | 'unreachable'
  | 'http'
  | 'not-grpc'
  | 'hidden-status'
  | 'truncated'
  | 'malformed';

/**
 * A call for which the server sent no gRPC status: the network, the address or the
 * proxy is to blame, never the request. No error of a Workflow is ever derived from it.
 */
export class TransportError extends GrpcError {
  readonly kind: TransportErrorKind;
  /** HTTP status, when there was an answer. */
  readonly httpStatus: number | undefined;
  /** Whether the same call may succeed a moment later. */
  readonly retryable: boolean;

  constructor(
    kind: TransportErrorKind,
    code: number,
    details: string,
    options: { retryable: boolean; httpStatus?: number | undefined; metadata?: Headers; cause?: unknown },
  ) {
    super(code, details, options);
    this.kind = kind;
    this.httpStatus = options.httpStatus;
    this.retryable = options.retryable;
  }
}
brandError(TransportError, 'TransportError');

/** Whether `error` has the shape of a gRPC error: of this package or of grpc-js. */
export function isGrpcServiceError(error: unknown): error is GrpcError {
  return (
    error instanceof Error &&
    typeof (error as Partial<GrpcError>).details === 'string' &&
    typeof (error as Partial<GrpcError>).metadata === 'object'
  );
}

/** Whether a call ended because its deadline passed, looking through `cause`. */
export function isGrpcDeadlineError(error: unknown): boolean {
  return hasCode(error, status.DEADLINE_EXCEEDED);
}

/** Whether a call was cancelled, by an AbortSignal or by the server, looking through `cause`. */
export function isGrpcCancelledError(error: unknown): boolean {
  return hasCode(error, status.CANCELLED);
}

function hasCode(error: unknown, code: number): boolean {
  return causes(error).find(isGrpcServiceError)?.code === code;
}

/** The {@link GrpcError} among an error and its causes: the errors of the client keep it there. */
export function grpcErrorOf(error: unknown): GrpcError | undefined {
  return causes(error).find((cause) => cause instanceof GrpcError);
}

/** An error and its causes, outermost first; each once, should they go in a circle. */
function causes(error: unknown): Error[] {
  const chain = new Set<Error>();
  for (let current = error; current instanceof Error && !chain.has(current); current = current.cause) {
    chain.add(current);
  }
  return [...chain];
}
