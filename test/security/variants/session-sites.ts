import type { Page } from 'playwright';
import type { Expected } from '../attack.js';
import { ending } from '../caller.js';
import type { World } from '../world.js';
import { noSession, pageOf, type SessionAttack, type SessionVariant, verdict, withSession } from './session-parts.js';
import { SessionVisitor } from './session-visitor.js';
import { notAllowed } from './tls-parts.js';

const unreachable: Expected = {
  code: 'UNAVAILABLE',
  transport: 'unreachable',
  words: 'CORS settings',
  retryable: true,
};
const foreign = 'Pages of this origin may not call';

type Whose = 'another site' | 'a neighbour';

/** A page in the browser of somebody who is signed in, but not of the proxy's origin. Is to be closed. */
async function openOther(whose: Whose, variant: SessionVariant, world: World): Promise<Page> {
  const page = await pageOf(variant, 'operator', world);
  const origin = whose === 'another site' ? world.browser.foreignOrigin : variant.neighbour.url;
  return world.browser.openBeside(page, `${origin}/`);
}

function callsWithCookies(whose: Whose): SessionAttack {
  return {
    name: `a page of ${whose} calls with the cookies`,
    by: 'page',
    expected: unreachable,
    run: async (variant, world) => {
      const page = await openOther(whose, variant, world);
      const answer = await world.fromPage({ address: variant.url, credentials: 'include' }, page);
      await page.close();
      return answer;
    },
  };
}

/** No browser asks for leave to send a form, nor keeps cookies from it that are not strict. */
function postsForm(whose: Whose, passes: string): SessionAttack {
  return {
    name: `a page of ${whose} sends a form`,
    by: 'page',
    expected: { passes },
    run: async (variant, world) => {
      const page = await openOther(whose, variant, world);
      const address = `${variant.url}/temporal.api.workflowservice.v1.WorkflowService/GetSystemInfo`;
      const [response] = await Promise.all([
        page.waitForResponse(address),
        page.evaluate((action) => {
          const form = Object.assign(document.createElement('form'), { action, method: 'post', enctype: 'text/plain' });
          document.body.append(form);
          form.submit();
        }, address),
      ]);
      const { cookie = '' } = await response.request().allHeaders();
      const isSent = cookie.includes('__Host-temporal-token=');
      const said = (await response.allHeaders())['grpc-message'] ?? `HTTP ${response.status()}`;
      // The page stays: no page came of the answer, and Chromium may then never say that it is closed.
      return verdict(passes, [
        // Or it would be refused for want of them.
        isSent !== (whose === 'a neighbour') && `the browser ${isSent ? 'sends the cookies' : 'sends no cookie'}`,
        !said.startsWith(foreign) && `Envoy says ${said}`,
      ]);
    },
  };
}

const plants: SessionAttack = {
  name: 'a page of a neighbour plants the cookies of a session of its own',
  by: 'page',
  expected: noSession,
  run: async (variant, world) => {
    const { url, neighbour } = variant;
    const own = await new SessionVisitor(variant).signIn('admin');
    const page = await world.browser.openEmpty();
    await page.goto(neighbour.url);
    await page.evaluate(
      ([pairs, domain]) => {
        for (const pair of pairs) document.cookie = `${pair}; domain=${domain}; path=/; secure`;
      },
      [['planted=one', ...own.cookie.split('; ')], new URL(url).hostname.replace(/^[^.]*\./, '')] as const,
    );
    const there = (await page.context().cookies(url)).map(({ name }) => name);
    if (!there.includes('planted')) throw new Error(`a cookie of any other name gets there no more: ${there.join()}`);
    const victim = await world.browser.openBeside(page, `${url}/`);
    const answer = await world.fromPage({ address: url }, victim);
    await page.context().close();
    return answer;
  },
};

const origins = (
  [
    ['no origin', () => undefined],
    ['an empty origin', () => ''],
    ['the origin null', () => 'null'],
    ['an origin that begins like the right one', (url) => `${url}.evil.example`],
    ['the right origin, at another port', (url) => `${url}0`],
  ] as const satisfies readonly (readonly [string, (url: string) => string | undefined])[]
).map(([name, origin]): SessionAttack => ({
  name: `the cookies with ${name}`,
  by: 'program',
  expected: notAllowed(foreign),
  run: withSession('admin', (visitor, { url }) => visitor.call(visitor.cookie, { origin: origin(url) })),
}));

const goesOn = 'refused, and the session goes on';

const signsOut: SessionAttack = {
  name: 'a page of another site signs somebody out, by an image and by a link',
  by: 'page',
  expected: { passes: goesOn },
  run: async (variant, world) => {
    const { url } = variant;
    const page = await openOther('another site', variant, world);
    const address = `${url}/oauth2/sign-out`;
    await page.evaluate(async (src) => {
      const image = Object.assign(new Image(), { src });
      await new Promise((resolve) => (image.onload = image.onerror = resolve));
    }, address);
    const [response] = await Promise.all([
      page.waitForResponse((one) => one.url() === address && one.request().isNavigationRequest()),
      page.evaluate((to) => location.assign(to), address),
    ]);
    await page.close();
    const after = await world.fromPage({ address: url }, await pageOf(variant, 'operator', world));
    return verdict(goesOn, [
      response.status() !== 403 && `the link is answered with HTTP ${response.status()}`,
      !after.ok && `a call afterwards: ${ending(after)}`,
    ]);
  },
};

/** What other pages in the browser of somebody with a session try, and programs that pass for one. */
export const sessionSiteAttacks: readonly SessionAttack[] = [
  callsWithCookies('another site'),
  postsForm('another site', 'refused, and the browser sends no cookie'),
  callsWithCookies('a neighbour'),
  postsForm('a neighbour', 'refused, although the browser sends the cookies'),
  plants,
  ...origins,
  signsOut,
];
