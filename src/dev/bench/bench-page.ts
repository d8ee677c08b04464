import { chromium, type Page } from 'playwright';
import { findChromium } from '../parts/chromium.js';
import { chromiumFlags } from '../parts/chromium-flags.js';
import { serveScriptPage } from './script-page.js';

/** Headless Chromium for pages with one bundled script. */
export interface BenchBrowser {
  /**
   * Opens pages with the script, as tabs of one browser: they share connections, locks and storage among each other,
   * and nothing with those of another call.
   */
  readonly openTabs: (count: number) => Promise<BenchTabs>;
  readonly close: () => Promise<void>;
}

/** Pages of one {@link BenchBrowser.openTabs}. */
export interface BenchTabs {
  readonly pages: readonly Page[];
  readonly close: () => Promise<void>;
}

/** A page in headless Chromium with one bundled script. */
export interface BenchPage {
  readonly page: Page;
  readonly close: () => Promise<void>;
}

/**
 * Bundles `entry`, serves it on a free port of this machine, and opens it.
 *
 * @param certificateSpki fingerprint of the local certificate that the page may trust
 */
export async function openBenchPage(entry: string, certificateSpki: string): Promise<BenchPage> {
  const browser = await openBenchBrowser(entry, certificateSpki);
  const { pages } = await browser.openTabs(1);
  return { page: pages[0]!, close: browser.close };
}

/** Bundles `entry`, serves it on a free port of this machine, and starts Chromium. Parameters as {@link openBenchPage}. */
export async function openBenchBrowser(entry: string, certificateSpki: string): Promise<BenchBrowser> {
  const served = await serveScriptPage(entry, { minify: true });
  const browser = await chromium.launch({
    executablePath: await findChromium(true),
    args: chromiumFlags(certificateSpki),
  });
  return {
    openTabs: async (count) => {
      const context = await browser.newContext();
      const pages: Page[] = [];
      for (let i = 0; i < count; i++) {
        const page = await context.newPage();
        page.on('pageerror', (error) => console.error(`page: ${error.message}`));
        await page.goto(served.url);
        await page.waitForFunction(() => 'bench' in globalThis);
        pages.push(page);
      }
      return { pages, close: () => context.close() };
    },
    close: async () => {
      await browser.close();
      await served.close();
    },
  };
}
