import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type OpenConsole, type ScreenSize, screens, workflowsHash } from './console-page.js';
import { type SessionStack, startSessionStack } from './session-stack.js';
import { chooseProvider, chooseUser, expectNoSecrets, signOut, traces } from './sign-in-stack.js';

const deepHash = `${workflowsHash()}?query=${encodeURIComponent('WorkflowType = "order"')}`;

function menu(page: Page): ReturnType<Page['getByRole']> {
  return page.getByRole('button', { name: 'Signed in' });
}

async function openSignedIn({ console, provider }: SessionStack, screen: ScreenSize): Promise<OpenConsole> {
  const app = await console.open(screen, deepHash);
  await chooseProvider(app.page, 'Company');
  await chooseUser(app.page, provider, 'operator');
  await listOf(app);
  return app;
}

async function listOf({ page }: OpenConsole): Promise<void> {
  await menu(page).waitFor();
  await page.getByRole('heading', { name: 'Workflows', level: 1 }).waitFor();
  await page
    .getByText(/^Updated/)
    .first()
    .waitFor({ state: 'attached' });
}

describe.each(screens)('a session in cookies, $name', (screen) => {
  let stack: SessionStack;
  beforeAll(async () => {
    stack = await startSessionStack();
  });
  afterAll(() => stack.stop());

  it('comes back to the page that a link named, and gives no script a token', async () => {
    const app = await openSignedIn(stack, screen);
    const { page, context } = app;
    expect(page.url()).toBe(`${stack.console.url}/${deepHash}`);
    expectNoSecrets(await traces(page), []);
    const cookies = (await context.cookies(stack.console.url)).filter(({ name }) => name.startsWith('__Host-'));
    expect(cookies.map(({ name }) => name).sort()).toEqual([
      '__Host-temporal-expires',
      '__Host-temporal-identity',
      '__Host-temporal-signature',
      '__Host-temporal-token',
    ]);
    for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict' });
    await app.shot('session-signed-in');
    await app.close();
  });

  it('goes on over a reload and in another tab', async () => {
    const app = await openSignedIn(stack, screen);
    await app.page.reload();
    await listOf(app);
    const second = await app.context.newPage();
    await second.goto(`${stack.console.url}/${deepHash}`);
    await menu(second).waitFor();
    await second
      .getByText(/^Updated/)
      .first()
      .waitFor({ state: 'attached' });
    await app.close();
  });

  it('is wiped by signing out, with that of the provider', async () => {
    const app = await openSignedIn(stack, screen);
    const { page, context } = app;
    await signOut(page, menu(page));
    await page.getByText('You are signed out').waitFor();
    const cookies = await context.cookies(stack.console.url);
    expect(cookies.filter(({ name }) => name.startsWith('__Host-'))).toEqual([]);
    await app.shot('session-signed-out');
    // The provider asks who it is.
    await page.reload();
    await chooseProvider(page, 'Company');
    await page.getByRole('button', { name: 'Refuse' }).waitFor();
    await app.close();
  });

  it('that the provider refuses is told, with a way back', async () => {
    const app = await stack.console.open(screen, deepHash);
    const { page } = app;
    await chooseProvider(page, 'Company');
    await page.getByRole('button', { name: 'Refuse' }).click();
    await page.getByText('The sign-in provider refused').waitFor();
    await page.getByRole('link', { name: 'Sign in again' }).click();
    await chooseUser(page, stack.provider, 'viewer');
    await listOf(app);
    expect(new URL(page.url()).hash).toBe(deepHash);
    await app.close();
  });
});

describe.each(screens)('a session that ends, $name', (screen) => {
  let stack: SessionStack;
  afterEach(() => stack.stop());

  it('is said in words, and the way back leads to the page that was open', async () => {
    stack = await startSessionStack({ lifetimes: { accessToken: 4 } });
    const app = await openSignedIn(stack, screen);
    const { page, context } = app;
    await page.getByText('your session has ended').waitFor();
    expect(new URL(page.url()).hash).toBe(deepHash);
    await app.shot('session-ended');
    stack.provider.lifetimes.accessToken = 3600;
    // The provider knows who it is.
    await page.getByRole('button', { name: 'Sign in again' }).first().click();
    await listOf(app);
    expect(new URL(page.url()).hash).toBe(deepHash);
    expect(await page.getByText('your session has ended').count()).toBe(0);
    expect((await context.cookies(stack.console.url)).length).toBeGreaterThan(0);
    await app.close();
  });
});

describe('a console at another origin of the same site', () => {
  let stack: SessionStack;
  beforeAll(async () => {
    stack = await startSessionStack({ isApart: true });
  });
  afterAll(() => stack.stop());

  it('has the session too, and signs out', async () => {
    const app = await openSignedIn(stack, screens[0]);
    const { page } = app;
    expect(new URL(stack.console.url).origin).not.toBe(stack.envoy.tlsUrl);
    expect(page.url()).toBe(`${stack.console.url}/${deepHash}`);
    await page.reload();
    await listOf(app);
    await signOut(page, menu(page));
    await page.getByText('You are signed out').waitFor();
    expect(page.url()).toContain(stack.console.url);
    await app.close();
  });
});
