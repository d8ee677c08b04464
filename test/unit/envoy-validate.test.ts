import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { envoyFiles } from '../../src/deploy/envoy/envoy-config.js';
import type { EnvoyOptions } from '../../src/deploy/envoy/options.js';
import { findEnvoy } from '../../src/dev/parts/envoy.js';
import { repoRoot, stackFolder } from '../../src/dev/paths.js';
import { runCommand } from '../../src/dev/process/run-command.js';
import { localCertificate } from '../../src/dev/proxy/certificate.js';
import { configureEnvoy, type EnvoySettings } from '../../src/dev/proxy/envoy-config.js';
import { fleetFolders, fleetOptions } from '../../src/dev/fleet/fleet-files.js';
import { exampleConfigs } from '../../src/dev/proxy/envoy-examples.js';

/** The first test of a fresh machine downloads Envoy. */
const downloadMs = 600_000;

let envoy = '';
let settings: EnvoySettings;
const folder = mkdtempSync(join(tmpdir(), 'envoy-validate-'));

beforeAll(async () => {
  envoy = await findEnvoy(() => undefined);
  const { certificateFile, keyFile } = await localCertificate(stackFolder);
  settings = {
    httpPort: 20_001,
    tlsPort: 20_002,
    adminPort: 20_003,
    temporalAddress: 'temporal.example:7233',
    certificateFile,
    keyFile,
    allowOrigins: ['http://localhost:3000', 'http://*.example:*'],
  };
}, downloadMs);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The options of an example with all files that it needs in a folder of this test. */
function within(home: string, options: EnvoyOptions): EnvoyOptions {
  const authorityFile = settings.certificateFile;
  const { auth } = options;
  return {
    ...options,
    folder: home,
    authorityFile,
    ...(typeof auth === 'object' && { auth: { ...auth, jwksAuthorityFile: authorityFile } }),
  };
}

async function validate(file: string): Promise<string> {
  return runCommand(envoy, ['--mode', 'validate', '-c', file, '--log-level', 'warning'], { cwd: repoRoot });
}

describe('Envoy', () => {
  it('accepts envoy.yaml as it is, without a warning', async () => {
    expect((await validate('envoy.yaml')).trim()).toBe("configuration 'envoy.yaml' OK");
  });

  it('accepts what the stack makes of it, without a warning', async () => {
    const file = join(folder, 'envoy.json');
    writeFileSync(file, JSON.stringify(configureEnvoy(settings)));
    expect((await validate(file)).trim()).toBe(`configuration '${file}' OK`);
  });

  const fleets = fleetFolders.map((path) => [path, fleetOptions(path)] as const);
  it.each([...Object.entries(exampleConfigs), ...fleets])('accepts %s without a warning', async (path, options) => {
    const home = join(folder, path);
    const files = envoyFiles(within(home, options));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(home, name)), { recursive: true });
      writeFileSync(join(home, name), text);
    }
    const file = join(home, 'envoy.yaml');
    expect((await validate(file)).trim()).toBe(`configuration '${file}' OK`);
  });

  it('refuses a setting that does not exist, so the tests above mean something', async () => {
    const file = join(folder, 'wrong.json');
    writeFileSync(file, JSON.stringify({ ...configureEnvoy(settings), no_such_setting: true }));
    await expect(validate(file)).rejects.toThrow('no_such_setting');
  });
});

describe('configureEnvoy', () => {
  it('exchanges ports, server, certificate and origins', () => {
    const text = JSON.stringify(configureEnvoy(settings));
    for (const port of [8080, 8443, 9901]) expect(text).not.toContain(`"port_value":${port}`);
    expect(text).toContain('{"address":"temporal.example","port_value":7233}');
    expect(text).toContain(JSON.stringify(settings.certificateFile));
    expect(text).toContain('{"exact":"http://localhost:3000"}');
    expect(text).toContain(JSON.stringify({ safe_regex: { regex: 'http://[A-Za-z0-9-]+\\.example:[A-Za-z0-9-]+' } }));
  });
});
