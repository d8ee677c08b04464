import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page, Request } from 'playwright';
import { expect } from 'vitest';
import { stackFolder } from '../../src/dev/paths.js';

export const screens = [
  { name: 'desktop', viewport: { width: 1280, height: 860 }, colorScheme: 'light' },
  { name: 'phone', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
] as const;

/** An example page in a fresh browser profile. Remembers all that went wrong in it, and what it asked the server for. */
export class OrderPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly #problems: string[] = [];
  readonly #requests: Request[] = [];

  private constructor(page: Page) {
    this.page = page;
    this.context = page.context();
    page.on('request', (request) => this.#requests.push(request));
    page.on('pageerror', (error) => this.#problems.push(`uncaught: ${error.message}`));
    page.on('console', (message) => {
      // The browser itself logs a refused connection, and some tests want one.
      if (/Failed to load resource|CORS policy|net::ERR_/.test(message.text())) return;
      if (['error', 'warning'].includes(message.type())) this.#problems.push(`console: ${message.text()}`);
    });
  }

  static async open(browser: Browser, url: string, search = ''): Promise<OrderPage> {
    const context = await browser.newContext();
    const opened = new OrderPage(await context.newPage());
    await opened.page.goto(`${url}${search}`);
    return opened;
  }

  /** The Workflow Id in the address. */
  get orderId(): string {
    return new URL(this.page.url()).searchParams.get('order')!;
  }

  /** What the page tells of the order, to those who listen too. */
  get state(): Locator {
    return this.page.getByRole('status').filter({ has: this.page.locator('strong') });
  }

  get trouble(): Locator {
    return this.page.locator('.trouble');
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** What stands behind a word like "Total". */
  fact(name: string): Locator {
    return this.page.locator(`dt:text-is("${name}") + dd`);
  }

  /** Waits until the page says so of the order. */
  async says(text: string | RegExp): Promise<void> {
    await this.state.filter({ hasText: text }).waitFor();
  }

  async choose(product: string, quantity: number): Promise<void> {
    await this.page.getByRole('combobox', { name: product }).selectOption(`${quantity}`);
  }

  /** Orders a lamp, which waits for an approval. */
  async orderLamp(): Promise<void> {
    await this.choose('Desk lamp', 1);
    await this.button('Start order').click();
    await this.says('Waiting for approval');
  }

  async changeAddress(address: string): Promise<void> {
    await this.page.getByLabel('Send it elsewhere').fill(address);
    await this.button('Change address').click();
  }

  /** Names of the calls to Temporal so far. */
  calls(): string[] {
    return this.#requests
      .filter((request) => request.method() === 'POST')
      .map((request) => request.url().replace(/.*\//, ''));
  }

  /** The page at this moment, for people: `.stack/shots/examples/NAME.png`. */
  async shot(name: string): Promise<void> {
    const path = join(stackFolder, 'shots', 'examples', `${name}.png`);
    mkdirSync(dirname(path), { recursive: true });
    await this.page.screenshot({ path, animations: 'disabled' });
  }

  /** Asserts that nothing was thrown or complained about. */
  async close(): Promise<void> {
    await this.context.close();
    expect(this.#problems).toEqual([]);
  }
}
