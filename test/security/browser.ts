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

  /** The one that they do not. */
  get foreignOrigin(): string {
    return new URL(this.#foreign.url).origin;
  }

  /** Opens a page in a profile of its own. */
  async open(whose: 'own' | 'foreign' = 'own', prepare?: (page: Page) => void): Promise<Page> {
    const page = await this.openEmpty();
    prepare?.(page);
    return ready(page, whose === 'own' ? this.#own.url : this.#foreign.url);
  }

  /** Opens no page yet, but a profile for one. */
  async openEmpty(): Promise<Page> {
    return (await this.#browser.newContext()).newPage();
  }

  /** Opens the page of an address in a profile of its own. */
  async openAt(url: string): Promise<Page> {
    return ready(await this.openEmpty(), url);
  }

  /** Opens the page of an address in the profile of another one, with its cookies. */
  async openBeside(page: Page, url: string): Promise<Page> {
    return ready(await page.context().newPage(), url);
  }

  /** The same page at another address, in a profile that has this certificate for its origin. */
  async openWith({ certificate, key }: Certificate, url: string): Promise<Page> {
    const own = { origin: new URL(url).origin, cert: Buffer.from(certificate), key: Buffer.from(key) };
    // Between browser and proxy stands what has the certificate, with another one of its own for the browser.
    const context = await this.#browser.newContext({ clientCertificates: [own], ignoreHTTPSErrors: true });
    return ready(await context.newPage(), url);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#own.close();
    await this.#foreign.close();
  }
}

async function ready(page: Page, url: string): Promise<Page> {
  await page.goto(url);
  await page.waitForFunction(() => 'security' in globalThis);
  return page;
}
