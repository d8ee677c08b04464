import { readFileSync } from 'node:fs';
import type { Download, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HistoryFile } from '../fixtures/history-file.js';
import { ConsoleUnderTest, type OpenConsole, type ScreenSize, screens } from './console-page.js';

let console: ConsoleUnderTest;
beforeAll(async () => {
  console = await ConsoleUnderTest.start();
});
afterAll(() => console.stop());

const awkward = { type: 'pay <b>"&\u{1F600}', id: `order/'<&"\u{1F680}` };

/** Two short Activities an hour apart, one of them with attempts, and something that failed. */
function quietHour(): string {
  const file = new HistoryFile();
  file.start(awkward.type, awkward.id);
  file.activity('first', 10, 30_010, { attempt: 3 });
  file.activity('second', 3_600_000, 3_600_060);
  file.activity('third', 3_600_070, 3_600_120, { failure: 'The card was declined' });
  file.add('workflowExecutionCompleted', {}, 3_600_200);
  return file.text;
}

async function openFile(screen: ScreenSize, text: string, hash = ''): Promise<OpenConsole> {
  const app = await console.open(screen, '#/import');
  const { page } = app;
  // Browsers that can write to a file ask where; nobody can answer here.
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await page.reload();
  const files = [{ name: 'history.json', mimeType: 'application/json', buffer: Buffer.from(text) }];
  await page.locator('input[type=file]').first().setInputFiles(files);
  await page.getByRole('link', { name: 'Timeline' }).click();
  await page.getByRole('listbox', { name: 'Bars of the timeline' }).waitFor();
  if (hash) await page.evaluate((more) => void (location.hash += more), hash);
  return app;
}

async function save(page: Page, item: string): Promise<{ download: Download; bytes: Buffer }> {
  await page.getByRole('button', { name: 'Export a picture' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: item, exact: true }).click(),
  ]);
  return { download, bytes: readFileSync(await download.path()) };
}

/** Texts of an SVG, read by the browser as XML: what is not well-formed fails. In a page without the console's policy of trusted types. */
async function textsOf(page: Page, svg: string): Promise<string[]> {
  const reader = await page.context().newPage();
  const texts = await reader.evaluate((xml) => {
    const document = new DOMParser().parseFromString(xml, 'image/svg+xml');
    const problem = document.querySelector('parsererror');
    if (problem) throw new Error(problem.textContent);
    return [...document.querySelectorAll('text')].map((text) => text.textContent);
  }, svg);
  await reader.close();
  return texts;
}

async function svgTexts(page: Page, item: string): Promise<string[]> {
  return textsOf(page, (await save(page, item)).bytes.toString());
}

function pngSize(bytes: Buffer): { width: number; height: number } {
  expect([...bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** What stands above the picture in a file. */
const heading = 64;

describe.each(screens)('pictures of the timeline, $name', (screen) => {
  it('are files with all names, whatever they hold', async () => {
    const app = await openFile(screen, quietHour());
    const { page } = app;
    const { download, bytes } = await save(page, 'SVG of all');
    expect(download.suggestedFilename()).toMatch(/^order_+-timeline\.svg$/);
    const texts = await textsOf(page, bytes.toString());
    expect(texts).toContain(awkward.type);
    expect(texts.some((text) => text.startsWith(awkward.id))).toBe(true);
    expect(texts).toEqual(expect.arrayContaining(['first', 'second', 'third', 'Completed']));
    // Dark as the page is dark.
    const ground = /<path d="M0 0H\d+V\d+H0V0Z" fill="(#\w+)"/.exec(bytes.toString())?.[1] ?? '';
    expect(Number.parseInt(ground.slice(1, 3), 16) < 128).toBe(screen.colorScheme === 'dark');

    const canvas = await page.locator('canvas').nth(1).boundingBox();
    const shown = pngSize((await save(page, 'PNG of what is shown')).bytes);
    expect(shown).toEqual({ width: 2 * canvas!.width, height: 2 * (canvas!.height + heading) });
    const whole = pngSize((await save(page, 'PNG of all')).bytes);
    expect(whole.width).toBe(2 * Math.max(1200, canvas!.width));
    await app.close();
  });

  it('have attempts, failures and idle time that is shortened', async () => {
    const app = await openFile(screen, quietHour());
    const { page } = app;
    const before = await svgTexts(page, 'SVG of all');
    expect(before.some((text) => text.includes('3 attempts'))).toBe(true);
    expect(before.some((text) => text.includes('The card was declined'))).toBe(true);
    // What is torn out is named on the axis.
    expect(before.some((text) => text === '1 h' || text === '⋯')).toBe(true);
    await app.shot('timeline-idle');
    await page.getByRole('checkbox', { name: 'Shorten idle time' }).uncheck();
    const after = await svgTexts(page, 'SVG of all');
    expect(after.some((text) => text === '⋯')).toBe(false);
    expect(after).toContain('30 min');
    await app.close();
  });

  it('that would be too high are refused in words, and shown in part', async () => {
    const file = new HistoryFile();
    file.start('long', 'long');
    for (let index = 0; index < 2_000; index++) {
      const timerId = String(index);
      const startedEventId = file.add('timerStarted', { timerId, startToFireTimeout: '1s' }, index * 10);
      file.add('timerFired', { timerId, startedEventId }, index * 10 + 9);
    }
    const app = await openFile(screen, file.text, '&layout=rows');
    const { page } = app;
    await page.getByRole('button', { name: 'Rows', pressed: true }).waitFor();
    await page.getByRole('button', { name: 'Export a picture' }).click();
    await page.getByRole('menuitem', { name: 'PNG of all', exact: true }).click();
    await page.getByText(/It would be 44,\d+ pixels high, and [\d,]+ is the most for a PNG/).waitFor();
    expect(pngSize((await save(page, 'PNG of what is shown')).bytes).width).toBeGreaterThan(600);

    // Packed, the same fits.
    await page.getByRole('button', { name: 'Lanes' }).click();
    const texts = await svgTexts(page, 'SVG of all');
    expect(texts).toEqual(expect.arrayContaining(['Timers', '2,000']));
    await app.close();
  });
});
