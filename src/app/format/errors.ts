import {
  type GrpcError,
  grpcErrorOf,
  NamespaceNotFoundError,
  QueryNotRegisteredError,
  QueryRejectedError,
  RemoteCodecError,
  ServiceError,
  statusName,
  TransportError,
  UnsupportedError,
  ValueError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '../../client/index.js';
import { codecTexts, errorTexts as texts, transportTexts } from '../texts/errors.js';
import { isMissingPart } from './missing-part.js';
import { methodWords, rightFor } from './rights.js';

/** An error in words: what failed, why, what to do. */
export interface ErrorWords {
  title: string;
  detail: string;
  hint?: string | undefined;
  /** `INVALID_ARGUMENT`, for the folded part. */
  code?: string | undefined;
  /** Whether doing the same again can help. */
  retryable: boolean;
  /** Another address or another key would help. */
  needsConnection?: boolean | undefined;
}

/** Which part of a form an error belongs to. */
export type ErrorPlace = 'address' | 'apiKey' | 'namespace' | 'other';

/** What a codec server decoded is not what it had encoded. */
export class RoundTripError extends Error {}

/** What the person has set does not do, and the message says what to set. */
export class SettingsError extends Error {}

let explain: (error: GrpcError) => ErrorWords | undefined = () => undefined;

/** What somebody who is signed in is told of a refusal; undefined leaves an error as it is. */
export function explainRefusalsBy(by: typeof explain): void {
  explain = by;
}

export function errorWords(error: unknown): ErrorWords {
  const grpc = grpcErrorOf(error);
  const code = grpc && statusName(grpc.code);
  const told = grpc && explain(grpc);
  if (told) return { ...told, code };
  const final = { code, retryable: false };
  if (error instanceof NamespaceNotFoundError) return { ...texts.namespaceUnknown(error.namespace), ...final };
  if (error instanceof WorkflowExecutionAlreadyStartedError) return { ...texts.idInUse(error.workflowId), ...final };
  if (error instanceof WorkflowNotFoundError) {
    return { ...texts.workflowNotFound, detail: sentence(grpc?.details ?? error.message), ...final };
  }
  if (error instanceof QueryNotRegisteredError) {
    return { title: texts.queryNotRegistered, detail: sentence(error.message), ...final };
  }
  if (error instanceof QueryRejectedError) return { ...texts.queryRejected, ...final };
  if (error instanceof RoundTripError)
    return { title: texts.roundTrip.title, detail: texts.roundTrip.detail, retryable: true };
  if (error instanceof SettingsError) return { title: texts.settings, detail: error.message, retryable: false };
  if (error instanceof RemoteCodecError) return codecWords(error);
  if (error instanceof UnsupportedError) {
    return { title: texts.unimplemented.title, detail: sentence(error.message), ...final };
  }
  if (isMissingPart(error) && isOffline()) return { ...texts.chunkOffline, code, retryable: true };
  if (isMissingPart(error)) return { ...texts.chunk, detail: sentence(error.message), code, retryable: true };
  if (error instanceof ValueError || error instanceof TypeError) {
    const title = error.message.startsWith('Invalid address') ? texts.notAnAddress : texts.cannotSend;
    return { title, detail: sentence(error.message), retryable: false };
  }
  // A call waits for the network until its time is up.
  if (grpc && code === 'DEADLINE_EXCEEDED' && isOffline()) {
    return { ...transportTexts.offline, detail: sentence(grpc.details), code, retryable: true };
  }
  if (grpc instanceof TransportError) return transportWords(grpc);
  if (grpc) return { ...grpcWords(grpc), code };
  const message = error instanceof Error ? error.message : String(error);
  return { title: texts.inThisPage, detail: sentence(message), retryable: true };
}

function isOffline(): boolean {
  // Node has a navigator that knows nothing of networks.
  return typeof navigator !== 'undefined' && 'onLine' in navigator && !navigator.onLine;
}

function codecWords(error: RemoteCodecError): ErrorWords {
  const http = error.httpStatus === undefined ? '' : ` · HTTP ${error.httpStatus}`;
  return {
    title: codecTexts[error.kind].title,
    hint: codecTexts[error.kind].hint,
    detail: sentence(error.message),
    code: `codec ${error.kind}${http}`,
    retryable: error.kind !== 'mixed-content',
  };
}

function transportWords(error: TransportError): ErrorWords {
  // What a host of static files says to every call.
  const { title, hint } =
    error.httpStatus === 405 ? { ...transportTexts['not-grpc'], hint: texts.webServer } : transportTexts[error.kind];
  const code = `${error.kind}${error.httpStatus === undefined ? '' : ` · HTTP ${error.httpStatus}`}`;
  const detail = sentence(error.details);
  if (error.kind === 'http' && [502, 503, 504].includes(error.httpStatus ?? 0)) {
    return { ...texts.noServer, detail, code, retryable: true };
  }
  if (error.httpStatus === 403) {
    return {
      title: texts.notAllowed.title,
      detail: texts.notAllowed.byProxy,
      hint: missingRight(error),
      code,
      retryable: false,
    };
  }
  return {
    title,
    detail,
    hint,
    code,
    retryable: error.retryable,
    needsConnection: error.kind === 'unreachable' || error.kind === 'not-grpc' || error.httpStatus === 401,
  };
}

/** Which right would have been needed. */
function missingRight({ method, namespace }: GrpcError): string {
  if (!method) return texts.notAllowed.unknownRight;
  return texts.notAllowed.right(rightFor(method), methodWords(method), namespace);
}

/** Whether all that is known is the answer of Temporal's own authorizer, which it gives whatever the reason. */
export function isBareRefusal({ code, details }: GrpcError): boolean {
  return statusName(code) === 'PERMISSION_DENIED' && /^request unauthorized\.?$/i.test(details.trim());
}

/** What {@link isBareRefusal} most likely means, and whom to ask. */
export function bareRefusalWords(error: GrpcError): { detail: string; hint: string } {
  const { byAuthorizer, orEnded } = texts.notAllowed;
  return { detail: byAuthorizer(sentence(error.details)), hint: `${missingRight(error)} ${orEnded}` };
}

function grpcWords(error: GrpcError): ErrorWords {
  const detail = sentence(error.details || texts.noReason);
  switch (statusName(error.code)) {
    case 'UNAUTHENTICATED':
      return { ...texts.notSignedIn, detail, retryable: false, needsConnection: true };
    case 'PERMISSION_DENIED':
      if (isBareRefusal(error)) return { title: texts.notAllowed.title, ...bareRefusalWords(error), retryable: false };
      return { title: texts.notAllowed.title, detail, hint: missingRight(error), retryable: false };
    case 'NOT_FOUND':
      if (!/namespace/i.test(error.details)) return { title: texts.notFound, detail, retryable: false };
      return { ...texts.namespaceUnknown(namespaceIn(error.details)), detail, retryable: false };
    case 'INVALID_ARGUMENT':
      return { title: texts.rejected, detail, retryable: false };
    case 'RESOURCE_EXHAUSTED':
      return { ...texts.tooMuch, detail, retryable: true };
    case 'DEADLINE_EXCEEDED':
      return {
        title: texts.noAnswer,
        detail,
        hint: error.method === 'QueryWorkflow' ? texts.isWorkerRunning : undefined,
        retryable: true,
      };
    case 'UNAVAILABLE':
      return { ...texts.unavailable, detail, retryable: true };
    case 'UNIMPLEMENTED': {
      const { title, hint } = texts.unimplemented;
      return { title, detail, hint: hint(error.method, error.serverVersion), retryable: false };
    }
    case 'FAILED_PRECONDITION':
      return { title: texts.notNow, detail, retryable: false };
    default:
      return { title: texts.failed, detail, retryable: true };
  }
}

function namespaceIn(text: string): string {
  return /namespace[:\s]+"?([\w.-]+)/i.exec(text)?.[1] ?? texts.thatName;
}

/** What helps whoever is asked about an error: code, the whole message, the call, and the id of the request. */
export function errorFacts(error: unknown): { label: string; value: string }[] {
  const grpc = grpcErrorOf(error);
  const { facts } = texts;
  return [
    { label: facts.code, value: errorWords(error).code },
    { label: facts.message, value: grpc?.message ?? (error instanceof Error ? error.message : String(error)) },
    { label: facts.call, value: grpc?.method },
    { label: facts.namespace, value: grpc?.namespace },
    { label: facts.server, value: grpc?.serverVersion },
    { label: facts.requestId, value: grpc?.metadata.headers.get('x-request-id') },
  ].flatMap(({ label, value }) => (value ? [{ label, value }] : []));
}

/** Where in the connect form an error belongs. */
export function errorPlace(error: unknown): ErrorPlace {
  const grpc = grpcErrorOf(error);
  if (grpc instanceof TransportError) {
    return grpc.httpStatus === 401 || grpc.httpStatus === 403 ? 'apiKey' : 'address';
  }
  if (error instanceof NamespaceNotFoundError) return 'namespace';
  if (grpc) {
    const name = statusName(grpc.code);
    if (name === 'NOT_FOUND') return 'namespace';
    if (name === 'INVALID_ARGUMENT' && /namespace/i.test(grpc.details)) return 'namespace';
    if (name === 'UNAUTHENTICATED' || name === 'PERMISSION_DENIED') return 'apiKey';
    if (name === 'UNAVAILABLE' || name === 'UNIMPLEMENTED' || name === 'DEADLINE_EXCEEDED') return 'address';
    return 'other';
  }
  if (error instanceof TypeError) return /api key|apiKey/i.test(error.message) ? 'apiKey' : 'address';
  return error instanceof ServiceError ? 'address' : 'other';
}

function sentence(text: string): string {
  const trimmed = text.trim();
  if (!trimmed) return trimmed;
  // Details often begin with an address, which stays as it is.
  const capital = /^\w+:\/\//.test(trimmed) ? trimmed : trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?)]$/.test(capital) ? capital : `${capital}.`;
}
