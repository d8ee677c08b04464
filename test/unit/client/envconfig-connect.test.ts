import { describe, expect, it } from 'vitest';
import { Client, Connection, ValueError } from '../../../src/client/index.js';
import {
  type ClientConfigProfile,
  type ConfigDiagnostic,
  loadClientConnectConfig,
  toClientOptions,
} from '../../../src/client/envconfig/index.js';

const pem = '-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----';

describe('loadClientConnectConfig', () => {
  it('gives what Connection and Client take', () => {
    const { connectionOptions, namespace, codec, diagnostics } = loadClientConnectConfig({
      configSource: {
        data: `
          [profile.default]
          address = "https://temporal.example.com/prefix"
          namespace = "orders"
          api_key = "key"
          codec = { endpoint = "https://codec.example.com", auth = "Bearer x" }
          grpc_meta = { X_Tenant = "acme" }
        `,
      },
    });
    expect(connectionOptions).toEqual({
      address: 'https://temporal.example.com/prefix',
      apiKey: 'key',
      metadata: { 'x-tenant': 'acme' },
    });
    expect(codec).toEqual({ endpoint: 'https://codec.example.com', auth: 'Bearer x' });
    expect(diagnostics).toEqual([]);
    const connection = Connection.lazy(connectionOptions);
    expect(connection.address).toBe('https://temporal.example.com/prefix');
    expect(new Client({ connection, namespace }).options.namespace).toBe('orders');
  });

  it('leaves out what the profile does not say, so that it can be spread over defaults', () => {
    expect(loadClientConnectConfig()).toEqual({ connectionOptions: {}, diagnostics: [] });
    const { connectionOptions, ...clientOptions } = loadClientConnectConfig({ overrides: { codec: {}, grpcMeta: {} } });
    expect({ address: 'https://mine', ...connectionOptions }).toEqual({ address: 'https://mine' });
    const client = new Client({ connection: Connection.lazy(connectionOptions), ...clientOptions });
    expect(client.options.namespace).toBe('default');
  });

  it('has the diagnostics of file, variables and profile, which onDiagnostic is told too', () => {
    const told: ConfigDiagnostic[] = [];
    const { diagnostics } = loadClientConnectConfig({
      configSource: { data: '[profile.default]\naddres = "x"\ntls = { server_name = "y" }' },
      overrideEnvVars: { TEMPORAL_TLS: 'perhaps' },
      onDiagnostic: (diagnostic) => told.push(diagnostic),
    });
    expect(diagnostics.map(({ code, key }) => [code, key])).toEqual([
      ['unknown-key', 'profile.default.addres'],
      ['ignored-value', 'TEMPORAL_TLS'],
      ['proxy-side', 'tls.server_name'],
    ]);
    expect(told).toEqual(diagnostics);
  });
});

describe('an address', () => {
  it.each(['https://a.example', 'http://127.0.0.1:8080', 'HTTPS://A.example:8443/x', '/temporal'])(
    'that is a URL is used as it is: %s',
    (address) => {
      expect(toClientOptions({ address }, { resolveAddress: () => 'https://wrong' }).connectionOptions).toEqual({
        address,
      });
    },
  );

  const grpc = ['localhost:7233', 'ns.acct.tmprl.cloud:7233', 'my-address', 'dns:///a:7233', '[::1]:7233', 'ftp://a'];
  it.each(grpc)('of gRPC needs a proxy, which the error says: %s', (address) => {
    for (const resolveAddress of [undefined, {}, () => undefined, { toString: undefined as unknown as string }]) {
      const convert = (): unknown => toClientOptions({ address, apiKey: 'secret' }, { resolveAddress });
      expect(convert).toThrow(ValueError);
      expect(convert).toThrow(address);
      expect(convert).toThrow(/gRPC-Web proxy \(Envoy\).*resolveAddress/);
      expect(convert).not.toThrow('secret');
    }
  });

  it('of gRPC is looked up in a map', () => {
    const resolveAddress = { 'a:7233': 'https://a.example', 'b:7233': 'https://b.example' };
    expect(toClientOptions({ address: 'b:7233' }, { resolveAddress }).connectionOptions.address).toBe(
      'https://b.example',
    );
    expect(() => toClientOptions({ address: 'toString' }, { resolveAddress })).toThrow(ValueError);
  });

  it.each<[ClientConfigProfile, boolean]>([
    [{}, false],
    [{ apiKey: 'k' }, true],
    [{ tls: {} }, true],
    [{ tls: { disabled: false } }, true],
    [{ tls: { disabled: true } }, false],
    [{ apiKey: 'k', tls: { disabled: true } }, false],
    [{ apiKey: 'k', tls: { serverName: 's' } }, true],
  ])('of gRPC is given to a function, with whether TLS is asked for: %o', (profile, tls) => {
    const asked: unknown[] = [];
    const resolveAddress = (...args: unknown[]): string => {
      asked.push(args);
      return 'https://proxy.example';
    };
    toClientOptions({ address: 'a:7233', namespace: 'n', ...profile }, { resolveAddress });
    expect(asked).toEqual([['a:7233', { tls, namespace: 'n' }]]);
  });

  it.each<[ClientConfigProfile, string[]]>([
    [{ address: 'http://a.example', tls: {} }, ['tls']],
    [{ address: 'http://a.example', apiKey: 'k' }, ['tls']],
    [{ address: 'http://127.0.0.1:8080', tls: {} }, []],
    [{ address: 'http://a.example' }, []],
    [{ address: 'https://a.example', tls: { disabled: true } }, ['tls.disabled']],
    [{ address: '/temporal', tls: { disabled: true } }, []],
  ])('whose scheme says otherwise than the profile is reported: %o', (profile, keys) => {
    const { diagnostics } = toClientOptions(profile);
    expect(diagnostics.map(({ code, key }) => [code, key])).toEqual(keys.map((key) => ['ignored-value', key]));
  });
});

describe('what a page cannot apply', () => {
  const all: ClientConfigProfile = {
    authority: 'secret-authority',
    tls: {
      clientCert: { data: pem },
      clientKey: { data: pem },
      serverCACert: { data: pem },
      serverName: 'secret-name',
      disableHostVerification: true,
    },
  };

  it('is reported, each with where it is configured, and without its value', () => {
    const connect = toClientOptions(all);
    expect(connect.diagnostics.map(({ key }) => key)).toEqual([
      'authority',
      'tls.client_cert',
      'tls.server_ca_cert',
      'tls.server_name',
      'tls.disable_host_verification',
    ]);
    for (const { code, message } of connect.diagnostics) {
      expect(code).toBe('proxy-side');
      expect(message).toContain('Configure at Envoy');
    }
    expect(JSON.stringify(connect)).not.toContain('secret');
    expect(connect.connectionOptions).toEqual({});
  });

  it('is not looked at when TLS is disabled', () => {
    expect(toClientOptions({ tls: { ...all.tls, clientKey: undefined, disabled: true } }).diagnostics).toEqual([]);
  });

  it.each<[ClientConfigProfile['tls'], RegExp]>([
    [{ clientCert: { data: pem } }, /tls\.client_cert without tls\.client_key/],
    [{ clientCert: { path: 'p' } }, /tls\.client_cert without tls\.client_key/],
    [{ clientKey: { data: pem } }, /tls\.client_key without tls\.client_cert/],
  ])('raises ValueError when half of it is missing: %#', (tls, message) => {
    expect(() => toClientOptions({ tls })).toThrow(ValueError);
    expect(() => toClientOptions({ tls })).toThrow(message);
    expect(() => toClientOptions({ tls })).not.toThrow('secret');
  });

  it('is reported as refused by Go when path and data are mixed', () => {
    const { diagnostics } = toClientOptions({ tls: { clientCert: { path: 'p' }, clientKey: { data: pem } } });
    expect(diagnostics.map(({ code }) => code)).toEqual(['proxy-side', 'ignored-value']);
  });

  it('includes a codec key without an endpoint', () => {
    const connect = toClientOptions({ codec: { auth: 'secret' } });
    expect(connect.codec).toBeUndefined();
    expect(connect.diagnostics).toMatchObject([{ code: 'ignored-value', key: 'codec.auth' }]);
    expect(JSON.stringify(connect)).not.toContain('secret');
  });
});
