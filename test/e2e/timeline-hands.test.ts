import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Client, Connection, type WorkflowHandle } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, type OpenConsole, type ScreenSize, screens, workflowsHash } from './console-page.js';

const { envoyUrl, taskQueue } = inject('stack');
const connection = Connection.lazy({ address: envoyUrl });
const client = new Client({ connection });
let console: ConsoleUnderTest;
let parent: WorkflowHandle;
let many: WorkflowHandle;
beforeAll(async () => {
  console = await ConsoleUnderTest.start();
  const start = (name: string, input: object) =>
    client.workflow.start('fanOut', { taskQueue, workflowId: uniqueId(name), args: [input] });
  [parent, many] = await Promise.all([
    start('parent', { children: 2 }),
    start('many', { timers: 300, timerBatch: 150 }),
  ]);
  await Promise.all([parent.result(), many.result()]);
});
afterAll(async () => {
  await console.stop();
  await connection.close();
});

async function open(screen: ScreenSize, { workflowId }: WorkflowHandle): Promise<{ app: OpenConsole; bars: Locator }> {
  const app = await console.open(screen, `${workflowsHash(workflowId)}?tab=timeline`);
  const bars = app.page.getByRole('listbox', { name: 'Bars of the timeline' });
  await bars.waitFor();
  await bars.scrollIntoViewIfNeeded();
  return { app, bars };
}

/** The part of the time in the address, in milliseconds since the start; nothing for all of it. */
function range(page: Page): readonly [from: number, to: number] | undefined {
  const match = /range=([\d.]+)(?:~|%7E)([\d.]*)/.exec(page.url());
  return match ? [Number(match[1]), match[2] ? Number(match[2]) : Infinity] : undefined;
}

/** Once the address stays as it is: it follows hands with a delay. */
async function settledRange(page: Page): Promise<readonly [from: number, to: number]> {
  let before = '';
  await expect
    .poll(
      () => {
        const now = String(range(page) ?? '');
        const stays = now !== '' && now === before;
        before = now;
        return stays;
      },
      { interval: 500 },
    )
    .toBe(true);
  return range(page)!;
}

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('It is not in sight');
  return box;
}

describe.each(screens)('the timeline under the hand, $name', (screen) => {
  it('zooms by wheel and moves by drag', async () => {
    const { app, bars } = await open(screen, many);
    const { page } = app;
    const { x, y, width } = await boxOf(bars);
    await page.mouse.move(x + width * 0.7, y + 40);
    await page.keyboard.down('Control');
    // At once: after the first of several turns the address would name a part that is not the last one.
    await page.mouse.wheel(0, -480);
    await page.keyboard.up('Control');
    const zoomed = await settledRange(page);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.5, y + 42, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => range(page)?.[0]).toBeGreaterThan(zoomed[0]);
    const moved = await settledRange(page);
    expect(moved[1] - moved[0]).toBeCloseTo(zoomed[1] - zoomed[0], -1);
    await app.close();
  });

  it('shows the part that is brushed in the minimap, and by the keys of its edges', async () => {
    const { app, bars } = await open(screen, many);
    const { page } = app;
    const { x, width } = await boxOf(bars);
    const start = page.getByRole('slider', { name: 'Start of the part that is shown' });
    const { y, height } = await boxOf(start);
    await page.mouse.move(x + width * 0.6, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.8, y + height / 2, { steps: 4 });
    await page.mouse.up();
    const [from, to] = await settledRange(page);
    await start.press('ArrowRight');
    await expect.poll(() => range(page)?.[0]).toBeGreaterThan(from);
    expect(range(page)?.[1]).toBeCloseTo(to, 0);
    await app.close();
  });

  it('packs hundreds of parallel timers into lanes, and unfolds them', async () => {
    const { app, bars } = await open(screen, many);
    const { page } = app;
    await page.getByRole('button', { name: 'Lanes', pressed: true }).waitFor();
    await bars.press('ArrowDown');
    const current = () => page.getByRole('option').innerText();
    await expect
      .poll(async () => {
        await bars.press('ArrowDown');
        return current();
      })
      .toMatch(/^Timers, 300, \d+ at once, folded$/);
    await bars.press('Enter');
    await expect.poll(current).toMatch(/^Timers, 300, \d+ at once$/);
    await bars.press('ArrowDown');
    await expect.poll(current).toMatch(/^Timer 1 ms, Completed/);
    await app.shot('timeline-lanes');
    await app.close();
  });

  it('leads to the run of a Child Workflow that is shown inside', async () => {
    const { app, bars } = await open(screen, parent);
    const { page } = app;
    await expect
      .poll(async () => {
        await bars.press('ArrowDown');
        return page.getByRole('option').innerText();
      })
      .toContain('Child 1 of 2');
    await bars.press(' ');
    await app.shot('timeline-open-run');
    await page.getByRole('link', { name: `Open run ${parent.workflowId}/child-0` }).click();
    await page.getByRole('heading', { name: 'greet', level: 1 }).waitFor();
    await bars.waitFor();
    await app.close();
  });
});
