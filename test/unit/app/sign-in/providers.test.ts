import { describe, expect, it } from 'vitest';
import { isSafeAddress, parseProviders } from '../../../../src/app/sign-in/provider.js';
import { problemsOf } from '../../../../src/app/state/config-problems.js';
import { parseConfig } from '../../../../src/app/state/config.js';

const good = { name: 'Company', issuer: 'https://login.example.com', clientId: 'console' };

describe('signIn in config.json', () => {
  it('is a list of providers with defaults', () => {
    const { signIn } = parseConfig({ signIn: [good] });
    expect(parseProviders(signIn)).toEqual({
      problems: [],
      providers: [
        {
          ...good,
          scope: 'openid profile',
          audience: undefined,
          resource: undefined,
          token: 'access',
          rolesClaim: 'roles',
          namespacesClaim: undefined,
          needsRole: false,
          roleNames: { viewer: ['viewer'], operator: ['operator'], admin: ['admin'] },
        },
      ],
    });
    expect(problemsOf({ signIn: [good] })).toEqual([]);
  });

  it('takes what else a provider may need', () => {
    const more = {
      scope: 'openid email offline_access',
      audience: 'temporal',
      resource: 'urn:temporal',
      token: 'id',
      rolesClaim: 'realm_access.roles',
      namespacesClaim: 'https://example.com/namespaces',
      roleNames: { admin: ['temporal-admins', 'root'] },
    };
    expect(parseProviders([{ ...good, ...more }]).providers).toEqual([
      {
        ...good,
        ...more,
        needsRole: true,
        roleNames: { viewer: ['viewer'], operator: ['operator'], admin: ['temporal-admins', 'root'] },
      },
    ]);
  });

  it('takes a proxy that has the tokens', () => {
    const proxy = { name: 'Company', session: 'https://temporal.example.com/oauth2/' };
    expect(parseProviders([proxy])).toEqual({
      problems: [],
      providers: [{ name: 'Company', session: 'https://temporal.example.com/oauth2' }],
    });
  });

  it.each([
    [[{ name: 'A', session: '/oauth2' }], ['signIn “A”: “session” must be an https address.']],
    [[{ name: 'A', session: 'javascript:alert(1)' }], ['signIn “A”: “session” must be an https address.']],
    [[{ session: 'https://a' }], ['signIn, provider 1: “name” is missing.']],
    [[{ name: 'A', session: 'https://a', issuer: 'https://b' }], ['signIn “A”: “issuer” means nothing here.']],
  ])('tells what is wrong with a proxy: %j', (value, problems) => {
    expect(parseProviders(value).problems).toEqual(problems);
  });

  it.each([
    [{}, ['“signIn” must be a list of providers.']],
    [[5], ['signIn, provider 1 must be an object.']],
    [[{ name: 'A', issuer: 'https://a' }], ['signIn “A”: “clientId” is missing.']],
    [[{ ...good, issuer: 'http://login.example.com' }], ['signIn “Company”: “issuer” must be an https address.']],
    [[{ ...good, issuer: 'javascript:alert(1)' }], ['signIn “Company”: “issuer” must be an https address.']],
    [[{ ...good, scope: 'profile' }], ['signIn “Company”: “scope” must have openid in it.']],
    [[{ ...good, token: 'refresh' }], ['signIn “Company”: “token” must be access or id.']],
    [[{ ...good, audience: 5 }], ['signIn “Company”: “audience” must be a text.']],
    [[{ ...good, namespacesClaim: ['x'] }], ['signIn “Company”: “namespacesClaim” must be a text.']],
    [
      [{ ...good, roleNames: { root: ['x'] } }],
      ['signIn “Company”: “roleNames” must have lists for viewer, operator or admin.'],
    ],
  ])('says what is wrong with %j, and leaves it out', (value, problems) => {
    expect(parseProviders(value)).toEqual({ providers: [], problems });
  });

  it('says so when a secret or a mistyped key is in it, and when a name is there twice', () => {
    expect(parseProviders([{ ...good, clientSecret: 's3cr3t' }])).toEqual({
      providers: [],
      problems: [
        'signIn “Company”: a page can keep no secret. Register the console as a public client, and take “clientSecret” out.',
      ],
    });
    const { providers, problems } = parseProviders([{ ...good, isuer: 'x' }, good]);
    expect(providers).toHaveLength(1);
    expect(problems).toEqual([
      'signIn “Company”: “isuer” means nothing here. Did you mean “issuer”?',
      'signIn “Company” is there twice.',
    ]);
  });
});

describe('an address that is asked for tokens', () => {
  it.each(['https://login.example.com/realms/a', 'http://localhost:8080', 'http://127.0.0.1:1', 'http://[::1]:1'])(
    'may be %s',
    (address) => expect(isSafeAddress(address)).toBe(true),
  );
  it.each(['http://login.example.com', 'javascript:alert(1)', 'data:text/html,x', 'https://a:b@c', 'login', ''])(
    'may not be %j',
    (address) => expect(isSafeAddress(address)).toBe(false),
  );
});
