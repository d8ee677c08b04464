import { Client, Connection } from '../client/index.js';

let defaultClient: Client | undefined;
const listeners = new Set<() => void>();
/** One Client for each address and Namespace, for all elements of the page. */
const byAddress = new Map<string, Client>();
/** The same Client for another Namespace. */
const byNamespace = new WeakMap<Client, Map<string, Client>>();

/**
 * Gives a Client to all elements that have none of their own: neither the property `client` nor the attribute `address`.
 *
 * @param client undefined takes it away, for example when somebody has logged out
 * @example
 * ```ts
 * setDefaultClient(new Client({ connection: Connection.lazy({ address: 'https://temporal.example.com', apiKey }) }));
 * ```
 */
export function setDefaultClient(client: Client | undefined): void {
  defaultClient = client;
  for (const listener of [...listeners]) listener();
}

/** @returns what ends it */
export function onDefaultClient(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * The Client that an element talks through, the same for the same wishes.
 *
 * @throws TypeError for an impossible address
 */
export function clientFor(own: Client | undefined, address: string, namespace: string): Client | undefined {
  const client = own ?? (address ? clientAt(address) : defaultClient);
  if (!client || !namespace || client.options.namespace === namespace) return client;
  const known = byNamespace.get(client) ?? new Map<string, Client>();
  byNamespace.set(client, known);
  let other = known.get(namespace);
  if (!other) {
    const { loadedDataConverter: dataConverter, ...options } = client.options;
    // Its plugins have done their work on these options.
    other = new Client({ ...options, dataConverter, namespace }, true);
    known.set(namespace, other);
  }
  return other;
}

function clientAt(address: string): Client {
  let client = byAddress.get(address);
  if (!client) byAddress.set(address, (client = new Client({ connection: Connection.lazy({ address }) })));
  return client;
}
