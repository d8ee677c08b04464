import { readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { chromiumFlags } from '../../src/dev/parts/chromium-flags.js';

const folder = fileURLToPath(new URL('../../dist/console/', import.meta.url));
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** The plainest static host: files below a path, 404 for the rest, no fallback to index.html, no config.json. */
let server: Server;
let url: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    const name = path.startsWith('/deep/er/') ? path.slice('/deep/er/'.length) || 'index.html' : undefined;
    const file = name === undefined ? undefined : join(folder, name);
    if (file === undefined || !statSync(file, { throwIfNoEntry: false })?.isFile()) response.writeHead(404).end();
    else
      response
        .writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
        .end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/deep/er/`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

describe('the build on a plain static host, below a path, without config.json', () => {
  it('connects and lists, by HTTP/2 too', async () => {
    const { chromium: executablePath, envoyTlsUrl, certificateSpki } = inject('stack');
    const browser = await chromium.launch({
      executablePath,
      args: chromiumFlags(certificateSpki),
    });
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy|Trusted/.test(message.text())) problems.push(message.text());
    });

    await page.goto(url);
    await page.getByLabel('Proxy address').fill(envoyTlsUrl);
    await page.getByLabel('Namespace', { exact: true }).fill('default');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('heading', { name: 'Workflows', level: 1 }).waitFor();

    const protocols = await page.evaluate(
      (prefix) =>
        performance.getEntriesByType('resource').flatMap((entry) => {
          const { name, nextHopProtocol } = entry as PerformanceResourceTiming;
          return name.startsWith(prefix) ? [nextHopProtocol] : [];
        }),
      envoyTlsUrl,
    );
    expect(new Set(protocols)).toEqual(new Set(['h2']));
    expect(problems).toEqual([]);
    await browser.close();
  });
});
