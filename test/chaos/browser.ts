import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright';
import { type ScriptPage, serveScriptPage } from '../../src/dev/bench/script-page.js';
import { chromiumFlags } from '../../src/dev/parts/chromium-flags.js';
import { waitUntil } from '../../src/dev/wait-until.js';
import type { CallEnd, ChaosCall, Expectation, WaitAccount } from './caller.js';
import type { ChaosPage } from './page.js';

declare global {
  // What page.ts puts there.
  var chaos: ChaosPage;
}

/** Headless Chromium, and a server with the page of the suite. */
export class ChaosBrowser {
  readonly #browser: Browser;
  readonly #page: ScriptPage;

  private constructor(browser: Browser, page: ScriptPage) {
    this.#browser = browser;
    this.#page = page;
  }

  static async start(executablePath: string, certificateSpki: string): Promise<ChaosBrowser> {
    const page = await serveScriptPage(fileURLToPath(new URL('page.ts', import.meta.url)), { minify: false });
    return new ChaosBrowser(await chromium.launch({ executablePath, args: chromiumFlags(certificateSpki) }), page);
  }

  /** A browser profile of its own: its tabs share connections and Web Locks with each other only. */
  newProfile(): Promise<BrowserContext> {
    return this.#browser.newContext();
  }

  /** A tab of a profile, whose client calls `address`. */
  async openTab(
    profile: BrowserContext,
    address: string,
    { namespace, taskQueue }: { readonly namespace: string; readonly taskQueue: string },
  ): Promise<Tab> {
    const page = await profile.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(this.#page.url);
    await page.waitForFunction(() => 'chaos' in globalThis);
    await page.evaluate(([url, space, queue]) => globalThis.chaos.open(url, space, queue), [
      address,
      namespace,
      taskQueue,
    ] as const);
    return new Tab(page, await profile.newCDPSession(page), problems);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#page.close();
  }
}

/** A page of the suite. */
export class Tab {
  readonly #page: Page;
  readonly #devtools: CDPSession;
  /** What was thrown or rejected in the page and nobody caught. */
  readonly problems: readonly string[];
  #polls = 0;

  constructor(page: Page, devtools: CDPSession, problems: readonly string[]) {
    this.#page = page;
    this.#devtools = devtools;
    this.problems = problems;
    page.on('request', (request) => {
      if (request.url().endsWith('/GetWorkflowExecutionHistory')) this.#polls++;
    });
  }

  /** Waits for a Workflow that has ended: loads what a page loads with its first wait. */
  async warmUp(workflowId: string): Promise<void> {
    await this.#page.evaluate((id) => globalThis.chaos.caller.warmUp(id), workflowId);
    this.#polls = 0;
  }

  /** Resolves when a poll is on its way, or was. */
  async hasPolled(): Promise<void> {
    const polled = async (): Promise<void> => {
      if (this.#polls === 0) throw new Error('no request yet');
    };
    await waitUntil('the page polls', polled, { timeoutMs: 30_000 });
  }

  setOffline(isOffline: boolean): Promise<void> {
    return this.#page.context().setOffline(isOffline);
  }

  /** Closes the tab and its profile. */
  close(): Promise<void> {
    return this.#page.context().close();
  }

  wait(expectations: readonly Expectation[]): Promise<void> {
    return this.#page.evaluate((all) => globalThis.chaos.caller.wait(all), expectations);
  }

  waits(): Promise<WaitAccount> {
    return this.#page.evaluate(() => globalThis.chaos.caller.waits());
  }

  callAll(calls: readonly ChaosCall[], concurrency: number): Promise<CallEnd[]> {
    return this.#page.evaluate(([all, limit]) => globalThis.chaos.caller.callAll(all, limit), [
      calls,
      concurrency,
    ] as const);
  }

  moveClock(ms: number): Promise<void> {
    return this.#page.evaluate((by) => globalThis.chaos.moveClock(by), ms);
  }

  /** Ends the process of the page, as the system does with one that takes too much memory. */
  async crash(): Promise<void> {
    const crashed = new Promise((resolve) => this.#page.once('crash', resolve));
    // There is nobody left to answer this.
    this.#devtools.send('Page.crash').catch(() => undefined);
    await crashed;
  }

  /** Bytes of the JavaScript heap in use after a garbage collection. */
  async heapBytes(): Promise<number> {
    await this.#devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.#devtools.send('Runtime.getHeapUsage');
    return usedSize;
  }

  /** How many waits have left something behind; ask after {@link Tab.heapBytes}. */
  retained(): Promise<number> {
    return this.#page.evaluate(() => globalThis.chaos.caller.retained());
  }
}
