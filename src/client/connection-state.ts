import { type GrpcError, status, TransportError } from './grpc-error.js';
import { globals } from './internal/environment.js';

/** What is known of the way to the server. */
export interface ConnectionCondition {
  /**
   * - `connecting`: nothing has been answered yet, or the network has just come back.
   * - `ready`: the last attempt of a call was answered.
   * - `degraded`: the last attempt was not answered, or the server or proxy had no capacity; calls and waits go on trying.
   * - `offline`: the browser has no network.
   * - `closed`: `close()` was called; it stays so.
   */
  readonly status: 'connecting' | 'ready' | 'degraded' | 'offline' | 'closed';
  /** For people; absent while `ready`. */
  readonly reason?: string;
}

const connecting: ConnectionCondition = { status: 'connecting', reason: 'No call has been answered yet.' };

/**
 * The condition of a Connection, for user interfaces: `connection.state.current`, an event `change` whenever it differs
 * from before, and an async iterable that gives the present condition and then each one after it (the latest, when several
 * have passed meanwhile) and ends after `closed`.
 *
 * It is learned from the calls that are made anyway; nothing is sent for it.
 *
 * @example
 * ```ts
 * connection.state.addEventListener('change', () => (banner.textContent = connection.state.current.reason ?? ''));
 * for await (const { status, reason } of connection.state) console.log(status, reason);
 * ```
 */
export class ConnectionState extends EventTarget {
  #current = connecting;
  #answered = false;
  #watching = false;

  /** The condition now. */
  get current(): ConnectionCondition {
    return this.#current;
  }

  /** Whether any call has been answered since the Connection was made. */
  get answered(): boolean {
    return this.#answered;
  }

  override addEventListener(...listener: Parameters<EventTarget['addEventListener']>): void {
    // Before anybody looks, the browser's own events do not matter: calls notice by themselves.
    if (!this.#watching && this.#current.status !== 'closed') {
      this.#watching = true;
      for (const type of ['online', 'offline']) globals.addEventListener?.(type, this.#onNetwork);
    }
    super.addEventListener(...listener);
  }

  /** The present condition, then every change, until the Connection is closed or the loop is left. */
  async *[Symbol.asyncIterator](): AsyncGenerator<ConnectionCondition, void, undefined> {
    for (;;) {
      const given = this.#current;
      yield given;
      if (given.status === 'closed') return;
      if (given === this.#current) {
        await new Promise((resolve) => this.addEventListener('change', resolve, { once: true }));
      }
    }
  }

  /** Takes note of how one attempt of a call ended. @internal */
  note(error?: GrpcError): void {
    const { code, details } = error ?? { code: status.OK, details: '' };
    const answered =
      error instanceof TransportError
        ? // The proxy is there, and refuses this call or whoever makes it.
          [401, 403, 413].includes(error.httpStatus ?? 0)
        : code !== status.UNAVAILABLE && code !== status.RESOURCE_EXHAUSTED;
    this.#answered ||= answered;
    if (answered) this.#become({ status: 'ready' });
    else
      this.#become({ status: (error as TransportError).kind === 'offline' ? 'offline' : 'degraded', reason: details });
  }

  /** @internal */
  close(): void {
    for (const type of ['online', 'offline']) globals.removeEventListener?.(type, this.#onNetwork);
    this.#become({ status: 'closed', reason: 'The Connection was closed.' });
  }

  readonly #onNetwork = ({ type }: Event): void =>
    this.#become(type === 'offline' ? { status: 'offline', reason: 'The browser is offline.' } : connecting);

  #become(next: ConnectionCondition): void {
    const { status: before, reason } = this.#current;
    if (before === 'closed' || (before === next.status && reason === next.reason)) return;
    this.#current = next;
    this.dispatchEvent(new Event('change'));
  }
}
