import { join } from 'node:path';
import { cacheSubfolder } from './cache-folder.js';
import { buildGoProgram } from './go-build.js';
import { isExecutable, onPath } from './on-path.js';

/** Version of the server that we build when none is at hand. The API version of proto/ belongs to it. */
export const temporalServerVersion = '1.32.2';

/** A program that can serve Temporal on this machine. */
export interface TemporalServerProgram {
  /** `cli` takes flags (`temporal server start-dev`), `server` takes a configuration file. */
  readonly kind: 'cli' | 'server';
  readonly path: string;
}

/** Finds a Temporal server, or builds one into the cache. @throws Error that says what to install */
export async function findTemporalServer(
  note: (text: string) => void,
  signal?: AbortSignal,
): Promise<TemporalServerProgram> {
  const cli = onPath(['temporal']);
  if (cli !== undefined) return { kind: 'cli', path: cli };

  const folder = cacheSubfolder('temporal-server', temporalServerVersion);
  const cached = join(folder, `temporal-server-${process.platform}-${process.arch}`);
  if (!isExecutable(cached)) {
    await buildGoProgram(
      { package: 'go.temporal.io/server/cmd/server', version: `v${temporalServerVersion}`, target: cached },
      (text) => {
        note(`building Temporal server ${temporalServerVersion} once, for all later runs: ${text}`);
      },
      signal,
    );
  }
  return { kind: 'server', path: cached };
}
