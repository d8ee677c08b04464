import { type GrpcError, statusName, TransportError } from '../../client/index.js';
import type { ErrorWords } from '../format/errors.js';
import { refusalTexts as texts } from '../texts/sign-in.js';
import type { Account } from './account.js';
import type { Asked } from './oidc.js';
import type { SessionProvider, SignInProvider } from './provider.js';
import type { SignInHost, SignInTarget } from './sign-in-host.js';

/** A session that a proxy keeps in cookies. Who it is of, and how long it lasts, no page can read: answers tell. */
export class ProxySession {
  readonly account: Account & { provider: SessionProvider };

  /** @param onanswer what each answer shows: whether there is a session */
  constructor(
    provider: SessionProvider,
    private readonly onanswer: (isThere: boolean) => void,
  ) {
    const unknown = { name: undefined, role: undefined, audience: undefined, namespaces: undefined, ends: undefined };
    this.account = { provider, ...unknown, isRenewed: true };
  }

  /** Sends the cookies of the proxy, also to another host of this site. */
  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await fetch(input, { ...init, credentials: 'include' });
    this.onanswer(response.status !== 401 && response.headers.get('grpc-status') !== '16');
    return response;
  };

  /** Connects with it. */
  open(host: SignInHost, { address, namespace }: Omit<SignInTarget, 'hash'>): void {
    const { name } = this.account.provider;
    host.openWith({ name: address, address, namespace, provider: name }, { fetch: this.fetch });
  }

  /** What a refusal means; undefined for every other error. */
  explain(error: GrpcError): ErrorWords | undefined {
    const http = error instanceof TransportError ? error.httpStatus : undefined;
    if (statusName(error.code) !== 'UNAUTHENTICATED' && http !== 401) return undefined;
    return {
      title: texts.noSession,
      detail: error.details || texts.noReason,
      hint: texts.noSessionHint,
      retryable: false,
    };
  }
}

/** Where people sign in, or out. Both lead back to the page that the proxy knows. */
export function sessionUrl({ session }: SessionProvider, what: 'sign-in' | 'sign-out'): string {
  return `${session}/${what}`;
}

/** What is asked of a proxy, which asks the provider by itself: nothing has to be known again. */
export function askSession(provider: SessionProvider): { url: string; asked: Asked } {
  return { url: sessionUrl(provider, 'sign-in'), asked: { state: '', nonce: '', verifier: '' } };
}

/** The one of this name, if it is a proxy with sessions. */
export function sessionNamed(
  name: string | undefined,
  providers: readonly (SignInProvider | SessionProvider)[],
): SessionProvider | undefined {
  const provider = providers.find((one) => one.name === name);
  return provider && 'session' in provider ? provider : undefined;
}
