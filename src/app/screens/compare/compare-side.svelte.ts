import { payloadsOf } from '../../state/payloads.js';
import { createQuery, type CreateQueryResult } from '@tanstack/svelte-query';
import { SvelteMap } from 'svelte/reactivity';
import type { HistoryEvent, WorkflowExecutionDescription } from '../../../client/index.js';
import type { WirePayload } from '../../format/payload.js';
import { payloadsIn } from '../../format/plain-message.js';
import { isOpen } from '../../../live/status.js';
import { EventBuffer } from '../../../live/event-buffer.js';
import { readHistory } from '../../history/file/read-history.js';
import { RunHistory } from '../../history/run-history.svelte.js';
import type { Session } from '../../state/session.svelte.js';
import { describeQuery } from '../workflow/queries.js';
import { loadedRun } from '../workflow/loaded-run.js';
import type { RunSource, Side } from './compare-address.js';

/** As many Payloads at a time as a codec gets in one go, so that a long history shows its progress. */
const decodedAtOnce = 500;

/** The files that were opened, by side; they outlive a change of the other side. */
export type OpenFiles = SvelteMap<Side, { name: string; buffer: EventBuffer }>;

/** One of the two histories: a run of the server, or a file. */
export class CompareSide {
  readonly #session: Session;
  readonly #namespace: string;
  readonly #side: Side;
  readonly #source: RunSource | undefined;
  readonly #files: OpenFiles;
  readonly describe: CreateQueryResult<WorkflowExecutionDescription>;
  readonly history: RunHistory;
  #fileError = $state<string | undefined>();
  readonly #decoded = new SvelteMap<WirePayload, WirePayload>();
  #decodeError = $state.raw<unknown>();
  #isDecoded = $state(false);

  /** Only while a component is set up: it makes queries and effects. Another run is another object. */
  constructor(session: Session, namespace: string, side: Side, source: RunSource | undefined, files: OpenFiles) {
    this.#session = session;
    this.#namespace = namespace;
    this.#side = side;
    this.#source = source;
    this.#files = files;
    this.describe = createQuery(() => ({
      ...describeQuery(session, { namespace, workflowId: source?.workflowId ?? '', runId: source?.runId }),
      enabled: session.isOpen && source !== undefined && !this.#file,
    }));
    this.history = new RunHistory(
      () => {
        const info = this.info;
        return info && loadedRun(session.client(namespace), info);
      },
      () => void this.describe.refetch(),
    );
    $effect(() => (source && !this.#file ? this.history.need('all') : undefined));
    $effect(() => {
      if (!this.hasAll) return;
      const controller = new AbortController();
      void this.#decode([...this.buffer], controller.signal);
      return () => controller.abort();
    });
  }

  get #file(): { name: string; buffer: EventBuffer } | undefined {
    return this.#files.get(this.#side);
  }

  /** Nothing to compare has been chosen yet. */
  get isEmpty(): boolean {
    return !this.#file && !this.#source;
  }

  get info(): WorkflowExecutionDescription | undefined {
    return this.#source && !this.#file ? this.describe.data : undefined;
  }

  get fileName(): string | undefined {
    return this.#file?.name;
  }

  /** Why the file that was chosen last cannot be read. */
  get fileError(): string | undefined {
    return this.#fileError;
  }

  get error(): unknown {
    return (this.#file ? undefined : (this.describe.error ?? this.history.error)) ?? this.#decodeError;
  }

  /** Reactive: what reads it follows the events. */
  get buffer(): EventBuffer {
    return this.#file?.buffer ?? followed(this.history);
  }

  /** How much is here, 0 to 1. */
  get progress(): number {
    if (this.#file) return 1;
    const { loaded, total } = this.history;
    return total > 0 ? Math.min(1, loaded / total) : 0;
  }

  get hasAll(): boolean {
    return this.#file !== undefined || (this.info !== undefined && this.history.whole);
  }

  /** All events are here, and their Payloads can be read. */
  get isReady(): boolean {
    return this.hasAll && this.#isDecoded;
  }

  get isOpen(): boolean {
    return this.info !== undefined && isOpen(this.info.status.name);
  }

  readonly decoded = (payload: WirePayload): WirePayload => this.#decoded.get(payload) ?? payload;

  /** Takes a file in the place of what was there; after a failure, that stays. */
  async open(file: File): Promise<void> {
    this.#fileError = undefined;
    try {
      const buffer = new EventBuffer();
      await readHistory(file, {
        signal: new AbortController().signal,
        onprogress: () => undefined,
        onevents: (events) => buffer.put(events),
      });
      this.#isDecoded = false;
      this.#files.set(this.#side, { name: file.name, buffer });
    } catch (error) {
      this.#fileError = `${file.name}: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  closeFile(): void {
    this.#files.delete(this.#side);
    this.#fileError = undefined;
  }

  retry(): void {
    void this.describe.refetch();
    this.history.retry();
  }

  async #decode(events: readonly HistoryEvent[], signal: AbortSignal): Promise<void> {
    this.#isDecoded = false;
    this.#decodeError = undefined;
    try {
      if (this.#session.isOpen) {
        const reader = payloadsOf(this.#session, this.#namespace);
        const payloads = events.flatMap((event) => payloadsIn(event.attributes.value));
        for (let at = 0; at < payloads.length; at += decodedAtOnce) {
          const encoded = payloads.slice(at, at + decodedAtOnce);
          const decoded = await reader.decodeAll(encoded, { signal });
          for (const [index, payload] of encoded.entries()) {
            const result = decoded[index];
            if (result && result !== payload) this.#decoded.set(payload, result);
          }
        }
      }
    } catch (error) {
      // What cannot be decoded is compared as it is, and said.
      if (!signal.aborted) this.#decodeError = error;
    }
    if (!signal.aborted) this.#isDecoded = true;
  }
}

/** The version is read so that whoever asks is told of changes. */
function followed({ buffer, version }: RunHistory): EventBuffer {
  return version < 0 ? new EventBuffer() : buffer;
}
