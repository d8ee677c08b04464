import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import { type ScriptPage, serveScriptPage } from '../../src/dev/bench/script-page.js';
import { chromiumFlags } from '../../src/dev/parts/chromium-flags.js';
import type { Certificate } from '../fixtures/certificates.js';
import type { SecurityPage } from './page.js';

declare global {
  // What page.ts puts there.
  var security: SecurityPage;
}

/** Headless Chromium, and the page of this suite on two origins: one that proxies allow, and one that they do not. */
export class SecurityBrowser {
  readonly #browser: Browser;
  readonly #own: ScriptPage;
  readonly #foreign: ScriptPage;

  private constructor(browser: Browser, own: ScriptPage, foreign: ScriptPage) {
    this.#browser = browser;
    this.#own = own;
    this.#foreign = foreign;
  }

  /** @param certificateSpki fingerprint of the certificate that all proxies have */
  static async start(executablePath: string, certificateSpki: string): Promise<SecurityBrowser> {
    const entry = fileURLToPath(new URL('page.ts', import.meta.url));
    const [own, foreign] = [
      await serveScriptPage(entry, { minify: false }),
      await serveScriptPage(entry, { minify: false }),
    ];
    const browser = await chromium.launch({ executablePath, args: chromiumFlags(certificateSpki) });
    return new SecurityBrowser(browser, own, foreign);
  }

  /** The origin that proxies allow. */
  get origin(): string {
    return new URL(this.#own.url).origin;
  }

  /** Opens a page in a profile of its own. */
  async open(whose: 'own' | 'foreign' = 'own', prepare?: (page: Page) => void): Promise<Page> {
    const page = await (await this.#browser.newContext()).newPage();
    prepare?.(page);
    await page.goto(whose === 'own' ? this.#own.url : this.#foreign.url);
    await page.waitForFunction(() => 'security' in globalThis);
    return page;
  }

  /** The same page at another address, in a profile that has this certificate for its origin. */
  async openWith({ certificate, key }: Certificate, url: string): Promise<Page> {
    const own = { origin: new URL(url).origin, cert: Buffer.from(certificate), key: Buffer.from(key) };
    // Between browser and proxy stands what has the certificate, with another one of its own for the browser.
    const context = await this.#browser.newContext({ clientCertificates: [own], ignoreHTTPSErrors: true });
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForFunction(() => 'security' in globalThis);
    return page;
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#own.close();
    await this.#foreign.close();
  }
}
