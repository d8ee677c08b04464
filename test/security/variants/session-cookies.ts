import { waitUntil } from '../../../src/dev/wait-until.js';
import { problemsOf } from '../attack.js';
import type { Answer } from '../caller.js';
import { noSession, type SessionAttack, sessionCookies, signedIn, withSession } from './session-parts.js';
import { SessionVisitor } from './session-visitor.js';
import { byNamespace, byRole, notAllowed, notSignedIn } from './tls-parts.js';
import { badTokens } from './tokens.js';

const [token, signature, expires] = sessionCookies;

/** The same cookies, but for the value of one. */
function changed(cookie: string, name: string, change: (value: string) => string): string {
  return cookie.replace(new RegExp(`(?<=${name}=)[^;]*`), change);
}

/** Another letter in the middle. */
function altered(value: string): string {
  return `${value.slice(0, 20)}${value[20] === '1' ? '2' : '1'}${value.slice(21)}`;
}

/** The first answer that is not as it should be, or else the last one. */
async function worst(answers: readonly Promise<Answer>[]): Promise<Answer> {
  const all = await Promise.all(answers);
  return all.find((answer) => problemsOf(answer, noSession).length > 0) ?? all.at(-1)!;
}

/** A page on which nobody is signed in is told so, whatever it calls, and is led nowhere. */
const strangers = [
  undefined,
  'temporal.server.api.adminservice.v1.AdminService/DescribeCluster',
  'no.such.Service/Method',
  'oauth2/sign-in/x',
].map((path): SessionAttack => ({
  name: path === undefined ? 'no session' : `no session, at ${path}`,
  by: 'page',
  expected: noSession,
  run: ({ url, stranger }, world) =>
    world.fromPage({ address: url, ...(path !== undefined && { tamper: { path } }) }, stranger),
}));

const forgeries = (
  [
    ['the token in its cookie was changed', (cookie) => changed(cookie, token, altered)],
    ['the signature of the cookies was changed', (cookie) => changed(cookie, signature, altered)],
    [
      'the end of the session was put off',
      (cookie) => changed(cookie, expires, (seconds) => String(Number(seconds) + 3600)),
    ],
  ] as const satisfies readonly (readonly [string, (cookie: string) => string])[]
).map(([name, forge]): SessionAttack => ({
  name,
  by: 'program',
  expected: noSession,
  run: withSession('admin', (visitor) => visitor.call(forge(visitor.cookie))),
}));

/** Sessions that are none here, or none any more. */
const others: SessionAttack[] = [
  {
    name: 'one of the cookies is missing, each of them in turn',
    by: 'program',
    expected: noSession,
    run: withSession('admin', (visitor) =>
      worst(sessionCookies.map((name) => visitor.call(visitor.cookie.replace(`${name}=`, 'x=')))),
    ),
  },
  {
    name: 'a good token as the cookie, without a signature',
    by: 'program',
    expected: noSession,
    run: (variant) => {
      const visitor = new SessionVisitor(variant);
      const own = variant.provider.issueToken('admin');
      const end = Math.floor(Date.now() / 1000) + 3600;
      // In the second one, by the names that Envoy gives them unless told otherwise.
      return worst(
        [`${token}=${own}; ${expires}=${end}`, `BearerToken=${own}; OauthExpires=${end}`].map((cookie) =>
          visitor.call(cookie),
        ),
      );
    },
  },
  {
    name: 'the cookies of a proxy that has another secret, said to be of this host',
    by: 'program',
    expected: noSession,
    run: withSession(
      'admin',
      (there, variant) => new SessionVisitor(variant).call(there.cookie, { host: new URL(variant.neighbour.url).host }),
      ({ neighbour }) => neighbour,
    ),
  },
  {
    name: 'the cookies, under the name of another host',
    by: 'program',
    expected: noSession,
    run: withSession('admin', (visitor) => visitor.call(visitor.cookie, { host: 'other.example' })),
  },
  {
    name: 'a session whose time is over',
    by: 'program',
    expected: noSession,
    run: async (variant) => {
      const { lifetimes } = variant.provider;
      const usual = lifetimes.accessToken;
      lifetimes.accessToken = 1;
      const visitor = await new SessionVisitor(variant).signIn('viewer').finally(() => (lifetimes.accessToken = usual));
      const end = Number(new RegExp(`${expires}=(\\d+)`).exec(visitor.cookie)![1]) * 1000;
      await waitUntil(
        'it is over',
        () => (Date.now() > end ? Promise.resolve() : Promise.reject(new Error('not yet'))),
        {
          timeoutMs: 20_000,
        },
      );
      return visitor.call(visitor.cookie);
    },
  },
];

/** Who has a session, and asks for more than it is good for. */
const rights: SessionAttack[] = [
  ...(['a token signed with another key', 'a token with alg none'] as const).map((name): SessionAttack => ({
    name: `${name}, beside a good session`,
    by: 'page',
    expected: notSignedIn('The token is not valid'),
    run: signedIn('admin', ({ provider }) => ({ token: badTokens[name](provider) })),
  })),
  {
    name: 'a token in the query string, beside a good session',
    by: 'page',
    expected: { code: 'INVALID_ARGUMENT', words: 'nothing behind a question mark' },
    run: signedIn('operator', ({ provider }) => ({
      tamper: { query: `?access_token=${provider.issueToken('admin')}` },
    })),
  },
  {
    name: 'the session of a viewer calls terminateWorkflowExecution',
    by: 'page',
    expected: byRole,
    run: signedIn('viewer', () => ({ rpc: 'terminateWorkflowExecution' })),
  },
  {
    name: 'the session of an operator calls another Namespace',
    by: 'page',
    expected: byNamespace,
    run: signedIn('operator', () => ({ rpc: 'startWorkflowExecution', request: { namespace: 'second' } })),
  },
  {
    name: 'the session of an admin calls pollWorkflowTaskQueue, which is for workers',
    by: 'page',
    expected: notAllowed('This method is for workers'),
    run: signedIn('admin', () => ({ rpc: 'pollWorkflowTaskQueue' })),
  },
];

/** Cookies that are not as they were given, or not good here, or for this. */
export const sessionCookieAttacks: readonly SessionAttack[] = [...strangers, ...forgeries, ...others, ...rights];
