import { existsSync, readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer, preview } from 'vite';
import { repoRoot } from './paths.js';
import { runCommand } from './process/run-command.js';

const folder = join(repoRoot, 'examples', 'pages');
const configFile = join(folder, 'vite.config.ts');

/** The variable in which Vite hands the address of the proxy on to the pages. */
const addressVariable = 'VITE_TEMPORAL_ADDRESS';

/** The port that envoy.yaml lets call from, beside the console's. */
export const pagesPort = 4173;

/** A web server for the example pages. */
export interface PagesServer {
  /** With a slash at its end; a page is at `URL` + name + `/`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Names of the example pages, in order. */
export function pageNames(): string[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'index.html')))
    .sort();
}

/**
 * Serves the pages from their sources, as while somebody works on them.
 *
 * @param port 0 for any free one
 * @throws Error when the port is taken
 */
export async function servePages(address: string, port: number): Promise<PagesServer> {
  process.env[addressVariable] = address;
  const server = await createServer({
    configFile,
    logLevel: 'warn',
    server: { host: 'localhost', port, strictPort: true },
  });
  await server.listen();
  return { url: urlOf(server.httpServer?.address()), stop: () => server.close() };
}

/** Builds the pages for the proxy at `address` and serves what came of it on a free port. */
export async function serveBuiltPages(address: string, outDir: string): Promise<PagesServer> {
  await runCommand(
    process.execPath,
    [join(repoRoot, 'node_modules/vite/bin/vite.js'), 'build', folder, '--outDir', outDir],
    { cwd: repoRoot, env: { [addressVariable]: address } },
  );
  const server = await preview({ configFile, build: { outDir }, preview: { host: 'localhost', port: 0 } });
  return { url: urlOf(server.httpServer.address()), stop: () => server.close() };
}

function urlOf(address: AddressInfo | string | null | undefined): string {
  return `http://localhost:${(address as AddressInfo).port}/`;
}
