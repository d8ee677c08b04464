import { describe, expect, it } from 'vitest';
import { ValueError } from '../../../src/client/index.js';
import {
  type ConfigDiagnostic,
  loadClientConfig,
  loadClientConfigProfile,
  type LoadClientProfileOptions,
} from '../../../src/client/envconfig/index.js';

const toml = `
[profile.default]
address = "default-address"
namespace = "default-namespace"

[profile.custom]
address = "custom-address"
namespace = "custom-namespace"
api_key = "custom-api-key"
[profile.custom.tls]
server_name = "custom-server-name"
[profile.custom.grpc_meta]
custom-header = "custom-value"
`;
const configSource = { data: toml };

/** Every key that Go knows. Where Go's own test has a path and its data, one is left: both are an error at any load here. */
const full = `
[profile.foo]
address = "my-address"
namespace = "my-namespace"
api_key = "my-api-key"
authority = "my-authority"
codec = { endpoint = "my-endpoint", auth = "my-auth" }
grpc_meta = { some-heAder1 = "some-value1", some-header2 = "some-value2", some_heaDer3 = "some-value3" }
some_future_key = "some future value not handled"

[profile.foo.tls]
disabled = true
client_cert_path = "my-client-cert-path"
client_key_data = "my-client-key-data"
server_ca_cert_path = "my-server-ca-cert-path"
server_name = "my-server-name"
disable_host_verification = true
`;

describe('which profile', () => {
  it.each<[string, LoadClientProfileOptions, string | undefined]>([
    ['is the default one', { configSource }, 'default-address'],
    ['is the one of the option', { configSource, profile: 'custom' }, 'custom-address'],
    ['is the one of the variable', { configSource, overrideEnvVars: { TEMPORAL_PROFILE: 'custom' } }, 'custom-address'],
    [
      'is the one of the option, also beside the variable',
      { configSource, profile: 'default', overrideEnvVars: { TEMPORAL_PROFILE: 'custom' } },
      'default-address',
    ],
    [
      'is the one of the variable, also where the environment is disabled',
      { configSource, disableEnv: true, overrideEnvVars: { TEMPORAL_PROFILE: 'custom' } },
      'custom-address',
    ],
    ['is empty when nobody names one and there is no default', { configSource: { data: '[profile.a]\n' } }, undefined],
    ['is empty without a file', {}, undefined],
    ['is empty for an empty file', { configSource: { data: '' } }, undefined],
  ])('%s', (_is, options, address) => {
    expect(loadClientConfigProfile(options).address).toBe(address);
  });

  it.each<[LoadClientProfileOptions, RegExp]>([
    [{ configSource, profile: 'cutsom' }, /Profile 'cutsom' not found in config data\. Did you mean 'custom'\?/],
    [{ configSource, profile: 'staging' }, /Profile 'staging' not found .* It has default, custom\./],
    [{ configSource, overrideEnvVars: { TEMPORAL_PROFILE: 'staging' } }, /Profile 'staging' not found/],
    [{ profile: 'default' }, /Profile 'default' not found .* It has none\./],
    [{ configSource, profile: 'toString' }, /Profile 'toString' not found/],
    [{ configSource, profile: '__proto__' }, /Profile '__proto__' not found/],
  ])('raises ValueError when it is named and not there: %o', (options, message) => {
    expect(() => loadClientConfigProfile(options)).toThrow(ValueError);
    expect(() => loadClientConfigProfile(options)).toThrow(message);
  });
});

describe('a file', () => {
  it('gives every key there is', () => {
    const expected = {
      address: 'my-address',
      namespace: 'my-namespace',
      apiKey: 'my-api-key',
      authority: 'my-authority',
      codec: { endpoint: 'my-endpoint', auth: 'my-auth' },
      grpcMeta: { 'some-header1': 'some-value1', 'some-header2': 'some-value2', 'some-header3': 'some-value3' },
      tls: {
        disabled: true,
        clientCert: { path: 'my-client-cert-path' },
        clientKey: { data: 'my-client-key-data' },
        serverCACert: { path: 'my-server-ca-cert-path' },
        serverName: 'my-server-name',
        disableHostVerification: true,
      },
      additionalFields: { some_future_key: 'some future value not handled' },
    };
    expect(loadClientConfigProfile({ configSource: { data: full }, profile: 'foo' })).toEqual(expected);
    expect(loadClientConfig({ configSource: { data: full } })).toEqual({ profiles: { foo: expected } });
  });

  it.each([
    ['text', toml],
    ['bytes', new TextEncoder().encode(toml)],
    ['bytes with a byte order mark', new TextEncoder().encode(`\uFEFF${toml}`)],
    ['text with a byte order mark', `\uFEFF${toml}`],
    [
      'JSON',
      ` {"profile": {"default": {"address": "default-address", "tls": null}, "custom": {"api_key": "custom-api-key"}}}`,
    ],
    [
      'an object',
      {
        profile: {
          default: { address: 'default-address', namespace: undefined },
          custom: { api_key: 'custom-api-key' },
        },
      },
    ],
  ])('may be %s', (_kind, data) => {
    const { profiles } = loadClientConfig({ configSource: { data } });
    expect(profiles['default']?.address).toBe('default-address');
    expect(profiles['default']?.tls).toBeUndefined();
    expect(profiles['custom']?.apiKey).toBe('custom-api-key');
  });

  it('is not touched by variables in loadClientConfig', () => {
    const overrideEnvVars = { TEMPORAL_ADDRESS: 'other' };
    expect(loadClientConfig({ configSource, overrideEnvVars }).profiles['default']?.address).toBe('default-address');
    expect(loadClientConfig({ overrideEnvVars: {} })).toEqual({ profiles: {} });
  });

  it('cannot be a path: pages have no files', () => {
    const options = { configSource: { path: '/etc/temporal.toml' } } as unknown as LoadClientProfileOptions;
    expect(() => loadClientConfigProfile(options)).toThrow(TypeError);
    expect(() => loadClientConfig(options)).toThrow(/configSource: \{ data \}/);
    expect(loadClientConfigProfile({ ...options, disableFile: true })).toEqual({});
  });

  it.each([
    ['this is not valid toml', /Invalid TOML in line 1, column \d+/],
    ['[profile.a]\napi_key = "secret', /Invalid TOML in line 2/],
    ['{"profile": {"a": {"api_key": "secret" "x"}}}', /not valid JSON/],
    [new Uint8Array([0xff, 0xfe]), /not UTF-8/],
    ['profile = 7', /profile must be a table/],
    ['profile = []', /profile must be a table/],
    ['[profile]\na = "secret"', /profile\.a must be a table/],
    ['[profile.a]\naddress = 7', /profile\.a\.address must be a string/],
    ['[profile.a]\ntls = true', /profile\.a\.tls must be a table/],
    ['[profile.a.tls]\ndisabled = "secret"', /profile\.a\.tls\.disabled must be a boolean/],
    ['[profile."a b".codec]\nauth = ["secret"]', /profile\."a b"\.codec\.auth must be a string/],
    ['[profile.a.grpc_meta]\nx-a = 7', /profile\.a\.grpc_meta\.x-a must be a string/],
    [[] as unknown as string, /TOML, JSON, or an object/],
    [
      '[profile.a.tls]\nclient_cert_path = "p"\nclient_cert_data = "secret"',
      /Cannot specify both client_cert_path and client_cert_data/,
    ],
    ['[profile.a.tls]\nclient_key_path = "p"\nclient_key_data = "secret"', /Cannot specify both client_key_path/],
    [
      '[profile.a.tls]\nserver_ca_cert_path = "p"\nserver_ca_cert_data = "secret"',
      /Cannot specify both server_ca_cert_path/,
    ],
  ])('raises ValueError that says where, and holds no value: %s', (data, message) => {
    const load = (): unknown => loadClientConfig({ configSource: { data } });
    expect(load).toThrow(ValueError);
    expect(load).toThrow(message);
    try {
      load();
    } catch (error) {
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error)).replace(/"stack":".*?[^\\]"/, '')).not.toContain(
        'secret',
      );
      expect((error as Error).cause).toBeUndefined();
    }
  });

  it('of one profile is read though another is broken', () => {
    const data = `${toml}\n[profile.broken]\naddress = 7`;
    expect(loadClientConfigProfile({ configSource: { data } }).address).toBe('default-address');
  });
});

describe('unknown keys', () => {
  /** Messages of a load, and what was suggested. */
  function reports(data: string, options: LoadClientProfileOptions = {}): ConfigDiagnostic[] {
    const diagnostics: ConfigDiagnostic[] = [];
    loadClientConfigProfile({
      configSource: { data },
      onDiagnostic: (diagnostic) => diagnostics.push(diagnostic),
      ...options,
    });
    return diagnostics;
  }

  it.each([
    ['[profile.default]\naddres = "a"', 'profile.default.addres', 'address'],
    ['[profile.default]\napiKey = "a"', 'profile.default.apiKey', 'api_key'],
    ['[profile.default]\ntls_client_cert_data = "a"', 'profile.default.tls_client_cert_data', 'tls.client_cert_data'],
    ['[profile.default]\ntls_client_key_path = "a"', 'profile.default.tls_client_key_path', 'tls.client_key_path'],
    ['[profile.default]\nserver_name = "a"', 'profile.default.server_name', 'tls.server_name'],
    ['[profile.default]\ncodec_endpoint = "a"', 'profile.default.codec_endpoint', 'codec.endpoint'],
    ['[profile.default]\nsome_future_key = "a"', 'profile.default.some_future_key', undefined],
    ['[profile.default]\nx = "a"', 'profile.default.x', undefined],
    ['[profile.default.tls]\nserver_nme = "a"', 'profile.default.tls.server_nme', 'tls.server_name'],
    ['[profile.default.tls]\nendpoint = "a"', 'profile.default.tls.endpoint', 'codec.endpoint'],
    ['[profile.default.codec]\nendpont = "a"', 'profile.default.codec.endpont', 'codec.endpoint'],
    ['[profiles.default]\naddress = "a"', 'profiles', 'profile'],
    ['[unrecognized_table]\nfoo = "bar"', 'unrecognized_table', undefined],
  ])('are reported: %s', (data, key, suggestion) => {
    const [diagnostic, ...others] = reports(data);
    expect(others).toEqual([]);
    expect(diagnostic).toMatchObject({ code: 'unknown-key', key, suggestion });
    expect(diagnostic?.message).toContain(key);
    expect(diagnostic?.message).toContain(suggestion ? `Did you mean ${suggestion}?` : 'no effect');
  });

  it('name the mistake of a published example: the TLS keys of a profile without their table', () => {
    const published =
      '[profile.cloud]\naddress = "https://a"\ntls_client_cert_data = "cert"\ntls_client_key_path = "key"';
    const messages = reports(published, { profile: 'cloud' }).map(({ message }) => message);
    expect(messages).toEqual([
      'Nothing knows profile.cloud.tls_client_cert_data; it has no effect. Did you mean tls.client_cert_data?',
      'Nothing knows profile.cloud.tls_client_key_path; it has no effect. Did you mean tls.client_key_path?',
    ]);
  });

  it.each([
    [
      '[unimportant]\nstuff = "secret"\n[profile.foo]\naddress = "a"\nsome_future_key = "secret"',
      ['unimportant', 'profile.foo.some_future_key'],
    ],
    ['[profile.default]\nunrecognized_field = "secret"', ['profile.default.unrecognized_field']],
    ['[profile.other.tls]\nserver_nme = "secret"', ['profile.other.tls.server_nme', 'Did you mean tls.server_name?']],
  ])('are an error when strict: %s', (data, parts) => {
    for (const load of [loadClientConfig, loadClientConfigProfile]) {
      const strict = (): unknown => load({ configSource: { data }, configFileStrict: true });
      expect(strict).toThrow(ValueError);
      for (const part of parts) expect(strict).toThrow(part);
      expect(strict).not.toThrow('secret');
    }
  });

  it('are none of the known ones, also when strict', () => {
    const data = full.replace(/some_future_key.*/, '');
    expect(loadClientConfig({ configSource: { data }, configFileStrict: true }).profiles['foo']?.tls).toMatchObject({
      disableHostVerification: true,
    });
  });
});

describe('overrides', () => {
  it('win over variables, which win over the file', () => {
    const profile = loadClientConfigProfile({
      configSource,
      profile: 'custom',
      overrideEnvVars: { TEMPORAL_ADDRESS: 'env', TEMPORAL_NAMESPACE: 'env', TEMPORAL_GRPC_META_CUSTOM_HEADER: 'env' },
      overrides: {
        namespace: 'code',
        apiKey: undefined,
        tls: { disabled: true },
        grpcMeta: { More_Headers_Here: 'code' },
      },
    });
    expect(profile).toEqual({
      address: 'env',
      namespace: 'code',
      apiKey: 'custom-api-key',
      tls: { serverName: 'custom-server-name', disabled: true },
      grpcMeta: { 'custom-header': 'env', 'more-headers-here': 'code' },
    });
  });

  it('need neither file nor variables', () => {
    expect(loadClientConfigProfile({ overrides: { address: 'https://a' } })).toEqual({ address: 'https://a' });
  });

  it('do not make up for a load that would read nothing', () => {
    const options = { configSource, disableFile: true, disableEnv: true };
    expect(() => loadClientConfigProfile(options)).toThrow(TypeError);
    expect(() => loadClientConfigProfile(options)).toThrow(/Cannot disable both/);
  });
});
