import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright';
import { expect, inject } from 'vitest';
import { type ConsoleServer, serveConsole } from '../../src/dev/console/serve-console.js';
import { chromiumFlags } from '../../src/dev/parts/chromium-flags.js';

const shots = fileURLToPath(new URL('../../.stack/shots/', import.meta.url));

/** The two widths at which every flow has to work. */
export const screens = [
  { name: 'desktop', width: 1280, height: 860, colorScheme: 'light' },
  { name: 'phone', width: 390, height: 844, colorScheme: 'dark' },
] as const;

export type ScreenSize = (typeof screens)[number];

/** The built console on a static server, and a browser to open it in. */
export class ConsoleUnderTest {
  readonly #server: ConsoleServer;
  readonly #browser: Browser;
  /** Where pages see it. */
  readonly url: string;

  private constructor(server: ConsoleServer, browser: Browser, url: string) {
    this.#server = server;
    this.#browser = browser;
    this.url = url;
  }

  /**
   * @param more what config.json says beside the stack
   * @param place where it lies: any free port and the root of it by default
   * @param behind a proxy that serves it at this origin, with a certificate of this fingerprint
   */
  static async start(
    more: Record<string, unknown> = {},
    place: Partial<Omit<Parameters<typeof serveConsole>[0], 'config'>> = {},
    behind?: { readonly url: string; readonly certificateSpki: string },
  ): Promise<ConsoleUnderTest> {
    const { envoyUrl, namespace, taskQueue, chromium: executablePath } = inject('stack');
    const config = { address: envoyUrl, namespace, taskQueue, ...more };
    const server = await serveConsole({ port: 0, ...place, config });
    const browser = await chromium.launch({
      executablePath,
      args: chromiumFlags(behind?.certificateSpki),
    });
    return new ConsoleUnderTest(server, browser, behind?.url ?? server.url);
  }

  async open(screen: ScreenSize, hash = ''): Promise<OpenConsole> {
    const { name, width, height, colorScheme } = screen;
    const context = await this.#browser.newContext({ viewport: { width, height }, colorScheme });
    const page = await context.newPage();
    const open = new OpenConsole(page, context, name, this.url);
    await open.go(hash);
    return open;
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
  }
}

/** A console in a fresh browser profile. Remembers all that went wrong in the page. */
export class OpenConsole {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly #screen: string;
  readonly #url: string;
  readonly #problems: string[] = [];

  constructor(page: Page, context: BrowserContext, screen: string, url: string) {
    this.page = page;
    this.context = context;
    this.#screen = screen;
    this.#url = url;
    page.on('pageerror', (error) => this.#problems.push(`uncaught: ${error.message}`));
    page.on('console', (message) => {
      const text = message.text();
      // A refused connection or an error status is logged by the browser itself, and some tests want one.
      if (message.type() === 'error' && !/Failed to load resource|CORS policy|net::ERR_/.test(text)) {
        this.#problems.push(`console: ${text}`);
      }
    });
  }

  async go(hash: string): Promise<void> {
    await this.page.goto(`${this.#url}/${hash}`);
  }

  /** The page at this moment, for people: `.stack/shots/NAME-SCREEN.png`. */
  async shot(name: string): Promise<void> {
    mkdirSync(dirname(join(shots, name)), { recursive: true });
    await this.page.screenshot({ path: join(shots, `${name}-${this.#screen}.png`), animations: 'disabled' });
  }

  /** Asserts that nothing was thrown, rejected or blocked by the Content Security Policy. */
  async close(): Promise<void> {
    await this.context.close();
    expect(this.#problems).toEqual([]);
  }
}

/** `#/namespaces/NAMESPACE/workflows…` with each part encoded. */
export function workflowsHash(...parts: string[]): string {
  const namespace = inject('stack').namespace;
  return `#/${['namespaces', namespace, 'workflows', ...parts].map(encodeURIComponent).join('/')}`;
}

/** Drags the grip of a row to the place of another one. */
export async function dragGrip(page: Page, grip: Locator, to: Locator): Promise<void> {
  // Waits until it stands still, since dialogs rise.
  await grip.hover();
  const end = (await to.boundingBox())!;
  await page.mouse.down();
  await page.mouse.move(end.x + 8, end.y + 8, { steps: 8 });
  await page.mouse.up();
}
