import { describe, expect, it } from 'vitest';
import {
  loadClientConfig,
  loadClientConfigProfile,
  loadClientConnectConfig,
} from '../../../src/client/envconfig/index.js';

/** What @temporalio/envconfig 1.24 does otherwise; Go's package does what stands here. */
describe('differently from the TypeScript SDK', () => {
  it('every underscore of a header name becomes a hyphen, not the first alone', () => {
    const overrideEnvVars = { TEMPORAL_GRPC_META_MY_CUSTOM_HEADER: 'env' };
    const data = '[profile.default.grpc_meta]\nOther_Custom_Header = "file"';
    expect(loadClientConfigProfile({ configSource: { data }, overrideEnvVars }).grpcMeta).toEqual({
      'other-custom-header': 'file',
      'my-custom-header': 'env',
    });
  });

  it('TEMPORAL_TLS=TRUE switches TLS on, not off', () => {
    const overrideEnvVars = { TEMPORAL_TLS: 'TRUE' };
    expect(loadClientConfigProfile({ overrideEnvVars }).tls).toEqual({ disabled: false });
  });

  it('an empty TEMPORAL_PROFILE is the default profile, not none', () => {
    const configSource = { data: '[profile.default]\nnamespace = "mine"' };
    const overrideEnvVars = { TEMPORAL_PROFILE: '' };
    expect(loadClientConfigProfile({ configSource, overrideEnvVars }).namespace).toBe('mine');
    expect(loadClientConfigProfile({ configSource, profile: '' }).namespace).toBe('mine');
  });

  it('TOML without a profile is a configuration without profiles, not a TypeError', () => {
    for (const data of ['', '# nothing\n', 'title = "x"', '[profile]\n']) {
      expect(loadClientConfig({ configSource: { data } }).profiles).toEqual({});
      expect(loadClientConfigProfile({ configSource: { data } })).toEqual({});
    }
  });

  it('an empty TEMPORAL_API_KEY is no key, and does not switch TLS on', () => {
    let asked: boolean | undefined;
    const { connectionOptions } = loadClientConnectConfig({
      configSource: { data: '[profile.default]\naddress = "host:7233"\napi_key = "from the file"' },
      overrideEnvVars: { TEMPORAL_API_KEY: '' },
      resolveAddress: (_address, { tls }) => {
        asked = tls;
        return 'https://proxy.example';
      },
    });
    expect(asked).toBe(false);
    expect(connectionOptions).toEqual({ address: 'https://proxy.example' });
  });
});
