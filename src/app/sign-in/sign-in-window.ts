import type { Asked, OidcClient, SignedIn } from './oidc.js';
import { SignInError } from './sign-in-error.js';

/** Begins the state of what is asked in a window of its own: the page that gets the answer knows whom to pass it to. */
const statePrefix = 'window.';
const size = 'popup,width=520,height=720';

/** Signing in beside a page. What comes back is passed to the page, which alone can do something with it: it has the verifier. */
export class SignInWindow {
  readonly #channel = new BroadcastChannel('temporal-console:sign-in');
  #waiting: { asked: Asked; resolve: (answer: URLSearchParams) => void; reject: (error: unknown) => void } | undefined;

  constructor() {
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const answer = new URLSearchParams(typeof data === 'string' ? data : '');
      const waiting = this.#waiting;
      if (waiting && waiting.asked.state === answer.get('state')) waiting.resolve(answer);
    };
  }

  /**
   * Opens the window, waits for its answer, and takes it. A second call ends the wait of the first.
   *
   * @throws SignInError
   */
  async signIn(client: OidcClient): Promise<SignedIn> {
    // At once, while the click counts.
    const opened = open('', '', size);
    if (!opened) throw new SignInError('no-window');
    // Or the page of the provider could lead this one elsewhere.
    opened.opener = null;
    this.#waiting?.reject(new SignInError('not-begun'));
    try {
      const { url, asked } = await client.ask({ statePrefix });
      const answer = new Promise<URLSearchParams>((resolve, reject) => {
        this.#waiting = { asked, resolve, reject };
      });
      opened.location.href = url.href;
      return await client.finish(asked, await answer);
    } finally {
      opened.close();
    }
  }

  /** In the window: passes the answer on, if it is for another page. @returns whether it was */
  pass(answer: URLSearchParams): boolean {
    if (!answer.get('state')?.startsWith(statePrefix)) return false;
    this.#channel.postMessage(answer.toString());
    return true;
  }
}
