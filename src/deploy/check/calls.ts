import { isLoopback } from '../envoy/address.js';
import { type CheckOptions, type Finding, good, note, wrong } from './finding.js';
import { type Answer, callRpc, withNamespace } from './request.js';

const [ok, notFound, permissionDenied, resourceExhausted, unimplemented, unavailable, unauthenticated] = [
  0, 5, 7, 8, 12, 14, 16,
];

/** Why no gRPC came back; undefined if it did. */
export function checkSpeaksGrpc({ status, headers, grpcStatus, body }: Answer): Finding | undefined {
  const type = headers['content-type'] ?? 'no content type';
  if (status === 415) {
    return wrong(
      'This is Temporal itself, which does not speak gRPC-Web.',
      'Give pages the address of Envoy, and Envoy that of Temporal.',
    );
  }
  if (grpcStatus !== undefined) return undefined;
  switch (status) {
    case 404:
      return wrong(
        'Nothing is served at this path.',
        'Check the path prefix: with routes, it is one of theirs; without, there is none. The local proxy answers to names of its machine alone.',
      );
    case 502:
    case 503:
      return wrong(
        `Envoy cannot reach Temporal (HTTP ${status}: ${firstLine(body)}).`,
        'Check address and port at the end of the configuration, that the server runs, and for TLS its name, authority and client certificate.',
      );
    case 504:
      return wrong(
        'Temporal did not answer Envoy in time.',
        'Check that the address is that of the frontend, port 7233, and whether it is overloaded.',
      );
    case 401:
    case 403:
      return wrong(
        `Something refuses the call with HTTP ${status}, not in gRPC.`,
        'If that is Envoy, map it in local_reply_config; if a load balancer in front asks for a sign-in, take it away.',
      );
  }
  if (type.startsWith('text/html')) {
    return wrong('A web page answers.', 'This is the address of a web server or of the Temporal UI, not of Envoy.');
  }
  return wrong(
    `The answer is ${type} with HTTP ${status}, not gRPC-Web.`,
    'Check that the grpc_web filter is in the chain, and the address.',
  );
}

function firstLine(body: Buffer): string {
  return body.toString('utf8').split('\n')[0]?.slice(0, 120) || 'no reason given';
}

/** What came of GetSystemInfo as the page calls it. */
export function checkSystemInfo({ grpcStatus, grpcMessage }: Answer, { token }: CheckOptions): Finding {
  switch (grpcStatus) {
    case ok:
      return good('Temporal answers.');
    case unauthenticated:
      return token === undefined
        ? note(`It asks who is calling: ${grpcMessage}`, 'To check what a token may do, put one into TEMPORAL_API_KEY.')
        : wrong(`It does not take this token: ${grpcMessage}`, 'Get one whose issuer, audience and time fit.');
    case permissionDenied:
      return wrong(
        `It takes the token but does not allow the simplest call: ${grpcMessage}`,
        'Give this person at least the role viewer.',
      );
    case unavailable:
      return wrong(
        `Temporal is not available: ${grpcMessage}`,
        'Check the server, and its address at the end of the configuration.',
      );
    case resourceExhausted:
      return wrong(`It is busy: ${grpcMessage}`, 'Try again; if it stays so, raise the limits.');
    case unimplemented:
      return wrong(
        `What answers is no Temporal server: ${grpcMessage}`,
        'Check the address at the end of the configuration.',
      );
    default:
      return wrong(
        `GetSystemInfo ends with gRPC status ${grpcStatus ?? 'none'}: ${grpcMessage}`,
        'Look into the log of the server.',
      );
  }
}

/** Whether the token opens the Namespace, which GetSystemInfo does not tell. */
export async function checkNamespace(options: CheckOptions): Promise<Finding> {
  const { grpcStatus, grpcMessage } = await callRpc(options, 'DescribeNamespace', {
    message: withNamespace(options.namespace),
  });
  const { namespace } = options;
  if (grpcStatus === ok) return good(`The Namespace ${namespace} is open.`);
  if (grpcStatus === notFound) return note(`There is no Namespace ${namespace}.`, 'Name one with --namespace.');
  const says = `The Namespace ${namespace} is closed: gRPC status ${grpcStatus ?? 'none'}, ${grpcMessage}`;
  return wrong(says, 'Check the Namespaces of the token and of the route, and for Temporal Cloud those of the key.');
}

/** Whether anybody is let in without a token. */
export async function checkStrangers(options: CheckOptions): Promise<Finding> {
  const { grpcStatus } = await callRpc(options, 'DescribeNamespace', {
    message: withNamespace(options.namespace),
    withToken: false,
  });
  if (grpcStatus === unauthenticated || grpcStatus === permissionDenied)
    return good('Without a token nobody is let in.');
  const says = 'Nobody is asked who is calling.';
  return isLoopback(options.url.hostname)
    ? note(
        says,
        'That is for one machine alone. Before it can be reached from others: --issuer, --audience and --jwks.',
      )
    : wrong(says, 'Make a configuration with --issuer, --audience and --jwks, or let Temporal verify tokens.');
}

/** Whether the half of the service that is for workers is closed. */
export async function checkWorkerMethods(options: CheckOptions): Promise<Finding> {
  // An empty request: a server refuses it at once, and no task is taken.
  const { grpcStatus, status } = await callRpc(options, 'PollWorkflowTaskQueue');
  if (grpcStatus === permissionDenied || grpcStatus === unauthenticated || status === 403) {
    return good('Methods of workers are closed.');
  }
  return wrong(
    'Methods of workers are open: a page could take tasks from workers and forge their results.',
    'Deny them in rbac, as the configurations made by this program do.',
  );
}
