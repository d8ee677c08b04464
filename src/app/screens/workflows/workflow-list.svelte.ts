import { createQuery, type CreateQueryResult } from '@tanstack/svelte-query';
import { createContext, untrack } from 'svelte';
import type { WorkflowExecutionInfo, WorkflowExecutionPage } from '../../../client/index.js';
import { isOpen } from '../../../live/status.js';
import { preferences } from '../../state/preferences.svelte.js';
import { router } from '../../state/router.svelte.js';
import { href } from '../../state/routes.js';
import type { Session } from '../../state/session.svelte.js';
import { whenIdle } from '../../state/when-idle.js';
import { columnOf } from './columns/chosen-columns.js';
import type { Column } from './columns/columns.js';
import { ListColumns } from './columns/list-columns.svelte.js';
import { wholeQuery } from './filter/whole-query.js';
import { type ListAddress, listAddressQuery } from './list-address.js';
import { listPreferences } from './list-preferences.svelte.js';
import { countsQuery, newsQuery, type StatusCounts, workflowsQuery } from './queries.js';
import { ListRows } from './rows/list-rows.svelte.js';
import type { Children } from './rows/children.svelte.js';
import { type Line, runLine, withChildren } from './rows/lines.js';
import { includedIn, type ListRow } from './rows/merge-rows.js';
import { FurtherPages } from './rows/further-pages.svelte.js';
import { inOrder, sortedRunIds } from './rows/sort-rows.js';

/**
 * The list on screen, shared by all of its parts: `getList()`. What it shows is in the address; what it knows is read
 * once, whoever shows it.
 */
export class WorkflowList {
  readonly session: Session;
  readonly namespace: string;
  readonly columns: ListColumns;
  readonly rows = new ListRows();
  readonly further: FurtherPages;
  readonly page: CreateQueryResult<WorkflowExecutionPage>;
  readonly counts: CreateQueryResult<StatusCounts>;
  readonly #news: CreateQueryResult<readonly WorkflowExecutionInfo[]>;
  readonly #address: () => ListAddress;
  #visible = { from: 0, to: 0 };
  #idle = $state(false);
  #children = $state.raw<Children | undefined>();

  readonly #key = $derived.by(() => JSON.stringify([this.query, this.address.pageSize, this.address.token?.join()]));
  readonly #sortColumn = $derived.by(() => this.#findSortColumn());
  /** Made anew when rows come or go (`membership` counts that), and not when one changes: rows never jump. */
  readonly #order = $derived.by(() => {
    const { sort } = this.address;
    const column = this.#sortColumn;
    return column && sort && this.rows.membership >= 0
      ? untrack(() => sortedRunIds(this.rows.shown, column, sort.descending))
      : undefined;
  });
  readonly #shown = $derived.by(() => (this.#order ? inOrder(this.rows.shown, this.#order) : this.rows.shown));
  readonly #lines = $derived.by((): readonly Line[] =>
    this.#children ? withChildren(this.#shown, this.#children.of) : this.#shown.map((row) => runLine(row)),
  );
  readonly #unwatched = $derived.by(() => {
    const isWatched = this.address.page === 1 ? includedIn(this.page.data?.items ?? []) : () => false;
    return (row: ListRow) => isOpen(row.info.status.name) && !isWatched(row.info.runId);
  });
  readonly #hasUnwatched = $derived.by(() => {
    const children = this.#children?.all.flatMap(({ rows }) => rows) ?? [];
    return this.rows.shown.some(this.#unwatched) || children.some(this.#unwatched);
  });

  /** Only while a component is set up: it makes queries and effects. */
  constructor(session: Session, namespace: string, address: () => ListAddress) {
    this.session = session;
    this.namespace = namespace;
    this.#address = address;
    this.columns = new ListColumns(namespace, {
      chosen: () => this.address.columns,
      choose: (columns) => this.#goInPlace({ columns }),
    });
    this.further = new FurtherPages(this);
    const pace = () => ({ live: preferences.live, everyMs: listPreferences.refreshMs });
    this.page = createQuery(() => workflowsQuery(session, namespace, this.address, pace()));
    this.counts = createQuery(() =>
      countsQuery(session, namespace, this.address, {
        live: preferences.live && session.profiles.config.countsRefresh,
        enabled: this.#idle,
      }),
    );
    const unwatchedIds = () =>
      this.#onScreen()
        .filter(this.#unwatched)
        .map(({ info }) => info.runId);
    this.#news = createQuery(() =>
      newsQuery(session, namespace, unwatchedIds, { ...pace(), enabled: this.#hasUnwatched }),
    );

    // An answer is told again whenever the options of its query change, and what it changes here may change those.
    let received: unknown;
    $effect(() => {
      const { data, isPlaceholderData } = this.page;
      if (!data || isPlaceholderData || data === received) return;
      received = data;
      untrack(() => this.rows.receive(this.#key, data));
    });
    let heard: unknown;
    $effect(() => {
      const news = this.#news.data;
      if (!news?.length || news === heard) return;
      heard = news;
      untrack(() => {
        this.rows.update(news);
        this.#children?.update(news);
      });
    });
    $effect(() => () => untrack(() => this.#children?.close()));
    $effect(() => {
      if (this.#key) return () => this.further.reset();
    });
    // What takes the server longest comes last: rows first, counts when the page has nothing else to do.
    $effect(() => {
      if (this.page.data && !this.#idle) return whenIdle(() => (this.#idle = true));
    });
  }

  get address(): ListAddress {
    return this.#address();
  }

  /** The chosen statuses and the typed query as one, relative times as they are: `sentQuery` makes them moments. */
  get query(): string {
    return wholeQuery(this.address);
  }

  get isFiltered(): boolean {
    return this.query !== '';
  }

  /** The rows in the order in which they stand. */
  get shown(): readonly ListRow[] {
    return this.#shown;
  }

  /** What stands in the table, line by line. */
  get lines(): readonly Line[] {
    return this.#lines;
  }

  /** Children that are unfolded; none before the first are asked for. */
  get children(): Children | undefined {
    return this.#children;
  }

  /** Unfolds the children of a run, or folds them. */
  async toggleChildren(parent: WorkflowExecutionInfo): Promise<void> {
    const { Children } = await import('./rows/children.svelte.js');
    (this.#children ??= new Children(this.session, this.namespace)).toggle(parent);
  }

  /** There is nothing behind the last row. */
  get isComplete(): boolean {
    return this.page.isSuccess && !this.rows.nextPageToken;
  }

  /** Which of the lines are drawn: told by what draws them. */
  readonly see = (from: number, to: number): void => {
    this.#visible = { from, to };
  };

  #onScreen(): ListRow[] {
    const { from, to } = this.#visible;
    return this.#lines.slice(from, to).flatMap((line) => (line.kind === 'run' ? line.row : []));
  }

  /** The column by which the loaded rows are sorted; none for the order of the server. */
  get sortColumn(): Column | undefined {
    return this.#sortColumn;
  }

  /** How many match, of the chosen statuses; none until they are counted. */
  get total(): number | undefined {
    const counts = this.counts.data;
    const { statuses } = this.address;
    if (statuses.length === 0) return counts?.total;
    return counts?.byStatus && statuses.reduce((sum, status) => sum + (counts.byStatus?.[status] ?? 0), 0);
  }

  go(change: Partial<ListAddress>): void {
    router.go(this.hrefOf(change));
  }

  /** The address of this list with something else in it, from its first page unless that says otherwise. */
  hrefOf(change: Partial<ListAddress>): string {
    const address = { ...this.address, page: 1, token: undefined, ...change };
    return href('workflows', { namespace: this.namespace }, listAddressQuery(address, preferences.pageSize));
  }

  /** The newest from the server, shown as it is. */
  refresh(): void {
    this.rows.acceptNext();
    void this.page.refetch();
    void this.counts.refetch();
    this.#children?.refresh();
  }

  /** Another order of what is loaded; the page stays. */
  sortBy(sort: ListAddress['sort']): void {
    this.#goInPlace({ sort });
  }

  /** What is loaded stays; only how it is shown is another. */
  #goInPlace(change: Pick<Partial<ListAddress>, 'sort' | 'columns'>): void {
    const { page, token } = this.address;
    router.go(this.hrefOf({ page, token, ...change }), { replace: true });
  }

  /** A link may sort by a column that is not shown here, or that does not exist. */
  #findSortColumn(): Column | undefined {
    const id = this.address.sort?.column;
    return id === undefined ? undefined : (this.columns.shown.find((column) => column.id === id) ?? columnOf({ id }));
  }
}

/** The list on screen; set by Workflows.svelte. */
export const [getList, setList] = createContext<WorkflowList>();
