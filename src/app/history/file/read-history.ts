import { type HistoryEvent, historyFromJSON, ValueError } from '../../../client/index.js';
import { parseJson } from '../../../live/json.js';
import { breathe, pieceMs } from '../breathe.js';
import { type EventSlice, EventSplitter } from './event-splitter.js';

const eventsABatch = 100;

export interface ReadOptions {
  signal: AbortSignal;
  /** Bytes that have been read. */
  onprogress: (bytes: number) => void;
  onevents: (events: readonly HistoryEvent[]) => void;
}

/**
 * Reads a history from a file, piece by piece: proto JSON as the CLI, the SDKs and the UIs write it, in an object or as a
 * bare list, with long or short names of enums.
 *
 * @throws {@link ValueError} that says what is wrong, and where
 */
export async function readHistory(file: Blob, { signal, onprogress, onevents }: ReadOptions): Promise<void> {
  const splitter = new EventSplitter();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = file.stream().getReader();
  let bytes = 0;
  let first = 1;
  let started = performance.now();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      const slices = splitter.push(decodeText(decoder, value));
      for (let at = 0; at < slices.length; at += eventsABatch) {
        const batch = slices.slice(at, at + eventsABatch);
        onevents(readEvents(batch, first));
        first += batch.length;
        if (performance.now() - started < pieceMs) continue;
        await breathe();
        signal.throwIfAborted();
        started = performance.now();
      }
      bytes += value?.length ?? 0;
      onprogress(bytes);
      if (performance.now() - started >= pieceMs) {
        await breathe();
        started = performance.now();
      }
      if (done) break;
    }
    splitter.end();
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function decodeText(decoder: TextDecoder, bytes: Uint8Array | undefined): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch {
    throw new ValueError('This is no text in UTF-8, so it is no JSON either.');
  }
}

/** @param first the number of the first in the file */
function readEvents(slices: readonly EventSlice[], first: number): readonly HistoryEvent[] {
  const parsed = slices.map((slice, index) => parseEvent(slice, first + index));
  try {
    return checked(historyFromJSON({ events: parsed }).events, slices, first);
  } catch (error) {
    // One of them is wrong: which one is said by reading each alone.
    for (const [index, json] of parsed.entries()) {
      try {
        historyFromJSON({ events: [json] });
      } catch (cause) {
        throw wrongEvent(slices[index], first + index, cause);
      }
    }
    throw error;
  }
}

function parseEvent({ text, line, column }: EventSlice, number: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const result = parseJson(text);
    if (result.ok) throw cause;
    const { message, line: lineInside, column: columnInside } = result.error;
    const columnInFile = lineInside === 1 ? column + columnInside - 1 : columnInside;
    throw new ValueError(
      `Event ${number} is not JSON. Line ${line + lineInside - 1}, column ${columnInFile}: ${message}.`,
    );
  }
}

function checked(
  events: readonly HistoryEvent[],
  slices: readonly EventSlice[],
  first: number,
): readonly HistoryEvent[] {
  const at = events.findIndex(({ eventId }) => eventId < 1n || eventId > 1_000_000n);
  if (at < 0) return events;
  throw wrongEvent(slices[at], first + at, new Error(`its eventId is ${events[at]?.eventId ?? 0n}`));
}

function wrongEvent(slice: EventSlice | undefined, number: number, cause: unknown): ValueError {
  const reason = (cause instanceof Error ? cause.message : String(cause))
    .replace(/^Invalid history:\s*/, '')
    .replace(/^event 1 of the list has/, 'it has');
  return new ValueError(`Event ${number}, which begins on line ${slice?.line ?? 0}: ${reason}.`, cause);
}
