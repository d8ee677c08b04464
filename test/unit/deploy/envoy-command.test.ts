import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runEnvoyCommand } from '../../../src/deploy/command/envoy-command.js';
import { repoRoot } from '../../../src/dev/paths.js';

const folder = mkdtempSync(join(tmpdir(), 'envoy-command-'));

afterEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
});

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const code = await runEnvoyCommand(args, { out: (text) => (out += text), err: (text) => (err += text) }, {});
  return { code, out, err };
}

const example = (name: string): string => readFileSync(join(repoRoot, name), 'utf8');
const auth = [
  '--issuer',
  'https://login.example.com/',
  '--audience',
  'temporal-web',
  '--jwks',
  'https://login.example.com/.well-known/jwks.json',
];

describe('npx temporal-web-client envoy', () => {
  it.each([
    [
      'envoy.yaml',
      [
        'local',
        ...['localhost:5173', '127.0.0.1:5173', 'localhost:4173', '127.0.0.1:4173'].flatMap((host) => [
          '--origin',
          `http://${host}`,
        ]),
      ],
    ],
    [
      'deploy/envoy/mtls.yaml',
      ['mtls', '--upstream', 'temporal.internal.example.com:7233', '--origin', 'https://app.example.com', ...auth],
    ],
    [
      'deploy/envoy/cloud-api-key.yaml',
      [
        'cloud',
        '--upstream',
        'us-west-2.aws.api.temporal.io:7233',
        '--credential',
        'api-key',
        '--origin',
        'https://app.example.com',
        ...auth,
      ],
    ],
    [
      'deploy/envoy/cookie-session.yaml',
      [
        'tls',
        '--upstream',
        'temporal.internal.example.com:7233',
        '--origin',
        'https://temporal.example.com',
        ...auth,
        '--session',
        'https://temporal.example.com',
        '--client-id',
        'temporal-proxy',
        '--authorization-endpoint',
        'https://login.example.com/authorize',
        '--token-endpoint',
        'https://login.example.com/token',
        '--end-session-endpoint',
        'https://login.example.com/logout',
        '--files',
        'console.internal.example.com:8080',
      ],
    ],
    [
      'deploy/envoy/browser-certificates.yaml',
      [
        'tls',
        '--upstream',
        'temporal.internal.example.com:7233',
        '--origin',
        'https://temporal.example.com',
        ...auth,
        '--client-certificates',
        '--revocations',
        '--files',
        'console.internal.example.com:8080',
      ],
    ],
  ])('prints %s', async (file, args) => {
    expect(await run('--target', ...args)).toEqual({ code: 0, out: example(file), err: '' });
  });

  it('writes a folder with all that belongs to it, and never over a secret', async () => {
    const args = [
      '--target',
      'cloud',
      '--upstream',
      'a.b.tmprl.cloud',
      '--credential',
      'api-key',
      '--origin',
      'https://app.example.com',
      ...auth,
      '--out',
      folder,
    ];
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([0, '']);
    expect(err.match(/written/g)).toHaveLength(3);
    const secret = join(folder, 'sds/api-key.yaml');
    expect(statSync(secret).mode & 0o777).toBe(0o600);
    writeFileSync(secret, 'the key');
    expect((await run(...args)).err.match(/kept/g)).toHaveLength(2);
    expect(readFileSync(secret, 'utf8')).toBe('the key');
  });

  it('takes everything else from a file', async () => {
    const file = join(folder, 'options.json');
    const options = {
      target: 'local',
      origins: ['https://app.example.com'],
      routes: [{ prefix: '/a' }, { prefix: '/b', upstream: '127.0.0.1:7234' }],
    };
    writeFileSync(file, JSON.stringify(options));
    const { code, out } = await run('--options', file, '--http', '8081', '--https', 'none');
    expect(code).toBe(0);
    expect(out).toContain('port_value: 8081');
    expect(out).toContain('name: temporal_b');
    expect(out).not.toContain('grpc_web_tls');
  });

  it('explains itself', async () => {
    for (const args of [[], ['--help'], ['-h']]) {
      const { code, out } = await run(...args);
      expect(code).toBe(0);
      for (const flag of ['--target', '--origin', '--check', '--jwks']) expect(out).toContain(flag);
    }
  });

  it.each([
    [['--target', 'local'], '--origin is missing'],
    [['--origin', 'https://a.example'], '--target is missing: local, tls, mtls, cloud'],
    [['--target', 'kubernetes', '--origin', 'https://a.example'], '--target is one of local, tls, mtls, cloud'],
    [['--target', 'local', '--origin', 'https://a.example/x'], 'is not an origin'],
    [
      ['--target', 'local', '--origin', 'https://a.example', '--issuer', 'x'],
      '--issuer, --audience and --jwks belong together',
    ],
    [
      ['--target', 'local', '--origin', 'https://a.example', ...auth, '--session', 'https://a.example'],
      '--session, --client-id, --authorization-endpoint and --token-endpoint belong together',
    ],
    [['--target', 'local', '--origin', 'https://a.example', '--client-id', 'x'], '--session, --client-id'],
    [['--target', 'local', '--origin', 'https://a.example', '--revocations'], 'belongs to --client-certificates'],
    [['--target', 'local', '--origin', 'https://a.example', '--key', 'x'], '--certificate and --key belong together'],
    [['--target', 'local', '--origin', 'https://a.example', '--http', 'x'], '--http wants a port'],
    [['--nonsense'], "Unknown option '--nonsense'"],
    [['--check', 'localhost:8080'], '--check wants an address'],
    [['--options', '/no/such/file'], 'no such file'],
  ])('says what is wrong with %j', async (args, words) => {
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).toContain(words);
    expect(err).toContain('--help');
  });

  it('checks, and fails when something is wrong', async () => {
    const { code, out } = await run('--check', 'http://127.0.0.1:1');
    expect(code).toBe(1);
    expect(out).toContain('✗ Nothing listens on port 1 of 127.0.0.1.');
  });
});
