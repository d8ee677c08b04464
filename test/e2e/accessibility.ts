import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Client, Connection } from '../../src/client/index.js';
import { ConsoleUnderTest, type OpenConsole, type ScreenSize } from './console-page.js';
import { type ShownRuns, startShown, states } from './console-states.js';

const { envoyUrl, taskQueue, namespace } = inject('stack');
const require = createRequire(import.meta.url);
/** Text of the engine: a page that evaluates it can be asked for {@link violations}. */
export const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  nodes: { target: string[]; failureSummary: string }[];
}

/** What axe has against a page, or one rule of it. */
export async function violations(page: Page, only?: string): Promise<string[]> {
  // Colours in the middle of a transition are nobody's colours. It begins with the frame after what caused it.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
        .map(({ finished }) => finished),
    ),
  );
  const found = await page.evaluate(async (rule) => {
    const { axe: engine } = window as unknown as {
      axe: { run: (where: Document, options: object) => Promise<{ violations: Violation[] }> };
    };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const runOnly = rule ? { type: 'rule', values: [rule] } : { type: 'tag', values: tags };
    return (await engine.run(document, { runOnly })).violations;
  }, only);
  return found.flatMap(({ id, nodes }) =>
    nodes
      // What is half under a bar that stays in place can be scrolled out of it.
      .filter(({ failureSummary }) => !/partially obscured/.test(failureSummary))
      .map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
  );
}

function expectNone(found: readonly string[]): void {
  expect(found, found.join('\n')).toEqual([]);
}

/** How far the page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** What is on screen: no violation of axe in either theme, and nothing scrolls sideways. Leaves pictures for people. */
export async function expectAccessible(app: OpenConsole, screen: ScreenSize, name: string): Promise<void> {
  const { page } = app;
  const shot = `states/${name.replace(/\W+/g, '-')}`;
  await page.evaluate(axe);
  expectNone(await violations(page));
  expect(await overflow(page)).toBe(0);
  await app.shot(shot);
  await page.emulateMedia({ colorScheme: screen.colorScheme === 'dark' ? 'light' : 'dark' });
  expectNone(await violations(page, 'color-contrast'));
  await app.shot(`${shot}-other`);
}

/** A browser, and a run of every kind; for all tests of a file. */
export function useShownRuns(): () => { console: ConsoleUnderTest; runs: ShownRuns } {
  const connection = Connection.lazy({ address: envoyUrl });
  const client = new Client({ connection, namespace });
  let used: { console: ConsoleUnderTest; runs: ShownRuns };
  beforeAll(async () => {
    const [runs, console] = await Promise.all([startShown(client, taskQueue), ConsoleUnderTest.start()]);
    used = { runs, console };
  }, 60_000);
  afterAll(async () => {
    const { runs, console } = used;
    await Promise.all([runs.open, runs.stubborn].map((id) => client.workflow.getHandle(id).terminate()));
    await Promise.all([console.stop(), connection.close()]);
  });
  return () => used;
}

/** Every screen, tab and dialog at one size: no violation of axe in either theme, and nothing scrolls sideways. */
export function describeStates(screen: ScreenSize, shown: ReturnType<typeof useShownRuns>): void {
  describe(`WCAG 2.2 AA, ${screen.name}`, () => {
    it.each(states)('$name has no violation, dark or light', async ({ name, hash, ready, act }) => {
      const { console, runs } = shown();
      const app = await console.open(screen, hash(runs));
      const { page } = app;
      await ready(page);
      await act?.(page, runs);
      await expectAccessible(app, screen, name);
      await app.close();
    });
  });
}
