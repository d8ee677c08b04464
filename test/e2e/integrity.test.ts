import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleFolder } from '../../src/dev/console/build-console.js';
import { ConsoleUnderTest, screens, workflowsHash } from './console-page.js';

const [desktop] = screens;
let console: ConsoleUnderTest;
beforeAll(async () => {
  console = await ConsoleUnderTest.start();
});
afterAll(() => console.stop());

/** Changes a file on its way to the page. */
async function tamper(page: Page, name: RegExp): Promise<void> {
  await page.route(name, async (route) => {
    const response = await route.fetch();
    const addition = name.source.includes('css') ? 'body { color: red }' : ';globalThis.tampered = true;';
    await route.fulfill({ response, body: `${await response.text()}\n${addition}` });
  });
}

const isTampered = (page: Page): Promise<boolean> => page.evaluate(() => 'tampered' in globalThis);

describe('a file that is not what was built', () => {
  it.each([
    ['a script', /assets\/Settings-[^/]+\.js$/],
    ['a style', /assets\/Settings-[^/]+\.css$/],
    ['the list of hashes', /assets\/integrity-[^/]+\.json$/],
  ])(
    'is not used when it is %s that loads later; the page says so, and goes on when it is right',
    async (_kind, name) => {
      const { page, context } = await console.open(desktop, workflowsHash());
      await page.getByRole('heading', { name: 'Workflows', level: 1 }).waitFor();
      await tamper(page, name);
      // All of the page begins again: what loads when it is idle may have had the list already.
      await page.evaluate(() => (location.hash = '#/settings'));
      await page.reload();
      const note = page.getByRole('main').getByRole('alert');
      await note.getByText('This part of the console').first().waitFor();
      expect(await isTampered(page)).toBe(false);

      await page.unroute(name);
      await note.getByRole('button').first().click();
      await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
      await context.close();
    },
  );

  it.each([/assets\/console-[^/]+\.js$/, /theme\.js$/])('does not run when the page names it: %s', async (name) => {
    const { page, context } = await console.open(desktop, '#/settings');
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    await tamper(page, name);
    const refused = page.waitForEvent('console', (message) => /integrity/.test(message.text()));
    await page.reload();
    await refused;
    expect(await isTampered(page)).toBe(false);
    await context.close();
  });
});

describe('hashes', () => {
  it('are there for every script and style of the build', () => {
    const assets = readdirSync(join(consoleFolder, 'assets'));
    const list = assets.filter((name) => name.startsWith('integrity-'));
    expect(list).toHaveLength(1);
    const hashes = JSON.parse(readFileSync(join(consoleFolder, 'assets', list[0]!), 'utf8')) as Record<string, string>;
    expect(Object.keys(hashes).sort()).toEqual(assets.filter((name) => /\.(js|css)$/.test(name)).sort());
    const html = readFileSync(join(consoleFolder, 'index.html'), 'utf8');
    const named = html.match(/<(script|link rel="stylesheet")[^>]*>/g) ?? [];
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((tag) => !/ crossorigin/.test(tag) || !/ integrity="sha256-/.test(tag))).toEqual([]);
  });

  it('are checked for all that loads, without loading anything twice', async () => {
    const app = await console.open(desktop, '#/settings');
    const { page } = app;
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    const [unchecked, twice] = await page.evaluate(() => {
      const tags = [
        ...document.querySelectorAll<HTMLElement>('script[src], link[rel=stylesheet], link[rel=modulepreload]'),
      ];
      const checked = new Set(
        tags
          .filter((tag) => tag.getAttribute('integrity'))
          .map((tag) => (tag as HTMLScriptElement & HTMLLinkElement).src || (tag as HTMLLinkElement).href),
      );
      const loaded = performance
        .getEntriesByType('resource')
        .flatMap(({ name }) => (/\.(js|css)$/.test(name) ? [name] : []));
      return [
        loaded.filter((name) => !checked.has(name)),
        loaded.filter((name, index) => loaded.indexOf(name) !== index),
      ];
    });
    expect(unchecked).toEqual([]);
    expect(twice).toEqual([]);
    await app.close();
  });
});
