import { type Client, describeError } from '../client/index.js';
import { clientFor, onDefaultClient } from './client-source.js';
import { sheetOf } from './styles.js';

// A server that renders pages loads this module too, and has no elements.
const Base = (globalThis as { HTMLElement?: typeof HTMLElement }).HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * What the elements have in common: a Client, found anew when something changes, and work that begins anew with it.
 *
 * Changes of a moment, such as the attributes that a framework sets one by one, are taken together; being moved within
 * the page changes nothing.
 */
export abstract class TemporalElement extends Base {
  /** Attributes that all have. */
  static readonly observedAttributes: readonly string[] = ['address', 'namespace'];

  readonly #root: ShadowRoot;
  #client: Client | undefined;
  #inputs: readonly unknown[] | undefined;
  #work = new AbortController();
  #isScheduled = false;
  #deafen = (): void => undefined;

  constructor(styles: string, properties: readonly string[], shadow: Partial<ShadowRootInit> = {}) {
    super();
    this.#root = this.attachShadow({ mode: 'open', ...shadow });
    this.#root.adoptedStyleSheets = [sheetOf(styles)];
    queueMicrotask(() => this.#upgrade(['client', 'address', 'namespace', ...properties]));
  }

  /** The Client to talk through. @default that of `address`, or what {@link setDefaultClient} was given */
  get client(): Client | undefined {
    return this.#client;
  }
  set client(client: Client | undefined) {
    this.#client = client ?? undefined;
    this.schedule();
  }

  /** URL of the gRPC-Web proxy; elements with the same one share a connection. For one that asks for no key. */
  get address(): string {
    return this.text('address');
  }
  set address(address: string) {
    this.setText('address', address);
  }

  /** @default the Client's */
  get namespace(): string {
    return this.text('namespace');
  }
  set namespace(namespace: string) {
    this.setText('namespace', namespace);
  }

  /** The page puts it in. */
  connectedCallback(): void {
    this.#deafen();
    this.#deafen = onDefaultClient(() => this.schedule());
    this.schedule();
  }

  /** The page takes it out, or moves it. */
  disconnectedCallback(): void {
    this.#deafen();
    this.schedule();
  }

  /** An attribute changes. */
  attributeChangedCallback(): void {
    this.schedule();
  }

  /** Begins its work anew, after an error for example. */
  refresh(): void {
    this.#inputs = undefined;
    this.schedule();
  }

  protected get root(): ShadowRoot {
    return this.#root;
  }

  /** What its work depends on, besides the Client. */
  protected abstract inputs(): readonly unknown[];

  /** Begins its work, which `signal` ends. */
  protected abstract begin(client: Client | undefined, signal: AbortSignal): void;

  /** Shows an error in words; nothing takes it away. */
  protected abstract fail(words: string | undefined): void;

  protected text(attribute: string): string {
    return this.getAttribute(attribute) ?? '';
  }

  /** @param value frameworks also set what they have not got */
  protected setText(attribute: string, value: string | null | undefined): void {
    if (value === undefined || value === null || value === '') this.removeAttribute(attribute);
    else this.setAttribute(attribute, value);
  }

  protected schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      this.#update();
    });
  }

  /** Tells whoever listens, also outside of a shadow root around it. */
  protected tell(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
  }

  #update(): void {
    if (!this.isConnected) {
      this.#work.abort();
      this.#inputs = undefined;
      return;
    }
    let client: Client | undefined;
    try {
      client = clientFor(this.#client, this.address, this.namespace);
    } catch (error) {
      this.#work.abort();
      this.#inputs = undefined;
      this.fail(describeError(error).title);
      return;
    }
    const inputs = [client, ...this.inputs()];
    if (this.#inputs?.every((input, index) => input === inputs[index])) return;
    this.#inputs = inputs;
    this.#work.abort();
    this.#work = new AbortController();
    this.fail(undefined);
    this.begin(client, this.#work.signal);
  }

  /** Properties that were set before the element was defined hide the accessors of the class: they are set again. */
  #upgrade(properties: readonly string[]): void {
    const fields = this as unknown as Record<string, unknown>;
    for (const name of properties) {
      if (!Object.hasOwn(this, name)) continue;
      const value = fields[name];
      Reflect.deleteProperty(this, name);
      fields[name] = value;
    }
  }
}
