import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ConsoleUnderTest, type OpenConsole, screens } from './console-page.js';

const { envoyUrl } = inject('stack');
let console: ConsoleUnderTest;
const servers: Server[] = [];
beforeAll(async () => {
  console = await ConsoleUnderTest.start();
});
afterAll(async () => {
  await console.stop();
  for (const server of servers) server.close();
});

/** A server that is not the proxy. @returns its address */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A port that nothing listens on. */
async function closedPort(): Promise<string> {
  const address = await serve(() => undefined);
  const server = servers.pop()!;
  await new Promise((resolve) => server.close(resolve));
  return address;
}

const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'access-control-expose-headers': '*',
};

/** Preflights succeed, so that the page may read what the call itself gets. */
function answer({ method }: IncomingMessage, status: number): number {
  return method === 'OPTIONS' ? 204 : status;
}

async function connect(
  app: OpenConsole,
  values: { address?: string; namespace?: string; apiKey?: string },
): Promise<void> {
  const { page } = app;
  if (values.address !== undefined) await page.getByLabel('Proxy address').fill(values.address);
  if (values.namespace !== undefined) await page.getByLabel('Namespace', { exact: true }).fill(values.namespace);
  if (values.apiKey !== undefined) await page.getByLabel(/^API key/).fill(values.apiKey);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
}

describe.each(screens)('the connect screen, $name', (screen) => {
  const wrong: { what: string; address: () => Promise<string>; says: RegExp }[] = [
    { what: 'host:port of Temporal', address: async () => '127.0.0.1:7233', says: /URL of the gRPC-Web proxy/ },
    { what: 'the port of Temporal', address: async () => 'http://127.0.0.1:7233', says: /Port 7233 is where Temporal/ },
    { what: 'nothing listens', address: closedPort, says: /No answer from/ },
    {
      what: 'a web page',
      address: () =>
        serve((request, response) =>
          response.writeHead(answer(request, 200), { ...cors, 'content-type': 'text/html' }).end('<h1>Hi</h1>'),
        ),
      says: /text\/html instead of gRPC-Web/,
    },
    {
      what: 'a host of static files',
      address: () => serve((request, response) => response.writeHead(answer(request, 405), cors).end()),
      says: /A web server answers there/,
    },
    {
      what: 'no CORS',
      address: () =>
        serve((_request, response) => response.writeHead(200, { 'content-type': 'application/grpc-web+proto' }).end()),
      says: /CORS settings allow the origin/,
    },
    {
      what: 'a proxy without its server',
      address: () => serve((request, response) => response.writeHead(answer(request, 503), cors).end()),
      says: /cannot reach Temporal/,
    },
    {
      what: 'an expired key',
      address: () => serve((request, response) => response.writeHead(answer(request, 401), cors).end()),
      says: /valid API key/,
    },
  ];
  it.each(wrong)('says what is wrong: $what', async ({ what, address, says }) => {
    const app = await console.open(screen, '#/connect');
    const value = await address();
    await connect(app, { address: value });
    await app.page.getByText(says).first().waitFor();
    // What was typed stays.
    expect(await app.page.getByLabel('Proxy address').inputValue()).toBe(value);
    await app.shot(`connect-${what.replaceAll(/\W+/g, '-')}`);
    await app.close();
  });

  it('says that a Namespace does not exist, beside its field', async () => {
    const app = await console.open(screen, '#/connect');
    await connect(app, { address: envoyUrl, namespace: 'no-such-namespace' });
    await app.page
      .getByText(/no-such-namespace/)
      .first()
      .waitFor();
    expect(await app.page.getByLabel('Namespace', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    await app.shot('connect-unknown-namespace');
    await app.close();
  });

  it('connects, and keeps an API key in memory only', async () => {
    const app = await console.open(screen, '#/connect');
    const { page } = app;
    await connect(app, { address: envoyUrl, namespace: 'default', apiKey: 'a-very-secret-key' });
    await page.getByRole('heading', { name: 'Workflows', level: 1 }).waitFor();
    const stored = await page.evaluate(async () =>
      JSON.stringify([
        Object.entries(localStorage),
        Object.entries(sessionStorage),
        document.cookie,
        location.href,
        (await indexedDB.databases()).map(({ name }) => name),
      ]),
    );
    expect(stored).not.toContain('secret');
    await page.reload();
    await page.getByText(/used an API key/).waitFor();
    await app.shot('connect-key-again');
    await app.close();
  });
});
