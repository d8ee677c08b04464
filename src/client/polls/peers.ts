/**
 * What the tabs of an origin tell each other: before a visibility query, which runs each of them waits for; after it, which
 * of them have closed. So one query serves them all. Nothing is kept of a tab, so none has to say goodbye.
 */

import { globals } from '../internal/environment.js';
import { delay } from '../internal/timers.js';

/** A run that a tab waits for, and how many milliseconds ago visibility was asked for it. */
export type AwaitedRunAge = readonly [runId: string, ageMs: number];

/** What a visibility query found out, for all tabs. */
export interface VisibilityNews {
  readonly namespace: string;
  readonly asked: readonly string[];
  readonly closed: readonly string[];
  /** Tabs that wait for some of them. */
  readonly tabs: number;
  /** For this long, in milliseconds, nobody is to ask again. */
  readonly pauseMs: number;
}

type Message =
  | { readonly type: 'collect'; readonly id: string; readonly namespace: string }
  | { readonly type: 'awaited'; readonly id: string; readonly runs: readonly AwaitedRunAge[] }
  | ({ readonly type: 'news' } & VisibilityNews)
  | { readonly type: 'wanted'; readonly rank: number };

/** What a tab does with what others say. */
export interface PeerListener {
  /** The runs of a Namespace that this tab waits for. */
  readonly awaited: (namespace: string) => readonly AwaitedRunAge[];
  /** Another tab has asked visibility. */
  readonly news: (news: VisibilityNews) => void;
  /** Another tab has a wait of this rank (`entry.ts`) and no slot for it. */
  readonly wanted: (rank: number) => void;
}

/** Other tabs answer within this time, or do without. */
const answerMs = 40;

/** The other tabs that talk to the same proxy. Without BroadcastChannel or Web Locks there are none. */
export class Peers {
  readonly #channel: BroadcastChannel | undefined;
  readonly #answers = new Map<string, (runs: readonly AwaitedRunAge[]) => void>();

  /** @param name of the channel; tabs with another version of this protocol must use another */
  constructor(name: string | undefined, { awaited, news, wanted }: PeerListener) {
    if (name === undefined || !globals.BroadcastChannel) return;
    this.#channel = new globals.BroadcastChannel(name);
    this.#channel.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.type === 'collect') {
        const runs = awaited(data.namespace);
        if (runs.length > 0) this.#send({ type: 'awaited', id: data.id, runs });
      } else if (data.type === 'awaited') this.#answers.get(data.id)?.(data.runs);
      else if (data.type === 'news') news(data);
      else wanted(data.rank);
    };
  }

  /** The runs that the other tabs wait for, one list for each tab that has any. */
  async collect(namespace: string, signal: AbortSignal): Promise<(readonly AwaitedRunAge[])[]> {
    if (!this.#channel) return [];
    const id = crypto.randomUUID();
    const lists: (readonly AwaitedRunAge[])[] = [];
    this.#answers.set(id, (runs) => lists.push(runs));
    this.#send({ type: 'collect', id, namespace });
    try {
      await delay(answerMs, signal);
    } finally {
      this.#answers.delete(id);
    }
    return lists;
  }

  tell(news: VisibilityNews): void {
    this.#send({ type: 'news', ...news });
  }

  /** Asks the other tabs for a slot. */
  want(rank: number): void {
    this.#send({ type: 'wanted', rank });
  }

  close(): void {
    this.#channel?.close();
  }

  #send(message: Message): void {
    this.#channel?.postMessage(message);
  }
}
