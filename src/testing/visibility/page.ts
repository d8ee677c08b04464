import { Code, ConnectError } from '@connectrpc/connect';

/** Where something stands in a list: what closed last is first, and before it what has not closed, newest first. */
export interface Place {
  /** Milliseconds since the epoch; infinite for what has not closed. */
  readonly closeMs: number;
  readonly startMs: number;
  readonly runId: string;
}

/** A page of a list and where the next begins. */
export interface Page<T> {
  readonly items: T[];
  readonly nextPageToken: Uint8Array<ArrayBuffer>;
}

/** The most that a page has, and what it has when nothing is said. */
const largestPage = 1000;
const neverClosed = '9999-12-31T23:59:59Z';

/**
 * The page of `all` that a token stands for.
 *
 * @throws ConnectError for a token that is none
 */
export function pageOf<T>(
  all: readonly { readonly place: Place; readonly item: T }[],
  { pageSize, token }: { pageSize: number; token: Uint8Array },
): Page<T> {
  const size = pageSize <= 0 || pageSize > largestPage ? largestPage : pageSize;
  const last = readToken(token);
  const rest = last ? all.filter(({ place }) => order(place, last) > 0) : [...all];
  rest.sort((a, b) => order(a.place, b.place));
  const page = rest.slice(0, size);
  return {
    items: page.map(({ item }) => item),
    // As with the server, the page behind a full last one is empty.
    nextPageToken: page.length === size ? writeToken(page.at(-1)!.place) : new Uint8Array(),
  };
}

function order(a: Place, b: Place): number {
  if (a.closeMs !== b.closeMs) return a.closeMs > b.closeMs ? -1 : 1;
  if (a.startMs !== b.startMs) return b.startMs - a.startMs;
  return a.runId < b.runId ? -1 : a.runId > b.runId ? 1 : 0;
}

function writeToken({ closeMs, startMs, runId }: Place): Uint8Array<ArrayBuffer> {
  const text = {
    CloseTime: closeMs === Infinity ? neverClosed : new Date(closeMs).toISOString(),
    StartTime: new Date(startMs).toISOString(),
    RunID: runId,
  };
  return new TextEncoder().encode(JSON.stringify(text));
}

function readToken(token: Uint8Array): Place | undefined {
  if (token.length === 0) return undefined;
  try {
    const text = JSON.parse(new TextDecoder().decode(token)) as { CloseTime: string; StartTime: string; RunID: string };
    const { CloseTime, StartTime, RunID } = text;
    const closeMs = CloseTime === neverClosed ? Infinity : Date.parse(CloseTime);
    const startMs = Date.parse(StartTime);
    if (!Number.isNaN(closeMs) && !Number.isNaN(startMs)) return { closeMs, startMs, runId: RunID };
  } catch {
    // Told below, with what parses and is no token.
  }
  throw new ConnectError('invalid next page token', Code.Unknown);
}
