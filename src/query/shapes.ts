/**
 * What TanStack Query takes and gives, as far as it is used here. It has one core under React, Vue, Solid, Svelte and
 * Angular, and these shapes are the core's, so nothing of it is imported.
 */

/** Options of a query, whatever the framework: `useQuery`, `createQuery`, `injectQuery`, `queryClient.query`. */
export interface QueryOptions<Data> {
  queryKey: readonly unknown[];
  /** Asks. Its signal ends the call when nobody waits any more. */
  queryFn: (call: { signal: AbortSignal }) => Promise<Data>;
  /** The client retries by itself, and knows which errors are worth it. */
  retry: false;
  /** The client knows by itself when there is no network, and goes on when there is one. */
  networkMode: 'always';
  staleTime?: number;
  /** Milliseconds until it is asked again, or a function of what is known; `false` ends it. */
  refetchInterval?: number | ((query: { state: { data: Data | undefined } }) => number | false);
}

/** A query of TanStack Query that comes in pages, as far as it is read. */
export interface InfiniteQueryInCache<Page> {
  state: { data: { pages: readonly Page[] } | undefined; dataUpdatedAt: number; errorUpdatedAt: number };
}

/** Options of a query that comes in pages: `useInfiniteQuery` and its relatives. */
export interface InfiniteQueryOptions<Page, PageParam> {
  queryKey: readonly unknown[];
  /** Asks. Its signal ends the call when nobody waits any more. */
  queryFn: (call: { signal: AbortSignal; pageParam: PageParam }) => Promise<Page>;
  initialPageParam: PageParam;
  /** Where the next page begins; nothing after the last one. */
  getNextPageParam: (last: Page) => PageParam | undefined;
  /** Milliseconds until it is asked for again. */
  refetchInterval: false | ((query: InfiniteQueryInCache<Page>) => number);
  retry: false;
  networkMode: 'always';
}

/** Options of a mutation: `useMutation` and its relatives. */
export interface MutationOptions<Data, Variables> {
  mutationKey: readonly unknown[];
  /** Does it. */
  mutationFn: (variables: Variables) => Promise<Data>;
  /** Asks again for what it changed, whether it went well or not. */
  onSettled: (data: Data | undefined, error: unknown, variables: Variables) => Promise<void>;
  retry: false;
  networkMode: 'always';
}

/** The one thing that is asked of a QueryClient. */
export interface QueryInvalidator {
  /** Asks again for what begins with this key, or for those of it that the predicate takes. */
  invalidateQueries: (filters: {
    queryKey: readonly unknown[];
    predicate?: (query: { queryKey: readonly unknown[] }) => boolean;
  }) => Promise<void>;
}

/** The client does what TanStack Query would do without these. */
export const byClient = { retry: false, networkMode: 'always' } as const;
