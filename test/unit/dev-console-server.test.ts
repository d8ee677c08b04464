import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveConsole, type ConsoleServer } from '../../src/dev/console/serve-console.js';
import { freePorts } from '../../src/dev/ports.js';

const home = mkdtempSync(join(tmpdir(), 'console-'));
const folder = join(home, 'console');
let port = 0;
let server: ConsoleServer;

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(home, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'index-abc.js'), 'export {};');
  [port = 0] = await freePorts(1);
  server = await serveConsole({
    port,
    folder,
    config: { address: 'http://127.0.0.1:8080', namespace: 'default', taskQueue: 'samples' },
  });
});

afterAll(async () => {
  await server.stop();
  rmSync(home, { recursive: true });
});

/** Asks for a path exactly as written; `fetch` would tidy it up first. */
async function get(
  path: string,
  method = 'GET',
): Promise<{ status: number | undefined; type: string; cache: string; body: string }> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, method }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('end', () => {
        const { 'content-type': type = '', 'cache-control': cache = '' } = response.headers;
        resolve({ status: response.statusCode, type, cache, body });
      });
    });
    call.once('error', reject);
    call.end();
  });
}

describe('the web server of a console below a path', () => {
  it('has it there, with its config.json, and nothing outside', async () => {
    const config = { address: 'http://127.0.0.1:8080', namespace: 'default', taskQueue: 'samples' };
    const below = await serveConsole({ port: 0, base: '/console/', folder, config });
    expect(below.url).toMatch(/^http:\/\/localhost:\d+\/console$/);
    const status = async (path: string) => (await fetch(new URL(path, below.url))).status;
    expect(await status('/console/')).toBe(200);
    expect(await status('/console/config.json')).toBe(200);
    for (const path of ['/', '/config.json', '/console', '/consoles/']) expect(await status(path)).toBe(404);
    await below.stop();
  });
});

describe('the web server of the console', () => {
  it.each(['/', '/index.html', '/?x=1'])('gives the page for %s, to be asked for again each time', async (path) => {
    const answer = await get(path);
    expect(answer).toMatchObject({ status: 200, body: '<!doctype html>', cache: 'no-cache' });
    expect(answer.type).toContain('text/html');
  });

  it('gives what has a hash in its name for good', async () => {
    const answer = await get('/assets/index-abc.js');
    expect(answer.type).toContain('text/javascript');
    expect(answer.cache).toContain('immutable');
  });

  it('compresses texts for whoever can read it', async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/assets/index-abc.js`, {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(await answer.text()).toBe('export {};');
    const plain = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
  });

  it('tells the page where Envoy is', async () => {
    expect(JSON.parse((await get('/config.json')).body)).toEqual({
      address: 'http://127.0.0.1:8080',
      namespace: 'default',
      taskQueue: 'samples',
      profiles: [{ name: 'local', address: 'http://127.0.0.1:8080', namespace: 'default' }],
    });
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/%',
    '/nothing',
    '/assets',
  ])('has nothing at %s', async (path) => {
    const { status, body } = await get(path);
    expect(status).toBe(404);
    expect(body).not.toContain('secret');
  });

  it('takes no other method', async () => {
    expect((await get('/', 'POST')).status).toBe(405);
  });
});
