import { type Context, context, trace } from '@opentelemetry/api';
import { createContextKey, type Interceptor, type Transport } from '@connectrpc/connect';
import { takeParent } from './parent-metadata.js';
import { inRpcSpan, type RpcTracing } from './rpc-span.js';

/** What the attempts of one call have in common. */
interface TracedCall {
  readonly parent: Context;
  attempts: number;
}

const callKey = createContextKey<TracedCall | undefined>(undefined, { description: 'parent of the spans of attempts' });

/** Once a call, outside of everything: finds its parent. */
export const findParent: Interceptor = (next) => (request) => {
  const parent = parentOf(request.header);
  if (parent) request.contextValues.set(callKey, { parent, attempts: 0 });
  return next(request);
};

/** Around each attempt: its span. */
export function traceAttempts(tracing: RpcTracing): Interceptor {
  return (next) => (request) => {
    const call = request.contextValues.get(callKey);
    if (!call) return next(request);
    const attempt = {
      service: request.service.typeName,
      method: request.method.name,
      url: request.url,
      attempt: ++call.attempts,
      headers: request.header,
      signal: request.signal,
    };
    return inRpcSpan(tracing, call.parent, attempt, () => next(request));
  };
}

/** A transport of the user's with a span around every call: what it does inside, attempts among them, cannot be seen. */
export function traceTransport(transport: Transport, tracing: RpcTracing): Transport {
  return {
    unary(method, signal, timeoutMs, header, input, contextValues) {
      const headers = new Headers(header);
      const parent = parentOf(headers);
      const send = () => transport.unary(method, signal, timeoutMs, headers, input, contextValues);
      if (!parent) return send();
      const attempt = { service: method.parent.typeName, method: method.name, headers, signal };
      return inRpcSpan(tracing, parent, attempt, send);
    },
    stream: (...all) => transport.stream(...all),
  };
}

/** A call without a span above it has none itself: the polls of a page would each be a trace of their own. */
function parentOf(headers: Headers): Context | undefined {
  const parent = takeParent(headers, context.active());
  return parent && trace.getSpanContext(parent) ? parent : undefined;
}
