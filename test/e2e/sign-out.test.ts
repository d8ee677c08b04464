import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OpenConsole, screens, workflowsHash } from './console-page.js';
import {
  account,
  chooseProvider,
  expectNoSecrets,
  signOut,
  openSignedIn,
  type SignInStack,
  startSignInStack,
  traces,
} from './sign-in-stack.js';

let stack: SignInStack;
beforeAll(async () => {
  stack = await startSignInStack();
});
afterAll(() => stack.stop());

describe.each(screens)('signing out, $name', (screen) => {
  it('wipes this tab and the others, ends the session of the provider, and leaves settings', async () => {
    const { console, provider } = stack;
    const app = await openSignedIn(stack, screen, { hash: workflowsHash('start') });
    const { page, context } = app;
    await page.getByLabel('Workflow type').fill('secret-project');
    await page.evaluate(() => localStorage.setItem('temporal-console:preferences', '{"theme":"dark"}'));
    await page.waitForFunction(() => JSON.stringify(localStorage).includes('secret-project'));
    const second = new OpenConsole(await context.newPage(), context, screen.name, console.url);
    await second.go(workflowsHash());
    // Without a page of the provider: its session is known in this browser.
    await account(second.page, provider, 'operator').waitFor();

    await signOut(page, account(page, provider, 'operator'));
    await page.getByText('You are signed out').waitFor();
    await second.page.getByText('It was done in another tab.').waitFor();
    await app.shot('signed-out');

    for (const left of [await traces(page), await traces(second.page)]) {
      expectNoSecrets(left, []);
      expect(left.includes('secret-project')).toBe(false);
    }
    expect(await page.evaluate(() => localStorage.getItem('temporal-console:preferences'))).toBe('{"theme":"dark"}');
    // Nobody is signed in by a reload, and the provider asks who it is.
    await page.reload();
    await chooseProvider(page, 'Company');
    await page.getByRole('button', { name: 'Refuse' }).waitFor();
    await app.close();
  });
});
