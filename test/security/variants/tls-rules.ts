import { isDeepStrictEqual } from 'node:util';
import { pathsOf, roles } from '../../../src/deploy/roles.js';
import type { Attack } from '../attack.js';
import { byRole, notAllowed, notSignedIn, page, type TlsVariant } from './tls-parts.js';
import { type BadToken, badTokens } from './tokens.js';

const byRoleInFull =
  'PERMISSION_DENIED: You may not do this. Your roles do not allow this call. ' +
  'Who gives out roles for Temporal has to add one, then sign in again.';
const byWorkInFull =
  'PERMISSION_DENIED: You may not do this. This method is for workers. ' +
  'The proxy does not pass it on from a browser.';
const byNobodyInFull = 'PERMISSION_DENIED: You may not do this. The proxy passes this method on for nobody.';

const tokenWords: Record<BadToken, string> = {
  'no token': 'Sign in: the proxy wants a token',
  'an expired token': 'The token has expired. Sign in again.',
  'a token for another audience': 'Ask the identity provider for the audience temporal',
  'a token of another issuer': 'The token is of another identity provider',
  'a token signed with another key': 'The token is not valid',
  'a token with alg none': 'The token is not valid',
  'a token with alg none and a signature': 'The token is not valid',
  'a token whose claims were changed': 'The token is not valid',
};

const tokenAttacks: Attack<TlsVariant>[] = (Object.keys(badTokens) as BadToken[]).map((name) => ({
  name,
  by: 'page',
  expected: notSignedIn(tokenWords[name]),
  run: ({ proxy }, world) => world.fromPage({ address: proxy.tlsUrl, token: badTokens[name](world.identity) }),
}));

const roleAttacks: Attack<TlsVariant>[] = (
  [
    ['newcomer', 'describeNamespace'],
    ['viewer', 'startWorkflowExecution'],
    ['viewer', 'terminateWorkflowExecution'],
    ['viewer', 'signalWithStartWorkflowExecution'],
    ['operator', 'deleteWorkflowExecution'],
    ['operator', 'startBatchOperation'],
    ['operator', 'updateNamespace'],
    ['operator', 'removeSearchAttributes', 'OperatorService'],
  ] as const
).map(([user, rpc, service]) => ({
  name: `${user} calls ${rpc}`,
  by: 'page',
  expected: byRole,
  run: page(user, { rpc, ...(service && { service }) }),
}));

/** Every method that a role may not call, by the table that the rules of Envoy are made from. */
const sweeps: Attack<TlsVariant>[] = (['viewer', 'operator', 'admin'] as const).map((role) => {
  const above = roles.slice(roles.indexOf(role) + 1).flatMap(pathsOf);
  const [forWorkers, forNobody] = [pathsOf('worker'), pathsOf('denied')];
  const passes = `${above.length} of higher roles, ${forWorkers.length} of workers and ${forNobody.length} of nobody are refused, in words`;
  return {
    name: `${role} calls every method that is for others`,
    by: 'page',
    expected: { passes },
    run: async ({ proxy }, { page: tab, identity }) => {
      const spec = { address: proxy.tlsUrl, token: identity.issueToken(role) };
      const ends = await tab.evaluate(([given, paths]) => globalThis.security.callEach(given, paths), [
        spec,
        [...above, ...forWorkers, ...forNobody],
      ] as const);
      const right = {
        ...(above.length > 0 && { [byRoleInFull]: above.length }),
        [byWorkInFull]: forWorkers.length,
        [byNobodyInFull]: forNobody.length,
      };
      return { ok: true, text: isDeepStrictEqual(ends, right) ? passes : JSON.stringify(ends) };
    },
  };
});

const workerAttacks: Attack<TlsVariant>[] = [
  'pollWorkflowTaskQueue',
  'pollActivityTaskQueue',
  'respondWorkflowTaskCompleted',
  'respondQueryTaskCompleted',
].map((rpc) => ({
  name: `admin calls ${rpc}, which is for workers`,
  by: 'page',
  expected: notAllowed('This method is for workers'),
  run: page('admin', { rpc }),
}));

/** Who calls, and what they may. */
export const ruleAttacks: readonly Attack<TlsVariant>[] = [
  ...tokenAttacks,
  ...roleAttacks,
  ...workerAttacks,
  ...sweeps,
];
