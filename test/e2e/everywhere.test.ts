import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Client, Connection } from '../../src/client/index.js';
import { uniqueId } from '../fixtures/unique-id.js';
import { ConsoleUnderTest, screens, workflowsHash } from './console-page.js';

const { envoyUrl, taskQueue, namespace } = inject('stack');
const connection = Connection.lazy({ address: envoyUrl });
const client = new Client({ connection, namespace });
const [desktop] = screens;
let console: ConsoleUnderTest;
/** With all that config.json may say. */
let strict: ConsoleUnderTest;
beforeAll(async () => {
  [console, strict] = await Promise.all([
    ConsoleUnderTest.start(),
    ConsoleUnderTest.start({
      readOnly: true,
      banner: 'Production: look twice',
      adress: 'http://typo',
      theme: 'dark',
      timeZone: 'Asia/Tokyo',
      links: [{ label: 'Runbook', href: 'https://wiki.example.com' }],
    }),
  ]);
});
afterAll(async () => {
  await Promise.all([console.stop(), strict.stop(), connection.close()]);
});

describe('the palette', () => {
  it('opens by key, finds a command, and gives the focus back', async () => {
    const app = await console.open(desktop, workflowsHash());
    const { page } = app;
    const start = page.getByRole('link', { name: /^Start/ }).first();
    await start.focus();
    await page.keyboard.press('ControlOrMeta+k');
    const input = page.getByRole('combobox', { name: 'Find a command or an id' });
    await input.waitFor();
    await page.keyboard.press('Escape');
    await input.waitFor({ state: 'detached' });
    expect(await start.evaluate((link) => link === document.activeElement)).toBe(true);

    await page.keyboard.press('ControlOrMeta+k');
    await input.fill('theme dark');
    await page.getByRole('option', { name: 'Theme: Dark', selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');

    await page.keyboard.press('ControlOrMeta+k');
    await input.fill('settings');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    await app.close();
  });

  it('offers what the run can do first, and opens any id', async () => {
    const { workflowId } = await client.workflow.start('waitForRelease', {
      taskQueue,
      workflowId: uniqueId('palette'),
    });
    const app = await console.open(desktop, workflowsHash());
    const { page } = app;
    const input = page.getByRole('combobox', { name: 'Find a command or an id' });
    await page.getByRole('heading', { name: 'Workflows', level: 1 }).waitFor();
    await page.keyboard.press('ControlOrMeta+k');
    await input.fill(workflowId);
    await page.getByRole('option', { name: `Open ${workflowId}` }).click();
    // Of the run: the list behind the palette says Running too.
    await page.getByRole('button', { name: 'Signal' }).first().waitFor();

    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('option').first().waitFor();
    const groups = await page.getByRole('listbox').getByRole('group').all();
    expect(await groups[0]?.getByRole('option').allTextContents()).toContainEqual(expect.stringContaining('Signal'));
    await app.shot('palette');
    await input.fill('no-such-id-anywhere');
    await page.keyboard.press('Enter');
    await page.getByText(`Nothing in ${namespace} has the id no-such-id-anywhere.`).waitFor();
    await client.workflow.getHandle(workflowId).terminate();
    await app.close();
  });
});

describe('keys', () => {
  it('start a workflow from the list, and the palette says which', async () => {
    const app = await console.open(desktop, workflowsHash());
    const { page } = app;
    await page.getByRole('heading', { name: 'Workflows', level: 1 }).waitFor();
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox', { name: 'Find a command or an id' }).fill('start workflow');
    const options = page.getByRole('option', { name: /^Start (a )?workflow/ });
    await options.first().waitFor();
    expect(await options.allTextContents()).toEqual([expect.stringMatching(/Start workflow\s*C$/)]);
    await page.keyboard.press('Escape');
    await page.locator('main').focus();
    await page.keyboard.press('c');
    await page.getByRole('heading', { name: 'Start a workflow' }).waitFor();
    await app.close();
  });

  it('lead somewhere, do nothing while somebody types, and are listed', async () => {
    const app = await console.open(desktop, workflowsHash());
    const { page } = app;
    await page.getByRole('heading', { name: 'Workflows', level: 1 }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('g s');
    expect(new URL(page.url()).hash).toBe(workflowsHash());
    await page.keyboard.press('Escape');
    await page.locator('main').focus();
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();

    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await help.getByText('Go to Workflows').waitFor();
    // Behind a dialog nothing fires.
    await page.keyboard.press('g');
    await page.keyboard.press('w');
    await help.getByRole('checkbox').uncheck();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    await page.locator('main').focus();
    await page.keyboard.press('g');
    await page.keyboard.press('w');
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox', { name: 'Find a command or an id' }).waitFor();
    expect(new URL(page.url()).hash).toBe('#/settings');
    await app.close();
  });
});

describe.each(screens)('everywhere, $name', (screen) => {
  it('says which right is missing, and stays', async () => {
    const app = await console.open(screen, '#/settings');
    const { page } = app;
    await page.route('**/ListWorkflowExecutions', (route) =>
      route.fulfill({
        status: 200,
        headers: {
          'access-control-allow-origin': '*',
          'access-control-expose-headers': 'grpc-status, grpc-message, x-request-id',
          'content-type': 'application/grpc-web+proto',
          'grpc-status': '7',
          'grpc-message': 'Request unauthorized.',
          'x-request-id': 'request-4711',
        },
        body: '',
      }),
    );
    await page.evaluate((hash) => (location.hash = hash), workflowsHash());
    await page.getByText(`you need the right to read in Namespace ${namespace}`).first().waitFor();
    expect(new URL(page.url()).hash).toBe(workflowsHash());
    await page.getByText('Details', { exact: true }).first().click();
    await page.getByText('request-4711').first().waitFor();
    await app.shot('not-allowed');
    await app.close();
  });

  it('shows that it is offline, and comes back by itself', async () => {
    const app = await console.open(screen, workflowsHash());
    const { page, context } = app;
    await page.getByRole('heading', { name: 'Workflows', level: 1 }).waitFor();
    // What tells of it loads while the page has nothing else to do.
    await page.waitForFunction(() => {
      const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
      return loaded.filter((name) => /\/late-[^/]+\.js$/.test(name)).length > 1;
    });
    await context.setOffline(true);
    await page.getByText('You are offline.').first().waitFor();
    await page.keyboard.press('ControlOrMeta+k');
    const toast = page.getByRole('alert').filter({ hasText: 'You are offline: This part of the console has not' });
    await toast.getByText('Details', { exact: true }).waitFor();
    await toast.getByRole('button', { name: 'Dismiss' }).click();
    // What has no place of its own to say it tells it too.
    await page.getByRole('button', { name: 'Views', exact: true }).click();
    await toast.waitFor();
    await page.keyboard.press('Escape');
    await page.evaluate(() => (location.hash = '#/settings'));
    const note = page.getByRole('main').getByRole('alert');
    await note.getByText('This part of the console has not been loaded yet.').waitFor();
    await app.shot('offline');
    // Loading the page again would lose it.
    expect(await note.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    await context.setOffline(false);
    await page.getByText('You are offline.').first().waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    await app.close();
  });

  it('keeps a failure with its detail until it was read', async () => {
    const app = await console.open(screen, '#/settings');
    const { page } = app;
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('no clipboard'));
    });
    const { workflowId } = await client.workflow.start('echo', { taskQueue, workflowId: uniqueId('toast') });
    await page.evaluate((hash) => (location.hash = hash), workflowsHash(workflowId));
    await page.getByRole('button', { name: /^Copy/ }).first().click();
    const alert = page.getByRole('alert').filter({ hasText: 'Not copied' });
    await alert.waitFor();
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await alert.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Notifications, 1 not seen' }).click();
    const list = page.getByRole('dialog', { name: 'Notifications' });
    await list.getByText('Not copied').waitFor();
    await app.shot('notifications');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
    await app.close();
  });

  it('writes times in any zone and style', async () => {
    const app = await console.open(screen, '#/settings');
    const { page } = app;
    await page.locator('summary', { hasText: 'Time zone' }).click();
    await page.getByLabel('Find a time zone').fill('kathm');
    await page.getByText('Kathmandu').click();
    await page.locator('summary', { hasText: 'Asia/Kathmandu (UTC+5:45)' }).waitFor();
    await page.getByText('Long', { exact: true }).click();
    await page.getByText(/Now: \w{3}, \d\d \w{3,4} 20\d\d, \d\d:\d\d:\d\d/).waitFor();
    await page.reload();
    await page.locator('summary', { hasText: 'Asia/Kathmandu' }).waitFor();
    await app.shot('settings');
    await app.close();
  });

  it('shows the way to the server, its version and what waits', async () => {
    const app = await console.open(screen, workflowsHash());
    const { page } = app;
    await page.getByRole('button', { name: /^Connected/ }).click();
    await page.getByText('Round trip').waitFor();
    await page.getByText('Waits', { exact: true }).waitFor();
    await app.shot('connection');
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText('Last answer').waitFor();
    await app.close();
  });

  it('obeys config.json, and names what in it means nothing', async () => {
    const app = await strict.open(screen, workflowsHash());
    const { page } = app;
    await page.getByText('Production: look twice').waitFor();
    await page.getByText('Read-only: this console shows, and changes nothing.').waitFor();
    await page.getByText('“adress” means nothing here. Did you mean “address”?').waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
    expect(await page.getByRole('link', { name: /^Start/ }).count()).toBe(0);
    await app.shot('config');
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('option', { name: 'Runbook' }).waitFor();
    await app.close();
  });
});
