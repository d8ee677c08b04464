import type { RemoteCodecErrorKind, TransportErrorKind } from '../../client/index.js';
import type { Right } from '../format/rights.js';

interface Words {
  title: string;
  detail?: string;
  hint?: string;
}

/** What a person reads when something failed; which of it, is decided by format/errors.ts. */
export const errorTexts = {
  namespaceUnknown: (namespace: string): Required<Words> => ({
    title: 'Unknown Namespace',
    detail: `This server has no Namespace called ${namespace}.`,
    hint: 'Check the spelling; names are case-sensitive.',
  }),
  thatName: 'that name',
  idInUse: (workflowId: string): Required<Words> => ({
    title: 'This Workflow Id is in use',
    detail: `${workflowId} is running, or its id may not be used again.`,
    hint: 'Choose another id, or set an id policy that allows it.',
  }),
  workflowNotFound: {
    title: 'Workflow Execution not found',
    hint: 'The id may be wrong, the Namespace another one, or its retention has passed.',
  },
  queryNotRegistered: 'The Workflow does not answer this query',
  queryRejected: { title: 'Query rejected', detail: 'The Workflow is not in a state that answers queries.' },
  roundTrip: {
    title: 'The codec server changes values',
    detail: 'What was decoded is not what was encoded. Encode and decode may have different keys.',
  },
  settings: 'Something is missing in your settings',
  cannotSend: 'That cannot be sent',
  notAnAddress: 'That is no address of a proxy',
  webServer: 'A web server answers there, which takes no calls. The address must be that of the Envoy proxy.',
  inThisPage: 'Something went wrong in this page',
  chunk: {
    title: 'A part of the console could not be loaded',
    hint: 'The console may have been updated since this page was opened. Load the page again.',
  },
  chunkOffline: {
    title: 'You are offline',
    detail: 'This part of the console has not been loaded yet.',
    hint: 'What is on screen stays. It can be loaded as soon as there is a network.',
  },
  notAllowed: {
    title: 'Not allowed',
    right: (right: Right, call: string, namespace: string | undefined) =>
      `To ${call} you need the right to ${rightWords[right.level]} ${
        right.scope === 'cluster'
          ? 'in the whole cluster'
          : namespace
            ? `in Namespace ${namespace}`
            : 'in this Namespace'
      }. Ask whoever gave you your access.`,
    byAuthorizer: (details: string) => `The server’s authorizer does not allow this. It says only: ${details}`,
    orEnded: 'If you have it, your key or token may have ended: connect again.',
    unknownRight: 'You are known to the server, but lack this right.',
    byProxy: 'The proxy refused the call: it lets only some people or some calls through.',
  },
  notSignedIn: { title: 'Not signed in', hint: 'Connect again with a valid API key.' },
  notFound: 'Not found',
  rejected: 'The server rejected the request',
  tooMuch: { title: 'Too much at once', hint: 'The server limits rate or size. Wait a moment, or send less.' },
  noAnswer: 'No answer in time',
  isWorkerRunning: 'A worker answers queries. Is one running on the Task Queue?',
  unavailable: {
    title: 'Temporal is not available',
    hint: 'Envoy answers, the server behind it does not. Check that it runs.',
  },
  unimplemented: {
    title: 'This server cannot do that',
    hint: (method: string | undefined, version: string | undefined) =>
      `${version ? `The server is version ${version}: it` : 'The server'} may be older than ${
        method ? `the call ${method}` : 'this console'
      }, have it switched off, or be behind a proxy that blocks it.`,
  },
  notNow: 'Not possible now',
  failed: 'The call failed',
  noReason: 'The server gave no reason.',
  noServer: {
    title: 'The proxy cannot reach Temporal',
    hint: 'The address is right and Envoy answers. Check that the Temporal server behind it runs.',
  },
  facts: {
    code: 'Code',
    message: 'Message',
    call: 'Call',
    namespace: 'Namespace',
    server: 'Server',
    requestId: 'Request id',
  },
} as const;

const rightWords = { read: 'read', write: 'write', admin: 'administer' } as const;

export const transportTexts: Record<TransportErrorKind, Words> = {
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

export const codecTexts: Record<RemoteCodecErrorKind, Words> = {
  offline: { title: 'You are offline', hint: 'It is decoded as soon as there is a network and you try again.' },
  unreachable: { title: 'The codec server cannot be reached' },
  'mixed-content': { title: 'The browser blocks the codec server' },
  timeout: { title: 'The codec server did not answer in time' },
  unauthorized: {
    title: 'The codec server refused',
    hint: 'Look at what is sent to it under Settings, Codec.',
  },
  http: { title: 'The codec server failed' },
  'not-json': { title: 'That is not a codec server' },
  malformed: { title: 'The codec server answered nonsense' },
  'wrong-count': { title: 'The codec server lost a payload' },
};
