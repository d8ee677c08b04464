import type { HistoryEvent } from '../../client/index.js';
import type { WirePayload } from '../format/payload.js';
import type { PayloadReader } from '../state/payload-reader.svelte.js';
import { breathe, pieceMs } from './breathe.js';
import { formattedEvent, type HistoryFormat } from './event-formats.js';
import { eventJsonTexts, historyFrame } from './event-json.js';
import { payloadsIn } from './message-walk.js';

/** What takes a file: see `chooseSink`. */
interface Sink {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

export interface DownloadOptions {
  format: HistoryFormat;
  payloads: Pick<PayloadReader, 'decodeAll'>;
  signal: AbortSignal;
  /** Events that have been written. */
  onprogress: (events: number) => void;
}

const eventsAPiece = 200;

/**
 * Writes a history as JSON, piece by piece: no more of the text is in memory than one piece.
 *
 * @throws what the codec's client throws, and what writing throws
 */
export async function downloadHistory(
  events: readonly HistoryEvent[],
  sink: Sink,
  { format, payloads, signal, onprogress }: DownloadOptions,
): Promise<void> {
  const encoder = new TextEncoder();
  let started = performance.now();
  await sink.write(encoder.encode(historyFrame.start));
  for (let at = 0; at < events.length; at += eventsAPiece) {
    signal.throwIfAborted();
    const piece = events.slice(at, at + eventsAPiece);
    const texts = await textsOf(piece, format, payloads, signal);
    const text = `${at > 0 ? historyFrame.between : ''}${texts.join(historyFrame.between)}`;
    await sink.write(encoder.encode(text));
    onprogress(at + piece.length);
    if (performance.now() - started < pieceMs) continue;
    await breathe();
    started = performance.now();
  }
  await sink.write(encoder.encode(historyFrame.end));
}

/** The JSON of each event, indented as in the whole. */
async function textsOf(
  events: readonly HistoryEvent[],
  format: HistoryFormat,
  reader: Pick<PayloadReader, 'decodeAll'>,
  signal: AbortSignal,
): Promise<string[]> {
  if (format === 'stored') return eventJsonTexts(events);
  const payloads = events.flatMap(payloadsIn);
  const decoded = payloads.length > 0 ? await reader.decodeAll(payloads, { signal }) : [];
  const decodedOf = new Map(payloads.map((payload, index) => [payload, decoded[index] ?? payload]));
  const read = (payload: WirePayload) => decodedOf.get(payload) ?? payload;
  return events.map((event) => formattedEvent[format](event, read));
}
