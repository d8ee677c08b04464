import { getContext, hasContext, setContext } from 'svelte';
import type { Client } from '../client/index.js';

/** A Client, or a function that gives the present one; it may read reactive state, and give none until somebody has logged in. */
export type ClientSource = Client | (() => Client | undefined);

// The same in every copy of the package.
const key = Symbol.for('temporal-web-client/svelte');

/**
 * Gives a Client to this component and all below it. Only while a component is set up.
 *
 * @example
 * ```ts
 * setTemporalClient(new Client({ connection: Connection.lazy({ address: 'https://temporal.example.com' }) }));
 * ```
 */
export function setTemporalClient(client: ClientSource): void {
  setContext(key, client);
}

/**
 * The Client that a component above has set. Only while a component is set up.
 *
 * @throws Error when there is none
 */
export function getTemporalClient(): Client {
  const source = clientSource();
  const client = typeof source === 'function' ? source() : source;
  if (!client) throw new Error('The function that setTemporalClient() was given has no Client yet.');
  return client;
}

/** @throws Error when no component above has called {@link setTemporalClient} */
export function clientSource(): ClientSource {
  if (!hasContext(key)) {
    throw new Error(
      'No component above this one has called setTemporalClient(client). Call it in one, for example in the layout, or give the option `client`.',
    );
  }
  return getContext<ClientSource>(key);
}
