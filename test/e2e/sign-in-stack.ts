import type { Locator, Page } from 'playwright';
import { expect, inject } from 'vitest';
import { freePorts } from '../../src/dev/ports.js';
import {
  type IdentityClient,
  type Lifetimes,
  type RunningOidcProvider,
  startOidcProvider,
} from '../../src/dev/variants/oidc-provider.js';
import type { UserId } from '../../src/dev/variants/identity-users.js';
import { type EnvoyProxy, startEnvoyProxy } from '../fixtures/envoy-proxy.js';
import { ConsoleUnderTest, type OpenConsole, type ScreenSize, workflowsHash } from './console-page.js';

/** Providers, an Envoy that takes tokens of the first one, and the built console that signs in with them. */
export interface SignInStack {
  readonly console: ConsoleUnderTest;
  readonly provider: RunningOidcProvider;
  /** Whose tokens Envoy does not know. */
  readonly stranger: RunningOidcProvider;
  readonly envoy: EnvoyProxy;
  stop(): Promise<void>;
}

/** Issues tokens that Envoy does not take: for another audience. */
const otherClient: IdentityClient = { id: 'other-console', audience: 'another-service' };

export interface SignInStackOptions {
  lifetimes?: Partial<Lifetimes>;
  /** Where the console lies. @default '/' */
  base?: string;
  /** Headers for a path of it. @default those for any host */
  headersOf?: (path: string) => Record<string, string>;
}

export async function startSignInStack(more: SignInStackOptions = {}): Promise<SignInStack> {
  const { lifetimes = {}, base = '/', ...place } = more;
  const [port] = await freePorts(1);
  const origin = `http://localhost:${port!}`;
  const options = { consoleUrls: [origin + base], clients: [{ id: 'temporal-console' }, otherClient], lifetimes };
  const [provider, stranger] = await Promise.all([startOidcProvider(options), startOidcProvider(options)]);
  const { temporalAddress } = inject('stack');
  const envoy = await startEnvoyProxy(() => ({
    target: 'local',
    upstream: temporalAddress,
    origins: [origin],
    auth: { issuer: provider.issuer, audiences: ['temporal'], jwksUri: provider.jwksUri },
  }));
  const console = await ConsoleUnderTest.start(
    {
      address: envoy.url,
      signIn: [
        {
          name: 'Company',
          issuer: provider.issuer,
          clientId: 'temporal-console',
          rolesClaim: 'roles',
          namespacesClaim: 'namespaces',
        },
        { name: 'Partner', issuer: stranger.issuer, clientId: 'temporal-console' },
        { name: 'Elsewhere', issuer: provider.issuer, clientId: otherClient.id },
      ],
    },
    { ...place, port: port!, base },
  );
  return {
    console,
    provider,
    stranger,
    envoy,
    stop: async () => {
      await console.stop();
      await Promise.all([envoy.stop(), provider.stop(), stranger.stop()]);
    },
  };
}

/** Opens a page of the console, and signs in with the button of a provider. */
export async function openSignedIn(
  { console, provider }: SignInStack,
  screen: ScreenSize,
  { user = 'operator', hash = workflowsHash(), by = 'Company' }: { user?: UserId; hash?: string; by?: string } = {},
): Promise<OpenConsole> {
  const app = await console.open(screen, hash);
  await chooseProvider(app.page, by);
  await chooseUser(app.page, provider, user);
  await account(app.page, provider, user).waitFor();
  return app;
}

export async function chooseProvider(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Sign in with ${name}` }).click();
}

/** On the page of the provider. */
export async function chooseUser(page: Page, { users }: RunningOidcProvider, user: UserId): Promise<void> {
  await page.getByRole('button', { name: users[user].name }).click();
}

/** The button in the header that shows who is signed in. */
export function account(page: Page, { users }: RunningOidcProvider, user: UserId): ReturnType<Page['getByRole']> {
  return page.getByRole('button', { name: `Signed in as ${users[user].name}` });
}

/** Signs out by the menu of an account, and at the page of the provider, which asks who wants that. */
export async function signOut(page: Page, menu: Locator): Promise<void> {
  await menu.click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: /Yes/ }).click();
}

/** Everything of a page that outlives it, or that others can see; and what it has written to the browser's console. */
export async function traces(page: Page): Promise<string> {
  return page.evaluate(async () =>
    JSON.stringify([
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      document.cookie,
      location.href,
      document.referrer,
      history.state,
      document.documentElement.outerHTML,
      // But for the address that the page was opened with: the code in it has been used up.
      performance.getEntries().flatMap(({ name, entryType }) => (entryType === 'navigation' ? [] : [name])),
      (await indexedDB.databases()).map(({ name }) => name),
      window.name,
    ]),
  );
}

/** Fails where a text holds a JWT, or one of these secrets. */
export function expectNoSecrets(text: string, secrets: readonly string[]): void {
  expect(/eyJ[\w-]+\.[\w-]+\./.exec(text)?.[0]).toBeUndefined();
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
}
