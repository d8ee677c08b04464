import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where downloaded and built parts are kept between runs and checkouts, by the
 * platform's convention. `npm start` puts nothing anywhere else on the machine.
 */
export function cacheFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const name = 'temporal-web-client';
  const xdg = env['XDG_CACHE_HOME'];
  if (xdg !== undefined && xdg !== '') return join(xdg, name);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', name);
  return join(homedir(), '.cache', name);
}

/** Like {@link cacheFolder}, below it, and made if missing. */
export function cacheSubfolder(...path: string[]): string {
  const folder = join(cacheFolder(), ...path);
  mkdirSync(folder, { recursive: true });
  return folder;
}
