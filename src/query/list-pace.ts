import type { WorkflowExecutionPage } from '../client/index.js';
import type { InfiniteQueryInCache } from './shapes.js';

/** How much longer each pause is than the one before, while nothing changes or calls fail, and where that ends. */
const growth = 1.5;
const mostTimes = 6;

interface Look {
  at: number;
  shown: string;
  times: number;
}

/**
 * When a list is asked for again. Visibility is what a cluster has least of: so the more pages there are, the later, and
 * later still while the list stays as it is.
 */
export class ListPace {
  readonly #everyMs: number;
  readonly #looks = new WeakMap<object, Look>();

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  /** Milliseconds until the next look. TanStack Query asks for it after each answer, and in between. */
  after(query: InfiniteQueryInCache<WorkflowExecutionPage>): number {
    const { data, dataUpdatedAt, errorUpdatedAt } = query.state;
    const pages = data?.pages ?? [];
    const at = Math.max(dataUpdatedAt, errorUpdatedAt);
    const last = this.#looks.get(query);
    let look = last;
    if (!look || look.at !== at) {
      const shown = pages.map(textOf).join();
      const stays = last !== undefined && (shown === last.shown || errorUpdatedAt === at);
      look = { at, shown, times: stays ? Math.min(last.times * growth, mostTimes) : 1 };
      this.#looks.set(query, look);
    }
    return this.#everyMs * Math.max(1, pages.length) * look.times;
  }
}

/** What may change of a page while nobody touches it. */
function textOf({ items }: WorkflowExecutionPage): string {
  return items.map(({ runId, status, historyLength }) => `${runId} ${status.name} ${historyLength}`).join();
}
