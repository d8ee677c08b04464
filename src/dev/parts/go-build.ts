import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CommandError, runCommand } from '../process/run-command.js';
import { onPath } from './on-path.js';

/** A Go program to build from its module. */
export interface GoProgram {
  /** Import path of the main package, for example `go.temporal.io/server/cmd/server`. */
  readonly package: string;
  /** Module version, for example `v1.32.2`. */
  readonly version: string;
  /** Where the finished program goes. Appears only when complete. */
  readonly target: string;
}

/**
 * Builds a Go program with `go install`, which also fetches the Go version that
 * the module asks for.
 *
 * @throws Error that says what to install or change when Go or the network is missing
 */
export async function buildGoProgram(
  program: GoProgram,
  note: (text: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const go = onPath(['go']);
  const shown = `${program.package}@${program.version}`;
  if (go === undefined) {
    throw new Error(
      `Go is not installed, and it is needed to build ${shown}. Do one of these and run the command again:\n` +
        '  - install Go 1.21 or newer: https://go.dev/doc/install\n' +
        '  - install the Temporal CLI, which brings a server: https://docs.temporal.io/cli#install\n' +
        '  - use a server that runs already: npm start -- --server HOST:PORT',
    );
  }
  // Built beside the target, then renamed: two builds at once cannot spoil each other's result.
  const folder = mkdtempSync(join(dirname(program.target), 'build-'));
  let packages = 0;
  let downloads = 0;
  try {
    await runCommand(go, ['install', '-v', '-ldflags=-s -w', shown], {
      signal,
      env: { GOBIN: folder, GOTOOLCHAIN: 'auto', CGO_ENABLED: '0', GOFLAGS: '-mod=mod' },
      onLine: (line) => {
        if (line.startsWith('go: downloading')) note(`${++downloads} modules downloaded`);
        else if (!line.startsWith('go: ')) note(`${++packages} packages compiled`);
      },
    });
    renameSync(join(folder, program.package.slice(program.package.lastIndexOf('/') + 1)), program.target);
  } catch (error) {
    throw explain(error, shown);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function explain(error: unknown, shown: string): unknown {
  if (!(error instanceof CommandError)) return error;
  if (/no such host|dial tcp|i\/o timeout|connection refused|network is unreachable/.test(error.output)) {
    return new Error(
      `${shown} could not be downloaded: no network, or no way to the Go module proxy (see GOPROXY in \`go env\`).\n` +
        `To go on without it, use a server that runs already: npm start -- --server HOST:PORT\n${error.message}`,
      { cause: error },
    );
  }
  return new Error(`${shown} could not be built.\n${error.message}`, { cause: error });
}
