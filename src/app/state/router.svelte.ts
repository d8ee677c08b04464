import { parseHash, type Route } from './routes.js';

class Router {
  #route = $state.raw<Route>(parseHash(location.hash));
  /** Nobody has gone anywhere yet: the address is the one with which the page was opened. */
  isFirst = true;

  get route(): Route {
    return this.#route;
  }

  /** Starts following the address bar; returns what stops it. */
  listen(): () => void {
    const read = () => {
      this.#route = parseHash(location.hash);
    };
    read();
    const go = () => {
      this.isFirst = false;
      read();
    };
    addEventListener('hashchange', go);
    return () => removeEventListener('hashchange', go);
  }

  go(to: string, { replace = false } = {}): void {
    if (!replace) {
      location.hash = to;
      return;
    }
    history.replaceState(history.state, '', to);
    this.#route = parseHash(to);
  }

  /** Leads from the screen that is shown to another one; not where somebody has gone on already. */
  redirect(to: string): void {
    if (parseHash(location.hash).name === this.#route.name) this.go(to, { replace: true });
  }
}

/** The address bar is one, so this is one. */
export const router = new Router();
