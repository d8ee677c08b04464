import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../paths.js';
import { runCommand } from '../process/run-command.js';
import { installedWithPackage, packagesInConsole } from './license-documents.js';
import type { LockedPackage } from './package-lock.js';

interface Component {
  'bom-ref': string;
  type: string;
  name: string;
  version: string;
  scope?: string;
  purl?: string;
  properties?: { name: string; value: string }[];
  hashes?: { alg: string; content: string }[];
  licenses?: { license?: { id: string }; expression?: string }[];
}

/** A bill of materials as CycloneDX has it; only what is read here. */
export interface Sbom {
  bomFormat: 'CycloneDX';
  serialNumber: string;
  metadata: { component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

/**
 * Bills of materials of what is shipped. npm lists everything that is installed here, of which the most are tools; the console is
 * built from what npm takes for tools. So its list is cut to what is in each of the two.
 *
 * @param consoleFolder with a build of the console
 * @throws Error when something that is shipped is not in npm's list
 */
export async function shippedSboms(consoleFolder: string): Promise<Record<'package' | 'console', Sbom>> {
  const text = await runCommand('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
    cwd: repoRoot,
  });
  const all = JSON.parse(text) as Sbom;
  const { name, version } = JSON.parse(readFileSync(join(repoRoot, 'package.json'), 'utf8')) as LockedPackage;
  return {
    package: cut(all, installedWithPackage(), { type: 'library', name, version }),
    console: cut(all, packagesInConsole(consoleFolder), { type: 'application', name: `${name}-console`, version }),
  };
}

function cut(all: Sbom, shipped: readonly LockedPackage[], root: Pick<Component, 'type' | 'name' | 'version'>): Sbom {
  const ref = `${root.name}@${root.version}`;
  const refs = new Set(shipped.map(({ name, version }) => `${name}@${version}`));
  const components = all.components.filter(({ name, version }) => refs.has(`${name}@${version}`));
  const missing = [...refs].filter((one) => !components.some((component) => component['bom-ref'] === one));
  if (missing.length > 0) throw new Error(`npm sbom does not list ${missing.join(', ')}.`);
  return {
    ...all,
    serialNumber: `urn:uuid:${crypto.randomUUID()}`,
    metadata: {
      ...all.metadata,
      component: { ...all.metadata.component, ...root, 'bom-ref': ref, purl: `pkg:npm/${ref}` },
    },
    // "Development" is said of what the console is built from: here it is a part like any other.
    components: components.map((component) => ({ ...component, scope: 'required', properties: [] })),
    dependencies: [
      { ref, dependsOn: [...refs] },
      ...all.dependencies
        .filter((one) => refs.has(one.ref))
        .map((one) => ({ ref: one.ref, dependsOn: one.dependsOn.filter((other) => refs.has(other)) })),
    ],
  };
}
