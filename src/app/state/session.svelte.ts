import { Client, Connection } from '../../client/index.js';
import type { Profiles } from './profiles.svelte.js';
import type { Profile } from './profile.js';

export type WorkflowServiceClient = Connection['workflowService'];

/** One connection with everything that hangs on it; replaced whole when the person connects elsewhere. */
interface Link {
  /** Part of every query key, so that answers of two proxies never mix. */
  id: number;
  profile: Profile;
  connection: Connection;
  clients: Map<string, Client>;
  hasKey: boolean;
}

let lastLinkId = 0;

function createLink(profile: Profile, connection: Connection, hasKey: boolean): Link {
  return {
    id: ++lastLinkId,
    profile,
    connection,
    clients: new Map(),
    hasKey,
  };
}

/** Where the console is connected to. The API key is held by the Connection, in memory, and nowhere else. */
export class Session {
  readonly profiles: Profiles;
  #link = $state.raw<Link | undefined>();

  constructor(profiles: Profiles) {
    this.profiles = profiles;
    const initial = profiles.initial;
    if (initial && !initial.needsKey) this.#link = createLazily(initial);
  }

  get isOpen(): boolean {
    return this.#link !== undefined;
  }

  get id(): number {
    return this.#link?.id ?? 0;
  }

  get profile(): Profile | undefined {
    return this.#link?.profile ?? this.profiles.initial;
  }

  get hasKey(): boolean {
    return this.#link?.hasKey ?? false;
  }

  get readOnly(): boolean {
    return this.profiles.config.readOnly;
  }

  /** The Namespace that a screen without one in its address leads to. */
  get homeNamespace(): string {
    return this.profile?.namespace ?? 'default';
  }

  get connection(): Connection {
    return this.#open.connection;
  }

  /** Raw RPCs, for what is shown as the server sent it. Their descriptors load with the first. */
  get service(): WorkflowServiceClient {
    return this.#open.connection.workflowService;
  }

  client(namespace: string): Client {
    const { clients, connection } = this.#open;
    let client = clients.get(namespace);
    if (!client) {
      client = new Client({ connection, namespace, identity: 'web-console' });
      clients.set(namespace, client);
    }
    return client;
  }

  /**
   * Connects and checks the Namespace before anything is replaced: after a failure the old connection still works.
   *
   * @throws what the client throws; the caller shows it
   */
  async connect(profile: Profile, apiKey: string, signal: AbortSignal): Promise<void> {
    const connection = Connection.lazy({ address: profile.address, ...(apiKey ? { apiKey } : {}) });
    const link = createLink({ ...profile, needsKey: apiKey !== '' }, connection, apiKey !== '');
    try {
      await connection.ensureConnected();
      await new Client({ connection, namespace: profile.namespace }).namespaces.describe(undefined, { signal });
      signal.throwIfAborted();
    } catch (error) {
      void connection.close();
      throw error;
    }
    const previous = this.#link;
    this.#link = link;
    this.profiles.remember(link.profile);
    void previous?.connection.close();
  }

  /** The Namespace that was last looked at is the one to come back to. */
  visit(namespace: string): void {
    const link = this.#link;
    if (!link || link.profile.namespace === namespace) return;
    this.#link = { ...link, profile: { ...link.profile, namespace } };
    this.profiles.remember(this.#link.profile);
  }

  get #open(): Link {
    if (!this.#link) throw new Error('Not connected: show the connect screen first.');
    return this.#link;
  }
}

/** A stored address may be one that the client refuses now; then the connect screen shows it, with the reason. */
function createLazily(profile: Profile): Link | undefined {
  try {
    return createLink(profile, Connection.lazy({ address: profile.address }), false);
  } catch {
    return undefined;
  }
}
