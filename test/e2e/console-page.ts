import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
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

  private constructor(server: ConsoleServer, browser: Browser) {
    this.#server = server;
    this.#browser = browser;
  }

  static async start(): Promise<ConsoleUnderTest> {
    const { envoyUrl, namespace, taskQueue, chromium: executablePath } = inject('stack');
    const server = await serveConsole({ port: 0, config: { address: envoyUrl, namespace, taskQueue } });
    const browser = await chromium.launch({
      executablePath,
      args: chromiumFlags(),
    });
    return new ConsoleUnderTest(server, browser);
  }

  get url(): string {
    return this.#server.url;
  }

  async open(screen: ScreenSize, hash = ''): Promise<OpenConsole> {
    const { name, width, height, colorScheme } = screen;
    const context = await this.#browser.newContext({ viewport: { width, height }, colorScheme });
    context.setDefaultTimeout(15_000);
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
    mkdirSync(shots, { recursive: true });
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
