import { createSubscriber } from 'svelte/reactivity';
import { EventBuffer } from '../../../live/event-buffer.js';
import { EventGroups } from '../../../live/event-groups.js';
import type { HistoryPhase } from '../../../live/history-phase.js';
import type { HistorySource } from '../history-source.js';
import { Pulse } from '../../../live/pulse.js';
import { readHistory } from './read-history.js';

/** A history that is in a file: complete as soon as it has been read. */
export class FileHistory implements HistorySource {
  readonly buffer = new EventBuffer();
  readonly groups = new EventGroups(this.buffer);
  readonly #file: Blob;
  readonly #pulse = new Pulse();
  readonly #subscribe = createSubscriber((update) => this.#pulse.listen(update));
  #phase = $state.raw<HistoryPhase>('idle');
  #error = $state.raw<unknown>();
  #bytes = $state(0);
  #controller: AbortController | undefined;

  constructor(file: Blob) {
    this.#file = file;
    this.buffer.listen(() => this.#pulse.beat());
  }

  get version(): number {
    this.#subscribe();
    return this.buffer.version;
  }

  get phase(): HistoryPhase {
    return this.#phase;
  }

  get error(): unknown {
    return this.#error;
  }

  get loaded(): number {
    this.#subscribe();
    return this.buffer.count;
  }

  get total(): number {
    this.#subscribe();
    return this.buffer.lastId;
  }

  get whole(): boolean {
    return this.#phase === 'complete';
  }

  /** How much of the file has been read, from 0 to 1. */
  get progress(): number {
    return this.#bytes / Math.max(1, this.#file.size);
  }

  need(): () => void {
    if (this.#phase === 'idle') void this.#read();
    return () => undefined;
  }

  retry(): void {
    this.stop();
    this.buffer.clear();
    void this.#read();
  }

  /** Leaves the rest of the file unread. */
  stop(): void {
    this.#controller?.abort();
  }

  async #read(): Promise<void> {
    const { signal } = (this.#controller = new AbortController());
    this.#phase = 'loading';
    this.#error = undefined;
    try {
      await readHistory(this.#file, {
        signal,
        onprogress: (bytes) => (this.#bytes = bytes),
        onevents: (events) => this.buffer.put(events),
      });
      this.#phase = 'complete';
    } catch (error) {
      if (signal.aborted) return;
      this.#error = error;
      this.#phase = 'failed';
    }
  }
}
