import { type GrpcError, grpcErrorOf, type Page, statusName, TransportError } from '../../../../client/index.js';

/** Why nothing comes at the moment. */
export interface Pause {
  /** Milliseconds until the next try. */
  ms: number;
  error: GrpcError;
}

export interface PacedOptions<Item> {
  /** One page; its token is that of the page before. */
  load: (page: { pageSize: number; nextPageToken: Uint8Array | undefined; signal: AbortSignal }) => Promise<Page<Item>>;
  /** Rows a page, to begin with: pages that are too large for an answer are asked for in smaller ones. */
  pageSize: number;
  /** Told before it waits because of an error, and with nothing when it goes on. */
  onpause: (pause: Pause | undefined) => void;
  /** @param ms at least this long; rejects when `signal` aborts */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  now: () => number;
}

/** Visibility is shared by all users of a Namespace: an export takes at most two of its calls a second. */
export const leastMsApart = 500;
const longestPauseMs = 30_000;

/**
 * All pages, one after the other. What passes by itself (a limit of the server, no network) is waited for, longer each
 * time. After an error, the next call tries the same page again: nothing is left out, nothing comes twice.
 */
export class PacedPages<Item> {
  readonly #options: PacedOptions<Item>;
  #pageSize: number;
  #token: Uint8Array | undefined;
  #ended = false;
  #notBefore = 0;

  constructor(options: PacedOptions<Item>) {
    this.#options = options;
    this.#pageSize = options.pageSize;
  }

  /**
   * @returns nothing after the last page
   * @throws what cannot pass by itself, and the reason of `signal`
   */
  async next(signal: AbortSignal): Promise<readonly Item[] | undefined> {
    const { load, onpause, wait, now } = this.#options;
    for (let failures = 0; !this.#ended;) {
      if (now() < this.#notBefore) await wait(this.#notBefore - now(), signal);
      signal.throwIfAborted();
      this.#notBefore = now() + leastMsApart;
      try {
        const page = await load({ pageSize: this.#pageSize, nextPageToken: this.#token, signal });
        if (failures > 0) onpause(undefined);
        this.#token = page.nextPageToken;
        this.#ended = page.nextPageToken === undefined;
        return page.items;
      } catch (error) {
        signal.throwIfAborted();
        const grpc = grpcErrorOf(error);
        if (grpc && isTooLarge(grpc) && this.#pageSize > 1) {
          this.#pageSize = Math.ceil(this.#pageSize / 4);
          continue;
        }
        if (!grpc || !passesByItself(grpc)) {
          onpause(undefined);
          throw error;
        }
        const ms = Math.min(longestPauseMs, 1000 * 2 ** failures++);
        onpause({ ms, error: grpc });
        await wait(ms, signal);
      }
    }
    return undefined;
  }
}

/** Some proxies and servers limit the size of an answer; rows with large memos reach that. */
function isTooLarge(error: GrpcError): boolean {
  return /larger than|too large|exceeds.*size|size.*exceed/i.test(error.details);
}

function passesByItself(error: GrpcError): boolean {
  if (error instanceof TransportError) return error.retryable;
  return ['RESOURCE_EXHAUSTED', 'UNAVAILABLE', 'DEADLINE_EXCEEDED', 'ABORTED'].includes(statusName(error.code));
}
