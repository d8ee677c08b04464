import type { TokenKeeper } from './token-keeper.js';

/** Tells the keeper of tokens that a server does not take, which the client then asks it about again. */
export function watchRefusals(keeper: TokenKeeper): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.status === 401 || response.headers.get('grpc-status') === '16') {
      const sent = new Headers(init?.headers).get('authorization');
      if (sent) keeper.refused(sent.replace(/^Bearer /, ''));
    }
    return response;
  };
}
