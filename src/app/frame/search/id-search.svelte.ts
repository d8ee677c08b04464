import { Task } from '../../state/task.svelte.js';
import type { Session } from '../../state/session.svelte.js';
import { findExecutions, type Hit } from '../find-execution.js';
import { findActivities } from './find-activity.js';
import { readPasted } from './pasted-text.js';

/** What came of a search, or has come of it until now. */
export interface Found {
  /** The text without what copying added to it. */
  id: string;
  hits: readonly Hit[];
  /** How many running executions were asked for an Activity; none while Workflow Ids and Run Ids are looked up. */
  asked?: number;
  /** How many there are to ask. */
  of?: number;
  /** The person has stopped it. */
  stopped?: boolean;
}

/** A search for whatever has an id: what can be asked for exactly first, what takes many calls last. */
export class IdSearch {
  #found = $state.raw<Found | undefined>();
  readonly #task: Task<[namespace: string, text: string], string | undefined>;

  /** @param session where to look */
  constructor(session: Session) {
    this.#task = new Task((signal, namespace: string, text: string) => this.#search(session, namespace, text, signal));
  }

  get found(): Found | undefined {
    return this.#found;
  }

  get running(): boolean {
    return this.#task.running;
  }

  get error(): unknown {
    return this.#task.error;
  }

  /** @returns where to go, when there is one place only */
  async run(namespace: string, text: string): Promise<string | undefined> {
    this.#found = undefined;
    return (await this.#task.run(namespace, text)) ? this.#task.value : undefined;
  }

  /** Ends a search; what it has found stays. */
  stop(): void {
    const found = this.#found;
    this.#task.reset();
    this.#found = found && { ...found, stopped: true };
  }

  reset(): void {
    this.#task.reset();
    this.#found = undefined;
  }

  async #search(session: Session, namespace: string, text: string, signal: AbortSignal): Promise<string | undefined> {
    const pasted = readPasted(text);
    if (pasted.link) return pasted.link;
    const { id } = pasted;
    let hits: readonly Hit[] = await findExecutions(session, namespace, pasted, signal);
    if (hits.length === 0) {
      const show = (asked: number, of: number, some: readonly Hit[]) => {
        if (!signal.aborted) this.#found = { id, hits: [...some], asked, of };
      };
      ({ hits } = await findActivities(session, namespace, id, signal, show));
    } else {
      this.#found = { id, hits };
    }
    return hits.length === 1 ? hits[0]?.href : undefined;
  }
}
