/** What the console shows of a sign-in, and how a page comes to show it: a new state adds its line here. */
import type { Page } from 'playwright';
import { expect } from 'vitest';
import type { UserId } from '../../src/dev/variants/identity-users.js';
import { workflowsHash } from './console-page.js';
import { account, chooseProvider, chooseUser, signOut, type SignInStack } from './sign-in-stack.js';

/** Something to look at. */
export interface SignInState {
  name: string;
  /** @default the list of Workflows */
  hash?: string;
  /** What leads to it. A provider may be changed for that; see {@link restore}. */
  act: (page: Page, stack: SignInStack) => Promise<unknown>;
}

/** As it was before a state. */
export function restore({ provider }: SignInStack): void {
  provider.isUp = true;
  provider.lifetimes.accessToken = 3600;
}

const text = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();

async function signIn(page: Page, { provider }: SignInStack, user: UserId = 'operator', by = 'Company'): Promise<void> {
  await chooseProvider(page, by);
  await chooseUser(page, provider, user);
  await account(page, provider, user).waitFor();
  await page.getByRole('heading', { level: 1 }).first().waitFor();
}

/** A sign-in whose token lives so shortly that every call renews it. */
async function signInShortly(page: Page, stack: SignInStack): Promise<void> {
  stack.provider.lifetimes.accessToken = 1;
  await signIn(page, stack);
}

/** Makes the page ask the server for something new: no list, whose old rows would be pale until the answer comes. */
async function ask(page: Page, workflowId = 'order'): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), workflowsHash(workflowId));
}

async function end(page: Page, stack: SignInStack): Promise<void> {
  await signInShortly(page, stack);
  const { provider } = stack;
  const refused = provider.grants['refused'] ?? 0;
  provider.forgetEverybody();
  await ask(page);
  await expect.poll(() => provider.grants['refused'] ?? 0, { timeout: 15_000 }).toBeGreaterThan(refused);
  // The token that the page still has is good for a second.
  const ends = Date.now() + 1000;
  await expect.poll(() => Date.now(), { timeout: 15_000 }).toBeGreaterThan(ends);
  await ask(page, 'greet');
  await text(page, 'Your sign-in has ended.');
}

async function openNamespaces(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Namespace/ }).click();
  await page.getByRole('textbox', { name: 'Another Namespace' }).waitFor();
}

const panelStates: readonly SignInState[] = [
  { name: 'sign-in offered', act: (page) => text(page, 'To reach') },
  {
    name: 'sign-in for another address',
    hash: '#/connect',
    act: async (page) => {
      await page.getByLabel('Proxy address').fill('https://temporal.example.com');
      await text(page, 'Sign-in is only for the addresses');
    },
  },
  {
    name: 'sign-in being checked',
    act: async (page, { provider }) => {
      // Never answered.
      await page.route(`${provider.issuer}/token`, () => undefined);
      await chooseProvider(page, 'Company');
      await chooseUser(page, provider, 'operator');
      await text(page, 'One moment');
    },
  },
  { name: 'sign-in window', hash: '#code=x&state=window.x', act: (page) => text(page, 'You can close this window') },
  { name: 'sign-in not begun here', hash: '#code=x&state=x', act: (page) => text(page, 'was not begun here') },
  {
    name: 'sign-in refused',
    act: async (page) => {
      await chooseProvider(page, 'Company');
      await page.getByRole('button', { name: 'Refuse' }).click();
      await text(page, 'The sign-in provider refused');
    },
  },
  {
    name: 'sign-in without an answer',
    act: async (page, { provider }) => {
      provider.isUp = false;
      await chooseProvider(page, 'Company');
      await chooseUser(page, provider, 'operator');
      await text(page, 'The sign-in provider cannot be reached');
    },
  },
  {
    name: 'sign-in over after a reload',
    act: async (page, stack) => {
      await signIn(page, stack);
      await page.context().clearCookies();
      await page.reload();
      await text(page, 'Your sign-in has ended');
    },
  },
  {
    name: 'signed out',
    act: async (page, stack) => {
      await signIn(page, stack);
      await signOut(page, account(page, stack.provider, 'operator'));
      await text(page, 'You are signed out');
    },
  },
];

const barStates: readonly SignInState[] = [
  { name: 'sign-in ended', act: end },
  {
    name: 'sign-in ended and no window',
    act: async (page, stack) => {
      await end(page, stack);
      await page.evaluate(() => (window.open = () => null));
      await page.getByRole('button', { name: 'Sign in again' }).click();
      await page.getByRole('button', { name: 'Sign in on this page instead' }).waitFor();
    },
  },
  {
    name: 'sign-in that cannot be renewed now',
    act: async (page, stack) => {
      await signInShortly(page, stack);
      stack.provider.isUp = false;
      await ask(page);
      await text(page, 'The sign-in provider does not answer.');
    },
  },
];

const accountStates: readonly SignInState[] = [
  {
    name: 'account menu',
    act: async (page, stack) => {
      await signIn(page, stack);
      await account(page, stack.provider, 'operator').click();
      await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    },
  },
  {
    name: 'connection, signed in',
    act: async (page, stack) => {
      await signIn(page, stack);
      await page.getByRole('button', { name: /^Connected/ }).click();
      await text(page, 'then renewed by itself');
    },
  },
  {
    name: 'settings, signed in',
    act: async (page, stack) => {
      await signIn(page, stack);
      await page.evaluate(() => (location.hash = '#/settings'));
      await text(page, 'then renewed by itself');
    },
  },
  {
    name: 'Namespaces of an account',
    act: async (page, stack) => {
      await signIn(page, stack);
      await openNamespaces(page);
      await page.locator('[popover] button[data-item]').first().waitFor();
    },
  },
  {
    name: 'Namespace that is not of the account',
    act: async (page, stack) => {
      await signIn(page, stack);
      await openNamespaces(page);
      await page.getByRole('textbox', { name: 'Another Namespace' }).fill('second');
      await text(page, 'This account may not enter “second”.');
    },
  },
];

const refusalStates: readonly SignInState[] = [
  {
    name: 'sign-in that the proxy does not take',
    act: async (page, stack) => {
      await signIn(page, stack, 'operator', 'Elsewhere');
      await text(page, /made out to “another-service”/);
    },
  },
  {
    name: 'Namespace that the proxy refuses',
    hash: `${workflowsHash()}?query=`,
    act: async (page, stack) => {
      await signIn(page, stack, 'second-viewer');
      await text(page, 'This account may enter second.');
    },
  },
  {
    name: 'start form of a viewer',
    hash: workflowsHash('start'),
    act: async (page, stack) => {
      await signIn(page, stack, 'viewer');
      await text(page, 'This account is a viewer, and may not start Workflows.');
    },
  },
  {
    name: 'mistakes in the providers under a banner',
    act: async (page) => {
      await page.route('**/config.json', async (route) => {
        const config = (await (await route.fetch()).json()) as { signIn: object[] };
        const [first, second] = config.signIn;
        const signIn = [
          { ...first, namespaceClaim: 'x' },
          { ...second, issuer: 'http://login.example.com' },
        ];
        await route.fulfill({ json: { ...config, signIn, banner: 'Production: look twice.', readOnly: true } });
      });
      await page.reload();
      await text(page, '“issuer” must be an https address.');
    },
  },
];

export const signInStates: readonly SignInState[] = [...panelStates, ...barStates, ...accountStates, ...refusalStates];
