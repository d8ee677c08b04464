import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { screens, workflowsHash } from './console-page.js';
import { expectNoSecrets, openSignedIn, type SignInStack, startSignInStack } from './sign-in-stack.js';

let stack: SignInStack;
beforeAll(async () => {
  stack = await startSignInStack();
});
afterAll(() => stack.stop());

/** One list of facts: what stands behind each name. */
async function factsIn(page: Page): Promise<Record<string, string>> {
  const list = page.locator('dl.facts').filter({ hasText: 'Signed in' });
  await list.waitFor();
  const [names, values] = await Promise.all([list.locator('dt').allInnerTexts(), list.locator('dd').allInnerTexts()]);
  return Object.fromEntries(names.map((name, index) => [name, values[index]!.replace(/\s+/g, ' ').trim()]));
}

describe.each(screens)('who is signed in, $name', (screen) => {
  it('is told where the connection is: by whom, until when, with which Namespaces, and no token', async () => {
    const { provider } = stack;
    const app = await openSignedIn(stack, screen);
    const { page } = app;
    await page.evaluate(() => (location.hash = '#/settings'));
    const expected = {
      'Signed in': `${provider.users.operator.name} by Company · Role: operator`,
      Until: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d then renewed by itself$/) as string,
      Namespaces: 'default',
    };
    const inSettings = await factsIn(page);
    expect(inSettings).toMatchObject(expected);
    expect(Object.keys(inSettings)).not.toContain('API key');
    await app.shot('sign-in-settings');

    await page.evaluate((hash) => (location.hash = hash), workflowsHash());
    await page.getByRole('button', { name: /^Connected/ }).click();
    const atConnection = await factsIn(page);
    expect(atConnection).toMatchObject(expected);
    expect(Object.keys(atConnection)).not.toContain('API key');
    expectNoSecrets(await page.content(), []);
    await app.shot('sign-in-connection');
    await app.close();
  });
});

describe.each(screens)('the Namespaces of an account, $name', (screen) => {
  it('are those to choose from, and another one is refused where it is typed', async () => {
    const app = await openSignedIn(stack, screen);
    const { page } = app;
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.getByRole('button', { name: /^Namespace/ }).click();
    const entry = page.getByRole('textbox', { name: 'Another Namespace' });
    await entry.waitFor();
    const choices = page.locator('[popover] button[data-item]');
    await choices.first().waitFor();
    expect(await choices.allInnerTexts()).toEqual(['default']);
    await app.shot('sign-in-namespaces');
    await entry.fill('second');
    await page.getByText('This account may not enter “second”.').waitFor();
    await entry.press('Enter');
    expect(new URL(page.url()).hash).toBe(workflowsHash());
    expect(await choices.count()).toBe(0);
    // What the token says need not be asked for, and would be refused.
    expect(asked.filter((url) => url.endsWith('/ListNamespaces'))).toEqual([]);
    await app.close();
  });

  it('are all where the token says so: then the server is asked', async () => {
    const app = await openSignedIn(stack, screen, { user: 'admin' });
    const { page } = app;
    const listed = page.waitForRequest((request) => request.url().endsWith('/ListNamespaces'));
    await page.getByRole('button', { name: /^Namespace/ }).click();
    await listed;
    const entry = page.getByRole('textbox', { name: 'Another Namespace' });
    await page.locator('[popover] button[data-item]').first().waitFor();
    // Also one that is not listed.
    await entry.fill('nobody-made-this');
    await page.getByText('Press Enter to open it anyway.').waitFor();
    await entry.press('Enter');
    await expect.poll(() => new URL(page.url()).hash).toBe('#/namespaces/nobody-made-this/workflows');
    await app.close();
  });

  it('are where somebody begins who may not enter that of config.json', async () => {
    const app = await openSignedIn(stack, screen, { user: 'second-viewer', hash: '' });
    const { page } = app;
    await expect.poll(() => new URL(page.url()).hash).toBe('#/namespaces/second/workflows');
    await app.close();
  });
});
