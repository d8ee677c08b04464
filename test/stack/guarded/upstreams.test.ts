import { renameSync, writeFileSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AuthOptions, EnvoyOptions } from '../../../src/deploy/envoy/options.js';
import { type Authority, type Certificate, createAuthority } from '../../fixtures/certificates.js';
import { type EnvoyProxy, startEnvoyProxy } from '../../fixtures/envoy-proxy.js';
import { type Noted, type NotingServer, startNotingServer } from '../../fixtures/noting-server.js';
import { allowedOrigin, rawCall, type RawAnswer, workflowService } from '../raw-call.js';
import { claims, describeNamespace, identity } from './guarded-proxy.js';

/** Real Envoy in front of servers that note what reaches them: certificates, names and credentials on the way to Temporal. */
let authority: Authority;
let server: NotingServer;
let proxy: EnvoyProxy;

beforeAll(async () => {
  authority = await createAuthority();
});

afterEach(async () => {
  await proxy.stop();
  await server.stop();
});

const origins = [allowedOrigin];
const token = identity.token({ ...claims(['admin'], ['*']), roles: ['admin'] });

async function start(
  own: Certificate,
  options: (folder: string) => Omit<EnvoyOptions, 'origins'>,
  more: { readonly files?: Record<string, string>; readonly clients?: string } = {},
): Promise<void> {
  server = await startNotingServer(own, more.clients);
  const files = { 'ca.crt': authority.certificate, 'jwks.json': identity.jwks, ...more.files };
  // Addresses of Temporal Cloud lead to the server of the test.
  const here = (text: string): string =>
    text.replaceAll(
      /address: \S*\.(?:tmprl\.cloud|temporal\.io|example), port_value: 7233/g,
      `address: 127.0.0.1, port_value: ${server.port}`,
    );
  proxy = await startEnvoyProxy(
    (folder) => ({ authorityFile: `${folder}/ca.crt`, origins, ...options(folder) }),
    files,
    here,
  );
}

const auth = (folder: string): AuthOptions => ({
  issuer: identity.issuer,
  audiences: [identity.audience],
  jwksFile: `${folder}/jwks.json`,
});

async function call(prefix = ''): Promise<RawAnswer> {
  return rawCall(`${prefix}${workflowService}/DescribeNamespace`, {
    url: proxy.url,
    body: describeNamespace('default'),
    headers: { authorization: `Bearer ${token}`, 'temporal-namespace': 'default' },
  });
}

/** What the server notes when it is asked on a new connection. */
async function notedBy(answer = call()): Promise<Noted> {
  const { grpcStatus, status } = await answer;
  expect([status, grpcStatus]).toEqual([200, '0']);
  const noted = server.noted.at(-1);
  server.hangUp();
  return noted!;
}

describe('a server behind TLS', () => {
  const target = { target: 'tls', upstream: 'temporal.example:7233', auth: 'server' } as const;

  it('is asked for by its name, and called by it', async () => {
    await start(await authority.server('temporal.example'), () => target);
    const { serverName, headers } = await notedBy();
    expect(serverName).toBe('temporal.example');
    expect(headers[':authority']).toBe('temporal.example:7233');
    expect(headers.authorization).toBe(`Bearer ${token}`);
  });

  it('can have another name than its address', async () => {
    await start(await authority.server('inner.test'), () => ({ ...target, serverName: 'inner.test' }));
    expect((await notedBy()).serverName).toBe('inner.test');
  });

  it.each([
    ['has a certificate for another name', async () => authority.server('other.example')],
    ['has a certificate of another authority', async () => (await createAuthority()).server('temporal.example')],
  ])('that %s is not called', async (_, certificate) => {
    await start(await certificate(), () => target);
    const { status, headers } = await call();
    expect(status).toBe(503);
    expect(headers.get('access-control-allow-origin')).toBe(allowedOrigin);
    expect(server.noted).toEqual([]);
  });
});

describe('a server that demands a client certificate', () => {
  it('gets it, and a new one without a restart', async () => {
    const [first, second] = [await authority.client('envoy-one'), await authority.client('envoy-two')];
    const home = 'secrets/client-certificate';
    await start(
      await authority.server('temporal.example'),
      (folder) => ({ target: 'mtls', upstream: 'temporal.example:7233', auth: auth(folder) }),
      {
        clients: authority.certificate,
        files: { [`${home}/tls.crt`]: first.certificate, [`${home}/tls.key`]: first.key },
      },
    );
    expect((await notedBy()).client).toBe('envoy-one');
    replace(`${home}/tls.key`, second.key);
    replace(`${home}/tls.crt`, second.certificate);
    await expect.poll(async () => (await notedBy()).client).toBe('envoy-two');
  });
});

describe('Temporal Cloud', () => {
  const upstream = 'orders.a1b2c.tmprl.cloud';
  const secret = (key: string): string =>
    `resources:\n  - '@type': type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret\n` +
    `    name: api-key\n    generic_secret: { secret: { inline_string: ${key} } }\n`;

  it('gets the API key of the page, where that is passed through', async () => {
    await start(await authority.server('us-west-2.aws.api.temporal.io'), () => ({
      target: 'cloud',
      upstream: 'us-west-2.aws.api.temporal.io:7233',
    }));
    const { headers, serverName } = await notedBy();
    expect(headers.authorization).toBe(`Bearer ${token}`);
    expect(headers['temporal-namespace']).toBe('default');
    expect(serverName).toBe('us-west-2.aws.api.temporal.io');
  });

  it('gets the API key of Envoy instead of the token of the page, and a new one without a restart', async () => {
    await start(
      await authority.server('*.a1b2c.tmprl.cloud'),
      (folder) => ({ target: 'cloud', upstream, namespaces: ['default'], credential: 'api-key', auth: auth(folder) }),
      { files: { 'sds/api-key.yaml': secret('key-one') } },
    );
    expect((await notedBy()).headers.authorization).toBe('Bearer key-one');
    replace('sds/api-key.yaml', secret('key-two'));
    await expect.poll(async () => (await notedBy()).headers.authorization).toBe('Bearer key-two');
    expect(proxy.log()).not.toMatch(/key-(?:one|two)/);
  });

  it('gets the client certificate of Envoy, and no token', async () => {
    const client = await authority.client('envoy');
    const home = 'secrets/client-certificate';
    await start(
      await authority.server('*.a1b2c.tmprl.cloud'),
      (folder) => ({
        target: 'cloud',
        upstream,
        namespaces: ['default'],
        credential: 'client-certificate',
        auth: auth(folder),
      }),
      {
        clients: authority.certificate,
        files: { [`${home}/tls.crt`]: client.certificate, [`${home}/tls.key`]: client.key },
      },
    );
    const noted = await notedBy();
    expect(noted.client).toBe('envoy');
    expect(noted.headers.authorization).toBeUndefined();
  });
});

describe('several servers', () => {
  const routes = (folder: string): Omit<EnvoyOptions, 'origins'> => ({
    target: 'tls',
    auth: auth(folder),
    routes: [
      { prefix: '/orders', upstream: 'orders.example:7233', namespaces: ['default'] },
      { prefix: '/billing', upstream: 'billing.example:7233', namespaces: ['billing'] },
      { prefix: '/all', upstream: 'all.example:7233' },
    ],
  });

  it('are told apart by the first word of the path, which they do not see', async () => {
    await start(await authority.server('orders.example', 'billing.example', 'all.example'), routes);
    const { headers, serverName } = await notedBy(call('orders/'));
    expect(serverName).toBe('orders.example');
    expect(headers[':path']).toBe(`/${workflowService}/DescribeNamespace`);
    expect(headers).not.toHaveProperty('x-temporal-cluster');
    expect((await notedBy(call('all/'))).serverName).toBe('all.example');
  });

  it('have their own Namespaces, whatever the token allows', async () => {
    await start(await authority.server('orders.example', 'billing.example', 'all.example'), routes);
    expect((await call('billing/')).grpcStatus).toBe('7');
    expect(server.noted).toEqual([]);
  });

  it('have the same rules about methods', async () => {
    await start(await authority.server('orders.example', 'billing.example', 'all.example'), routes);
    const poll = await rawCall(`all/${workflowService}/PollWorkflowTaskQueue`, { url: proxy.url });
    expect(poll.headers.get('grpc-message')).toContain('for workers');
    const headers = { authorization: `Bearer ${token}`, 'x-temporal-cluster': 'temporal_all' };
    for (const path of [
      workflowService,
      `nowhere/${workflowService}`,
      `//${workflowService}`,
      `all/all/${workflowService}`,
    ]) {
      const { status, grpcStatus } = await rawCall(`${path}/DescribeNamespace`, { url: proxy.url, headers });
      expect([path, status === 404 || grpcStatus === '7']).toEqual([path, true]);
    }
    expect(server.noted).toEqual([]);
  });
});

/** Puts a file in the place of another in one step, as everything does that rotates secrets. */
function replace(path: string, text: string): void {
  writeFileSync(`${proxy.folder}/next`, text);
  renameSync(`${proxy.folder}/next`, `${proxy.folder}/${path}`);
}
