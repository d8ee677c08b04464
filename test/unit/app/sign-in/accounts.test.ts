import { describe, expect, it } from 'vitest';
import { accountOf } from '../../../../src/app/sign-in/account.js';
import {
  deniedAction,
  deniedNamespace,
  offeredNamespaces,
  ownHome,
} from '../../../../src/app/sign-in/account-rights.js';
import { now } from '../../../../src/app/sign-in/moment.js';
import { parseProviders } from '../../../../src/app/sign-in/provider.js';
import { problemWords } from '../../../../src/app/sign-in/problem-words.js';
import { refusalWords } from '../../../../src/app/sign-in/refusal-words.js';
import { isDenied, rpcsOf } from '../../../../src/app/sign-in/role-rights.js';
import { SignInError } from '../../../../src/app/sign-in/sign-in-error.js';
import { claimsOf } from '../../../../src/app/sign-in/token-claims.js';
import type { Tokens } from '../../../../src/app/sign-in/token-keeper.js';
import { parseConfig } from '../../../../src/app/state/config.js';
import { GrpcError, status, TransportError } from '../../../../src/client/index.js';
import { callerOf } from '../../../../src/deploy/roles.js';

function jwt(claims: object): string {
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
}

function account(claims: object, more: object = {}, identity: object = {}, issued: Partial<Tokens> = {}) {
  const [provider] = parseProviders([{ name: 'C', issuer: 'https://c', clientId: 'x', ...more }]).providers;
  if (!provider || 'session' in provider) throw new Error('no provider with tokens');
  const tokens = { bearer: jwt(claims), refreshToken: undefined, expiresIn: 60, since: now(), ...issued };
  return accountOf(provider, tokens, { sub: '1', name: 'Ünal', ...identity });
}

describe('claims', () => {
  it('are read from a JWT, in any script', () =>
    expect(claimsOf(jwt({ name: 'Ünal 🚀' }))).toEqual({ name: 'Ünal 🚀' }));
  it.each(['opaque', 'a.b', 'a.!!!.c', `a.${btoa('5')}.c`, ''])('are unknown of %j', (token) =>
    expect(claimsOf(token)).toBeUndefined(),
  );
});

describe('the role of an account', () => {
  it.each([
    [{ roles: ['viewer'] }, {}, 'viewer'],
    [{ roles: ['viewer', 'admin', 'other'] }, {}, 'admin'],
    [{ role: 'operator' }, { rolesClaim: 'role' }, 'operator'],
    [{ realm_access: { roles: ['operator'] } }, { rolesClaim: 'realm_access.roles' }, 'operator'],
    [{ 'https://example.com/roles': ['viewer'] }, { rolesClaim: 'https://example.com/roles' }, 'viewer'],
    [{ groups: ['ops'] }, { rolesClaim: 'groups', roleNames: { operator: ['ops'] } }, 'operator'],
    [{ roles: ['other'] }, { rolesClaim: 'roles' }, 'none'],
    [{ roles: ['other'] }, {}, undefined],
    [{}, { rolesClaim: 'roles' }, 'none'],
    [{}, {}, undefined],
  ])('of %j with %j is %s', (claims, more, role) => expect(account(claims, more).role).toBe(role));

  it('may stand in the ID token', () => expect(account({}, {}, { roles: ['viewer'] }).role).toBe('viewer'));
});

describe('the end of a sign-in', () => {
  const since = { wall: Date.UTC(2026, 0, 1), steady: 0 };
  it('is when the token ends, whoever renews it', () => {
    expect(account({}, {}, {}, { since, expiresIn: 90 })).toMatchObject({
      ends: new Date('2026-01-01T00:01:30Z'),
      isRenewed: false,
    });
    expect(account({}, {}, {}, { refreshToken: 'x' }).isRenewed).toBe(true);
  });

  it('is unknown of a token that does not say', () =>
    expect(account({}, {}, {}, { expiresIn: Infinity }).ends).toBeUndefined());
});

describe('the Namespaces of an account', () => {
  const namespacesClaim = 'namespaces';
  it.each([
    [{ namespaces: ['b', 'a', 'b', 5] }, { namespacesClaim }, ['a', 'b']],
    [{ temporal: { spaces: ['a'] } }, { namespacesClaim: 'temporal.spaces' }, ['a']],
    [{ namespaces: ['a', '*'] }, { namespacesClaim }, undefined],
    [{ namespaces: 'a' }, { namespacesClaim }, []],
    [{}, { namespacesClaim }, []],
    [{ namespaces: ['a'] }, {}, undefined],
  ])('of %j with %j are %j', (claims, more, namespaces) =>
    expect(account(claims, more).namespaces).toEqual(namespaces),
  );

  const own = account({ namespaces: ['payments', 'orders', 'audit'] }, { namespacesClaim });
  const all = account({ namespaces: ['*'] }, { namespacesClaim });

  it('are offered, those of config.json first', () => {
    expect(offeredNamespaces(own, ['payments', 'secret'])).toEqual(['payments', 'audit', 'orders']);
    expect(offeredNamespaces(all, ['payments'])).toBeUndefined();
  });

  it('are the only ones that may be entered', () => {
    expect(deniedNamespace(own, 'orders')).toBeUndefined();
    expect(deniedNamespace(own, 'secret')).toBe('This account may not enter “secret”.');
    expect(deniedNamespace(all, 'secret')).toBeUndefined();
  });

  it('are where somebody begins, unless another page was chosen', () => {
    const config = parseConfig({ namespace: 'secret' });
    const list = '#/namespaces/secret/workflows';
    expect(ownHome(own, config, list)).toBe('#/namespaces/audit/workflows');
    expect(ownHome(own, config, `${list}/x`)).toBeUndefined();
    expect(ownHome(all, config, list)).toBeUndefined();
    expect(ownHome(own, parseConfig({ namespace: 'orders' }), '#/namespaces/orders/workflows')).toBeUndefined();
  });
});

describe('what a role may not do', () => {
  it('is said with the role', () => {
    expect(deniedAction(account({ roles: ['viewer'] }), 'start')).toBe(
      'This account is a viewer, and may not start Workflows.',
    );
    expect(deniedAction(account({ roles: ['viewer'] }), 'query')).toBeUndefined();
    expect(deniedAction(account({}), 'start')).toBeUndefined();
  });

  it('follows the table that the rules of the proxy are made from', () => {
    const deeds = Object.keys(rpcsOf) as (keyof typeof rpcsOf)[];
    const denied = (role: Parameters<typeof isDenied>[0]) => deeds.filter((deed) => isDenied(role, deed));
    expect(denied('admin')).toEqual([]);
    expect(denied('operator')).toEqual(['delete', 'batch']);
    expect(denied('viewer')).toEqual(deeds.filter((deed) => deed !== 'query'));
    expect(denied('none')).toEqual(deeds);
  });

  it('is told of RPCs that there are', () => {
    const unknown = Object.values(rpcsOf)
      .flat()
      .filter((rpc) => callerOf(rpc) === undefined);
    expect(unknown).toEqual([]);
  });
});

describe('what somebody is told', () => {
  const viewer = account({ roles: ['viewer'], aud: 'another-service' });

  it('of a token for another audience', () => {
    const error = new GrpcError(status.UNAUTHENTICATED, 'Audiences in Jwt are not allowed');
    expect(refusalWords(error, viewer)).toMatchObject({
      title: 'This sign-in is not accepted here',
      detail: 'Audiences in Jwt are not allowed',
      hint: expect.stringContaining('made out to “another-service”') as string,
      needsConnection: true,
    });
  });

  it('of clocks that differ', () => {
    const error = new GrpcError(status.UNAUTHENTICATED, 'Jwt is expired');
    expect(refusalWords(error, viewer)?.hint).toContain('clocks');
  });

  it('of what the account may not do', () => {
    const error = new GrpcError(status.PERMISSION_DENIED, 'Request unauthorized.');
    Object.assign(error, { method: 'TerminateWorkflowExecution', namespace: 'orders' });
    expect(refusalWords(error, viewer)).toMatchObject({
      detail: 'The account Ünal (viewer) may not terminate workflow execution in Namespace orders.',
      hint:
        'The server’s authorizer does not allow this. It says only: Request unauthorized.' +
        ' To terminate workflow execution you need the right to write in Namespace orders. Ask whoever gave you your access.' +
        ' If you have it, your key or token may have ended: connect again.',
    });
  });

  it('of a Namespace that is not theirs, with those that are', () => {
    const error = new GrpcError(status.PERMISSION_DENIED, 'You may not call this Namespace.');
    Object.assign(error, { method: 'CountWorkflowExecutions', namespace: 'orders' });
    const hintFor = (namespaces: string[]) =>
      refusalWords(error, account({ namespaces }, { namespacesClaim: 'namespaces' }))?.hint;
    const said = 'The server says: You may not call this Namespace.';
    expect(hintFor(['audit', 'payments'])).toBe(`${said} This account may enter audit, payments.`);
    expect(hintFor([])).toBe(`${said} This account may enter no Namespace.`);
    expect(hintFor(['orders'])).toBe(said);
  });

  it('of a sign-in that has ended, when a call had no token', () => {
    const cause = new SignInError('ended');
    const error = new GrpcError(status.UNAUTHENTICATED, 'The apiKey function failed', { cause });
    expect(refusalWords(error, viewer)).toMatchObject({ title: 'Your sign-in has ended', needsConnection: true });
  });

  it('of nothing else', () => {
    expect(refusalWords(new GrpcError(status.NOT_FOUND, 'x'), viewer)).toBeUndefined();
    expect(
      refusalWords(new TransportError('offline', status.UNAVAILABLE, 'x', { retryable: true }), viewer),
    ).toBeUndefined();
  });

  it('by a provider, in its words, as far as a line goes', () => {
    const words = problemWords(new SignInError('refused', 'No access for contractors.'));
    expect(words.detail).toBe('You are not signed in. It says: No access for contractors.');
  });
});
