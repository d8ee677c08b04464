import type { Page } from 'playwright';
import type { Answer } from '../caller.js';
import { noSession, pageOf, type SessionAttack, verdict } from './session-parts.js';
import { SessionVisitor } from './session-visitor.js';

const nobody = 'nobody is signed in, and a page says so, with a way back';

/** What came of an answer of the provider that should make no session. */
function endOf(status: number, text: string, isSignedIn: boolean): Answer {
  return verdict(nobody, [
    status !== 401 && `HTTP ${status}`,
    !/not signed in.*<a href="\/oauth2\/sign-in">/s.test(text) && `the page is "${text}"`,
    isSignedIn && 'somebody is signed in',
  ]);
}

async function endInProgram(response: Response): Promise<Answer> {
  const isSignedIn = response.headers.getSetCookie().some((line) => /^__Host-temporal-token=(?!deleted)/.test(line));
  return endOf(response.status, await response.text(), isSignedIn);
}

/** The page leads its browser to an address of the proxy. Closes the browser. */
async function endInBrowser(page: Page, { href, origin }: URL): Promise<Answer> {
  const [response] = await Promise.all([page.waitForResponse(href), page.evaluate((to) => location.assign(to), href)]);
  const text = await response.text();
  const names = (await page.context().cookies(origin)).map(({ name }) => name);
  await page.context().close();
  return endOf(response.status(), text, names.includes('__Host-temporal-token'));
}

/** Or it was refused because it is good for nobody. */
async function assertGoodFor(visitor: SessionVisitor, answer: URL): Promise<void> {
  await visitor.open(answer);
  if (!visitor.isSignedIn) throw new Error('the answer is not good for whom it is for either');
}

/** The same answer, to what was asked with another nonce. */
function withOtherNonce(answer: URL): URL {
  const other = new URL(answer);
  const state = Buffer.from(answer.searchParams.get('state')!, 'base64url').toString();
  const forged = state.replace(/(?<="csrf_token":")./, (first) => (first === '0' ? '1' : '0'));
  if (forged === state) throw new Error(`there is no nonce in ${state}`);
  other.searchParams.set('state', Buffer.from(forged).toString('base64url'));
  return other;
}

/** Somebody who signs in is made to be somebody else. */
const strangers: SessionAttack[] = [
  ...[false, true].map((hasAsked): SessionAttack => ({
    name: `a page of another site signs somebody in as another person, who ${hasAsked ? 'is about to sign in' : 'has not asked'}`,
    by: 'page',
    expected: { passes: nobody },
    run: async (variant, world) => {
      const attacker = new SessionVisitor(variant);
      const answer = await attacker.answer('admin');
      const page = await world.browser.open('foreign');
      if (hasAsked) await (await page.context().newPage()).goto(`${variant.url}/oauth2/sign-in`);
      const end = await endInBrowser(page, answer);
      await assertGoodFor(attacker, answer);
      return end;
    },
  })),
  {
    name: 'the code of another person, under the right state',
    by: 'program',
    expected: { passes: nobody },
    run: async (variant) => {
      const { grants } = variant.provider;
      const { refused = 0 } = grants;
      const [victim, attacker] = [new SessionVisitor(variant), new SessionVisitor(variant)];
      const answer = await victim.answer('viewer');
      answer.searchParams.set('code', (await attacker.answer('admin')).searchParams.get('code')!);
      const end = await endInProgram(await victim.open(answer));
      // By what was asked with (PKCE), which only the provider can tell.
      if (grants['refused'] !== refused + 1) throw new Error('it was not the provider that refused');
      return end;
    },
  },
];

/** Answers that were changed, or used before. */
const answers: SessionAttack[] = [
  {
    name: 'another nonce in the answer of the provider',
    by: 'program',
    expected: { passes: nobody },
    run: async (variant) => {
      const visitor = new SessionVisitor(variant);
      const answer = await visitor.answer('viewer');
      const end = await endInProgram(await visitor.open(withOtherNonce(answer), visitor.cookie));
      await assertGoodFor(visitor, answer);
      return end;
    },
  },
  {
    name: 'another nonce in the cookie',
    by: 'program',
    expected: { passes: nobody },
    run: async (variant) => {
      const visitor = new SessionVisitor(variant);
      const answer = await visitor.answer('viewer');
      const forged = visitor.cookie.replaceAll(/(?<=-nonce[^=]*=)/g, '0');
      const end = await endInProgram(await visitor.open(answer, forged));
      await assertGoodFor(visitor, answer);
      return end;
    },
  },
  {
    name: 'an answer that was used, from the history of a browser',
    by: 'program',
    expected: { passes: nobody },
    run: async (variant) => {
      const visitor = new SessionVisitor(variant);
      const answer = await visitor.answer('viewer');
      await assertGoodFor(visitor, answer);
      return endInProgram(await new SessionVisitor(variant).open(answer));
    },
  },
  {
    name: 'an answer that was used, with all the cookies that it was good with',
    by: 'program',
    expected: { passes: nobody },
    run: async (variant) => {
      const visitor = new SessionVisitor(variant);
      const answer = await visitor.answer('viewer');
      const { cookie } = visitor;
      await assertGoodFor(visitor, answer);
      return endInProgram(await visitor.open(answer, cookie));
    },
  },
];

const nowhere = 'they lead nowhere else';

const places: SessionAttack = {
  name: 'links to sign in that name another place to come back to',
  by: 'program',
  expected: { passes: nowhere },
  run: async (variant) => {
    const ends = ['?rd=https://evil.example/', '//evil.example/', '/..//evil.example/'].map(async (tail) => {
      const { headers } = await new SessionVisitor(variant).open(`${variant.url}/oauth2/sign-in${tail}`);
      const to = headers.get('location');
      return to !== null && `${tail} leads to ${to}`;
    });
    return verdict(nowhere, await Promise.all(ends));
  },
};

const afterwards: SessionAttack = {
  name: 'somebody calls from a page on which another person has signed out',
  by: 'page',
  expected: noSession,
  run: async (variant, world) => {
    const page = await pageOf(variant, 'admin', world);
    variant.pages.delete('admin');
    await page.goto(`${variant.url}/oauth2/sign-out`);
    await page.waitForFunction(() => 'security' in globalThis);
    const answer = await world.fromPage({ address: variant.url }, page);
    await page.context().close();
    return answer;
  },
};

/** Signing in and out: by order of somebody else, or with what was not asked for. */
export const sessionSignInAttacks: readonly SessionAttack[] = [...strangers, ...answers, places, afterwards];
