import { fileNameOf } from '../../../format/file-name.js';
import { downloadHistory } from '../../../history/download-history.js';
import type { HistoryFormat } from '../../../history/event-formats.js';
import { toasts } from '../../../state/toasts.svelte.js';
import { historyTexts as texts } from '../../../texts/history.js';
import { chooseSink } from '../../workflows/export/file-sink.js';
import type { HistoryPlace } from './history-place.js';

/** A download that goes on while the person looks at other things of the page. */
export class HistoryDownload {
  readonly #place: HistoryPlace;
  #written = $state<number | undefined>();
  #controller: AbortController | undefined;

  constructor(place: HistoryPlace) {
    this.#place = place;
  }

  /** Events that have been written; undefined while nothing is. */
  get written(): number | undefined {
    return this.#written;
  }

  stop(): void {
    this.#controller?.abort();
  }

  /** In answer to a click, since browsers ask for a place to save only then. */
  async start(format: HistoryFormat): Promise<void> {
    const { history, payloads, workflowId } = this.#place;
    const name = `${fileNameOf(workflowId ?? 'history')}.${format === 'stored' ? '' : `${format}.`}json`;
    this.stop();
    const { signal } = (this.#controller = new AbortController());
    const release = history.need('all');
    let sink: Awaited<ReturnType<typeof chooseSink>>;
    try {
      sink = await chooseSink({ name, mime: 'application/json', extension: 'json' });
      if (!sink) return;
      this.#written = 0;
      await this.#whole(signal);
      await downloadHistory([...history.buffer], sink, {
        format,
        payloads,
        signal,
        onprogress: (written) => (this.#written = written),
      });
      await sink.keep();
      toasts.done(texts.downloaded, { detail: name });
    } catch (error) {
      await sink?.discard();
      if (!signal.aborted) toasts.failed(texts.notDownloaded, { error });
    } finally {
      release();
      this.#written = undefined;
    }
  }

  /** Resolves once all events are here. @throws why they are not */
  async #whole(signal: AbortSignal): Promise<void> {
    const { history } = this.#place;
    while (!history.whole) {
      signal.throwIfAborted();
      if (history.phase === 'failed') throw history.error;
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  }
}
