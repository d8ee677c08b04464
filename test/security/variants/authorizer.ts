import type { TemporalVariant } from '../../../src/dev/variants/temporal-variant.js';
import type { EnvoyProxy } from '../../fixtures/envoy-proxy.js';
import { type Attack, defineVariant } from '../attack.js';
import type { CallSpec } from '../caller.js';
import type { World } from '../world.js';
import { type BadToken, badTokens } from './tokens.js';
import { everybody } from './everybody.js';

/** Temporal verifies tokens itself: by the same keys as Envoy, or as the only one. */
interface AuthorizerVariant {
  readonly temporal: TemporalVariant;
  /** Passes tokens on without a look. */
  readonly open: EnvoyProxy;
  /** Verifies them too. */
  readonly both: EnvoyProxy;
}

type Run = Attack<AuthorizerVariant>['run'];

/** The server says no more than this: why, stands in its log. */
const unauthorized = { code: 'PERMISSION_DENIED', words: 'Request unauthorized.' } as const;

const page =
  (user: Parameters<World['identity']['issueToken']>[0], spec: Partial<CallSpec> = {}): Run =>
  ({ open }, world) =>
    world.fromPage({ address: open.tlsUrl, token: world.identity.issueToken(user), ...spec });

const refused = (name: string, run: Run): Attack<AuthorizerVariant> => ({
  name,
  by: 'page',
  expected: unauthorized,
  run,
});

const start = { rpc: 'startWorkflowExecution' } as const;

export const authorizerVariant = defineVariant<AuthorizerVariant>({
  name: 'Temporal verifies',
  start: async (world) => {
    const temporal = await world.startTemporal({ tokens: true });
    return {
      temporal,
      open: await world.startProxy(temporal.address, { auth: 'server' }),
      both: await world.startProxy(temporal.address),
    };
  },
  addresses: ({ open, both }) => ({ 'Temporal alone': open.tlsUrl, 'Envoy and Temporal': both.tlsUrl }),
  allowed: everybody,
  attacks: [
    ...(Object.keys(badTokens) as BadToken[]).map((name) =>
      refused(name, ({ open }, world) =>
        world.fromPage({ address: open.tlsUrl, token: badTokens[name](world.identity) }),
      ),
    ),
    {
      name: 'the token in the query string',
      by: 'page',
      // To the server the question mark is a part of the method's name.
      expected: { code: 'UNIMPLEMENTED', words: 'The server does not have this call.' },
      run: ({ open }, world) =>
        world.fromPage({
          address: open.tlsUrl,
          tamper: { query: `?access_token=${world.identity.issueToken('admin')}` },
        }),
    },
    refused('newcomer calls describeNamespace', page('newcomer')),
    refused('viewer calls startWorkflowExecution', page('viewer', start)),
    refused('viewer calls terminateWorkflowExecution', page('viewer', { rpc: 'terminateWorkflowExecution' })),
    refused('operator calls updateNamespace', page('operator', { rpc: 'updateNamespace' })),
    refused('operator calls listNamespaces', page('operator', { rpc: 'listNamespaces' })),
    refused(
      'operator calls removeSearchAttributes',
      page('operator', { rpc: 'removeSearchAttributes', service: 'OperatorService' }),
    ),
    refused(
      'another Namespace in the body than in the token',
      page('operator', { ...start, request: { namespace: 'second' } }),
    ),
    refused(
      'another Namespace in the body than in the header',
      page('operator', { request: { namespace: 'second' }, metadata: { 'temporal-namespace': 'default' } }),
    ),
    {
      name: 'admin calls pollWorkflowTaskQueue, which is for workers',
      by: 'page',
      expected: { code: 'PERMISSION_DENIED', words: 'This method is for workers' },
      run: page('admin', { rpc: 'pollWorkflowTaskQueue' }),
    },
    ...['temporal.server.api.adminservice.v1.AdminService/DescribeCluster', 'no.such.Service/Method'].map(
      (path): Attack<AuthorizerVariant> => ({
        name: `admin calls ${path}`,
        by: 'page',
        expected: { code: 'UNIMPLEMENTED', transport: 'http 404', words: 'nothing is served at this path' },
        run: page('admin', { tamper: { path } }),
      }),
    ),
    {
      name: 'a page of a foreign origin with a good token',
      by: 'page',
      expected: { code: 'UNAVAILABLE', transport: 'unreachable', words: 'CORS settings', retryable: true },
      run: ({ open }, world) =>
        world.fromPage({ address: open.tlsUrl, token: world.identity.issueToken('admin') }, world.foreignPage),
    },
  ],
  stop: async ({ temporal, open, both }) => {
    await Promise.all([open.stop(), both.stop()]);
    await temporal.stop();
  },
});
