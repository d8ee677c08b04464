/** `npm run sbom`: writes `dist/sbom/package.cdx.json` and `console.cdx.json`, of what is shipped. Builds the console if need be. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildConsole, consoleFolder } from '../console/build-console.js';
import { repoRoot } from '../paths.js';
import { shippedSboms } from './sbom.js';

await buildConsole();
const folder = join(repoRoot, 'dist/sbom');
mkdirSync(folder, { recursive: true });
for (const [name, sbom] of Object.entries(await shippedSboms(consoleFolder))) {
  writeFileSync(join(folder, `${name}.cdx.json`), `${JSON.stringify(sbom, null, 2)}\n`);
  console.log(`  dist/sbom/${name}.cdx.json: ${sbom.components.length} components`);
}
