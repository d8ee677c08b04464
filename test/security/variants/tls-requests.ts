import type { Attack, Expected } from '../attack.js';
import { fromProgram, fromSlowProgram } from '../program.js';
import type { World } from '../world.js';
import { byNamespace, byRole, notAllowed, page, type TlsVariant } from './tls-parts.js';

const tokenInAddress: Expected = { code: 'INVALID_ARGUMENT', words: 'A token goes into the header authorization' };

const accessToken = ({ identity }: World) => ({ query: `?access_token=${identity.issueToken('admin')}` });

/** Requests that say other than they should, or too much, or too slowly. */
export const requestAttacks: readonly Attack<TlsVariant>[] = [
  {
    name: 'the token in the query string',
    by: 'page',
    expected: tokenInAddress,
    run: ({ proxy }, world) => world.fromPage({ address: proxy.tlsUrl, tamper: accessToken(world) }),
  },
  {
    name: 'a token in the query string beside one in the header',
    by: 'page',
    expected: tokenInAddress,
    run: ({ proxy }, world) =>
      world.fromPage({
        address: proxy.tlsUrl,
        token: world.identity.issueToken('admin'),
        tamper: accessToken(world),
      }),
  },
  {
    name: 'a page of a foreign origin with a good token',
    by: 'page',
    expected: {
      code: 'UNAVAILABLE',
      transport: 'unreachable',
      words: 'that its CORS settings allow the origin',
      retryable: true,
    },
    run: ({ proxy }, world) =>
      world.fromPage({ address: proxy.tlsUrl, token: world.identity.issueToken('admin') }, world.foreignPage),
  },
  {
    name: 'a foreign origin that asks no preflight',
    by: 'program',
    expected: notAllowed('Pages of this origin may not call'),
    run: ({ proxy }, { identity }) =>
      fromProgram({ address: proxy.url, token: identity.issueToken('admin') }, { origin: 'https://evil.example' }),
  },
  {
    name: 'another Namespace in the body than in the token',
    by: 'page',
    expected: byNamespace,
    run: page('operator', { rpc: 'startWorkflowExecution', request: { namespace: 'second' } }),
  },
  {
    name: 'another Namespace in the body than in the header',
    by: 'page',
    expected: byNamespace,
    run: page('operator', { request: { namespace: 'second' }, metadata: { 'temporal-namespace': 'default' } }),
  },
  {
    name: 'two Namespaces in one body',
    by: 'page',
    expected: byNamespace,
    run: page('operator', { tamper: { body: '\0\0\0\0\x11\x0a\x07default\x0a\x06second' } }),
  },
  {
    name: 'all Namespaces, of somebody who has one',
    by: 'page',
    expected: byNamespace,
    run: page('viewer', { rpc: 'listNamespaces' }),
  },
  ...['temporal.server.api.adminservice.v1.AdminService/DescribeCluster', 'no.such.Service/Method', ''].map(
    (path): Attack<TlsVariant> => ({
      name: path ? `admin calls ${path}` : 'admin calls the root',
      by: 'page',
      expected: byRole,
      run: page('admin', { tamper: { path } }),
    }),
  ),
  {
    name: 'the path in another spelling',
    by: 'page',
    expected: byRole,
    run: page('viewer', {
      tamper: { path: 'x/../temporal.api.workflowservice.v1.WorkflowService//TerminateWorkflowExecution' },
    }),
  },
  {
    name: 'a body of 5 MB',
    by: 'page',
    expected: {
      code: 'RESOURCE_EXHAUSTED',
      transport: 'http 413',
      words: 'the request is larger than the proxy allows; send less',
    },
    run: page('operator', { rpc: 'startWorkflowExecution', padding: 5_000_000 }),
  },
  {
    name: 'a body that does not arrive, over HTTP/2',
    by: 'page',
    expected: { code: 'UNAVAILABLE', words: 'The request took longer than 2 s to arrive', retryable: true },
    run: page('viewer', { tamper: { slow: true } }),
  },
  {
    name: 'a body that does not arrive, over HTTP/1.1',
    by: 'program',
    expected: { code: 'UNAVAILABLE', words: 'The request took longer than 2 s to arrive', retryable: true },
    run: ({ proxy }, { identity }) => fromSlowProgram({ address: proxy.url, token: identity.issueToken('viewer') }),
  },
];

/** Headers that a server would take at their word, and what each would be good for. */
const spoofed = {
  'caller-type': 'operator',
  'caller-name': 'temporal-system',
  'call-initiation': 'x',
  'authorization-extras': 'x',
  'temporal-principal-name': 'root',
  'x-forwarded-client-cert': 'x',
  'x-forwarded-host': 'x',
  cookie: 'a=b',
} as const;

const nothingArrived = 'none of them reached the server, and the call did';

const spoof: Attack<TlsVariant>['run'] = async ({ noting }, { identity }) => {
  await fromProgram({ address: noting.proxy.url, token: identity.issueToken('viewer') }, spoofed);
  const { headers } = noting.server.noted.at(-1)!;
  const arrived = Object.entries(spoofed).filter(([name, value]) => headers[name] === value);
  return { ok: true, text: arrived.length > 0 ? `reached the server: ${arrived.join()}` : nothingArrived };
};

/** Headers that servers believe. */
export const headerAttacks: readonly Attack<TlsVariant>[] = [
  {
    name: 'caller-type: operator, from a page',
    by: 'page',
    expected: { code: 'UNAVAILABLE', transport: 'unreachable', words: 'CORS settings', retryable: true },
    run: page('viewer', { metadata: { 'caller-type': 'operator' } }),
  },
  {
    name: 'caller-type and other headers that a server believes',
    by: 'program',
    expected: { passes: nothingArrived },
    run: spoof,
  },
  {
    name: 'caller_type: operator, with an underscore',
    by: 'program',
    expected: { code: 'INTERNAL', transport: 'http 400', words: 'the proxy refused the request as malformed' },
    run: ({ proxy }, { identity }) =>
      fromProgram({ address: proxy.url, token: identity.issueToken('viewer') }, { caller_type: 'operator' }),
  },
];
