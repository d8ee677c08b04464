import { ValueError, where, type WorkflowExecutionInfo } from '../../../../client/index.js';
import type { Session } from '../../../state/session.svelte.js';
import type { ChildList } from './lines.js';
import { missingFrom, withNews } from './merge-rows.js';

const pageSize = 20;

/** The children of runs on screen, each list loaded when it is asked for and forgotten when it is folded. */
export class Children {
  readonly #session: Session;
  readonly #namespace: string;
  #lists = $state.raw<Readonly<Record<string, ChildList>>>({});
  readonly #loading: Record<string, AbortController> = {};

  constructor(session: Session, namespace: string) {
    this.#session = session;
    this.#namespace = namespace;
  }

  readonly of = (runId: string): ChildList | undefined => this.#lists[runId];

  get all(): readonly ChildList[] {
    return Object.values(this.#lists);
  }

  toggle(parent: WorkflowExecutionInfo): void {
    if (this.#lists[parent.runId]) this.#fold(parent.runId);
    else void this.load(parent);
  }

  /** The first page, or the one after those that are there. */
  async load(parent: WorkflowExecutionInfo): Promise<void> {
    const { runId } = parent;
    const before = this.#lists[runId];
    this.#loading[runId]?.abort();
    const { signal } = (this.#loading[runId] = new AbortController());
    this.#set({
      ...(before ?? { parent, rows: [], nextPageToken: undefined, total: undefined }),
      phase: 'loading',
      error: undefined,
    });
    const { workflow } = this.#session.client(this.#namespace);
    const query = childrenQuery(parent);
    try {
      const page = await workflow.listPage({ query, pageSize, nextPageToken: before?.nextPageToken, signal });
      const rows = before?.rows ?? [];
      const added = missingFrom(rows, page.items).map((info) => ({ info, gone: false }));
      this.#change(runId, { phase: 'ready', rows: [...rows, ...added], nextPageToken: page.nextPageToken });
      if (!page.nextPageToken || before?.total !== undefined) return;
      const { count } = await workflow.count(query, { signal });
      this.#change(runId, { total: count });
    } catch (error) {
      // The rows are there; that they could not be counted is no failure of the list.
      if (!signal.aborted && this.#lists[runId]?.phase === 'loading') this.#change(runId, { phase: 'failed', error });
    }
  }

  /** Everything that is unfolded, anew. */
  refresh(): void {
    for (const { parent } of this.all) {
      this.#fold(parent.runId);
      void this.load(parent);
    }
  }

  /** News of single executions, wherever they stand. */
  update(infos: readonly WorkflowExecutionInfo[]): void {
    for (const { parent, rows } of this.all) this.#change(parent.runId, { rows: withNews(rows, infos) });
  }

  /** Ends what is still loading. */
  close(): void {
    for (const controller of Object.values(this.#loading)) controller.abort();
  }

  #fold(runId: string): void {
    this.#loading[runId]?.abort();
    const { [runId]: _, ...rest } = this.#lists;
    this.#lists = rest;
  }

  #set(list: ChildList): void {
    this.#lists = { ...this.#lists, [list.parent.runId]: list };
  }

  /** What comes after it was folded is for nobody. */
  #change(runId: string, change: Partial<ChildList>): void {
    const list = this.#lists[runId];
    if (list) this.#set({ ...list, ...change });
  }
}

/** The Run Id alone says which, but stores find it faster among the children of a Workflow Id. */
function childrenQuery({ workflowId, runId }: WorkflowExecutionInfo): string {
  const ofRun = where('ParentRunId', '=', runId);
  try {
    return `${String(where('ParentWorkflowId', '=', workflowId))} AND ${String(ofRun)}`;
  } catch (error) {
    // Servers take single quotes off the ends of a value, so an id that has them cannot be asked for.
    if (error instanceof ValueError) return String(ofRun);
    throw error;
  }
}
