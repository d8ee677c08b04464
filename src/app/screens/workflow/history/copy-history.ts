import { downloadHistory } from '../../../history/download-history.js';
import type { HistoryFormat } from '../../../history/event-formats.js';
import { toasts } from '../../../state/toasts.svelte.js';
import { historyTexts } from '../../../texts/history.js';
import type { HistoryPlace } from './history-place.js';

const texts = historyTexts.json;

/** Clipboards of systems, and what one pastes into, choke on more. */
const mostBytes = 50_000_000;

/** Copies the JSON of a whole history, in answer to a click. */
export async function copyHistory({ history, payloads }: HistoryPlace, format: HistoryFormat): Promise<void> {
  const controller = new AbortController();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const write = async (part: Uint8Array<ArrayBuffer>): Promise<void> => {
    bytes += part.length;
    if (bytes > mostBytes) controller.abort(new Error(texts.tooLong));
    parts.push(part);
    await Promise.resolve();
  };
  const written = downloadHistory(
    [...history.buffer],
    { write },
    { format, payloads, signal: controller.signal, onprogress: () => undefined },
  ).then(() => new Blob(parts, { type: 'text/plain' }));
  try {
    // The clipboard is asked for while the click is fresh, and gets its text when that is made.
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': written })]);
    toasts.done(texts.copied);
  } catch (error) {
    toasts.failed(texts.notCopied, { error: controller.signal.aborted ? controller.signal.reason : error });
  }
}
