import type { Browser, CDPSession, Page } from 'playwright';

/** What one cold visit cost. */
export interface Visit {
  /** From the start of the navigation until {@link Sight} was in the page. */
  readonly readyMs: number;
  /** Over the wire, headers included, until the page was quiet. */
  readonly bytes: number;
  readonly requests: number;
  /** JavaScript heap once the page is quiet, garbage collected. */
  readonly heapBytes: number;
  /** Longest task until the page was quiet. */
  readonly longestTaskMs: number;
}

/** What a person came to see: an element that matches and holds the text. */
export interface Sight {
  readonly selector: string;
  readonly text: string;
}

interface PageMarks {
  readyAt?: number;
  longTasks: { at: number; ms: number }[];
}

declare global {
  // What the init script keeps in the page.
  var benchMarks: PageMarks;
}

const size = { width: 1440, height: 900 };

/** A page in a fresh profile, metered from its first byte. */
export class MeteredPage {
  readonly page: Page;
  readonly #session: CDPSession;
  #bytes = 0;
  #requests = 0;

  private constructor(page: Page, session: CDPSession) {
    this.page = page;
    this.#session = session;
    session.on('Network.requestWillBeSent', ({ request }) => {
      if (!request.url.startsWith('data:')) this.#requests++;
    });
    session.on('Network.loadingFinished', ({ encodedDataLength }) => (this.#bytes += encodedDataLength));
  }

  /** Opens `url` cold, and waits for the sight and then for quiet. */
  static async open(browser: Browser, url: string, sight: Sight): Promise<MeteredPage> {
    const context = await browser.newContext({ viewport: size });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const metered = new MeteredPage(page, session);
    await session.send('Network.enable');
    await page.addInitScript(watchFor, sight);
    await page.goto(url, { waitUntil: 'commit' });
    await page
      .waitForFunction(() => globalThis.benchMarks.readyAt !== undefined, undefined, { timeout: 120_000 })
      .catch((cause: unknown) => {
        throw new Error(`${url} does not show "${sight.text}" in ${sight.selector}`, { cause });
      });
    await metered.quiet();
    return metered;
  }

  /** Waits until nothing has been asked for half a second. */
  async quiet(): Promise<void> {
    await this.page.waitForLoadState('networkidle', { timeout: 120_000 });
  }

  async figures(): Promise<Visit> {
    const { readyAt = 0, longTasks } = await this.page.evaluate(() => globalThis.benchMarks);
    return {
      readyMs: readyAt,
      bytes: this.#bytes,
      requests: this.#requests,
      heapBytes: await this.heapBytes(),
      longestTaskMs: Math.max(0, ...longTasks.map(({ ms }) => ms)),
    };
  }

  async heapBytes(): Promise<number> {
    await this.#session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.#session.send('Runtime.getHeapUsage');
    return usedSize;
  }

  /** Runs `work` in the page's company; the longest task that began meanwhile, 0 if none was over 50 ms. */
  async longestTaskDuring(work: () => Promise<void>): Promise<number> {
    const from = await this.page.evaluate(() => performance.now());
    await work();
    const tasks = await this.page.evaluate(() => globalThis.benchMarks.longTasks);
    return Math.max(0, ...tasks.filter(({ at }) => at >= from).map(({ ms }) => ms));
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

/** Runs in the page before everything else. */
function watchFor({ selector, text }: Sight): void {
  const marks: PageMarks = (globalThis.benchMarks = { longTasks: [] });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) marks.longTasks.push({ at: startTime, ms: duration });
  }).observe({ type: 'longtask', buffered: true });
  // Without a function that has a name: what runs this file marks names by a helper that no page has.
  const timer = setInterval(() => {
    const seen = [...document.querySelectorAll(selector)].some((element) => element.textContent.includes(text));
    if (!seen) return;
    marks.readyAt = performance.now();
    clearInterval(timer);
  }, 8);
}
