import { Client, Connection, type ConnectionOptions } from '../../client/index.js';
import type { SignIn } from '../sign-in/sign-in.svelte.js';
import { Codecs } from './codec/codecs.svelte.js';
import { NamespaceCodec } from './codec/namespace-codec.js';
import { type Action, type Deed, isAllowed } from './permissions.js';
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
  codecs: Map<string, NamespaceCodec>;
  /** Empty for none. Held for codec servers that are to get it too. */
  apiKey: string;
}

let lastLinkId = 0;

function createLink(profile: Profile, connection: Connection, apiKey: string): Link {
  return {
    id: ++lastLinkId,
    profile,
    connection,
    clients: new Map(),
    codecs: new Map(),
    apiKey,
  };
}

/** Where the console is connected to. The API key is held in memory, and nowhere else. */
export class Session {
  readonly profiles: Profiles;
  /** Only where config.json names providers. */
  readonly signIn: SignIn | undefined;
  readonly codecs: Codecs;
  #link = $state.raw<Link | undefined>();

  constructor(profiles: Profiles, signIn?: SignIn) {
    this.profiles = profiles;
    this.signIn = signIn;
    this.codecs = new Codecs(profiles.config.codec);
    const initial = profiles.initial;
    if (initial && !initial.needsKey && !signIn?.covers(initial.address)) this.#link = createLazily(initial);
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
    return Boolean(this.#link?.apiKey);
  }

  /** Empty for none. For the codec server of a Namespace, where its settings say so. */
  get apiKeyForCodec(): string {
    return this.#link?.apiKey ?? '';
  }

  get readOnly(): boolean {
    return this.profiles.config.readOnly;
  }

  /** Whether the console offers an action: `readOnly` and `disabled` of config.json. */
  may(action: Action): boolean {
    return isAllowed(action, this.profiles.config);
  }

  /** Why the role of the person does not allow an action that the console offers. */
  denied(action: Deed): string | undefined {
    return this.signIn?.denied(action);
  }

  /** Whether it is offered, and not denied. */
  can(action: Action): boolean {
    return this.may(action) && !this.denied(action);
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

  /** @param identity whom the server records; the only way to a Client, so that all of them have the codec */
  client(namespace: string, identity = 'web-console'): Client {
    const { clients, connection } = this.#open;
    const key = JSON.stringify([namespace, identity]);
    let client = clients.get(key);
    if (!client) {
      client = new Client({
        connection,
        namespace,
        identity,
        // Lists and descriptions do not wait for the codec: memos are shown by the PayloadReader.
        dataConverter: { payloadCodecs: [this.codec(namespace)], mapCodecs: false },
      });
      clients.set(key, client);
    }
    return client;
  }

  /** Encodes what is sent to a Namespace, and decodes what comes back; see also `payloadsOf`. */
  codec(namespace: string): NamespaceCodec {
    const link = this.#open;
    let codec = link.codecs.get(namespace);
    if (!codec) {
      codec = new NamespaceCodec(
        namespace,
        () => this.codecs.for(namespace).settings,
        () => link.apiKey,
      );
      link.codecs.set(namespace, codec);
    }
    return codec;
  }

  /**
   * Connects and checks the Namespace before anything is replaced: after a failure the old connection still works.
   *
   * @throws what the client throws; the caller shows it
   */
  async connect(profile: Profile, apiKey: string, signal: AbortSignal): Promise<void> {
    const connection = Connection.lazy({ address: profile.address, ...(apiKey ? { apiKey } : {}) });
    const link = createLink({ ...profile, needsKey: apiKey !== '' }, connection, apiKey);
    try {
      await connection.ensureConnected();
      await new Client({ connection, namespace: profile.namespace }).namespaces.describe(undefined, { signal });
      signal.throwIfAborted();
    } catch (error) {
      void connection.close();
      throw error;
    }
    this.signIn?.left();
    this.#replace(link);
  }

  /** Connects with the tokens of a sign-in. What is wrong with them, the first calls tell. */
  openWith(profile: Profile, options: Pick<ConnectionOptions, 'apiKey' | 'fetch'>): void {
    this.#replace(createLink(profile, Connection.lazy({ address: profile.address, ...options }), ''));
  }

  /** Nothing of the connection stays. */
  close(): void {
    this.#replace(undefined);
  }

  /** A reload is not to sign in again by itself. */
  forgetProvider(): void {
    const { profile } = this;
    if (profile?.provider) this.profiles.remember({ ...profile, provider: undefined });
  }

  #replace(link: Link | undefined): void {
    const previous = this.#link;
    this.#link = link;
    if (link) this.profiles.remember(link.profile);
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
    return createLink(profile, Connection.lazy({ address: profile.address }), '');
  } catch {
    return undefined;
  }
}
