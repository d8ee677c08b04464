import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cacheFolder } from '../../src/dev/parts/cache-folder.js';
import { onPath } from '../../src/dev/parts/on-path.js';
import { localCertificate, spkiFingerprint } from '../../src/dev/proxy/certificate.js';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parts-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe('the cache folder', () => {
  it('follows XDG_CACHE_HOME', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/x' }, 'linux')).toBe(join('/x', 'temporal-web-client'));
  });

  it('is below ~/.cache on Linux', () => {
    expect(cacheFolder({}, 'linux')).toBe(join(homedir(), '.cache', 'temporal-web-client'));
  });

  it('is below ~/Library/Caches on macOS', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '' }, 'darwin')).toBe(
      join(homedir(), 'Library', 'Caches', 'temporal-web-client'),
    );
  });
});

describe('onPath', () => {
  it('finds the first name that is a program, in the order of the names', () => {
    const folder = temporaryFolder();
    for (const name of ['first', 'second', 'text']) writeFileSync(join(folder, name), '');
    chmodSync(join(folder, 'first'), 0o755);
    chmodSync(join(folder, 'second'), 0o755);
    const path = ['/nowhere', '', folder].join(delimiter);
    expect(onPath(['missing', 'text', 'second', 'first'], path)).toBe(join(folder, 'second'));
    expect(onPath(['missing', 'text'], path)).toBe(undefined);
  });
});

describe('the certificate for localhost', () => {
  it('is made once and then kept', async () => {
    const folder = temporaryFolder();
    const made = await localCertificate(folder);
    const again = await localCertificate(folder);
    expect(again).toEqual(made);
    expect(spkiFingerprint(readFileSync(made.certificateFile, 'utf8'))).toBe(made.spki);
  });

  it('is made anew when it is not for localhost', async () => {
    const folder = temporaryFolder();
    const made = await localCertificate(folder);
    writeFileSync(made.certificateFile, readFileSync(made.authorityFile ?? ''));
    expect((await localCertificate(folder)).spki).not.toBe(made.spki);
  });
});
