import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { TemporalVariant } from '../../src/dev/variants/temporal-variant.js';
import { freePorts } from '../../src/dev/ports.js';
import type { EnvoyProxy } from '../fixtures/envoy-proxy.js';
import { partsOf, type Secrets } from './secrets/failures.js';
import { type FaultyServer, startFaultyServer } from './secrets/faulty-server.js';
import { leaksIn } from './secrets/texts.js';
import { World } from './world.js';

let world: World;
let temporal: TemporalVariant;
let guarded: EnvoyProxy;
let verifying: EnvoyProxy;
let faulty: FaultyServer;
let secrets: Secrets;

beforeAll(async () => {
  world = await World.start(inject('stack').chromium);
  temporal = await world.startTemporal({ tokens: true });
  guarded = await world.startProxy(temporal.address);
  verifying = await world.startProxy(temporal.address, { auth: 'server' });
  faulty = await startFaultyServer();
  const { identity } = world;
  secrets = {
    key: `key-${randomBytes(24).toString('hex')}`,
    token: identity.issueToken('viewer'),
    expired: identity.issueToken('viewer', { expiresInSeconds: -3600 }),
  };
}, 120_000);

afterAll(async () => {
  await faulty.stop();
  await Promise.all([guarded.stop(), verifying.stop()]);
  await temporal.stop();
  await world.stop();
});

/** What the browser knows of a page: what its developer tools would show, and what goes over the wire. */
interface Watched {
  readonly page: Page;
  readonly console: string[];
  readonly uncaught: string[];
  readonly urls: string[];
  /** All headers but those that are for credentials. */
  readonly headers: string[];
}

async function openWatched(): Promise<Watched> {
  const watched = { console: [], uncaught: [], urls: [], headers: [] } as Omit<Watched, 'page'>;
  const page = await world.browser.open('own', (opened) => {
    opened.on('console', (message) => {
      watched.console.push(message.text(), message.location().url);
    });
    opened.on('pageerror', (error) => watched.uncaught.push(error.message, error.stack ?? ''));
    opened.on('request', (request) => {
      watched.urls.push(request.url());
      const { authorization: _, 'x-key': __, ...others } = request.headers();
      watched.headers.push(JSON.stringify(others));
    });
  });
  await page.evaluate(() => globalThis.security.secrets.watch());
  return { page, ...watched };
}

describe('a secret', () => {
  it('that lies about is found wherever it is', async () => {
    const { page, ...seen } = await openWatched();
    await page.evaluate((given) => globalThis.security.secrets.plant(given), secrets.key);
    const found = await page.evaluate((given) => globalThis.security.secrets.find(given), partsOf(secrets));
    const places = [...new Set(found.map((path) => path.split('.')[0]))].sort();
    expect(places).toEqual([
      'address',
      'as JSON',
      'caches',
      'cookies',
      'databases',
      'history',
      'localStorage',
      'locks',
      'markup',
      'messages',
      'sessionStorage',
      'timings',
      'title',
      'windowName',
    ]);
    for (const place of ['console', 'uncaught', 'urls'] as const) {
      expect([place, leaksIn(seen[place], partsOf(secrets)).length > 0]).toEqual([place, true]);
    }
    await page.close();
  });

  it('is nowhere, in whatever way calls with it fail', async () => {
    const { page, ...seen } = await openWatched();
    const nowhere = `http://127.0.0.1:${(await freePorts(1))[0]!}`;
    const places = { guarded: guarded.tlsUrl, verifying: verifying.tlsUrl, faulty: faulty.url, nowhere };
    const reports = await page.evaluate(([given, where]) => globalThis.security.secrets.fail(given, where), [
      secrets,
      places,
    ] as const);
    expect(reports.filter(({ leaks }) => leaks.length > 0)).toEqual([]);
    expect(reports.filter(({ words }) => words === 'it did not fail')).toEqual([]);
    expect(await page.evaluate((given) => globalThis.security.secrets.find(given), partsOf(secrets))).toEqual([]);
    expect(leaksIn(seen, partsOf(secrets))).toEqual([]);
    // It was on its way: the servers got it, the page had errors and the console has them.
    expect(faulty.authorized).toContain('http-503');
    expect(seen.console.length).toBeGreaterThan(reports.length);
    expect(seen.uncaught.length).toBeGreaterThan(reports.length);
    await page.close();
  });

  it('is in no log of Envoy and Temporal', async () => {
    await expect.poll(() => guarded.log()).toContain('jwt_authn_access_denied{Jwt_is_expired}');
    await expect.poll(() => verifying.log()).toContain('PermissionDenied');
    const logs = {
      guarded: guarded.log(),
      verifying: verifying.log(),
      temporal: readFileSync(temporal.logFile, 'utf8'),
    };
    expect(logs.temporal).toContain('Authorization error');
    expect(leaksIn(logs, partsOf(secrets))).toEqual([]);
  });
});
