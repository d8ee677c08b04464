import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { errorFacts, errorWords } from '../../../src/app/format/errors.js';
import { methodWords, rightFor } from '../../../src/app/format/rights.js';
import { GrpcError, RemoteCodecError, ServiceError, TransportError } from '../../../src/client/index.js';

function grpc(
  code: number,
  details: string,
  method?: string,
  namespace?: string,
  headers: HeadersInit = {},
): GrpcError {
  const error = new GrpcError(code, details, { metadata: new Headers(headers) });
  error.method = method;
  error.namespace = namespace;
  return error;
}

describe('rights', () => {
  it.each([
    ['TerminateWorkflowExecution', 'write', 'namespace'],
    ['DescribeWorkflowExecution', 'read', 'namespace'],
    ['QueryWorkflow', 'read', 'namespace'],
    ['PollWorkflowExecutionUpdate', 'read', 'namespace'],
    ['PollWorkflowTaskQueue', 'write', 'namespace'],
    ['ListNamespaces', 'read', 'cluster'],
    ['RegisterNamespace', 'admin', 'cluster'],
    ['UpdateNamespace', 'admin', 'namespace'],
    ['AddSearchAttributes', 'admin', 'namespace'],
    ['CreateNexusEndpoint', 'admin', 'cluster'],
  ])('%s needs to %s in a %s', (method, level, scope) => {
    expect(rightFor(method)).toEqual({ level, scope });
  });

  it('name the call', () => {
    expect(methodWords('RespondActivityTaskCompletedById')).toBe('respond activity task completed by id');
  });
});

describe('an error in words', () => {
  it('says which right is missing, for what and where', () => {
    const error = new ServiceError('Failed to terminate', {
      cause: grpc(7, 'Request unauthorized.', 'TerminateWorkflowExecution', 'orders'),
    });
    expect(errorWords(error)).toEqual({
      title: 'Not allowed',
      detail: 'The server’s authorizer does not allow this. It says only: Request unauthorized.',
      hint:
        'To terminate workflow execution you need the right to write in Namespace orders. Ask whoever gave you your access.' +
        ' If you have it, your key or token may have ended: connect again.',
      code: 'PERMISSION_DENIED',
      retryable: false,
    });
    const withReason = grpc(7, 'Namespace orders is closed to you', 'TerminateWorkflowExecution', 'orders');
    expect(errorWords(withReason)).toMatchObject({
      detail: 'Namespace orders is closed to you.',
      hint: 'To terminate workflow execution you need the right to write in Namespace orders. Ask whoever gave you your access.',
    });
  });

  it('says it for a refusal of the proxy too', () => {
    const error = new TransportError('http', 7, 'HTTP 403', { retryable: false, httpStatus: 403 });
    error.method = 'ListNamespaces';
    const { title, hint } = errorWords(error);
    expect(title).toBe('Not allowed');
    expect(hint).toContain('read in the whole cluster');
  });

  it('names the version and the call of a server that is too old', () => {
    const error = grpc(12, 'unknown method', 'PauseWorkflowExecution');
    error.serverVersion = '1.27.0';
    expect(errorWords(error).hint).toContain('version 1.27.0: it may be older than the call PauseWorkflowExecution');
  });

  it('tells codec errors apart', () => {
    expect(errorWords(new RemoteCodecError('unauthorized', 'no', { httpStatus: 401 }))).toMatchObject({
      title: 'The codec server refused',
      code: 'codec unauthorized · HTTP 401',
      retryable: true,
    });
  });

  it('knows a part of the console that is gone from a mistake in the code', () => {
    const gone = new TypeError('Failed to fetch dynamically imported module: https://x/a.js');
    expect(errorWords(gone).title).toBe('A part of the console could not be loaded');
    expect(errorWords(new TypeError('x is not a function')).title).toBe('That cannot be sent');
  });

  it('says that there is no network, where a part of the console is missing for want of one', () => {
    vi.stubGlobal('navigator', { onLine: false });
    onTestFinished(() => void vi.unstubAllGlobals());
    const gone = new TypeError('Failed to fetch dynamically imported module: https://x/a.js');
    const styles = new Error('Unable to preload CSS for /assets/Keys-6-aIcOcz.css');
    for (const error of [gone, styles]) {
      expect(errorWords(error)).toMatchObject({ title: 'You are offline', retryable: true });
    }
    expect(errorWords(new TypeError('x is not a function')).title).toBe('That cannot be sent');
  });

  it('says of what stands in an address field that it is no proxy', () => {
    const invalid = new TypeError('Invalid address. It must be the URL of the gRPC-Web proxy.');
    expect(errorWords(invalid).title).toBe('That is no address of a proxy');
    // Hosts of static files refuse every call so.
    const website = new TransportError('http', 2, 'https://example.com answered with HTTP 405.', {
      retryable: false,
      httpStatus: 405,
    });
    expect(errorWords(website)).toMatchObject({
      title: 'That is not a gRPC-Web address',
      hint: 'A web server answers there, which takes no calls. The address must be that of the Envoy proxy.',
    });
  });

  it('keeps code, message, call and request id for whoever is asked', () => {
    const error = grpc(13, 'boom', 'ListWorkflowExecutions', 'orders', { 'x-request-id': 'abc-1' });
    expect(errorFacts(error)).toEqual([
      { label: 'Code', value: 'INTERNAL' },
      { label: 'Message', value: '13 INTERNAL: boom' },
      { label: 'Call', value: 'ListWorkflowExecutions' },
      { label: 'Namespace', value: 'orders' },
      { label: 'Request id', value: 'abc-1' },
    ]);
    expect(errorFacts('thrown text')).toEqual([{ label: 'Message', value: 'thrown text' }]);
  });
});
