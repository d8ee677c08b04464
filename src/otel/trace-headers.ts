import { type Context, propagation } from '@opentelemetry/api';
import { defaultPayloadConverter, type Headers } from '../client/index.js';
import { tracerHeader } from './names.js';

/** What the registered propagator writes for `context`; empty without a propagator or without a span. */
export function carrierOf(context: Context): Record<string, string> {
  const carrier: Record<string, string> = {};
  propagation.inject(context, carrier);
  return carrier;
}

/** `headers` of an execution, with the trace of `context` for its worker, if there is one. */
export function withTrace(headers: Headers, context: Context): Headers {
  const carrier = carrierOf(context);
  if (Object.keys(carrier).length === 0) return headers;
  return { ...headers, [tracerHeader]: defaultPayloadConverter.toPayload(carrier) };
}
