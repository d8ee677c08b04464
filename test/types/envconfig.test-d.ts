import { describe, expectTypeOf, it } from 'vitest';
import { Client, Connection, type ConnectionOptions } from '../../src/client/index.js';
import {
  type ClientConfig,
  type ClientConfigProfile,
  clientConfigToToml,
  type ConfigDiagnostic,
  loadClientConfig,
  loadClientConfigFromToml,
  loadClientConfigProfile,
  loadClientConnectConfig,
} from '../../src/client/envconfig/index.js';

describe('loadClientConnectConfig', () => {
  const { connectionOptions, ...clientOptions } = loadClientConnectConfig();

  it('gives options that Connection and Client take as they are', () => {
    expectTypeOf(connectionOptions).toExtend<ConnectionOptions>();
    void Connection.connect({ ...connectionOptions, connectTimeout: '5s' });
    const client = new Client({ connection: Connection.lazy(connectionOptions), ...clientOptions });
    expectTypeOf(client).toEqualTypeOf<Client>();
  });

  it('gives a codec whose endpoint is known', () => {
    expectTypeOf<NonNullable<typeof clientOptions.codec>['endpoint']>().toEqualTypeOf<string>();
    expectTypeOf(clientOptions.diagnostics).toEqualTypeOf<readonly ConfigDiagnostic[]>();
  });

  it('takes variables of a bundler, and a map or a function for addresses', () => {
    loadClientConnectConfig({ overrideEnvVars: import.meta.env, envVarPrefix: 'VITE_' });
    loadClientConnectConfig({ resolveAddress: { 'a:7233': 'https://a.example' } });
    loadClientConnectConfig({ resolveAddress: (address, { tls }) => (tls ? `https://${address}` : undefined) });
    // @ts-expect-error -- a page cannot read files
    loadClientConnectConfig({ configSource: { path: 'temporal.toml' } });
    // @ts-expect-error -- a profile is not read from a number
    loadClientConnectConfig({ configSource: { data: 7 } });
    // @ts-expect-error -- a map has texts
    loadClientConnectConfig({ resolveAddress: { 'a:7233': 7 } });
  });
});

describe('the other functions', () => {
  it('have the shapes of upstream', () => {
    expectTypeOf(loadClientConfig({ configFileStrict: true })).toEqualTypeOf<ClientConfig>();
    expectTypeOf(loadClientConfigProfile({ profile: 'a', disableEnv: true })).toEqualTypeOf<ClientConfigProfile>();
    expectTypeOf(loadClientConfigFromToml(new Uint8Array(), { strict: true })).toEqualTypeOf<ClientConfig>();
    expectTypeOf(clientConfigToToml({ profiles: {} })).toExtend<Uint8Array>();
  });
});
