import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';
import { createGzip } from 'node:zlib';
import {
  askedEachTime,
  assetsPath,
  cachedForever,
  type Headers,
  securityHeaders,
} from '../../deploy/hosting/headers.js';
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
  /** Without a slash at the end. */
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

/** Pictures and fonts are compressed by their own formats. */
const compressible = new Set(['.css', '.html', '.js', '.json', '.map', '.svg', '.webmanifest']);

/**
 * Serves the built console on loopback, as any static host would, and beside it a
 * `config.json` for this stack. The build itself stays free of addresses.
 */
export async function serveConsole(options: {
  /** 0 for any free one. */
  readonly port: number;
  /** Where the console lies, slashes at both ends; outside of it is nothing. @default '/' */
  readonly base?: string;
  readonly config: ConsoleConfig;
  /** @default dist/console */
  readonly folder?: string;
  /**
   * Headers for a path in the console's folder.
   *
   * @default those that deploy/hosting has for any host
   */
  readonly headersOf?: (path: string) => Headers;
}): Promise<ConsoleServer> {
  const folder = options.folder ?? consoleFolder;
  const base = options.base ?? '/';
  const { address, namespace } = options.config;
  const config = JSON.stringify({ ...options.config, profiles: [{ name: 'local', address, namespace }] }, null, 2);
  const headersOf = options.headersOf ?? defaultHeaders;
  const server = createServer((request, response) => {
    const full = new URL(request.url ?? '/', 'http://console').pathname;
    const path = full.startsWith(base) ? full.slice(base.length - 1) : undefined;
    if (path === undefined) {
      nothingThere(response);
      return;
    }
    for (const [name, value] of Object.entries(headersOf(path))) response.setHeader(name, value);
    if (path === '/config.json') response.writeHead(200, { 'content-type': types['.json'] }).end(config);
    else serveFile(folder, path, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}${base.slice(0, -1)}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function nothingThere(response: ServerResponse): void {
  response
    .writeHead(404, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    .end('There is no such file in the console.\n');
}

function serveFile(folder: string, path: string, request: IncomingMessage, response: ServerResponse): void {
  const file = fileFor(folder, path);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
  } else if (file === undefined) {
    nothingThere(response);
  } else {
    const extension = extname(file);
    const zipped = compressible.has(extension) && /\bgzip\b/.test(String(request.headers['accept-encoding']));
    response.writeHead(200, {
      'content-type': types[extension] ?? 'application/octet-stream',
      vary: 'accept-encoding',
      ...(zipped ? { 'content-encoding': 'gzip' } : {}),
    });
    if (request.method === 'HEAD') response.end();
    else if (zipped) createReadStream(file).pipe(createGzip()).pipe(response);
    else createReadStream(file).pipe(response);
  }
}

/** The file that a path means. Undefined if there is none, or if it lies outside of the folder. */
function fileFor(folder: string, encoded: string): string | undefined {
  let path: string;
  try {
    path = normalize(decodeURIComponent(encoded));
  } catch {
    return undefined;
  }
  const file = join(folder, path.endsWith(sep) ? join(path, 'index.html') : path);
  return file.startsWith(folder + sep) && existsSync(file) && statSync(file).isFile() ? file : undefined;
}

/** The build puts a hash into the names below assets/: what has such a name never changes. */
function defaultHeaders(path: string): Headers {
  return { ...securityHeaders(), 'cache-control': path.includes(assetsPath) ? cachedForever : askedEachTime };
}
