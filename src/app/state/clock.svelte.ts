import { createSubscriber } from 'svelte/reactivity';

/**
 * The current time for relative times, one timer for the whole page. It ticks
 * each second, and not at all while nothing on screen reads it or the tab is hidden.
 */
class Clock {
  #now = Date.now();
  #subscribe = createSubscriber((update) => {
    const tick = () => {
      if (document.hidden) return;
      this.#now = Date.now();
      update();
    };
    const timer = setInterval(tick, 1000);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  });

  get now(): number {
    this.#subscribe();
    return this.#now;
  }
}

export const clock = new Clock();

/** Whether the browser believes that it has a network. */
class Network {
  #subscribe = createSubscriber((update) => {
    addEventListener('online', update);
    addEventListener('offline', update);
    return () => {
      removeEventListener('online', update);
      removeEventListener('offline', update);
    };
  });

  get online(): boolean {
    this.#subscribe();
    return navigator.onLine;
  }
}

export const network = new Network();

/** Whether the tab is in front; what nobody sees need not be loaded. */
class Visibility {
  #subscribe = createSubscriber((update) => {
    document.addEventListener('visibilitychange', update);
    return () => document.removeEventListener('visibilitychange', update);
  });

  get visible(): boolean {
    this.#subscribe();
    return !document.hidden;
  }
}

export const visibility = new Visibility();
