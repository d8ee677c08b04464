import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { envoyFiles } from '../../deploy/envoy/envoy-config.js';
import type { EnvoyOptions } from '../../deploy/envoy/options.js';
import { repoRoot } from '../paths.js';

/** Folders with the Envoy of a fleet: `options.json`, and what is made from it. */
export const fleetFolders = ['deploy/compose/envoy', 'deploy/kubernetes/envoy'] as const;

/** `options.json` of one of {@link fleetFolders}. */
export function fleetOptions(folder: (typeof fleetFolders)[number]): EnvoyOptions {
  return JSON.parse(readFileSync(join(repoRoot, folder, 'options.json'), 'utf8')) as EnvoyOptions;
}

/** The configurations of Envoy in {@link fleetFolders}, by path: what `envoy --options options.json --out FOLDER` writes. */
export function fleetFiles(): Record<string, string> {
  const files = fleetFolders.flatMap((folder) =>
    Object.entries(envoyFiles(fleetOptions(folder))).map(([name, text]) => [`${folder}/${name}`, text] as const),
  );
  return Object.fromEntries(files);
}
