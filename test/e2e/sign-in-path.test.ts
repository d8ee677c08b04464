import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OpenConsole, screens, workflowsHash } from './console-page.js';
import { account, chooseProvider, chooseUser, signOut, type SignInStack, startSignInStack } from './sign-in-stack.js';

let stack: SignInStack;
beforeAll(async () => {
  stack = await startSignInStack({ base: '/console/' });
});
afterAll(() => stack.stop());

const [screen] = screens;
const deepHash = `${workflowsHash()}?query=${encodeURIComponent('WorkflowType = "order"')}`;

describe('a console below a path', () => {
  it.each(['/', '/index.html'])(
    'opened as %s, sends people back to its folder, and there to their page',
    async (path) => {
      const { console, provider } = stack;
      expect(new URL(console.url).pathname).toBe('/console');
      const app = await console.open(screen, 'favicon.svg');
      const { page } = app;
      await page.goto(`${console.url}${path}${deepHash}`);
      const asking = page.waitForRequest((request) => request.url().startsWith(`${provider.issuer}/auth?`));
      await chooseProvider(page, 'Company');
      expect(new URL((await asking).url()).searchParams.get('redirect_uri')).toBe(`${console.url}/`);
      const answered = page.waitForRequest((request) => request.url() === `${provider.issuer}/token`);
      await chooseUser(page, provider, 'operator');
      // The token endpoint compares it with the one that was asked with.
      expect(new URLSearchParams((await answered).postData() ?? '').get('redirect_uri')).toBe(`${console.url}/`);
      await account(page, provider, 'operator').waitFor();
      await page
        .getByText(/^Updated/)
        .first()
        .waitFor({ state: 'attached' });
      expect(page.url()).toBe(`${console.url}/${deepHash}`);

      await page.reload();
      await account(page, provider, 'operator').waitFor();
      expect(page.url()).toBe(`${console.url}/${deepHash}`);
      await app.close();
    },
  );

  it('is where the provider leads back to from its own sign-out, also in another tab', async () => {
    const { console, provider } = stack;
    const app = await console.open(screen, deepHash);
    const { page, context } = app;
    await chooseProvider(page, 'Company');
    await chooseUser(page, provider, 'operator');
    await account(page, provider, 'operator').waitFor();
    const second = new OpenConsole(await context.newPage(), context, screen.name, console.url);
    await second.go(workflowsHash());
    await account(second.page, provider, 'operator').waitFor();

    await signOut(page, account(page, provider, 'operator'));
    await page.getByText('You are signed out').waitFor();
    await second.page.getByText('It was done in another tab.').waitFor();
    for (const { url } of [page, second.page].map((one) => ({ url: new URL(one.url()) }))) {
      expect(url.pathname).toBe('/console/');
      expect(url.search).toBe('');
    }
    await app.close();
  });
});
