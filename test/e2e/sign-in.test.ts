import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenConsole, screens, workflowsHash } from './console-page.js';
import {
  account,
  chooseProvider,
  chooseUser,
  expectNoSecrets,
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

const deepHash = `${workflowsHash()}?query=${encodeURIComponent('WorkflowType = "order"')}`;

async function listOf({ page }: OpenConsole): Promise<void> {
  await page.getByRole('heading', { name: 'Workflows', level: 1 }).waitFor();
  await page
    .getByText(/^Updated/)
    .first()
    .waitFor({ state: 'attached' });
}

/** Every answer of a token endpoint that a page gets. */
function collectSecrets(page: Page, issuer: string): string[] {
  const secrets: string[] = [];
  page.on('response', (response) => {
    if (response.url() !== `${issuer}/token` || response.request().method() !== 'POST') return;
    void response.json().then((tokens: Record<string, unknown>) => {
      for (const name of ['access_token', 'refresh_token', 'id_token']) {
        if (typeof tokens[name] === 'string') secrets.push(tokens[name]);
      }
    });
  });
  page.on('framenavigated', (frame) => {
    const code = new URLSearchParams(new URL(frame.url()).hash.slice(1)).get('code');
    if (code) secrets.push(code);
  });
  return secrets;
}

describe.each(screens)('signing in, $name', (screen) => {
  it('comes back to the page that a link named, and leaves no token anywhere', async () => {
    const { console, provider } = stack;
    const app = await console.open(screen, deepHash);
    const { page } = app;
    const secrets = collectSecrets(page, provider.issuer);
    const messages: string[] = [];
    page.on('console', (message) => messages.push(message.text()));

    await page.getByText(`To reach`).waitFor();
    await app.shot('sign-in-offer');
    await chooseProvider(page, 'Company');
    await chooseUser(page, provider, 'operator');
    await account(page, provider, 'operator').waitFor();
    await listOf(app);

    expect(new URL(page.url()).hash).toBe(deepHash);
    expect(new URL(page.url()).search).toBe('');
    expect(secrets.length).toBeGreaterThanOrEqual(3);
    expectNoSecrets(await traces(page), secrets);
    expectNoSecrets(messages.join('\n'), secrets);
    expect(await page.evaluate(() => sessionStorage.getItem('temporal-console:sign-in'))).toBeNull();
    await app.shot('sign-in-done');
    await app.close();
  });

  it('stays signed in over a reload, without a page of the provider', async () => {
    const app = await openSignedIn(stack, screen, { hash: deepHash });
    await listOf(app);
    await app.page.reload();
    await account(app.page, stack.provider, 'operator').waitFor();
    await listOf(app);
    expect(new URL(app.page.url()).hash).toBe(deepHash);
    await app.close();
  });

  it('says after a reload that the session is over, and keeps the page that was open', async () => {
    const app = await openSignedIn(stack, screen, { hash: deepHash });
    const { page } = app;
    await app.context.clearCookies();
    await page.reload();
    await page.getByText('Your sign-in has ended').waitFor();
    expect(new URL(page.url()).hash).toBe(deepHash);
    await app.shot('sign-in-ended-after-reload');
    // It is asked once, and not at every reload.
    await page.reload();
    await page.getByText('To reach').waitFor();
    await chooseProvider(page, 'Company');
    await chooseUser(page, stack.provider, 'operator');
    await listOf(app);
    expect(new URL(page.url()).hash).toBe(deepHash);
    await app.close();
  });

  it('tells what the provider says when it refuses', async () => {
    const app = await stack.console.open(screen, deepHash);
    await chooseProvider(app.page, 'Company');
    await app.page.getByRole('button', { name: 'Refuse' }).click();
    await app.page.getByText(/It says: The person refused\./).waitFor();
    expect(new URL(app.page.url()).hash).toBe(deepHash);
    await app.close();
  });

  it('takes an API key instead', async () => {
    const app = await stack.console.open(screen, '#/connect');
    const { page } = app;
    await page.getByLabel(/^API key/).fill(stack.provider.issueToken('viewer'));
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await listOf(app);
    await app.close();
  });
});

describe('an answer that is not the one to what was asked', () => {
  const screen = screens[0];

  it('is not used when this tab has asked for nothing', async () => {
    const app = await stack.console.open(screen, '#code=stolen&state=unknown');
    await app.page.getByText('This sign-in was not begun here').waitFor();
    expect(app.page.url()).not.toContain('stolen');
    await app.close();
  });

  it.each([
    { what: 'another state', answer: (_state: string) => ({ state: 'other', iss: stack.provider.issuer }) },
    { what: 'another provider', answer: (state: string) => ({ state, iss: stack.stranger.issuer }) },
    { what: 'no provider', answer: (state: string) => ({ state }) },
  ])('is not used with $what', async ({ answer }) => {
    const app = await stack.console.open(screen, deepHash);
    const { page } = app;
    const asking = page.waitForRequest((request) => request.url().startsWith(`${stack.provider.issuer}/auth?`));
    await chooseProvider(page, 'Company');
    const state = new URL((await asking).url()).searchParams.get('state')!;
    await page.getByRole('button', { name: 'Refuse' }).waitFor();
    const before = stack.provider.grants['authorization_code'] ?? 0;
    await page.goto(`${stack.console.url}/#${new URLSearchParams({ code: 'stolen', ...answer(state) }).toString()}`);
    await page.getByText('The answer of the sign-in provider is not the right one').waitFor();
    expect(page.url()).not.toContain('stolen');
    expect(stack.provider.grants['authorization_code'] ?? 0).toBe(before);
    await app.close();
  });
});
