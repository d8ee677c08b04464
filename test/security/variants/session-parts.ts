import type { Page } from 'playwright';
import type { UserId } from '../../../src/dev/variants/identity-users.js';
import type { NotingServer } from '../../fixtures/noting-server.js';
import type { Attack, Expected } from '../attack.js';
import { type Answer, type CallSpec, ending } from '../caller.js';
import type { World } from '../world.js';
import { type SessionPlace, SessionVisitor } from './session-visitor.js';
import { notSignedIn } from './tls-parts.js';

/** Envoy keeps sessions in cookies, in front of a Temporal that lets in everybody. The page lies at its origin. */
export interface SessionVariant extends SessionPlace {
  /** Another host of the same site, to which browsers send strict cookies too. It has sessions, and a secret, of its own. */
  readonly neighbour: SessionPlace & {
    /** What it is in front of. */
    readonly server: NotingServer;
  };
  /** Of nobody. */
  readonly stranger: Page;
  /** Of those who have signed in, each in a profile of their own. */
  readonly pages: Map<UserId, Promise<Page>>;
}

export type SessionAttack = Attack<SessionVariant>;

/** What makes a session. */
export const sessionCookies = [
  '__Host-temporal-token',
  '__Host-temporal-signature',
  '__Host-temporal-expires',
] as const;

export const noSession: Expected = notSignedIn('Sign in: there is no session, or it has ended.');

/** The page of somebody who is signed in; the first time, by way of the provider. */
export function pageOf({ provider, url, pages }: SessionVariant, user: UserId, { browser }: World): Promise<Page> {
  const known = pages.get(user) ?? open();
  pages.set(user, known);
  return known;

  async function open(): Promise<Page> {
    const page = await browser.openEmpty();
    await page.goto(`${url}/oauth2/sign-in`);
    await page.getByRole('button', { name: provider.users[user].name }).click();
    await page.waitForFunction(() => 'security' in globalThis);
    return page;
  }
}

/** A call of somebody who is signed in, in the browser. */
export function signedIn(user: UserId, spec: (variant: SessionVariant) => Partial<CallSpec>): SessionAttack['run'] {
  return async (variant, world) =>
    world.fromPage({ address: variant.url, ...spec(variant) }, await pageOf(variant, user, world));
}

/** What a program does with a session of its own, after a call with it was let in: or a refusal would mean nothing. */
export function withSession(
  user: UserId,
  attack: (visitor: SessionVisitor, variant: SessionVariant) => Promise<Answer>,
  place: (variant: SessionVariant) => SessionPlace = (variant) => variant,
): SessionAttack['run'] {
  return async (variant) => {
    const visitor = await new SessionVisitor(place(variant)).signIn(user);
    const control = await visitor.call(visitor.cookie);
    if (!control.ok) throw new Error(`the session is refused as it was given: ${ending(control)}`);
    return attack(visitor, variant);
  };
}

/** `passes`, if nothing is wrong; else what is. */
export function verdict(passes: string, problems: readonly (string | false)[]): Answer {
  return { ok: true, text: problems.filter((problem) => problem !== false).join('; ') || passes };
}
