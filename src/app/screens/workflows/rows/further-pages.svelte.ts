import type { WorkflowExecutionPage } from '../../../../client/index.js';
import { sentQuery } from '../../../state/sent-query.js';
import { Task } from '../../../state/task.svelte.js';
import type { Session } from '../../../state/session.svelte.js';
import type { ListRows } from './list-rows.svelte.js';

/** The list that further pages belong to. */
interface PagedList {
  readonly session: Session;
  readonly namespace: string;
  readonly query: string;
  readonly rows: ListRows;
}

/** What a page of the server holds at most. */
const largestPage = 1000;

/** Pages below the one of the address, for people who rather scroll than turn pages. */
export class FurtherPages {
  readonly #list: PagedList;
  readonly #load = new Task(
    async (signal, nextPageToken: Uint8Array, pageSize: number): Promise<WorkflowExecutionPage> => {
      const query = await sentQuery(this.#list.query);
      return this.#list.session
        .client(this.#list.namespace)
        .workflow.listPage({ query, pageSize, nextPageToken, signal });
    },
  );

  constructor(list: PagedList) {
    this.#list = list;
  }

  get loading(): boolean {
    return this.#load.running;
  }

  get error(): unknown {
    return this.#load.error;
  }

  /** Loads until that many more rows are there, or all are; one page after the other. */
  async load(count: number): Promise<void> {
    const { rows } = this.#list;
    const wanted = rows.shown.length + count;
    while (rows.nextPageToken && rows.shown.length < wanted) {
      const token = rows.nextPageToken;
      const pageSize = Math.min(largestPage, wanted - rows.shown.length);
      if (!(await this.#load.run(token, pageSize)) || !this.#load.value) return;
      // Whoever asked for the newest in the meantime has other rows now, which this page does not join.
      if (rows.nextPageToken !== token) return;
      const page = this.#load.value;
      // A token that leads to itself would be asked for without end.
      rows.append(String(page.nextPageToken) === String(token) ? { ...page, nextPageToken: undefined } : page);
    }
  }

  /** Stops loading; what is there stays. */
  stop(): void {
    if (this.#load.running) this.#load.reset();
  }

  reset(): void {
    this.#load.reset();
  }
}
