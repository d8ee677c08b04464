import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheSubfolder } from '../parts/cache-folder.js';
import { buildGoProgram } from '../parts/go-build.js';
import { isExecutable } from '../parts/on-path.js';
import { freePorts } from '../ports.js';
import { startPart } from '../process/part-process.js';
import { startReaper } from '../process/reaper.js';
import { step, type Log } from '../progress.js';
import { waitUntil } from '../wait-until.js';

/** The release of the official UI that is measured beside ours. */
export const officialVersion = '2.54.1';

/** The official UI, served by its own Go server. */
export interface OfficialConsole {
  readonly url: string;
  stop(): Promise<void>;
}

/** Builds the official UI's server once, into the user's cache, and starts it for a Temporal server. */
export async function startOfficialConsole(
  temporalAddress: string,
  folder: string,
  log: Log,
): Promise<OfficialConsole> {
  const program = join(cacheSubfolder('official-ui', officialVersion), 'ui-server');
  await step(
    log,
    'Official UI program',
    async (note) => {
      if (isExecutable(program)) return;
      const source = { package: 'github.com/temporalio/ui-server/v2/cmd/server', version: `v${officialVersion}` };
      await buildGoProgram({ ...source, target: program }, note);
    },
    () => program,
  );
  const [port] = (await freePorts(1)) as [number];
  mkdirSync(join(folder, 'config'), { recursive: true });
  const config = { temporalGrpcAddress: temporalAddress, host: '127.0.0.1', port, enableUi: true };
  // YAML is a superset of JSON.
  writeFileSync(join(folder, 'config', 'bench.yaml'), JSON.stringify(config));
  const url = `http://127.0.0.1:${port}`;
  const reaper = startReaper();
  const part = await startPart({
    name: 'Official UI',
    command: program,
    args: ['--root', folder, '--env', 'bench', 'start'],
    cwd: folder,
    logFile: join(folder, 'logs', 'official-ui.log'),
    reaper,
    stopTimeoutMs: 3_000,
  });
  await waitUntil('the official UI answers', () => fetch(url).then((response) => response.text()), {
    timeoutMs: 30_000,
    signal: part.crashed,
  });
  return {
    url,
    stop: async () => {
      await part.stop();
      reaper.close();
    },
  };
}
