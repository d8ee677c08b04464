/**
 * From a call of the client to its RPCs. A browser knows no asynchronous context, so the parent goes with the call, as metadata
 * that is taken out again before anything is sent. It is the span as text, and not the key of a table: a view of
 * a Client keeps it for as long as somebody has the view, which no table could know.
 */
import { type Context, createTraceState, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import type { CallOptions, Metadata } from '../client/index.js';

const parentKey = 'temporal-web-client-parent';

/** In place of a parent, where RPCs are to have no spans. */
const untraced = 'none';

/** Span and baggage of a context, as text. */
interface WrittenContext {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
  readonly state: string | undefined;
  readonly baggage: readonly [key: string, value: string][] | undefined;
}

/** Metadata that makes `context` the parent of the RPCs that carry it; none for a context without a span. */
export function parentMetadata(context: Context): Metadata {
  const span = trace.getSpanContext(context);
  if (!span || !trace.isSpanContextValid(span)) return {};
  const { traceId, spanId, traceFlags, traceState } = span;
  const entries = propagation.getBaggage(context)?.getAllEntries();
  const written: WrittenContext = {
    traceId,
    spanId,
    traceFlags,
    state: traceState?.serialize(),
    baggage: entries?.map(([key, { value }]) => [key, value]),
  };
  return { [parentKey]: encodeURIComponent(JSON.stringify(written)) };
}

/** `call` with more metadata. */
export function withMetadata<Call extends CallOptions>(call: Call | undefined, metadata: Metadata): Call {
  return { ...call, metadata: { ...call?.metadata, ...metadata } } as Call;
}

/** Metadata of calls whose RPCs are to have no spans. */
export const untracedMetadata: Metadata = { [parentKey]: untraced };

/**
 * Takes the parent out of the headers of an RPC.
 *
 * @returns the context that was written, `undefined` where none is to be, `otherwise` where nothing was said
 */
export function takeParent(headers: globalThis.Headers, otherwise: Context): Context | undefined {
  const text = headers.get(parentKey);
  headers.delete(parentKey);
  if (text === null) return otherwise;
  if (text === untraced) return undefined;
  const { state, baggage, ...span } = JSON.parse(decodeURIComponent(text)) as WrittenContext;
  const traceState = state === undefined ? undefined : createTraceState(state);
  const context = trace.setSpanContext(ROOT_CONTEXT, { ...span, ...(traceState && { traceState }) });
  if (!baggage) return context;
  const entries = Object.fromEntries(baggage.map(([key, value]) => [key, { value }]));
  return propagation.setBaggage(context, propagation.createBaggage(entries));
}
