import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { repoRoot } from '../../src/dev/paths.js';
import { run } from '../fixtures/packed-package.js';

const { consumer } = inject('packed');
const { envoyUrl } = inject('stack');
const command = ['--no', 'temporal-web-client', 'envoy'];
const auth = [
  '--issuer',
  'https://login.example.com/',
  '--audience',
  'temporal-web',
  '--jwks',
  'https://login.example.com/.well-known/jwks.json',
];

describe('npx temporal-web-client envoy', () => {
  it('writes what this repository has, with the installed package alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'envoy-'));
    const target = [
      '--target',
      'mtls',
      '--upstream',
      'temporal.internal.example.com:7233',
      '--origin',
      'https://app.example.com',
    ];
    const { code, output } = await run('npx', [...command, ...target, ...auth, '--out', folder], consumer);
    expect([code, output]).toEqual([0, expect.stringContaining('written')]);
    expect(readFileSync(join(folder, 'envoy.yaml'), 'utf8')).toBe(
      readFileSync(join(repoRoot, 'deploy/envoy/mtls.yaml'), 'utf8'),
    );
    expect(existsSync(join(folder, 'sds/client-certificate.yaml'))).toBe(true);
  });

  it('checks a proxy', async () => {
    const { code, output } = await run(
      'npx',
      [...command, '--check', envoyUrl, '--origin', 'http://localhost:5173'],
      consumer,
    );
    expect([code, output]).toEqual([0, expect.stringContaining('✓ Temporal answers.')]);
  });
});
