import { build } from 'esbuild';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type * as Finder from '../security/secrets/finder.js';
import { type FaultyServer, startFaultyServer } from '../security/secrets/faulty-server.js';
import { leaksIn } from '../security/secrets/texts.js';
import { ConsoleUnderTest, type OpenConsole, screens, workflowsHash } from './console-page.js';

declare global {
  // What the bundle of finder.ts is called in the page.
  var finder: typeof Finder;
}

const { envoyUrl, namespace } = inject('stack');
const key = `key-${randomBytes(24).toString('hex')}`;
let app: ConsoleUnderTest;
let faulty: FaultyServer;
let finderScript: string;

beforeAll(async () => {
  app = await ConsoleUnderTest.start();
  faulty = await startFaultyServer();
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../security/secrets/finder.ts', import.meta.url))],
    bundle: true,
    format: 'iife',
    globalName: 'finder',
    footer: { js: 'globalThis.finder = finder; finder.watch();' },
    write: false,
  });
  finderScript = outputFiles[0]!.text;
});

afterAll(async () => {
  await app.stop();
  await faulty.stop();
});

/** Fills in the form and waits for what `says`. */
async function connect({ page }: OpenConsole, address: string, says: RegExp): Promise<void> {
  await page.getByLabel('Proxy address').fill(address);
  await page.getByLabel('Namespace', { exact: true }).fill(namespace);
  await page.getByLabel(/^API key/).fill(key);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByText(says).first().waitFor();
}

describe('an API key in the console', () => {
  it('is nowhere but in its field, whatever becomes of the connection', async () => {
    const open = await app.open(screens[0], '#/connect');
    const { page, context } = open;
    await context.addInitScript(finderScript);
    const seen: string[] = [];
    page.on('console', (message) => seen.push(message.text()));
    page.on('request', (request) => seen.push(request.url()));
    await page.reload();
    const find = async (): Promise<string[]> => [
      ...(await page.evaluate((secret) => globalThis.finder.find([secret]), key)),
      ...leaksIn(seen, [key]),
    ];

    for (const [fault, says] of [
      ['html', /instead of gRPC-Web/],
      ['http-401', /valid API key/],
      ['http-403', /not allowed|does not allow/i],
      ['http-503', /cannot reach Temporal/],
      ['no-cors', /No answer from/],
      ['repeats-key', /Who is Bearer …/],
    ] as const) {
      await connect(open, `${faulty.url}/${fault}`, says);
      expect([fault, await find()]).toEqual([fault, []]);
      expect(faulty.authorized.has(fault) || fault === 'no-cors').toBe(true);
    }

    await connect(open, envoyUrl, /^Workflows$/);
    await page.getByRole('heading', { name: 'Workflows', level: 1 }).waitFor();
    await open.go(workflowsHash('no-such-workflow'));
    await page
      .getByText(/no-such-workflow/)
      .first()
      .waitFor();
    expect(await find()).toEqual([]);

    // The finder works in this page too.
    await page.evaluate((secret) => localStorage.setItem('planted', secret), key);
    expect(await find()).not.toEqual([]);
    await context.close();
  });
});
