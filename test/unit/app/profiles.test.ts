import { describe, expect, it } from 'vitest';
import { storedPart, withProfiles } from '../../../src/app/state/profile.js';
import { importToml } from '../../../src/app/screens/connect/toml-profiles.js';

const toml = `
[profile.default]
address = "localhost:7233"

[profile.prod]
address = "prod.acme.tmprl.cloud:7233"
namespace = "prod.acme"
api_key = "s3cr3t-key"
grpc_meta = { authorization = "s3cr3t-meta" }

[profile.prod.tls]
server_name = "x"
client_cert_path = "/s3cr3t/cert.pem"
client_key_data = "s3cr3t-private-key"

[profile.prod.codec]
endpoint = "https://codec"
auth = "s3cr3t-codec"
`;

describe('importToml', () => {
  it('takes address and Namespace of each profile', () => {
    const result = importToml(toml);
    expect(result).toMatchObject({
      ok: true,
      profiles: [
        { name: 'default', address: 'http://localhost:7233', namespace: 'default', leftOut: [] },
        { name: 'prod', address: 'https://prod.acme.tmprl.cloud:7233', namespace: 'prod.acme', needsKey: true },
      ],
    });
  });

  it('leaves every secret out and says so', () => {
    const result = importToml(toml);
    expect(JSON.stringify(result)).not.toContain('s3cr3t');
    const prod = result.ok ? result.profiles[1] : undefined;
    expect(prod?.leftOut.map((reason) => reason.split(':')[0])).toEqual([
      'api_key',
      'tls.client_cert_path, tls.client_key_data',
      'tls.server_name',
      'codec',
      'grpc_meta',
    ]);
  });

  it('says where the text is no TOML', () => {
    expect(importToml('[profile.a]\naddress = \n')).toMatchObject({ ok: false, line: 2 });
  });

  it('finds nothing in another TOML', () => {
    expect(importToml('a = 1')).toEqual({ ok: true, profiles: [] });
    expect(importToml('profile = 1')).toEqual({ ok: true, profiles: [] });
  });
});

describe('profiles', () => {
  it('store their known fields only', () => {
    const careless = { name: 'a', address: 'http://a', namespace: 'n', apiKey: 's3cr3t', needsKey: true };
    expect(storedPart(careless)).toEqual({ name: 'a', address: 'http://a', namespace: 'n', needsKey: true });
    expect(JSON.stringify(withProfiles([], [careless]))).not.toContain('s3cr3t');
  });

  it('are replaced by name', () => {
    const old = { name: 'a', address: 'http://old', namespace: 'n' };
    const added = { name: 'a', address: 'http://new', namespace: 'n' };
    expect(withProfiles([old], [added])).toEqual([added]);
  });
});
