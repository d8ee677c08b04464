import { join } from 'node:path';
import { cacheSubfolder } from './cache-folder.js';
import { buildGoProgram } from './go-build.js';
import { isExecutable, onPath } from './on-path.js';
import { downloadTemporalCli } from './temporal-cli-download.js';

/** Version of the server that we build when none is at hand. The API version of proto/ belongs to it. */
export const temporalServerVersion = '1.32.2';

/** A program that can serve Temporal on this machine. */
export interface TemporalServerProgram {
  /** `cli` takes flags (`temporal server start-dev`), `server` takes a configuration file. */
  readonly kind: 'cli' | 'server';
  readonly path: string;
}

/** What {@link findTemporalServer} is asked for. */
export interface TemporalServerWish {
  readonly signal?: AbortSignal | undefined;
  /** Only the program that takes a configuration file will do: the CLI has no options for TLS and authorization. */
  readonly configurable?: boolean;
}

/**
 * Finds a Temporal server, in this order: the CLI on PATH, a server that was built
 * before, a CLI that was downloaded before; or gets one into the cache: the CLI by
 * download, else the server by building it with Go.
 *
 * @throws Error that says what to install
 */
export async function findTemporalServer(
  note: (text: string) => void,
  { signal, configurable = false }: TemporalServerWish = {},
): Promise<TemporalServerProgram> {
  const installed = configurable ? undefined : onPath(['temporal']);
  if (installed !== undefined) return { kind: 'cli', path: installed };

  const platform = `${process.platform}-${process.arch}`;
  const server = join(cacheSubfolder('temporal-server', temporalServerVersion), `temporal-server-${platform}`);
  if (isExecutable(server)) return { kind: 'server', path: server };

  if (!configurable) {
    const cli = join(cacheSubfolder('temporal-cli'), `temporal-${platform}`);
    if (isExecutable(cli)) return { kind: 'cli', path: cli };
    if (await downloadTemporalCli(cli, note, { signal })) return { kind: 'cli', path: cli };
  }
  await buildGoProgram(
    { package: 'go.temporal.io/server/cmd/server', version: `v${temporalServerVersion}`, target: server },
    (text) => {
      note(`building Temporal server ${temporalServerVersion} once, for all later runs: ${text}`);
    },
    signal,
  );
  return { kind: 'server', path: server };
}
