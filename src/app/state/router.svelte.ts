import { parseHash, type Route } from './routes.js';

class Router {
  #route = $state.raw<Route>(parseHash(location.hash));

  get route(): Route {
    return this.#route;
  }

  /** Starts following the address bar; returns what stops it. */
  listen(): () => void {
    const read = () => {
      this.#route = parseHash(location.hash);
    };
    read();
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }

  go(to: string, { replace = false } = {}): void {
    if (!replace) {
      location.hash = to;
      return;
    }
    history.replaceState(history.state, '', to);
    this.#route = parseHash(to);
  }
}

/** The address bar is one, so this is one. */
export const router = new Router();
