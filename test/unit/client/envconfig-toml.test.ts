import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ClientConfig,
  type ClientConfigProfile,
  clientConfigToToml,
  fromTomlProfile,
  loadClientConfig,
  loadClientConfigFromToml,
  toTomlConfig,
  toTomlProfile,
} from '../../../src/client/envconfig/index.js';

const roundTrip = (config: ClientConfig): ClientConfig => loadClientConfigFromToml(clientConfigToToml(config));

describe('clientConfigToToml', () => {
  it.each([
    ['', {}],
    ['[profile.foo]\napi_key = "my-api-key"\n\n[profile.foo.tls]\n', { foo: { apiKey: 'my-api-key', tls: {} } }],
  ])('gives back what was read: %j', (toml, profiles) => {
    const config = loadClientConfigFromToml(toml);
    expect(config).toEqual({ profiles });
    expect(roundTrip(config)).toEqual(config);
  });

  it('keeps what nothing here knows, in any table', () => {
    const config = loadClientConfigFromToml(`
      title = "mine"
      [other]
      when = 2026-01-02T03:04:05Z
      big = 9223372036854775807
      [profile.foo]
      address = "my-address"
      custom_field = "custom-value"
      custom_field2 = 42
      [profile.foo.custom_nested.deep.deeper]
      key3 = "value3"
      list = [{ a = 1 }, { b = [true] }]
      [profile.foo.tls]
      future = 1.5
      [profile.foo.codec]
      future = true
      [profile.bar]
      custom_field = true
    `);
    expect(config.profiles['foo']?.additionalFields).toEqual({
      custom_field: 'custom-value',
      custom_field2: 42,
      custom_nested: { deep: { deeper: { key3: 'value3', list: [{ a: 1 }, { b: [true] }] } } },
    });
    expect(config.profiles['bar']?.additionalFields).toEqual({ custom_field: true });
    expect(roundTrip(config)).toEqual(config);
    expect(roundTrip(config).additionalFields).toMatchObject({ other: { big: 9223372036854775807n } });
  });

  it('never lets an unknown key stand in for a known one', () => {
    const profile: ClientConfigProfile = { additionalFields: { address: 'from additional' }, address: 'real' };
    expect(roundTrip({ profiles: { a: profile } }).profiles['a']).toEqual({ address: 'real' });
  });

  it.each([
    'quote " and \' and """ and \'\'\'',
    'back\\slash \\u0041 \\',
    'line\nbreak\r\nand tab\t',
    '🐘 ünï \u202e',
    '\u0001\u007f',
    '[profile.evil]\naddress = "x"',
    '# no comment = 1',
    '__proto__',
  ])('is safe for %j, as value, as profile name, as header and as certificate', (text) => {
    const config: ClientConfig = {
      profiles: {
        [text]: {
          address: text,
          tls: { clientKey: { data: text }, clientCert: { path: text } },
          grpcMeta: { 'x-a': text },
        },
      },
    };
    expect(roundTrip(config)).toEqual(config);
  });

  it('round-trips whatever a profile holds', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
    const source = fc.oneof(fc.record({ path: text }), fc.record({ data: text }));
    const profile = fc.record({
      address: maybe(text),
      namespace: maybe(text),
      apiKey: maybe(text),
      authority: maybe(text),
      codec: maybe(fc.record({ endpoint: maybe(text), auth: maybe(text) })),
      grpcMeta: maybe(fc.dictionary(fc.stringMatching(/^[a-z-]+$/), fc.string({ unit: 'grapheme' }))),
      tls: maybe(
        fc.record({
          disabled: maybe(fc.boolean()),
          serverName: maybe(text),
          clientCert: maybe(source),
          clientKey: maybe(source),
          serverCACert: maybe(source),
          disableHostVerification: maybe(fc.boolean()),
        }),
      ),
    });
    fc.assert(
      fc.property(fc.dictionary(text, profile), (profiles) => {
        const config: ClientConfig = { profiles: { ...profiles } };
        expect(roundTrip(config)).toEqual(config);
        expect(loadClientConfig({ configSource: { data: JSON.stringify(toTomlConfig(config)) } })).toEqual(config);
      }),
    );
  });

  it('writes bytes as text', () => {
    const config: ClientConfig = {
      profiles: { a: { tls: { serverCACert: { data: new TextEncoder().encode('ca') } } } },
    };
    expect(roundTrip(config).profiles['a']?.tls?.serverCACert).toEqual({ data: 'ca' });
  });

  it('gives TOML that a person would write', () => {
    const config: ClientConfig = {
      profiles: {
        default: { address: 'https://a.example', apiKey: 'k', tls: { serverName: 's' }, grpcMeta: { x_y: 'z' } },
      },
    };
    expect(new TextDecoder().decode(clientConfigToToml(config)).trim().split(/\n+/)).toEqual([
      '[profile.default]',
      'address = "https://a.example"',
      'api_key = "k"',
      '[profile.default.tls]',
      'server_name = "s"',
      '[profile.default.grpc_meta]',
      'x-y = "z"',
    ]);
  });
});

describe('a single profile', () => {
  it('goes to its table and back', () => {
    const profile: ClientConfigProfile = {
      address: 'some-address',
      namespace: 'some-namespace',
      apiKey: 'some-api-key',
      tls: {
        serverName: 'some-server',
        serverCACert: { data: 'ca' },
        clientCert: { path: '/path/to/client.crt' },
        clientKey: { data: 'key' },
      },
      grpcMeta: { 'some-header': 'some-value' },
    };
    expect(fromTomlProfile(toTomlProfile(profile))).toEqual(profile);
  });
});
