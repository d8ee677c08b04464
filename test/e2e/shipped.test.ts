import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { consoleFolder } from '../../src/dev/console/build-console.js';
import { isAllowed } from '../../src/dev/licenses/allowed.js';
import { packagesInConsole } from '../../src/dev/licenses/license-documents.js';
import { lockedWithAllNeeded } from '../../src/dev/licenses/package-lock.js';
import { type Sbom, shippedSboms } from '../../src/dev/licenses/sbom.js';
import { importedPackages } from '../fixtures/imported-packages.js';

/** The console, and the parts of the library that it is built with. */
const sources = ['src/app', 'src/client', 'src/live', 'src/query'];
const namesOf = (packages: readonly { name: string }[]): string[] => packages.map(({ name }) => name).sort();

describe('the build of the console', () => {
  const packages = packagesInConsole(consoleFolder);

  it('holds what its sources import, and nothing but what that needs', () => {
    const imported = [...importedPackages(sources)];
    const names = namesOf(packages);
    expect(imported.filter((name) => !names.includes(name))).toEqual([]);
    const possible = namesOf(lockedWithAllNeeded(imported));
    expect(names.filter((name) => !possible.includes(name))).toEqual([]);
  });

  it('holds nothing whose licence is not on the list, and the texts of those', () => {
    expect(packages.filter(({ license }) => !isAllowed(license))).toEqual([]);
    const text = readFileSync(join(consoleFolder, 'licenses.md'), 'utf8');
    for (const words of ['Temporal Technologies', 'Svelte', 'Apache License', 'Marijn Haverbeke', 'Lucide']) {
      expect(text).toContain(words);
    }
  });
});

describe('the bills of materials', () => {
  let sboms: Record<'package' | 'console', Sbom>;
  beforeAll(async () => {
    sboms = await shippedSboms(consoleFolder);
  }, 60_000);

  it('of the package has what npm installs with it', () => {
    expect(namesOf(sboms.package.components)).toEqual(['@bufbuild/protobuf', '@connectrpc/connect', 'smol-toml']);
    expect(sboms.package.metadata.component).toMatchObject({ type: 'library', name: 'temporal-web-client' });
  });

  it('of the console has the packages whose code is in the build', () => {
    expect(namesOf(sboms.console.components)).toEqual(namesOf(packagesInConsole(consoleFolder)));
    expect(sboms.console.metadata.component).toMatchObject({
      type: 'application',
      name: 'temporal-web-client-console',
    });
  });

  it('name each with address, hash and licence, and only each other', () => {
    for (const { bomFormat, metadata, components, dependencies } of Object.values(sboms)) {
      expect(bomFormat).toBe('CycloneDX');
      for (const { name, version, purl, hashes, licenses } of components) {
        expect(purl).toBe(`pkg:npm/${name.replace('@', '%40')}@${version}`);
        expect(hashes?.[0], name).toMatchObject({ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) });
        expect(licenses, name).not.toEqual([]);
      }
      const refs = [metadata.component, ...components].map((component) => component['bom-ref']).sort();
      expect(dependencies.map(({ ref }) => ref).sort()).toEqual(refs);
      expect(dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !refs.includes(ref))).toEqual([]);
    }
  });
});
