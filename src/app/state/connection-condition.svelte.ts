import { createSubscriber } from 'svelte/reactivity';
import type { Connection, ConnectionCondition } from '../../client/index.js';

/** What a Connection knows of its way to the server, reactive. It learns from the calls that are made anyway. */
export class ConditionOf {
  readonly #connection: Connection;
  readonly #subscribe: () => void;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#subscribe = createSubscriber((update) => {
      connection.state.addEventListener('change', update);
      return () => connection.state.removeEventListener('change', update);
    });
  }

  get current(): ConnectionCondition {
    this.#subscribe();
    return this.#connection.state.current;
  }
}
