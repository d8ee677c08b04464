import { ServiceError } from '../errors.js';
import { ValueError } from '../value-error.js';

/** One page of a list. */
export interface Page<Item> {
  readonly items: Item[];
  /** For the page after this one; absent on the last. A page may be empty and still have one. */
  readonly nextPageToken: Uint8Array | undefined;
}

/** Which page of a list. */
export interface PageRequest {
  /** 0 for the server's default. */
  readonly pageSize: number;
  /** Empty for the first page. */
  readonly nextPageToken: Uint8Array;
}

/** How much of a list. */
export interface PagingOptions {
  /** Items a page; the server has an upper limit. @default the server's */
  pageSize?: number | undefined;
  /** Ends the iteration after this many. @default none */
  limit?: number | undefined;
}

/** Wire form of `pageSize` and `nextPageToken`. @throws {@link ValueError} when `pageSize` is no count */
export function pageRequest(options: {
  pageSize?: number | undefined;
  nextPageToken?: Uint8Array | undefined;
}): PageRequest {
  const { pageSize = 0, nextPageToken = new Uint8Array() } = options;
  assertCount('pageSize', pageSize);
  return { pageSize, nextPageToken };
}

/** Public form of a page. */
export function pageOf<Item>(items: Item[], { nextPageToken }: { nextPageToken: Uint8Array }): Page<Item> {
  return { items, nextPageToken: nextPageToken.length > 0 ? nextPageToken : undefined };
}

/**
 * All items of a list, fetched page by page while the caller iterates; every iteration begins anew.
 *
 * @param fetchPage gets one page; it is not called for what nobody asks for
 * @throws {@link ValueError} at the first iteration, when `limit` is no count
 */
export function iteratePages<Item>(
  { pageSize, limit = Infinity }: PagingOptions,
  fetchPage: (request: { pageSize: number | undefined; nextPageToken: Uint8Array | undefined }) => Promise<Page<Item>>,
): AsyncIterable<Item> {
  async function* iterate(): AsyncGenerator<Item, void, undefined> {
    if (limit !== Infinity) assertCount('limit', limit);
    let left = limit;
    let nextPageToken: Uint8Array | undefined;
    while (left > 0) {
      const page = await fetchPage({
        pageSize: Number.isFinite(left) ? Math.min(pageSize ?? 1000, left) : pageSize,
        nextPageToken,
      });
      for (const item of page.items) {
        if (left-- <= 0) return;
        yield item;
      }
      if (!page.nextPageToken) return;
      assertAdvances(nextPageToken, page.nextPageToken);
      nextPageToken = page.nextPageToken;
    }
  }
  return { [Symbol.asyncIterator]: iterate };
}

/** @throws {@link ServiceError} for a token that would give the same page again, for ever */
export function assertAdvances(before: Uint8Array | undefined, next: Uint8Array): void {
  if (before && String(before) === String(next))
    throw new ServiceError('The server gives the same page again and again');
}

function assertCount(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 0) throw new ValueError(`${name} must be an integer from 0, got ${value}`);
}
