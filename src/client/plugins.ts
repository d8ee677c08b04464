import type { ClientOptions } from './client.js';
import type { ConnectionOptions } from './connection-options.js';

/** Changes the options of a Client before it is made. Follows `@temporalio/client`. */
export interface ClientPlugin {
  /** For messages and for those who read a list of plugins. */
  readonly name: string;
  /** @returns the options to go on with */
  configureClient?(options: Omit<ClientOptions, 'plugins'>): Omit<ClientOptions, 'plugins'>;
}

/**
 * Changes the options of a Connection before it is made. Clients of that Connection apply it too, after their own
 * plugins, if it has `configureClient`.
 */
export interface ConnectionPlugin {
  readonly name: string;
  /** @returns the options to go on with */
  configureConnection?(options: Omit<ConnectionOptions, 'plugins'>): Omit<ConnectionOptions, 'plugins'>;
}
