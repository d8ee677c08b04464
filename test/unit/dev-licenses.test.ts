import { describe, expect, it } from 'vitest';
import { allowedLicenses, isAllowed } from '../../src/dev/licenses/allowed.js';
import { installedWithPackage } from '../../src/dev/licenses/license-documents.js';
import { lockedWithAllNeeded } from '../../src/dev/licenses/package-lock.js';
import { stubSources } from '../../src/dev/licenses/stubs.js';
import { importedPackages } from '../fixtures/imported-packages.js';

/** Of what is published, and of the console. */
const shipped = ['app', 'bin', 'client', 'deploy', 'elements', 'live', 'otel', 'query', 'svelte', 'testing'].map(
  (name) => `src/${name}`,
);

describe('licences of what is shipped', () => {
  it('are on the list: of all that its sources import, and of what that brings along', () => {
    const imported = importedPackages(shipped);
    expect([...imported]).toEqual(expect.arrayContaining(['@bufbuild/protobuf', '@codemirror/view', 'svelte']));
    const packages = lockedWithAllNeeded(imported);
    expect(packages.length).toBeGreaterThan(imported.size);
    expect(packages.filter(({ license }) => !isAllowed(license))).toEqual([]);
  });

  it('are on the list: of what is installed with the package', () => {
    const packages = installedWithPackage();
    expect(packages.map(({ name }) => name)).toEqual(['@bufbuild/protobuf', '@connectrpc/connect', 'smol-toml']);
    expect(packages.filter(({ license }) => !isAllowed(license))).toEqual([]);
  });

  it('are on the list: of the definitions that code is generated from, with their texts', () => {
    for (const { name, license, text } of stubSources()) {
      expect(allowedLicenses, name).toContain(license);
      expect(text, name).toMatch(
        license === 'MIT' ? /MIT License[^]*Temporal Technologies/ : /Apache License\s+Version 2\.0/,
      );
    }
  });
});

describe('the list', () => {
  it.each(['MIT', '(MIT)', '(Apache-2.0 AND BSD-3-Clause)', '(GPL-3.0-only OR MIT)'])('lets %s in', (expression) => {
    expect(isAllowed(expression)).toBe(true);
  });

  it.each([
    undefined,
    '',
    'GPL-3.0-only',
    'MIT AND GPL-3.0-only',
    'UNLICENSED',
    'SEE LICENSE IN x',
    'MIT AND (ISC OR X)',
  ])('keeps %s out', (expression) => {
    expect(isAllowed(expression)).toBe(false);
  });
});
