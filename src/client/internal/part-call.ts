/** What the verbs of the parts that load on first use have in common; loads with them. */
import type { DescMessage, DescMethodUnary, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import { NamespaceNotFoundFailureSchema } from '../../../gen/core/temporal/api/errordetails/v1/message_pb.js';
import type { CallOptions } from '../call-options.js';
import type { CallLimits, Connection } from '../connection.js';
import { findDetail, mapErrors, toServiceError } from '../error-mapping.js';
import { ServiceError } from '../errors.js';
import { type GrpcError, status, TransportError } from '../grpc-error.js';
import { intercept, type Next } from '../interceptors.js';
import type { PartContext } from './part-client.js';

/** Input and result of one call, for {@link InterceptorOf}. */
export interface Around<Input, Output> {
  readonly input: Input;
  readonly output: Output;
}

/** An interceptor with one optional function for each of these calls. */
export type InterceptorOf<Calls> = {
  [Name in keyof Calls]?: Calls[Name] extends Around<infer Input, infer Output>
    ? (input: Input, next: (input: Input) => Promise<Output>) => Promise<Output>
    : never;
};

type InputOf<Interceptor, Name extends keyof Interceptor> = Parameters<Next<Interceptor, Name>>[0];
type OutputOf<Interceptor, Name extends keyof Interceptor> = ReturnType<Next<Interceptor, Name>>;

/** Runs a call with the interceptors of its part around it. */
export function runIntercepted<Interceptor extends object, Name extends keyof Interceptor>(
  context: PartContext<Interceptor>,
  name: Name,
  run: (context: PartContext<Interceptor>, input: InputOf<Interceptor, Name>) => OutputOf<Interceptor, Name>,
  input: InputOf<Interceptor, Name>,
): OutputOf<Interceptor, Name> {
  const call = ((given: InputOf<Interceptor, Name>) => run(context, given)) as Next<Interceptor, Name>;
  return intercept(context.interceptors, name, call)(input) as OutputOf<Interceptor, Name>;
}

/** Options of a method as an input of its call: what is about the call itself stands in `call`. */
export function inputOf<Options extends CallOptions>({
  signal,
  timeoutMs,
  metadata,
  ...rest
}: Options): Omit<Options, keyof CallOptions> & { readonly call: CallOptions } {
  return { ...rest, call: { signal, timeoutMs, metadata } };
}

/** How the errors of one RPC are told. */
export interface PartErrors {
  /** Message when nothing more precise fits. */
  readonly fallback: string;
  /** First version of the server that has the RPC, for what older servers in use lack. */
  readonly since?: string | undefined;
  /** Errors of the part itself. @returns nothing for those that every call can meet */
  readonly toDomainError?: ((error: GrpcError) => Error | undefined) | undefined;
}

/** One RPC. @throws {@link NamespaceNotFoundError} | {@link UnsupportedError} | {@link ServiceError} or what `errors` makes of it */
export async function callRpc<I extends DescMessage, O extends DescMessage>(
  connection: Connection,
  method: DescMethodUnary<I, O>,
  request: MessageInitShape<I>,
  call: CallOptions | undefined,
  errors: PartErrors,
  limits?: CallLimits,
): Promise<MessageShape<O>> {
  return mapErrors(
    () => connection.unary(method, request, call, limits),
    (error) => toPartError(error, errors),
  );
}

function toPartError(error: GrpcError, errors: PartErrors): Error {
  const { fallback, toDomainError } = errors;
  // Without a status of the server, and for a Namespace that is not there, nothing is known about what was asked for.
  if (error instanceof TransportError || findDetail(error, NamespaceNotFoundFailureSchema)) {
    return toServiceError(error, errors);
  }
  const domainError = toDomainError?.(error);
  if (domainError) return domainError;
  // Elsewhere this code means a Workflow; here there is none.
  if (error.code === status.NOT_FOUND) return new ServiceError(fallback, { cause: error });
  return toServiceError(error, errors);
}
