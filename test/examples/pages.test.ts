import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Client, Connection } from '../../src/client/index.js';
import { pageNames, type PagesServer, serveBuiltPages, servePages } from '../../src/dev/example-pages.js';
import { chromiumFlags } from '../../src/dev/parts/chromium-flags.js';
import { repoRoot } from '../../src/dev/paths.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { OrderPage, screens } from './order-page.js';

const { envoyUrl, namespace, taskQueue, chromium: executablePath } = inject('stack');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const outDir = mkdtempSync(join(tmpdir(), 'example-pages-'));
const connection = Connection.lazy({ address: envoyUrl });
const { workflow } = new Client({ connection, namespace });
let browser: Browser;
let server: PagesServer;

beforeAll(async () => {
  server = await serveBuiltPages(envoyUrl, outDir);
  browser = await chromium.launch({ executablePath, args: chromiumFlags() });
}, 120_000);
afterAll(async () => {
  await Promise.all([browser.close(), server.stop(), connection.close()]);
  rmSync(outDir, { recursive: true });
});

/** Starts an order of one lamp, which waits for an approval, as somebody else would. */
async function startLamp(): Promise<string> {
  const items = [{ sku: 'LAMP-1', quantity: 1, unitPriceCents: 12_000 }];
  const { workflowId } = await workflow.start('order', {
    args: [{ customerId: 'c-ada', items }],
    taskQueue,
    workflowId: uniqueId(),
  });
  return workflowId;
}

describe('the folder examples/pages', () => {
  it('has its pages in the README, and nothing else', () => {
    const readme = readFileSync(join(repoRoot, 'examples/README.md'), 'utf8');
    const listed = [...readme.matchAll(/\]\(pages\/([\w-]+)\/main\.tsx?\)/g)].map(([, name]) => name);
    expect(listed.sort()).toEqual(pageNames());
  });

  it('is served from its sources by `npm run example`', async () => {
    const sources = await servePages(envoyUrl, 0);
    const app = await OrderPage.open(browser, `${sources.url}vue/`);
    await app.page.getByRole('heading', { name: 'New order' }).waitFor();
    await app.close();
    await sources.stop();
  });
});

// Much of each is waiting for the Workflow, so they wait together.
describe.concurrent.each(pageNames())('examples/pages/%s', (name) => {
  const open = (search?: string): Promise<OrderPage> => OrderPage.open(browser, `${server.url}${name}/`, search);

  it('takes an order from its start to its result', async () => {
    const app = await open();
    await app.orderLamp();
    const { orderId, page } = app;
    expect(await app.fact('Customer').textContent()).toBe('Ada');
    expect(await app.fact('Items').textContent()).toBe('1 × Field guide, 1 × Desk lamp');
    expect(await app.fact('Total').textContent()).toBe('€ 139.90');

    await app.changeAddress('   ');
    await page.getByText('An address must not be empty.', { exact: true }).waitFor();
    const address = '<b>Rue de l’Été 7</b> 🏡';
    await app.changeAddress(address);
    await page.getByText('Changed. Before: the address on file.').waitFor();
    await app.fact('Goes to').filter({ hasText: address }).waitFor();

    await app.button('Approve').click();
    await app.says(`Delivered To ${address}. Tracking number TRACK-${orderId.slice(-12).toUpperCase()}.`);
    expect(await page.locator('main b').count()).toBe(0);
    expect(await app.button('Approve').isDisabled()).toBe(true);
    expect(await app.button('Cancel order').isDisabled()).toBe(true);
    expect(await workflow.getHandle(orderId).result()).toMatchObject({ status: 'delivered', address });
    await app.shot(`${name}-delivered`);

    await app.changeAddress('Rue de l’Hiver 8');
    await page.getByText('Too late: the order is closed.', { exact: true }).waitFor();
    await app.close();
  });

  it('finds its order again after a reload, by the back button, and after its end', async () => {
    const app = await open();
    await app.orderLamp();
    const { orderId, page } = app;
    await page.reload();
    await app.says('Waiting for approval');
    await app.button('New order').click();
    await page.getByRole('heading', { name: 'New order' }).waitFor();
    await page.goBack();
    await app.says('Waiting for approval');
    expect(app.orderId).toBe(orderId);
    await app.button('Approve').click();
    await app.says('Delivered');
    await page.reload();
    await app.says(/Delivered.*Tracking number/);
    await app.close();
  });

  it('says in words why an order failed', async () => {
    const app = await open();
    await app.page.getByRole('radio', { name: 'Max' }).check();
    await app.button('Start order').click();
    await app.says('Failed The card of declined-max was declined.');
    await app.button('New order').click();
    // The new one begins as every new one does, with the focus at its beginning.
    await expect.poll(() => app.page.evaluate(() => document.activeElement?.textContent)).toBe('New order');
    expect(await app.page.getByRole('radio', { name: 'Ada' }).isChecked()).toBe(true);
    await app.choose('Field guide', 0);
    expect(await app.button('Start order').isDisabled()).toBe(true);
    await app.choose('Poster', 2);
    await app.button('Start order').click();
    await app.says('Failed GONE-1 is out of stock.');
    await app.close();
  });

  it('cancels an order', async () => {
    const app = await open(`?order=${await startLamp()}`);
    await app.says('Waiting for approval');
    await app.button('Cancel order').click();
    await app.says('Cancelled What had been done for it was undone.');
    await app.close();
  });

  it('says that there is no such order, whatever the address says', async () => {
    const hostile = '<img src=x onerror=alert(1)>';
    const app = await open(`?order=${encodeURIComponent(hostile)}`);
    await app.says('There is no such order');
    await app.page.getByText(hostile, { exact: true }).waitFor();
    await app.button('New order').click();
    await app.page.getByRole('heading', { name: 'New order' }).waitFor();
    await app.close();
  });

  it('says that a Workflow of another type is not an order, and leaves it alone', async () => {
    const start = (type: string, ...args: unknown[]) =>
      workflow.start(type, { args, taskQueue, workflowId: uniqueId(type) });
    // One has no such query, one has another query of that name, one has ended.
    const running = [await start('counter'), await start('countdown', 600)];
    const ended = await start('greet', 'Ada');
    await ended.result();
    for (const { workflowId } of [...running, ended]) {
      const app = await open(`?order=${workflowId}`);
      await app.says('This is not an order');
      expect(await app.button('Approve').isDisabled()).toBe(true);
      expect(await app.button('Cancel order').isDisabled()).toBe(true);
      await app.close();
    }
    await Promise.all(running.map((handle) => handle.terminate()));
  });

  it('waits while the browser is offline, and goes on by itself', async () => {
    const app = await open(`?order=${await startLamp()}`);
    await app.says('Waiting for approval');
    await app.context.setOffline(true);
    await app.trouble.filter({ hasText: 'offline' }).waitFor();
    await app.button('Approve').click();
    await app.context.setOffline(false);
    await app.says('Delivered');
    await expect.poll(() => app.trouble.textContent()).toBe('');
    await app.close();
  });

  it('waits for a server that is away when it is opened', async () => {
    const orderId = await startLamp();
    const app = await open();
    await app.context.route(`${envoyUrl}/**`, (route) => route.abort('connectionrefused'));
    await app.page.goto(`${server.url}${name}/?order=${orderId}`);
    await app.trouble.filter({ hasText: 'No answer from' }).waitFor();
    await app.context.unroute(`${envoyUrl}/**`);
    await app.says('Waiting for approval');
    await expect.poll(() => app.trouble.textContent()).toBe('');
    await workflow.getHandle(orderId).terminate();
    await app.says('Terminated');
    await app.close();
  });

  it('starts one order by a double click, also when the answer gets lost', async () => {
    const app = await open();
    const ids: string[] = [];
    await app.context.route('**/StartWorkflowExecution', async (route) => {
      ids.push(/order-[0-9a-f-]{36}/.exec(route.request().postDataBuffer()!.toString('latin1'))![0]);
      if (ids.length > 1) return route.continue();
      await route.fetch();
      return route.abort('connectionreset');
    });
    await app.choose('Desk lamp', 1);
    await app.button('Start order').dblclick();
    await app.says('Waiting for approval');
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids)).toEqual(new Set([app.orderId]));
    await workflow.getHandle(app.orderId).terminate();
    await app.close();
  });

  it('has the same order in its form when it is reloaded before the answer', async () => {
    const app = await open();
    const { page } = app;
    const ids: string[] = [];
    const sent = new Promise<void>((resolve) => {
      void app.context.route('**/StartWorkflowExecution', async (route) => {
        ids.push(/order-[0-9a-f-]{36}/.exec(route.request().postDataBuffer()!.toString('latin1'))![0]);
        if (ids.length > 1) return route.continue();
        await route.fetch();
        resolve();
      });
    });
    await app.choose('Desk lamp', 2);
    await page.getByRole('radio', { name: /^Lin/ }).check();
    await app.button('Start order').click();
    await sent;
    await page.reload();

    expect(await page.getByRole('combobox', { name: 'Desk lamp' }).inputValue()).toBe('2');
    expect(await page.getByRole('radio', { name: /^Lin/ }).isChecked()).toBe(true);
    await app.button('Start order').click();
    await app.says('Waiting for approval');
    expect(ids.length).toBe(2);
    expect(new Set(ids)).toEqual(new Set([app.orderId]));
    await app.button('New order').click();
    expect(await page.getByRole('combobox', { name: 'Desk lamp' }).inputValue()).toBe('0');
    await workflow.getHandle(ids[0]!).terminate();
    await app.close();
  });

  it('asks while the order runs, and no more when it has ended', async () => {
    const app = await open();
    await app.page.clock.install();
    await app.page.goto(`${server.url}${name}/?order=${await startLamp()}`);
    /** How often the page asks within some seconds of its own clock. */
    const asks = async (): Promise<number> => {
      const roundTrip = (): Promise<unknown> => app.page.evaluate(() => fetch('./'));
      await roundTrip();
      const before = app.calls().filter((call) => call === 'QueryWorkflow').length;
      for (let times = 0; times < 3; times++) await app.page.clock.fastForward(2_000);
      await roundTrip();
      return app.calls().filter((call) => call === 'QueryWorkflow').length - before;
    };
    await app.says('Waiting for approval');
    expect(await asks()).toBeGreaterThan(0);
    await app.button('Approve').click();
    // By the result: the query may know a moment before.
    await app.says('Tracking number');
    expect(await asks()).toBe(0);
    await app.close();
  });

  it('has no fault of accessibility, wide and light or narrow and dark', async () => {
    const app = await open();
    const { page } = app;
    const expectNone = async (state: string): Promise<void> => {
      for (const { name: screen, viewport, colorScheme } of screens) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        expect(await violations(page, screen === 'phone')).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
        await app.shot(`${name}-${state}-${screen}`);
      }
    };
    await page.getByRole('heading', { name: 'New order' }).waitFor();
    await page.evaluate(axe);
    await expectNone('new');
    await app.orderLamp();
    await app.changeAddress('');
    await page.getByText('An address must not be empty.', { exact: true }).waitFor();
    await expectNone('waiting');
    await workflow.getHandle(app.orderId).terminate();
    await app.close();
  });
});

/** What axe finds in the page, of everything or of what the size and the colours change. */
function violations(page: Page, again: boolean): Promise<string[]> {
  return page.evaluate(async (some) => {
    interface Violation {
      id: string;
      nodes: { target: string[]; failureSummary: string }[];
    }
    const { axe: engine } = window as unknown as {
      axe: { run: (where: Document, options: object) => Promise<{ violations: Violation[] }> };
    };
    const found = await engine.run(document, some ? { runOnly: ['color-contrast', 'target-size'] } : {});
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id} ${node.target.join(' ')}: ${node.failureSummary}`),
    );
  }, again);
}
