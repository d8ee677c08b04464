/** Faults of the network and of the server, for tests of what a page does then. */
import { status } from '../client/index.js';
import { pathOf } from './server-fetch.js';

/** Which calls: the name of an RPC, for example `'StartWorkflowExecution'`; all of them without. */
export type FaultTarget = string;

/** One call of an RPC. */
export interface RecordedCall {
  /** Name of the RPC. */
  readonly method: string;
  readonly headers: Headers;
  /** The request message, with names in camel case; nothing for bytes that are none. Values are Payloads in it. */
  readonly request: Readonly<Record<string, any>> | undefined;
  /** Of the real clock. */
  readonly timeMs: number;
}

/** With what a call fails. */
export interface Fault {
  /** gRPC status code. @default UNAVAILABLE */
  readonly code?: number;
  readonly message?: string;
  /** How many calls. @default 1 */
  readonly times?: number;
}

/** Calls that are remembered at least: the last ones. */
const callsKept = 10_000;

/** @see the head of this file */
export class Faults {
  readonly calls: RecordedCall[] = [];
  readonly #requestOf: (path: string, body: Uint8Array) => RecordedCall['request'];
  readonly #failing: { target: FaultTarget | undefined; code: number; message: string; left: number }[] = [];
  readonly #delays = new Map<FaultTarget | undefined, number>();
  /** What ends the calls that are under way. */
  readonly #underWay = new Set<(error: Error) => void>();
  #isOffline = false;
  #isStopped = false;

  /** @param requestOf reads the request of the RPC with this path */
  constructor(requestOf: (path: string, body: Uint8Array) => RecordedCall['request']) {
    this.#requestOf = requestOf;
  }

  /**
   * Lets the next call of an RPC fail with a gRPC status.
   *
   * @param target the RPC; the next call of any without
   */
  failNext(target?: FaultTarget, { code = status.UNAVAILABLE, message = 'injected', times = 1 }: Fault = {}): void {
    if (times > 0) this.#failing.push({ target, code, message, left: times });
  }

  /** Holds calls back for so many milliseconds; `0` ends that. */
  delay(ms: number, target?: FaultTarget): void {
    if (ms > 0) this.#delays.set(target, ms);
    else this.#delays.delete(target);
  }

  /** Offline for good. */
  stop(): void {
    this.#isStopped = true;
    this.offline(true);
  }

  offline(isOffline: boolean): void {
    this.#isOffline = isOffline || this.#isStopped;
    if (!this.#isOffline) return;
    for (const cut of this.#underWay) cut(noNetwork());
    this.#underWay.clear();
  }

  /** A `fetch` that has these faults. */
  around(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
    return async (input, init = {}) => {
      const url = input instanceof Request ? input.url : String(input);
      const method = url.slice(url.lastIndexOf('/') + 1);
      this.#record(url, method, init, input instanceof Request ? input.headers : undefined);
      if (this.#isOffline) throw noNetwork();
      return new Promise((resolve, reject) => {
        const end = (settle: () => void): void => {
          this.#underWay.delete(reject);
          settle();
        };
        this.#underWay.add(reject);
        this.#answer(fetch, method, input, init).then(
          (response) => end(() => resolve(response)),
          (error: unknown) => end(() => reject(error)),
        );
      });
    };
  }

  async #answer(
    fetch: typeof globalThis.fetch,
    method: string,
    input: RequestInfo | URL,
    init: RequestInit,
  ): Promise<Response> {
    const ms = this.#delays.get(method) ?? this.#delays.get(undefined);
    if (ms !== undefined) {
      await pause(ms, init.signal ?? (input instanceof Request ? input.signal : undefined));
      // What was cut off on its way does not reach the server.
      if (this.#isOffline) throw noNetwork();
    }
    const fault = this.#take(method);
    return fault ? refusal(fault.code, fault.message) : fetch(input, init);
  }

  #record(url: string, method: string, { headers, body }: RequestInit, otherwise: HeadersInit | undefined): void {
    const requestOf = this.#requestOf;
    this.calls.push({
      method,
      timeMs: Date.now(),
      get headers() {
        return new Headers(headers ?? otherwise);
      },
      get request() {
        return body instanceof Uint8Array ? requestOf(pathOf(url), body) : undefined;
      },
    });
    if (this.calls.length >= 2 * callsKept) this.calls.splice(0, callsKept);
  }

  #take(method: string): { code: number; message: string } | undefined {
    const index = this.#failing.findIndex(({ target }) => target === undefined || target === method);
    const fault = this.#failing[index];
    if (!fault) return undefined;
    if (--fault.left === 0) this.#failing.splice(index, 1);
    return fault;
  }
}

/** What browsers say without a network. */
function noNetwork(): TypeError {
  return new TypeError('Failed to fetch');
}

/** An answer that is a gRPC status alone. */
function refusal(code: number, message: string): Response {
  return new Response(null, {
    headers: {
      'content-type': 'application/grpc-web+proto',
      'grpc-status': String(code),
      'grpc-message': encodeURIComponent(message),
    },
  });
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timeout);
      reject(signal?.reason as Error);
    };
    const timeout = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    if (signal?.aborted) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
  });
}
