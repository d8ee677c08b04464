import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../paths.js';
import { type LockedPackage, lockedWithAllNeeded } from './package-lock.js';
import { stubSources } from './stubs.js';

/** What the package asks npm to install, and what it needs a page to have. Peers that are optional are left out. */
export function installedWithPackage(): LockedPackage[] {
  const { dependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(
    readFileSync(join(repoRoot, 'package.json'), 'utf8'),
  ) as Record<'dependencies' | 'peerDependencies' | 'peerDependenciesMeta', Record<string, { optional?: boolean }>>;
  const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
  return lockedWithAllNeeded([...Object.keys(dependencies), ...peers]);
}

/** What stands in the code of the package or the console, below a heading of level 2. */
function stubsText(): string {
  const sources = stubSources();
  const rows = sources.map(({ name, paths, license }) => `| ${name} | \`${paths}\` | ${license} |`);
  const texts = [...new Map(sources.map(({ license, text }) => [license, text]))];
  return `## Generated code

From definitions of others:

| what | folders | licence |
| --- | --- | --- |
${rows.join('\n')}

${texts.map(([license, text]) => `### ${license}\n\n\`\`\`text\n${text}\n\`\`\``).join('\n\n')}
`;
}

/** Writes `licenses.md` of the package: what is in it, and what is installed with it. */
export function writePackageLicenses(dist: string): void {
  const rows = installedWithPackage().map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`);
  writeFileSync(
    join(dist, 'licenses.md'),
    `# Licences

temporal-web-client is under the MIT licence (\`LICENSE\`). No code of other packages is in it.

## Installed with it

Versions are those that it is tested with.

| package | version | licence |
| --- | --- | --- |
${rows.join('\n')}

${stubsText()}`,
  );
}

/** Adds the generated code to the `licenses.md` that the bundler has written of the packages in the console. */
export function addStubLicenses(folder: string): void {
  appendFileSync(join(folder, 'licenses.md'), `\n${stubsText()}`);
}

/**
 * The packages whose code is in a build of the console, as the bundler has listed them.
 *
 * @param folder of the build
 */
export function packagesInConsole(folder: string): LockedPackage[] {
  const text = readFileSync(join(folder, 'licenses.md'), 'utf8');
  return [...text.matchAll(/^## (\S+) - (\d\S*)(?: \((.+)\))?$/gm)].map(([, name = '', version = '', license]) => ({
    name,
    version,
    ...(license !== undefined && { license }),
  }));
}
