/**
 * Why somebody is not signed in.
 *
 * - `unreachable`: the provider does not answer this page; it may again.
 * - `not-a-provider`: what answers is no OpenID Connect provider, or not the one of config.json.
 * - `refused`: the provider said no; `reason` is its own.
 * - `ended`: signed in once, and not any more.
 * - `not-begun`: an answer of a provider that this tab did not ask, or asked for long ago.
 * - `forged`: the answer is not the one to what was asked.
 * - `clock`: the times in the token and the clock of this device differ.
 * - `elsewhere`: the address is not one that tokens are sent to.
 * - `no-storage`: the tab cannot remember what to come back to.
 * - `no-window`: the browser lets no window open.
 * - `signed-out`, `signed-out-elsewhere`: by the person, here or in another tab.
 */
export type SignInProblem =
  | 'unreachable'
  | 'not-a-provider'
  | 'refused'
  | 'ended'
  | 'not-begun'
  | 'forged'
  | 'clock'
  | 'elsewhere'
  | 'no-storage'
  | 'no-window'
  | 'signed-out'
  | 'signed-out-elsewhere';

/** Has no `cause` on purpose: those of the library hold whole answers, and tokens in them. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  readonly kind: SignInProblem;
  /** In the words of whoever refused. Never holds a token or a code. */
  readonly reason: string | undefined;

  constructor(kind: SignInProblem, reason?: string) {
    super(reason ? `${kind}: ${reason}` : kind);
    this.kind = kind;
    this.reason = reason;
  }

  /** Whether the same may succeed in a moment. */
  get isPassing(): boolean {
    return this.kind === 'unreachable';
  }
}
