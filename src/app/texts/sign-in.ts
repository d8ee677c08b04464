import type { SignInProblem } from '../sign-in/sign-in-error.js';
import type { Deed } from '../state/permissions.js';

const roleWords = { viewer: 'viewer', operator: 'operator', admin: 'administrator', none: 'no role' } as const;

type RoleWord = keyof typeof roleWords;

const actionWords: Readonly<Record<Deed, string>> = {
  start: 'start Workflows',
  signal: 'send signals',
  query: 'send queries',
  update: 'send updates',
  cancel: 'request cancellation',
  terminate: 'terminate',
  reset: 'reset',
  pause: 'pause and unpause',
  delete: 'delete',
  options: 'change options',
  activities: 'change Activities',
  batch: 'start batch jobs',
  stopBatch: 'stop batch jobs',
};

export const texts = {
  title: 'Sign in',
  lead: (host: string) => `To reach ${host}.`,
  with: (provider: string) => `Sign in with ${provider}`,
  busy: 'One moment: your sign-in is being checked…',
  window: 'You are signed in. You can close this window.',
  notHere: 'Sign-in is only for the addresses in this page’s config.json. For any other one enter an API key.',
  orKey: 'Or connect with an API key',
  again: 'Sign in again',
  onThisPage: 'Sign in on this page instead',
  signOut: 'Sign out',
  account: (name: string) => `Signed in as ${name}`,
  who: 'Signed in',
  unnamed: 'In a session of the proxy',
  until: 'Until',
  access: {
    renewed: 'then renewed by itself',
    last: 'then you sign in again',
    ended: 'Ended',
    endless: 'Its end is not told',
  },
  namespaces: 'Namespaces',
  noNamespaces: 'None',
  mayNotEnter: (namespace: string) => `This account may not enter “${namespace}”.`,
  by: (provider: string) => `by ${provider}`,
  role: (role: RoleWord) => (role === 'none' ? 'This account has no role here' : `Role: ${roleWords[role]}`),
  denied: (role: RoleWord, action: Deed) =>
    role === 'none'
      ? `This account has no role here, and may not ${actionWords[action]}.`
      : `This account is ${role === 'viewer' ? 'a' : 'an'} ${roleWords[role]}, and may not ${actionWords[action]}.`,
  ended: 'Your sign-in has ended. What is on screen and what you typed stays.',
  sessionEnded: 'You are not signed in, or your session has ended. Signing in leads back to this page.',
  inSession: 'Signed in',
  trouble: 'The sign-in provider does not answer. You stay signed in for a while; the console tries again by itself.',
  withReason: (detail: string, reason: string) => `${detail} It says: ${reason.replace(/[.\s]*$/, '')}.`,
} as const;

interface Words {
  title: string;
  detail: string;
  hint?: string;
}

export const problemTexts: Readonly<Record<SignInProblem, Words>> = {
  unreachable: {
    title: 'The sign-in provider cannot be reached',
    detail: 'It does not answer this page.',
    hint: 'It may be down, or not allow this page’s origin (CORS).',
  },
  'not-a-provider': {
    title: 'That is not the sign-in provider',
    detail: 'What answers at the issuer of config.json is no OpenID Connect provider, or another one.',
    hint: 'The issuer must be written exactly as the provider writes it.',
  },
  refused: {
    title: 'The sign-in provider refused',
    detail: 'You are not signed in.',
    hint: 'Ask whoever gives access here.',
  },
  ended: {
    title: 'Your sign-in has ended',
    detail: 'The provider asks you to sign in again.',
    hint: 'The page that you were on comes back.',
  },
  'not-begun': {
    title: 'This sign-in was not begun here',
    detail: 'An answer of a sign-in provider came that this tab has not asked for, or too late. It was not used.',
    hint: 'Sign in again.',
  },
  forged: {
    title: 'The answer of the sign-in provider is not the right one',
    detail: 'It does not belong to what was asked, and was not used.',
    hint: 'Sign in again. If it stays so, tell whoever runs this console.',
  },
  clock: {
    title: 'The clock of this device is wrong',
    detail: 'By it, what the sign-in provider has just issued is not valid.',
    hint: 'Set the clock, then sign in again.',
  },
  elsewhere: {
    title: 'No sign-in for this address',
    detail: 'Tokens are sent to the addresses in this page’s config.json only.',
    hint: 'Choose one of them, or enter an API key.',
  },
  'no-storage': {
    title: 'This browser keeps nothing for this page',
    detail: 'To come back from the sign-in, the page has to be remembered in this tab.',
    hint: 'Allow this page to store data.',
  },
  'no-window': {
    title: 'The browser has blocked the window',
    detail: 'Allow windows for this page, or sign in on this page: what is not sent yet may be lost.',
  },
  'signed-out': { title: 'You are signed out', detail: 'Nothing of you is left in this page.' },
  'signed-out-elsewhere': { title: 'You are signed out', detail: 'It was done in another tab.' },
};

export const refusalTexts = {
  noSession: 'You are not signed in',
  noSessionHint: 'Sign in again: the page that you are on comes back.',
  refused: 'This sign-in is not accepted here',
  noReason: 'The proxy or the server gave no reason.',
  refusedHint: 'The proxy may trust another provider, or expect a token for another audience. Ask whoever runs it.',
  clocks: 'By this page the token is still good, so the clocks of the sign-in provider and of the proxy differ.',
  audience: (audience: string) =>
    `The token is made out to “${audience}”. If the proxy expects another audience, set audience or resource of the provider in config.json.`,
  notAllowed: 'Not allowed',
  mayNot: (name: string, role: RoleWord | undefined, call: string | undefined, namespace: string | undefined) =>
    `The account ${name}${role ? ` (${roleWords[role]})` : ''} may not ${call ?? 'do this'}${
      namespace ? ` in Namespace ${namespace}` : ''
    }.`,
  mayEnter: (namespaces: readonly string[]) =>
    namespaces.length > 0 ? `This account may enter ${namespaces.join(', ')}.` : 'This account may enter no Namespace.',
  serverSays: (details: string) => `The server says: ${details}`,
  askForAccess: 'Ask whoever gave you your access.',
} as const;

/** What is wrong with `signIn` in config.json. */
export const providerTexts = {
  noList: '“signIn” must be a list of providers.',
  where: (number: number, name: string | undefined) => (name ? `signIn “${name}”` : `signIn, provider ${number}`),
  noObject: (where: string) => `${where} must be an object.`,
  unknownKey: (where: string, key: string) => `${where}: “${key}” means nothing here.`,
  missing: (where: string, key: string) => `${where}: “${key}” is missing.`,
  noText: (where: string, key: string) => `${where}: “${key}” must be a text.`,
  unsafeIssuer: (where: string) => `${where}: “issuer” must be an https address.`,
  unsafeSession: (where: string) => `${where}: “session” must be an https address.`,
  secret: (where: string) =>
    `${where}: a page can keep no secret. Register the console as a public client, and take “clientSecret” out.`,
  noOpenid: (where: string) => `${where}: “scope” must have openid in it.`,
  wrongToken: (where: string) => `${where}: “token” must be access or id.`,
  wrongRoleNames: (where: string) => `${where}: “roleNames” must have lists for viewer, operator or admin.`,
  sameName: (where: string) => `${where} is there twice.`,
} as const;
