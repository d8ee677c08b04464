import type { Browser } from 'playwright';
import { MeteredPage, type Sight } from './console-visit.js';
import { percentile, round } from './percentile.js';

/** Searches one after the other, each for something else: what a person types until it is found. */
const searches = ['TimerFired', '4501', 'timer 22', 'WorkflowTask', 'nothing like this', 'StartedEvent'];
const wheelSteps = 60;
const wheelPixels = 1_800;

/**
 * Every event of the long history in the page: ours loaded by a search, scrolled through, searched again and again; the
 * official one, which loads all in any case, scrolled through.
 */
export async function measureHistory(
  browser: Browser,
  places: Readonly<Record<'ours' | 'official', readonly [url: string, sight: Sight]>>,
  events: number,
): Promise<Record<string, number>> {
  const ours = await MeteredPage.open(browser, ...places.ours);
  const began = performance.now();
  await search(ours, searches[0]!);
  await ours.page.waitForFunction(isSearched, undefined, { timeout: 120_000 });
  const wholeMs = performance.now() - began;
  const times: number[] = [];
  const filterTaskMs = await ours.longestTaskDuring(async () => {
    for (const text of searches.slice(1)) times.push(await search(ours, text));
  });
  await search(ours, '');
  const heap = await ours.heapBytes();
  const longestTaskMs = await ours.longestTaskDuring(() => wheel(ours));
  await ours.close();

  const official = await MeteredPage.open(browser, ...places.official);
  const officialLongestTaskMs = await official.longestTaskDuring(() => wheel(official));
  const officialHeap = await official.heapBytes();
  await official.close();
  return {
    longestTaskMs,
    officialLongestTaskMs,
    filterMs: round(percentile(times, 1), 0),
    filterTaskMs,
    wholeMs: round(wholeMs, 0),
    wholeHeapRatio: round(heap / officialHeap),
    wholeHeapBytesAnEvent: round(heap / events, 0),
  };
}

async function wheel({ page }: MeteredPage): Promise<void> {
  await page.mouse.move(700, 700);
  for (let step = 0; step < wheelSteps; step++) {
    await page.mouse.wheel(0, step % 20 < 14 ? wheelPixels : -wheelPixels);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
}

/**
 * Milliseconds from the key until everything has been searched and how much was found is on screen. Without functions that
 * have names: what runs this file marks names by a helper that no page has.
 */
async function search({ page }: MeteredPage, text: string): Promise<number> {
  return page.getByRole('textbox', { name: 'Search the history' }).evaluate((input, value) => {
    const field = input as HTMLInputElement;
    // The count of the search before could be the same, so it has to go first.
    field.value = '';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    let from = 0;
    return new Promise<number>((resolve, reject) => {
      const began = performance.now();
      const timer = setInterval(() => {
        const now = performance.now();
        const count = document.querySelector('[role="search"] .count')?.textContent;
        if (from === 0 && count === undefined) {
          from = now;
          field.value = value;
          field.dispatchEvent(new InputEvent('input', { bubbles: true }));
          if (value !== '') return;
        }
        const state = document.getElementById(input.getAttribute('aria-describedby')!)!;
        const ended =
          value === '' || (count !== undefined && count !== '…' && !/^Searched/.test(state.textContent.trim()));
        if (from > 0 && ended) resolve(now - from);
        else if (now - began > 60_000) reject(new Error(`The search for "${value}" does not end`));
        else return;
        clearInterval(timer);
      }, 8);
    });
  }, text);
}

/** Runs in the page: whether all events are here and have been looked through. */
function isSearched(): boolean {
  const state = document.querySelector('[role="search"]')?.textContent ?? '';
  return !state.includes('…') && !/Searched/.test(state);
}
