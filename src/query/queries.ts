import type {
  Client,
  CountWorkflowExecution,
  History,
  QueryDefinition,
  VisibilityCountQuery,
  VisibilityListQuery,
  Workflow,
  WorkflowExecutionDescription,
  WorkflowExecutionPage,
  WorkflowResultType,
} from '../client/index.js';
import { isOpen } from '../live/status.js';
import { handleOf, type WorkflowTarget } from '../live/target.js';
import { type QueryKeys, queryKeysOf, workflowKey } from './keys.js';
import { ListPace } from './list-pace.js';
import { byClient, type InfiniteQueryOptions, type QueryOptions } from './shapes.js';

/** Options of {@link workflowQueries}. */
export interface WorkflowQueriesOptions {
  /** Milliseconds between descriptions of a run that is open. @default 2,000 */
  describeEvery?: number | undefined;
  /** Milliseconds between counts. Visibility is what a cluster has least of. @default 10,000 */
  countEvery?: number | undefined;
  /**
   * Milliseconds between two looks at a list, times its pages; up to six times as long while it stays as it is. `false` for
   * none. TanStack Query asks only while the page is in front, unless it is told otherwise. @default 10,000
   */
  listEvery?: number | false | undefined;
}

/** {@link workflowQueries}. */
export interface WorkflowQueries {
  readonly keys: QueryKeys;
  /** What the server knows of a run; again and again until it is closed. */
  describe: (target: WorkflowTarget) => QueryOptions<WorkflowExecutionDescription>;
  /**
   * The result, once there is one; the query is pending until then. All waits of a page share a few long polls. Its error
   * is a `WorkflowFailedError` for a run that failed.
   */
  result: <W extends Workflow = Workflow>(target: WorkflowTarget) => QueryOptions<WorkflowResultType<W>>;
  /** All events of the present history. */
  history: (target: WorkflowTarget) => QueryOptions<History>;
  /** What a Workflow answers to a query of its own. Arguments are part of the key, so they have to be JSON. */
  query: <Ret = unknown, Args extends unknown[] = []>(
    target: WorkflowTarget,
    definition: QueryDefinition<Ret, Args> | string,
    ...args: Args
  ) => QueryOptions<Ret>;
  /** A list, page by page; all pages that are here are asked for again by themselves, see `listEvery`. */
  list: (options?: {
    query?: VisibilityListQuery | undefined;
    pageSize?: number | undefined;
  }) => InfiniteQueryOptions<WorkflowExecutionPage, Uint8Array | undefined>;
  /** How many there are. */
  count: (query?: VisibilityCountQuery) => QueryOptions<CountWorkflowExecution>;
}

/**
 * Options for TanStack Query, in any framework: each method gives an object for `useQuery` or its relative there.
 *
 * @example
 * ```ts
 * const workflows = workflowQueries(client);
 * const order = useQuery(workflows.describe('order-1'));
 * const result = useQuery(workflows.result<typeof orderWorkflow>('order-1'));
 * const list = useInfiniteQuery(workflows.list({ query: `WorkflowType = 'order'` }));
 * ```
 * @throws TypeError (each method that is about a run) without a Workflow Id
 */
export function workflowQueries(
  client: Client,
  { describeEvery = 2_000, countEvery = 10_000, listEvery = 10_000 }: WorkflowQueriesOptions = {},
): WorkflowQueries {
  const keys = queryKeysOf(client);
  const pace = listEvery === false ? undefined : new ListPace(listEvery);

  return {
    keys,
    describe: (target) => ({
      ...byClient,
      queryKey: workflowKey(keys, target, 'describe'),
      queryFn: ({ signal }) => handleOf(client, target).describe({ signal }),
      refetchInterval: ({ state }) => (state.data && !isOpen(state.data.status.name) ? false : describeEvery),
    }),
    result: <W extends Workflow>(target: WorkflowTarget): QueryOptions<WorkflowResultType<W>> => ({
      ...byClient,
      queryKey: workflowKey(keys, target, 'result'),
      // A component that shows it is on screen, so it has a connection before waits of the background.
      queryFn: ({ signal }) => handleOf<W>(client, target).result({ signal, watched: true }),
      staleTime: Infinity,
    }),
    history: (target) => ({
      ...byClient,
      queryKey: workflowKey(keys, target, 'history'),
      queryFn: ({ signal }) => handleOf(client, target).fetchHistory({ signal }),
    }),
    query: (target, definition, ...args) => ({
      ...byClient,
      queryKey: workflowKey(keys, target, 'query', typeof definition === 'string' ? definition : definition.name, args),
      queryFn: ({ signal }) => handleOf(client, target).queryWithOptions(definition, { args, signal }),
    }),
    list: (options = {}) => ({
      ...byClient,
      queryKey: [...keys.visibility, 'list', String(options.query ?? ''), options.pageSize ?? null],
      queryFn: ({ signal, pageParam }) => client.workflow.listPage({ ...options, nextPageToken: pageParam, signal }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextPageToken }) => nextPageToken,
      refetchInterval: pace ? (query) => pace.after(query) : false,
    }),
    count: (query) => ({
      ...byClient,
      queryKey: [...keys.visibility, 'count', String(query ?? '')],
      queryFn: ({ signal }) => client.workflow.count(query, { signal }),
      refetchInterval: countEvery,
    }),
  };
}
