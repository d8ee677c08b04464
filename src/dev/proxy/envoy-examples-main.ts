/** `npm run envoy:write`: writes envoy.yaml, deploy/envoy and the Envoys of fleets from their options, and docs/roles.md. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { envoyConfig } from '../../deploy/envoy/envoy-config.js';
import { fleetFiles } from '../fleet/fleet-files.js';
import { exampleConfigs } from './envoy-examples.js';
import { roleDocument } from './role-table.js';
import { repoRoot } from '../paths.js';

const configs = Object.entries(exampleConfigs).map(([path, options]) => [path, envoyConfig(options)] as const);
for (const [path, text] of [...configs, ...Object.entries(fleetFiles()), ['docs/roles.md', roleDocument()] as const]) {
  const file = join(repoRoot, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`  ${path}`);
}
