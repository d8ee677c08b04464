import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { envoyConfig, envoyFiles } from '../../../src/deploy/envoy/envoy-config.js';
import type { AuthOptions, EnvoyOptions, SessionOptions } from '../../../src/deploy/envoy/options.js';

const auth: AuthOptions = {
  issuer: 'https://login.example.com/',
  audiences: ['temporal-web'],
  jwksUri: 'https://login.example.com/keys',
};
const local: EnvoyOptions = { target: 'local', origins: ['https://app.example.com'] };
const tls: EnvoyOptions = {
  target: 'tls',
  upstream: 'temporal.example.com:7233',
  origins: ['https://app.example.com'],
  auth,
};
const cloud: EnvoyOptions = {
  target: 'cloud',
  upstream: 'orders.a1b2c.tmprl.cloud:7233',
  origins: ['https://app.example.com'],
};

describe('a proxy that would let in anybody', () => {
  it.each<[string, EnvoyOptions, string]>([
    ['on all addresses', { ...local, listen: { address: '0.0.0.0' } }, '0.0.0.0 can be reached from other machines'],
    [
      'over TLS',
      { target: 'tls', upstream: 'temporal.example.com:7233', origins: local.origins },
      'Nobody would ask who is calling',
    ],
    ['with a key of its own', { ...cloud, credential: 'api-key' }, 'Envoy has to ask who is calling'],
    [
      'with a certificate of its own',
      { ...cloud, credential: 'client-certificate', auth: 'server' },
      'Envoy has to ask',
    ],
    ['on one of its routes', { ...local, listen: { address: '::' }, routes: [{ prefix: '/a' }] }, 'can be reached'],
    ['with a token for anything', { ...tls, auth: { ...auth, audiences: [] } }, 'No audiences'],
    [
      'with keys from anywhere',
      { ...tls, auth: { ...auth, jwksUri: 'http://login.example.com/keys' } },
      'is not https',
    ],
  ])('%s is not made', (_, options, words) => {
    expect(() => envoyConfig(options)).toThrow(words);
  });

  it.each<[string, EnvoyOptions]>([
    ['listens on this machine alone', local],
    ['leaves it to a server that asks', { ...tls, auth: 'server' }],
    ['passes on the key of the page', cloud],
    ['asks who is calling', tls],
  ])('is none that %s', (_, options) => {
    expect(envoyConfig(options)).toContain('static_resources:');
  });
});

describe('options that cannot be meant', () => {
  it.each<[string, EnvoyOptions, string]>([
    ['no origin', { ...local, origins: [] }, 'No origins'],
    ['every origin', { ...local, origins: ['*'] }, '"*" is not an origin'],
    ['an origin with a path', { ...local, origins: ['https://app.example.com/'] }, 'without a path'],
    ['an origin without a scheme', { ...local, origins: ['app.example.com'] }, 'is not an origin'],
    ['no server', { target: 'tls', origins: local.origins, auth }, 'needs an upstream'],
    ['a server without a port', { ...tls, upstream: 'temporal.example.com' }, 'HOST:PORT'],
    [
      'a server that is not of Temporal Cloud',
      { ...cloud, upstream: 'temporal.example.com:7233' },
      '<region>.<cloud>.api.temporal.io',
    ],
    ['a credential without Temporal Cloud', { ...tls, credential: 'api-key' }, 'for Temporal Cloud only'],
    ['no port', { ...local, listen: { http: false, https: false } }, 'Neither a port'],
    [
      'client certificates with a port without TLS',
      { ...tls, listen: { http: 8080, clientCertificates: {} } },
      'the port 8080 without it would be a way around them',
    ],
    ['a server and routes', { ...tls, routes: [{ prefix: '/a', upstream: 'a:1' }] }, 'Both an upstream and routes'],
    ['a prefix of two words', { ...local, routes: [{ prefix: '/a/b' }] }, 'is no prefix'],
    ['the same prefix twice', { ...local, routes: [{ prefix: '/a' }, { prefix: '/a' }] }, 'the same prefix'],
    ['no keys', { ...tls, auth: { issuer: 'x', audiences: ['y'] } }, 'either jwksUri or jwksFile'],
    ['a Namespace that is code', { ...cloud, namespaces: ["x'] || true"] }, 'no name of a Namespace'],
    ['a claim that is code', { ...tls, auth: { ...auth, namespacesClaim: "x'] || ['*" } }, 'no name of a Namespace'],
    [
      'a role that polls',
      { ...tls, auth: { ...auth, extraRoles: { x: ['PollWorkflowTaskQueue'] } } },
      'no page may call that',
    ],
    ['a role without names', { ...tls, auth: { ...auth, extraRoles: { x: [] } } }, 'The role x may call nothing'],
    ['a line break in a value', { ...tls, auth: { ...auth, issuer: 'x\nadmin: {}' } }, 'control character'],
  ])('such as %s are refused in words', (_, options, words) => {
    expect(() => envoyConfig(options)).toThrow(words);
  });
});

describe('a session', () => {
  const session: SessionOptions = {
    url: 'https://temporal.example.com',
    clientId: 'proxy',
    authorizationEndpoint: 'https://login.example.com/authorize?audience=temporal-web',
    tokenEndpoint: 'https://login.example.com/token',
  };
  const withSession = (more: Partial<SessionOptions>, options: Partial<EnvoyOptions> = {}): EnvoyOptions => ({
    ...tls,
    ...options,
    auth: { ...auth, session: { ...session, ...more } },
  });

  it.each<[string, EnvoyOptions, string]>([
    ['at an address with a path', withSession({ url: 'https://a.example/x' }), 'is not the origin of the proxy'],
    ['over http', withSession({ url: 'http://temporal.example.com' }), 'is not https: cookies'],
    ['of pages without a name', withSession({}, { origins: ['https://*.example.com'] }), 'without a star'],
    ['that leads elsewhere', withSession({ returnTo: 'https://b.example/' }), 'Add https://b.example to origins'],
    ['at no path', withSession({ path: 'oauth2' }), '"oauth2" is no path for a session'],
    [
      'at the path of a route',
      withSession({}, { upstream: undefined as never, routes: [{ prefix: '/oauth2', upstream: 'a:1' }] }),
      'have the same path',
    ],
    [
      'with tokens over http',
      withSession({ tokenEndpoint: 'http://login.example.com/token' }),
      'could sign in as anybody',
    ],
    [
      'with an end and without OpenID Connect',
      withSession({ endSessionEndpoint: 'https://login.example.com/logout', scopes: ['user'] }),
      'the scope openid is needed',
    ],
    [
      'with files beside routes',
      withSession({}, { upstream: undefined as never, routes: [{ prefix: '/a', upstream: 'a:1' }], files: 'b:1' }),
      'Both files and routes',
    ],
  ])('%s is not made', (_, options, words) => {
    expect(() => envoyConfig(options)).toThrow(words);
  });

  it('comes back to the first page, whose files may lie at the same origin', () => {
    const apart = envoyConfig(withSession({}));
    expect(apart).toContain(
      'redirect: &page { scheme_redirect: https, host_redirect: app.example.com, path_redirect: /,',
    );
    expect(apart).toContain('- match: { path: / }');
    const together = envoyConfig(withSession({}, { files: '127.0.0.1:8000' }));
    expect(together).not.toContain('- match: { path: / }');
    expect(together).toContain('address: 127.0.0.1, port_value: 8000');
    const elsewhere = envoyConfig(
      withSession({ returnTo: 'https://app.example.com:444/console/' }, { origins: ['https://app.example.com:444'] }),
    );
    expect(elsewhere).toContain('port_redirect: 444, path_redirect: /console/,');
  });

  it('has secrets in files of their own, and its cookies a secret that nobody has chosen', () => {
    const [first, second] = [envoyFiles(withSession({})), envoyFiles(withSession({}))];
    expect(first['sds/session-client-secret.yaml']).toContain('PUT-THE-CLIENT-SECRET-HERE');
    const secrets = [first, second].map((files) => files['sds/session-cookie-secret.yaml']);
    for (const text of secrets) expect(text).toMatch(/inline_string: '?[\w-]{43}'? \}/);
    expect(secrets[0]).not.toBe(secrets[1]);
    expect(first['envoy.yaml']).toBe(second['envoy.yaml']);
  });

  it('gets its tokens where the keys are, or elsewhere', () => {
    expect(envoyConfig(withSession({}))).toContain('cluster: identity_provider, timeout: 5s }\n');
    const config = envoyConfig(withSession({ tokenEndpoint: 'https://token.example.com/token' }));
    expect(config).toContain('cluster: identity_tokens, timeout: 5s }\n');
    expect(config).toContain('sni: token.example.com');
  });

  it('is not what pages without one have: they send no cookies', () => {
    expect(envoyConfig(tls)).not.toMatch(/oauth2|allow_credentials/);
  });
});

describe('values', () => {
  it.each(["it's", 'a: b', '# no comment', '*.example', '{ }', 'true', '1234', '- x', ' '])(
    '%j is the same in YAML',
    (issuer) => {
      const config = envoyConfig({ ...tls, auth: { ...auth, issuer, audiences: [issuer, 'a, b'] } });
      const found: unknown[] = [];
      JSON.stringify(parse(config), (key, value: unknown) => {
        if (key === 'issuer' || key === 'audiences') found.push(value);
        return value;
      });
      expect(found).toEqual([issuer, [issuer, 'a, b']]);
    },
  );
});

describe('Temporal Cloud', () => {
  it.each([
    ['us-west-2.aws.api.temporal.io:7233', 'us-west-2.aws.api.temporal.io'],
    ['europe-west3.gcp.api.temporal.io', 'europe-west3.gcp.api.temporal.io'],
    ['orders.a1b2c.tmprl.cloud:7233', 'orders.a1b2c.tmprl.cloud'],
    ['orders.a1b2c.tmprl.cloud', 'orders.a1b2c.tmprl.cloud'],
  ])('is reached at %s', (upstream, host) => {
    const config = envoyConfig({ ...cloud, upstream });
    expect(config).toContain(`address: ${host}, port_value: 7233`);
    expect(config).toContain(`sni: ${host}`);
    expect(config).toContain('auto_sni_san_validation: true');
  });

  it('of one Namespace is open for that one', () => {
    expect(envoyConfig(cloud)).toContain(`in ['orders.a1b2c']`);
    expect(envoyConfig({ ...cloud, upstream: 'us-west-2.aws.api.temporal.io' })).not.toContain('grpc_field_extraction');
  });
});

describe('files', () => {
  it('of secrets stand beside the configuration, without secrets', () => {
    const files = envoyFiles({
      ...cloud,
      upstream: undefined as never,
      auth,
      routes: [
        { prefix: '/a', upstream: 'a.b.tmprl.cloud', credential: 'api-key' },
        { prefix: '/c', upstream: 'c.b.tmprl.cloud', credential: 'client-certificate' },
      ],
    });
    expect(Object.keys(files)).toEqual([
      'envoy.yaml',
      'sds/listener-certificate.yaml',
      'sds/api-key-a.yaml',
      'sds/client-certificate-c.yaml',
    ]);
    for (const text of Object.values(files)) expect(() => parse(text) as unknown).not.toThrow();
  });

  it('say whose certificates browsers may have, and which are revoked', () => {
    const withList = envoyFiles({ ...tls, listen: { clientCertificates: { revocations: true } } });
    expect(withList['sds/browser-authorities.yaml']).toContain(
      'crl: { filename: /etc/envoy/secrets/browser-authorities/crl.pem }',
    );
    const config = withList['envoy.yaml'];
    for (const line of [
      'require_client_certificate: true',
      'name: browser-authorities',
      'max_connection_duration: 600s',
    ])
      expect(config).toContain(line);
    const without = envoyFiles({ ...tls, listen: { clientCertificates: {} } });
    expect(without['sds/browser-authorities.yaml']).not.toContain('crl');
    expect(envoyConfig(tls)).not.toMatch(/require_client_certificate|max_connection_duration/);
  });

  it('are none for a server on this machine', () => {
    expect(Object.keys(envoyFiles(local))).toEqual(['envoy.yaml']);
  });
});

describe('what is the same everywhere', () => {
  it.each([
    ['local', local],
    ['tls', tls],
    ['cloud', cloud],
  ])('%s has its admin page on loopback, and no header of a page that servers believe', (_, options) => {
    const text = envoyConfig(options);
    const config = parse(text) as { admin: { address: { socket_address: { address: string } } } };
    expect(config.admin.address.socket_address.address).toBe('127.0.0.1');
    for (const header of ['caller-type', 'x-forwarded-for', 'cookie', 'temporal-principal-name'])
      expect(text).toContain(`- ${header}\n`);
    expect(text).toContain('headers_with_underscores_action: REJECT_REQUEST');
    expect(text).not.toMatch(/%REQ\((?:AUTHORIZATION|COOKIE)\)%/i);
  });

  it('is that browsers are told to keep to TLS, but for localhost', () => {
    expect(envoyConfig(tls)).toContain('strict-transport-security');
    expect(envoyConfig(local)).not.toContain('strict-transport-security');
  });
});
