import {
  type GrpcError,
  grpcErrorOf,
  NamespaceNotFoundError,
  QueryNotRegisteredError,
  QueryRejectedError,
  ServiceError,
  statusName,
  TransportError,
  type TransportErrorKind,
  ValueError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '../../client/index.js';

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

export function errorWords(error: unknown): ErrorWords {
  const grpc = grpcErrorOf(error);
  const code = grpc && statusName(grpc.code);
  if (error instanceof NamespaceNotFoundError) return { ...namespaceNotFound(error.namespace), code };
  if (error instanceof WorkflowExecutionAlreadyStartedError) {
    return {
      title: 'This Workflow Id is in use',
      detail: `${error.workflowId} is running, or its id may not be used again.`,
      hint: 'Choose another id, or set an id policy that allows it.',
      code,
      retryable: false,
    };
  }
  if (error instanceof WorkflowNotFoundError) {
    return {
      title: 'Workflow Execution not found',
      detail: sentence(grpc?.details ?? error.message),
      hint: 'The id may be wrong, the Namespace another one, or its retention has passed.',
      code,
      retryable: false,
    };
  }
  if (error instanceof QueryNotRegisteredError) {
    return {
      title: 'The Workflow does not answer this query',
      detail: sentence(error.message),
      code,
      retryable: false,
    };
  }
  if (error instanceof QueryRejectedError) {
    return {
      title: 'Query rejected',
      detail: 'The Workflow is not in a state that answers queries.',
      retryable: false,
    };
  }
  if (error instanceof ValueError || error instanceof TypeError) {
    return { title: 'That cannot be sent', detail: sentence(error.message), retryable: false };
  }
  if (grpc instanceof TransportError) return transportWords(grpc);
  if (grpc) return { ...grpcWords(grpc), code };
  const message = error instanceof Error ? error.message : String(error);
  return { title: 'Something went wrong in this page', detail: sentence(message), retryable: true };
}

function namespaceNotFound(namespace: string): ErrorWords {
  return {
    title: 'Unknown Namespace',
    detail: `This server has no Namespace called ${namespace}.`,
    hint: 'Check the spelling; names are case-sensitive.',
    retryable: false,
  };
}

const transportTitles: Record<TransportErrorKind, { title: string; hint?: string }> = {
  offline: {
    title: 'You are offline',
    hint: 'What is on screen stays. The console goes on as soon as there is a network.',
  },
  'mixed-content': {
    title: 'The browser blocks this address',
    hint: 'Serve the proxy over https, or open the console over http.',
  },
  'no-answer': { title: 'No answer in time', hint: 'The proxy or the server is busy or stuck. Try again in a moment.' },
  unreachable: { title: 'The proxy cannot be reached' },
  http: { title: 'The proxy refused the call' },
  'not-grpc': { title: 'That is not a gRPC-Web address' },
  'hidden-status': { title: 'The proxy hides the answer from this page' },
  malformed: {
    title: 'The answer could not be read',
    hint: 'The server may be of a version that this console does not know.',
  },
  truncated: {
    title: 'The answer broke off',
    hint: 'Try again; if it stays so, look at the time limits of the proxy.',
  },
};

function transportWords(error: TransportError): ErrorWords {
  const { title, hint } = transportTitles[error.kind];
  const http = error.httpStatus === undefined ? '' : ` · HTTP ${error.httpStatus}`;
  if (error.kind === 'http' && [502, 503, 504].includes(error.httpStatus ?? 0)) {
    return {
      title: 'The proxy cannot reach Temporal',
      detail: sentence(error.details),
      hint: 'The address is right and Envoy answers. Check that the Temporal server behind it runs.',
      code: `${error.kind}${http}`,
      retryable: true,
    };
  }
  return {
    title,
    detail: sentence(error.details),
    hint,
    code: `${error.kind}${http}`,
    retryable: error.retryable,
    needsConnection: error.kind === 'unreachable' || error.kind === 'not-grpc' || error.httpStatus === 401,
  };
}

function grpcWords(error: GrpcError): ErrorWords {
  const detail = sentence(error.details || 'The server gave no reason.');
  switch (statusName(error.code)) {
    case 'UNAUTHENTICATED':
      return {
        title: 'Not signed in',
        detail,
        hint: 'Connect again with a valid API key.',
        retryable: false,
        needsConnection: true,
      };
    case 'PERMISSION_DENIED':
      return { title: 'Not allowed', detail, hint: 'The API key is valid but lacks this right.', retryable: false };
    case 'NOT_FOUND':
      if (/namespace/i.test(error.details)) return { ...namespaceNotFound(namespaceIn(error.details)), detail };
      return { title: 'Not found', detail, retryable: false };
    case 'INVALID_ARGUMENT':
      return { title: 'The server rejected the request', detail, retryable: false };
    case 'RESOURCE_EXHAUSTED':
      return {
        title: 'Too much at once',
        detail,
        hint: 'The server limits rate or size. Wait a moment, or send less.',
        retryable: true,
      };
    case 'DEADLINE_EXCEEDED':
      return { title: 'No answer in time', detail, hint: 'For queries: is a worker running?', retryable: true };
    case 'UNAVAILABLE':
      return {
        title: 'Temporal is not available',
        detail,
        hint: 'Envoy answers, the server behind it does not. Check that it runs.',
        retryable: true,
      };
    case 'UNIMPLEMENTED':
      return {
        title: 'This server cannot do that',
        detail,
        hint: 'It may be older than this console, or the proxy blocks the call.',
        retryable: false,
      };
    case 'FAILED_PRECONDITION':
      return { title: 'Not possible now', detail, retryable: false };
    default:
      return { title: 'The call failed', detail, retryable: true };
  }
}

function namespaceIn(text: string): string {
  return /namespace[:\s]+"?([\w.-]+)/i.exec(text)?.[1] ?? 'that name';
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
