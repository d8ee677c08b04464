import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import type { Page } from 'playwright';
import { Client, Connection } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, type OpenConsole, screens, workflowsHash } from './console-page.js';

const { envoyUrl, taskQueue } = inject('stack');
const connection = Connection.lazy({ address: envoyUrl });
const client = new Client({ connection });
const [desktop] = screens;
const listCall = 'ListWorkflowExecutions';
const countCall = 'CountWorkflowExecutions';
let console: ConsoleUnderTest;

beforeAll(async () => {
  console = await ConsoleUnderTest.start();
});
afterAll(async () => {
  await console.stop();
  await connection.close();
});

function start(workflowId: string) {
  return client.workflow.start('waitForRelease', { taskQueue, workflowId });
}

async function untilListed(prefix: string, count: number): Promise<void> {
  const query = `WorkflowId STARTS_WITH '${prefix}'`;
  await vi.waitFor(async () => expect((await client.workflow.count(query)).count).toBe(count), {
    timeout: 30_000,
    interval: 500,
  });
}

function hashOf(prefix: string): string {
  return `${workflowsHash()}?query=${encodeURIComponent(`WorkflowId STARTS_WITH "${prefix}"`)}`;
}

/** A list whose time passes when the test says so. */
async function openWithClock(prefix: string): Promise<OpenConsole & { calls: (rpc: string) => number }> {
  const app = await console.open(desktop);
  const seen: string[] = [];
  app.page.on('request', (request) => seen.push(request.url()));
  await app.page.clock.install();
  await app.go(hashOf(prefix));
  await app.page.reload();
  await app.page.locator('[data-row]').first().waitFor();
  return Object.assign(app, { calls: (rpc: string) => seen.filter((url) => url.endsWith(rpc)).length });
}

/** As a browser tells it when another tab comes to the front, or this one again. */
async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((isHidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden });
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => (isHidden ? 'hidden' : 'visible'),
    });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, hidden);
}

describe('a live list', () => {
  it('changes rows where they stand and holds new ones back', async () => {
    const prefix = uniqueId('live');
    const handle = await start(`${prefix}-1`);
    await untilListed(prefix, 1);
    const app = await openWithClock(prefix);
    const { page } = app;
    const first = page.locator('[data-row]').first();
    await first.getByText('Running').waitFor();

    await start(`${prefix}-2`);
    await handle.signal('release', 'go');
    await handle.result();
    await untilListed(`${prefix}' AND ExecutionStatus = 'Completed' AND WorkflowId STARTS_WITH '${prefix}`, 1);
    await page.clock.fastForward(11_000);
    await page.getByRole('button', { name: '1 new' }).waitFor();
    await first.getByText('Completed').waitFor();
    expect(await page.locator('[data-row]').count()).toBe(1);
    await app.shot('list-new-rows');
    await page.getByRole('button', { name: '1 new' }).click();
    await expect.poll(() => page.locator('[data-row]').count()).toBe(2);
    await app.close();
  });

  it('keeps up with rows of a later page, of which no answer of its own tells', async () => {
    const prefix = uniqueId('live');
    // The oldest stands last, on the second page.
    const handle = await start(`${prefix}-oldest`);
    for (let index = 0; index < 10; index++) await start(`${prefix}-${index}`);
    await untilListed(prefix, 11);
    const app = await console.open(desktop, `${hashOf(prefix)}&rows=10`);
    const { page } = app;
    const rows = page.locator('[data-row]');
    await expect.poll(() => rows.count()).toBe(10);
    await page.getByRole('link', { name: 'Next page' }).click();
    await expect.poll(() => rows.count()).toBe(1);
    const address = page.url();
    await page.clock.install();
    await page.reload();
    await rows.getByText('Running').waitFor();
    await handle.signal('release', 'go');
    await handle.result();
    await untilListed(`${prefix}' AND ExecutionStatus = 'Completed' AND WorkflowId STARTS_WITH '${prefix}`, 1);
    await page.clock.fastForward(11_000);
    await rows.getByText('Completed').waitFor();
    expect(page.url()).toBe(address);
    await app.close();
  });

  it('says how old it is, and asks for nothing while it is stopped or hidden', async () => {
    const prefix = uniqueId('live');
    await start(`${prefix}-1`);
    await untilListed(prefix, 1);
    const app = await openWithClock(prefix);
    const { page, calls } = app;
    await expect.poll(() => calls(countCall)).toBeGreaterThan(0);
    await page.clock.fastForward(7_000);
    await page.getByText(/Updated [6-9] s ago/).waitFor();

    await page.getByRole('switch', { name: 'Live' }).click();
    const before = [calls(listCall), calls(countCall)];
    await page.clock.fastForward(20 * 60_000);
    await page.getByText('Updated 20 min ago').waitFor();
    await page.getByText('Counted 20 min ago').waitFor();
    expect([calls(listCall), calls(countCall)]).toEqual(before);

    await page.getByRole('switch', { name: 'Live' }).click();
    await expect.poll(() => calls(listCall)).toBeGreaterThan(before[0]!);
    await setHidden(page, true);
    const hidden = [calls(listCall), calls(countCall)];
    await page.clock.fastForward(20 * 60_000);
    expect([calls(listCall), calls(countCall)]).toEqual(hidden);
    await setHidden(page, false);
    await expect.poll(() => calls(listCall)).toBeGreaterThan(hidden[0]!);
    await app.close();
  });

  it('counts ever more rarely the longer it stays open', async () => {
    const prefix = uniqueId('live');
    await start(`${prefix}-1`);
    await untilListed(prefix, 1);
    const app = await openWithClock(prefix);
    const { page, calls } = app;
    await page.getByText('Counted just now').waitFor();
    const first = calls(countCall);
    await page.clock.fastForward(61_000);
    await expect.poll(() => calls(countCall)).toBe(first + 1);
    await page.getByText('Counted just now').waitFor();
    // The next is due a fifth later.
    await page.clock.fastForward(61_000);
    await page.getByText('Counted 1 min ago').waitFor();
    expect(calls(countCall)).toBe(first + 1);
    await page.clock.fastForward(15_000);
    await expect.poll(() => calls(countCall)).toBe(first + 2);
    await app.close();
  });

  it('keeps its rows when calls fail, says so, and comes back', async () => {
    const prefix = uniqueId('live');
    await start(`${prefix}-1`);
    await untilListed(prefix, 1);
    const app = await openWithClock(prefix);
    const { page } = app;
    await page.route(`**/${listCall}`, (route) =>
      route.fulfill({
        status: 200,
        headers: {
          'content-type': 'application/grpc-web+proto',
          'access-control-allow-origin': '*',
          'access-control-expose-headers': 'grpc-status,grpc-message',
          'grpc-status': '13',
          'grpc-message': 'not now',
        },
      }),
    );
    await page.clock.fastForward(11_000);
    const alert = page.getByRole('alert').filter({ hasText: 'The list could not be loaded' });
    await alert.waitFor();
    await page.locator('[data-row]').first().waitFor();
    await page.unroute(`**/${listCall}`);
    await page.clock.fastForward(30_000);
    await expect.poll(() => alert.count()).toBe(0);
    await page.locator('[data-row]').first().waitFor();
    await app.close();
  });
});

describe('a key without the right to list', () => {
  it('stays on the page, which says what is missing', async () => {
    const app = await console.open(desktop);
    const { page } = app;
    await page.route(`**/${listCall}`, (route) =>
      route.fulfill({
        status: 200,
        headers: {
          'content-type': 'application/grpc-web+proto',
          'access-control-allow-origin': '*',
          'access-control-expose-headers': 'grpc-status,grpc-message',
          'grpc-status': '7',
          'grpc-message': 'Request unauthorized.',
        },
      }),
    );
    await app.go(workflowsHash());
    const alert = page.getByRole('alert').filter({ hasText: 'The list could not be loaded' });
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/list workflow executions/i);
    expect(page.url()).toContain(workflowsHash());
    await app.shot('list-denied');
    await app.close();
  });
});
