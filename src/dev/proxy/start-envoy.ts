import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPart, type PartProcess } from '../process/part-process.js';
import type { Reaper } from '../process/reaper.js';
import { configureEnvoy, type EnvoySettings } from './envoy-config.js';

/** Writes envoy.yaml with these settings into `folder` and runs Envoy with it. */
export async function startEnvoy(
  program: string,
  settings: EnvoySettings,
  options: { readonly folder: string; readonly reaper: Reaper },
): Promise<PartProcess> {
  mkdirSync(options.folder, { recursive: true });
  const configFile = join(options.folder, 'envoy.json');
  writeFileSync(configFile, `${JSON.stringify(configureEnvoy(settings), null, 2)}\n`);
  return startPart({
    name: 'Envoy',
    command: program,
    // Hot restart would share memory between every Envoy of this machine.
    args: ['-c', configFile, '--disable-hot-restart', '--concurrency', '2', '--log-level', 'warning'],
    logFile: join(options.folder, 'logs', 'envoy.log'),
    reaper: options.reaper,
    stopTimeoutMs: 3_000,
  });
}
