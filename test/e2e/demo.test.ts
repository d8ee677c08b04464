import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { chromiumFlags } from '../../src/dev/parts/chromium-flags.js';
import { repoRoot } from '../../src/dev/paths.js';
import { runCommand } from '../../src/dev/process/run-command.js';
import { statuses } from '../../src/live/status.js';
import { serveFolder } from '../fixtures/serve-folder.js';
import { OpenConsole, screens, type ScreenSize } from './console-page.js';

const host = mkdtempSync(join(tmpdir(), 'demo-'));
const workflows = '#/namespaces/default/workflows';
let server: Awaited<ReturnType<typeof serveFolder>>;
let browser: Browser;
beforeAll(async () => {
  const vite = join(repoRoot, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = ['build', '--config', 'src/demo/vite.config.ts', '--outDir', join(host, 'some', 'where')];
  await runCommand(process.execPath, [vite, ...args], { cwd: repoRoot });
  server = await serveFolder(host);
  browser = await chromium.launch({ executablePath: inject('stack').chromium, args: chromiumFlags() });
});
afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(host, { recursive: true });
});

/** The demonstration on a plain static host, below a path; and all that it asked of any host. */
async function open({ name, width, height, colorScheme }: ScreenSize, hash = '') {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  const requested: URL[] = [];
  context.on('request', (request) => requested.push(new URL(request.url())));
  const app = new OpenConsole(await context.newPage(), context, name, `${server.url}/some/where`);
  await app.go(hash);
  const banner = app.page.getByText('Simulated: there is no server.');
  await banner.waitFor();
  return { app, page: app.page, banner, requested };
}

describe.each(screens)('the demonstration, $name', (screen) => {
  it('lists Workflows of every status and says so on every screen', async () => {
    const { app, page, banner } = await open(screen);
    await page.getByRole('link', { name: 'order-waiting-1' }).waitFor();
    await app.shot('demo-list');
    const chips = page.getByRole('group', { name: 'Status' });
    for (const { label } of Object.values(statuses)) {
      const chip = chips.getByRole('button', { name: label });
      await expect.poll(() => chip.getAttribute('title')).toMatch(/^[1-9]/);
      await chip.click();
      await page.getByRole('main').getByText(label, { exact: true }).first().waitFor();
      await chip.click();
    }

    const elsewhere = ['/start', '/order-waiting-1', '/order-waiting-1?tab=timeline'].map((path) => workflows + path);
    for (const hash of [...elsewhere, '#/namespaces/default/batch', '#/settings', '#/import', '#/connect']) {
      await app.go(hash);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await banner.isVisible()).toBe(true);
    }
    await app.close();
  });

  it('starts an order, approves it by a signal and shows its result, and asks nothing of any other host', async () => {
    const { app, page, requested } = await open(screen, `${workflows}/start`);
    const desk = { sku: 'DESK-1', quantity: 2, unitPriceCents: 25_000 };
    await page.getByRole('combobox', { name: 'Workflow Type' }).click();
    await page.getByRole('option', { name: /^order/ }).click();
    await page.getByLabel('Workflow Id', { exact: true }).fill('order-of-mine');
    const argument = page.getByRole('region', { name: 'Arguments' }).getByRole('textbox');
    await argument.fill(JSON.stringify({ customerId: 'c-1', items: [desk] }));
    await page.getByRole('button', { name: 'Start order' }).click();

    await page.getByText('Approval of € 500.00').first().waitFor();
    await page.getByRole('button', { name: 'Signal' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('approve');
    const args = dialog.getByRole('region', { name: 'Arguments' });
    if ((await args.getByRole('textbox').count()) === 0) await args.getByRole('button', { name: 'Add' }).click();
    await args.getByRole('textbox').fill('"lea"');
    await dialog.getByRole('button', { name: 'Send signal' }).click();

    await page.getByText('Completed', { exact: true }).first().waitFor();
    await page.getByText('"delivered"').waitFor();
    await app.shot('demo-order');

    const query = encodeURIComponent(`OrderApproved = true AND OrderTotal > 400 AND WorkflowId = 'order-of-mine'`);
    await app.go(`${workflows}?query=${query}`);
    await page.getByRole('link', { name: 'order-of-mine' }).waitFor();
    expect(new Set(requested.map(({ origin }) => origin))).toEqual(new Set([server.url]));
    await app.close();
  });
});
