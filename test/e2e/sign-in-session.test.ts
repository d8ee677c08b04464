import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startApproval } from '../fixtures/approval.js';
import { screens, workflowsHash } from './console-page.js';
import { account, chooseUser, openSignedIn, type SignInStack, startSignInStack } from './sign-in-stack.js';

const lifetimes = { accessToken: 3, idToken: 3, refreshToken: 3600 };
let stack: SignInStack;
beforeAll(async () => {
  stack = await startSignInStack({ lifetimes });
});
afterEach(() => void Object.assign(stack.provider.lifetimes, lifetimes));
afterAll(() => stack.stop());

interface SentToken {
  token: string;
  /** How long it was good when it was sent, in ms. */
  left: number;
  ends: number;
}

/** The tokens that calls of a page carry from now on, with times as the browser has them: this process hears of a call later. */
async function watchTokens(page: Page, url: string): Promise<readonly SentToken[]> {
  const sent: SentToken[] = [];
  const session = await page.context().newCDPSession(page);
  session.on('Network.requestWillBeSent', ({ request, wallTime }) => {
    const { authorization, Authorization = authorization } = request.headers;
    const token = /^Bearer (.+)$/.exec(Authorization ?? '')?.[1];
    if (token === undefined || !request.url.startsWith(url)) return;
    const { exp } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { exp: number };
    sent.push({ token, left: (exp - wallTime) * 1000, ends: exp * 1000 });
  });
  await session.send('Network.enable');
  return sent;
}

describe.each(screens)('a sign-in whose tokens live for three seconds, $name', (screen) => {
  it('is renewed while a page waits for the end of a run, which is not lost', async () => {
    const { provider, envoy } = stack;
    const { handle, ids } = await startApproval();
    const refused = provider.grants['refused'] ?? 0;
    const app = await openSignedIn(stack, screen, { hash: workflowsHash(ids.workflowId, ids.runId) });
    const { page } = app;
    const sent = await watchTokens(page, envoy.url);
    await page.getByText('Running', { exact: true }).first().waitFor();
    await expect.poll(() => new Set(sent.map(({ token }) => token)).size).toBeGreaterThan(3);
    await handle.terminate('seen enough');
    await page.getByText('Terminated', { exact: true }).first().waitFor();

    // None was sent that was not good any more, and none was asked for twice: the provider would have ended the sign-in.
    expect(sent.filter(({ left }) => left < 0)).toEqual([]);
    expect(provider.grants['refused'] ?? 0).toBe(refused);
    await app.close();
  });

  it('asks for one new token, however many calls need it', async () => {
    const { provider, envoy } = stack;
    const { ids } = await startApproval();
    const app = await openSignedIn(stack, screen);
    const { page } = app;
    await page.getByRole('heading', { name: 'Workflows', level: 1 }).waitFor();
    const sent = await watchTokens(page, envoy.url);
    await page.reload();
    await expect.poll(() => sent.length).toBeGreaterThan(0);
    let asked = 0;
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    await page.route(`${provider.issuer}/token`, async (route) => {
      asked++;
      await gate;
      await route.continue();
    });
    await expect.poll(() => sent.every(({ ends }) => ends < Date.now())).toBe(true);
    // What this page would like to know takes many calls, none of which can be sent now.
    await page.evaluate((hash) => (location.hash = hash), workflowsHash(ids.workflowId, ids.runId));
    await expect.poll(() => asked).toBe(1);
    const before = sent.length;
    // Long enough for the slowest of these calls.
    provider.lifetimes.accessToken = provider.lifetimes.idToken = 600;
    open();
    await expect.poll(() => sent.length).toBeGreaterThan(before + 2);
    // All that was held up went with the same one.
    expect(new Set(sent.slice(before).map(({ token }) => token)).size).toBe(1);
    expect(asked).toBe(1);
    expect(sent.filter(({ left }) => left < 0)).toEqual([]);
    await app.close();
  });

  it('goes on when the provider answers again', async () => {
    const { provider } = stack;
    const { handle, ids } = await startApproval();
    const app = await openSignedIn(stack, screen, { hash: workflowsHash(ids.workflowId, ids.runId) });
    const { page } = app;
    await page.getByText('Running', { exact: true }).first().waitFor();
    provider.isUp = false;
    try {
      await page.getByText('The sign-in provider does not answer.').waitFor();
      await app.shot('sign-in-provider-down');
    } finally {
      provider.isUp = true;
    }
    await page.getByText('The sign-in provider does not answer.').waitFor({ state: 'detached' });
    await handle.terminate('seen enough');
    await page.getByText('Terminated', { exact: true }).first().waitFor();
    await app.close();
  });

  it('can be begun again beside a page on which something is typed, when it has ended', async () => {
    const { provider } = stack;
    const { handle, ids } = await startApproval();
    const app = await openSignedIn(stack, screen, { hash: workflowsHash(ids.workflowId, ids.runId) });
    const { page, context } = app;
    await page.getByText('Running', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Signal', exact: true }).first().click();
    const name = page.getByRole('dialog').getByRole('textbox').first();
    await name.fill('half-typed');

    provider.forgetEverybody();
    await page.getByText('Your sign-in has ended.').waitFor();
    await app.shot('sign-in-ended');
    expect(await name.inputValue()).toBe('half-typed');
    await page.keyboard.press('Escape');
    const opening = context.waitForEvent('page');
    await page.getByRole('button', { name: 'Sign in again' }).click();
    const window = await opening;
    await chooseUser(window, provider, 'operator');
    // It may not close itself under Cross-Origin-Opener-Policy, which keeps it apart from this page.
    await window.getByText('You are signed in. You can close this window.').waitFor();
    await window.close();
    await page.getByText('Your sign-in has ended.').waitFor({ state: 'detached' });
    await account(page, provider, 'operator').waitFor();
    await handle.terminate('seen enough');
    await page.getByText('Terminated', { exact: true }).first().waitFor();
    await app.close();
  });
});
