import { describe, expect, it } from 'vitest';
import { ValueError } from '../../../src/client/index.js';
import {
  type ConfigDiagnostic,
  type EnvVars,
  loadClientConfigProfile,
  type LoadClientProfileOptions,
} from '../../../src/client/envconfig/index.js';

const data = `
[profile.default]
address = "my-address"
namespace = "my-namespace"
api_key = "my-api-key"
authority = "my-authority"
codec = { endpoint = "my-endpoint", auth = "my-auth" }
grpc_meta = { some-heAder1 = "some-value1", some-header2 = "some-value2", some_heaDer3 = "some-value3" }
[profile.default.tls]
disabled = true
client_cert_path = "my-client-cert-path"
client_key_path = "my-client-key-path"
server_ca_cert_data = "my-server-ca-cert-data"
server_name = "my-server-name"
disable_host_verification = true
`;

function load(
  overrideEnvVars: EnvVars,
  options: LoadClientProfileOptions = {},
): ReturnType<typeof loadClientConfigProfile> {
  return loadClientConfigProfile({ configSource: { data }, overrideEnvVars, ...options });
}

function reports(overrideEnvVars: EnvVars, options: LoadClientProfileOptions = {}): ConfigDiagnostic[] {
  const diagnostics: ConfigDiagnostic[] = [];
  load(overrideEnvVars, { onDiagnostic: (diagnostic) => diagnostics.push(diagnostic), ...options });
  return diagnostics;
}

const everyVariable = {
  TEMPORAL_ADDRESS: 'my-address-new',
  TEMPORAL_NAMESPACE: 'my-namespace-new',
  TEMPORAL_API_KEY: 'my-api-key-new',
  TEMPORAL_TLS: 'true',
  TEMPORAL_TLS_CLIENT_CERT_PATH: 'my-client-cert-path-new',
  TEMPORAL_TLS_CLIENT_KEY_PATH: 'my-client-key-path-new',
  TEMPORAL_TLS_SERVER_CA_CERT_DATA: 'my-server-ca-cert-data-new',
  TEMPORAL_TLS_SERVER_NAME: 'my-server-name-new',
  TEMPORAL_TLS_DISABLE_HOST_VERIFICATION: 'false',
  TEMPORAL_CODEC_ENDPOINT: 'my-endpoint-new',
  TEMPORAL_CODEC_AUTH: 'my-auth-new',
  TEMPORAL_CLIENT_AUTHORITY: 'my-authority-new',
  // The first header stays, the second is replaced, the third goes, the fourth comes.
  TEMPORAL_GRPC_META_SOME_HEADER2: 'some-value2-new',
  TEMPORAL_GRPC_META_SOME_HEADER3: '',
  TEMPORAL_GRPC_META_SOME_HEADER4: 'some-value4-new',
};
const replaced = {
  address: 'my-address-new',
  namespace: 'my-namespace-new',
  apiKey: 'my-api-key-new',
  authority: 'my-authority-new',
  codec: { endpoint: 'my-endpoint-new', auth: 'my-auth-new' },
  tls: {
    disabled: false,
    clientCert: { path: 'my-client-cert-path-new' },
    clientKey: { path: 'my-client-key-path-new' },
    serverCACert: { data: 'my-server-ca-cert-data-new' },
    serverName: 'my-server-name-new',
    disableHostVerification: false,
  },
};

describe('variables', () => {
  it('win over the file, every one of them', () => {
    expect(load(everyVariable)).toEqual({
      ...replaced,
      grpcMeta: { 'some-header1': 'some-value1', 'some-header2': 'some-value2-new', 'some-header4': 'some-value4-new' },
    });
    expect(reports(everyVariable)).toEqual([]);
  });

  it('are enough without a file', () => {
    expect(load(everyVariable, { disableFile: true })).toEqual({
      ...replaced,
      grpcMeta: { 'some-header2': 'some-value2-new', 'some-header4': 'some-value4-new' },
    });
  });

  it('are not read when disabled, and none is no profile', () => {
    expect(load(everyVariable, { disableEnv: true }).address).toBe('my-address');
    expect(load({}, { disableFile: true })).toEqual({});
    expect(load({ PATH: '/bin', TEMPORAL_ADDRESS: undefined, DEV: true, MODE: {} }).address).toBe('my-address');
  });

  it('that are set and empty take the value of the file away', () => {
    const empty = Object.fromEntries(Object.keys(everyVariable).map((name) => [name, '']));
    expect(load({ ...empty, TEMPORAL_GRPC_META_SOME_HEADER1: '' })).toEqual({
      tls: { disabled: true, disableHostVerification: true },
      codec: {},
      grpcMeta: {},
    });
  });

  it.each([
    ['CLIENT_CERT_DATA', /Cannot specify both client_cert_path and client_cert_data/],
    ['CLIENT_KEY_DATA', /Cannot specify both client_key_path and client_key_data/],
    ['SERVER_CA_CERT_PATH', /Cannot specify both server_ca_cert_path and server_ca_cert_data/],
  ])('raise ValueError for a path beside its data, one of them in the file: %s', (name, message) => {
    const variables = { [`TEMPORAL_TLS_${name}`]: 'secret' };
    expect(() => load(variables)).toThrow(ValueError);
    expect(() => load(variables)).toThrow(message);
    expect(() => load(variables)).not.toThrow('secret');
  });

  it('can change a path for data by emptying the path', () => {
    const { tls } = load({ TEMPORAL_TLS_CLIENT_CERT_PATH: '', TEMPORAL_TLS_CLIENT_CERT_DATA: 'pem' });
    expect(tls?.clientCert).toEqual({ data: 'pem' });
  });

  it.each<[unknown, boolean | undefined]>([
    ['true', false],
    ['True', false],
    ['1', false],
    [' TRUE ', false],
    [true, false],
    [1, false],
    ['false', true],
    ['FALSE', true],
    ['0', true],
    [false, true],
    ['', undefined],
  ])('TEMPORAL_TLS=%j makes disabled %s', (value, disabled) => {
    expect(load({ TEMPORAL_TLS: value }, { configSource: undefined }).tls?.disabled).toBe(disabled);
  });

  it('that are no boolean are reported and have no effect', () => {
    expect(load({ TEMPORAL_TLS: 'secret' }).tls?.disabled).toBe(true);
    const [diagnostic] = reports({ TEMPORAL_TLS: 'secret' });
    expect(diagnostic).toMatchObject({ code: 'ignored-value', key: 'TEMPORAL_TLS' });
    expect(JSON.stringify(diagnostic)).not.toContain('secret');
  });

  it('must be text, numbers or booleans', () => {
    expect(() => load({ TEMPORAL_ADDRESS: ['a'] })).toThrow(ValueError);
  });

  it.each([
    ['TEMPORAL_ADRESS', 'TEMPORAL_ADDRESS'],
    ['TEMPORAL_APIKEY', 'TEMPORAL_API_KEY'],
    ['TEMPORAL_TLS_CLIENT_CERT_DAT', 'TEMPORAL_TLS_CLIENT_CERT_DATA'],
  ])('that look like a slip are reported: %s', (name, suggestion) => {
    expect(reports({ [name]: 'secret' })).toEqual([
      { code: 'unknown-key', key: name, suggestion, message: expect.stringContaining(`Did you mean ${suggestion}?`) },
    ]);
  });

  it('of other programs are not', () => {
    expect(reports({ TEMPORAL_CLOUD_REGION: 'x', TEMPORAL_CLI_SHOW_STACKS: '1' })).toEqual([]);
  });

  it('cannot name a file', () => {
    const variables = { TEMPORAL_CONFIG_FILE: '/home/secret.toml' };
    const [diagnostic] = reports(variables, { configSource: undefined });
    expect(diagnostic).toMatchObject({ code: 'ignored-value', key: 'TEMPORAL_CONFIG_FILE' });
    expect(reports(variables)).toEqual([]);
  });
});

describe('a prefix', () => {
  it('stands before every variable', () => {
    const variables = {
      VITE_TEMPORAL_ADDRESS: 'vite',
      VITE_TEMPORAL_GRPC_META_MY_HEADER: 'vite',
      TEMPORAL_NAMESPACE: 'not this',
    };
    const profile = load(variables, { configSource: undefined, envVarPrefix: 'VITE_' });
    expect(profile).toEqual({ address: 'vite', grpcMeta: { 'my-header': 'vite' } });
  });

  it.each(['VITE_TEMPORAL_API_KEY', 'VITE_TEMPORAL_TLS_CLIENT_KEY_DATA', 'VITE_TEMPORAL_CODEC_AUTH'])(
    'of a bundler exposes %s to everyone, which is reported',
    (key) => {
      const diagnostics = reports({ [key]: 'hunter2' }, { configSource: undefined, envVarPrefix: 'VITE_' });
      expect(diagnostics).toEqual([{ code: 'exposed-secret', key, message: expect.stringContaining(key) }]);
      expect(JSON.stringify(diagnostics)).not.toContain('hunter2');
    },
  );
});
