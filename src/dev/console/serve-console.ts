import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';
import { consoleFolder } from './build-console.js';

/** What `config.json` beside the console's index.html tells it. */
export interface ConsoleConfig {
  /** URL of Envoy. */
  readonly address: string;
  readonly namespace: string;
  readonly taskQueue: string;
}

/** A running web server for the console. */
export interface ConsoleServer {
  readonly url: string;
  stop(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
};

/**
 * Serves the built console on loopback, as any static host would, and beside it a
 * `config.json` for this stack. The build itself stays free of addresses.
 */
export async function serveConsole(options: {
  /** 0 for any free one. */
  readonly port: number;
  readonly config: ConsoleConfig;
  /** @default dist/console */
  readonly folder?: string;
}): Promise<ConsoleServer> {
  const folder = options.folder ?? consoleFolder;
  const { address, namespace } = options.config;
  const config = JSON.stringify({ ...options.config, profiles: [{ name: 'local', address, namespace }] }, null, 2);
  const server = createServer((request, response) => {
    if (new URL(request.url ?? '/', 'http://console').pathname === '/config.json') {
      response.writeHead(200, headers('.json', false)).end(config);
    } else serveFile(folder, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function serveFile(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const file = fileFor(folder, request.url ?? '/');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
  } else if (file === undefined) {
    response
      .writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
      .end('There is no such file in the console.\n');
  } else {
    // Vite puts a hash into the names below assets/: what has such a name never changes.
    response.writeHead(200, headers(extname(file), file.includes(`${sep}assets${sep}`)));
    if (request.method === 'HEAD') response.end();
    else createReadStream(file).pipe(response);
  }
}

/** The file that a URL means. Undefined if there is none, or if it lies outside of the folder. */
function fileFor(folder: string, url: string): string | undefined {
  let path: string;
  try {
    path = normalize(decodeURIComponent(new URL(url, 'http://console').pathname));
  } catch {
    return undefined;
  }
  const file = join(folder, path.endsWith(sep) ? join(path, 'index.html') : path);
  return file.startsWith(folder + sep) && existsSync(file) && statSync(file).isFile() ? file : undefined;
}

function headers(extension: string, immutable: boolean): Record<string, string> {
  return {
    'content-type': types[extension] ?? 'application/octet-stream',
    'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
}
