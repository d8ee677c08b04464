import { type ErrorPlace, errorPlace } from '../../format/errors.js';
import { defaultAddress, defaultNamespace, type Profile } from '../../state/profile.js';
import type { Session } from '../../state/session.svelte.js';
import { Task } from '../../state/task.svelte.js';
import { texts } from '../../texts/connect.js';

type FieldName = 'address' | 'namespace' | 'apiKey';

/** The connect form: what is typed stays typed, whatever the answer is. */
export class ConnectForm {
  readonly #session: Session;
  readonly #task: Task<[Profile, string], void>;
  address = $state('');
  namespace = $state('');
  apiKey = $state('');
  needsKey = $state(false);
  #missing = $state.raw<Partial<Record<FieldName, string>>>({});

  constructor(session: Session) {
    this.#session = session;
    this.#task = new Task((signal, profile, apiKey) => session.connect(profile, apiKey, signal));
    const { profile } = session;
    const { config } = session.profiles;
    this.address = profile?.address ?? config.address ?? defaultAddress;
    this.namespace = profile?.namespace ?? config.namespace ?? defaultNamespace;
    this.needsKey = profile?.needsKey === true && !session.isOpen;
  }

  get running(): boolean {
    return this.#task.running;
  }

  get error(): unknown {
    return this.#task.error;
  }

  /** The part of the form that the error belongs to. */
  get errorAt(): ErrorPlace | undefined {
    return this.#task.error === undefined ? undefined : errorPlace(this.#task.error);
  }

  /** What can be said before anything is sent. */
  fieldError(field: FieldName): string | undefined {
    const missing = this.#missing[field];
    if (missing) return missing;
    return field === 'address' && this.isMixedContent ? texts.mixed : undefined;
  }

  /** The browser will refuse it without a word, so we say it before. */
  get isMixedContent(): boolean {
    return location.protocol === 'https:' && /^http:\/\/(?!localhost|127\.|\[::1\])/i.test(this.address.trim());
  }

  /** The port by which Temporal is known: what stands there answers no page. */
  get isGrpcPort(): boolean {
    return /:7233\/?$/.test(this.address.trim());
  }

  use(profile: Profile): void {
    this.address = profile.address;
    this.namespace = profile.namespace;
    this.needsKey = profile.needsKey === true;
    this.clear();
  }

  /** Something was typed: what was said about the old text no longer counts. */
  clear(): void {
    this.#missing = {};
    this.#task.reset();
  }

  async submit(): Promise<boolean> {
    const address = this.address.trim();
    const namespace = this.namespace.trim();
    this.#missing = {
      ...(address ? {} : { address: texts.emptyAddress }),
      ...(namespace ? {} : { namespace: texts.emptyNamespace }),
    };
    if (!address || !namespace) return false;
    const name = this.#session.profiles.saved.find((profile) => profile.address === address)?.name ?? address;
    return this.#task.run({ name, address, namespace }, this.apiKey.trim());
  }

  cancel(): void {
    this.#task.reset();
  }
}
