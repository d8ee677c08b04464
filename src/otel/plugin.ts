import { trace, type Tracer } from '@opentelemetry/api';
import {
  type ClientOptions,
  type ClientPlugin,
  type ConnectionOptions,
  type ConnectionPlugin,
  version,
} from '../client/index.js';
import { CallTracer } from './call-tracer.js';
import { findParent, traceAttempts, traceTransport } from './rpc-tracing.js';
import type { RpcTracing } from './rpc-span.js';
import { hasTracing, withTracing } from './tracing-interceptors.js';

/** Options of {@link OpenTelemetryPlugin}. Everything has a default. */
export interface OpenTelemetryPluginOptions {
  /** @default that of the registered provider, named `temporal-web-client` */
  readonly tracer?: Tracer | undefined;
  /** Whether each attempt of an RPC has a span below that of its call. Needs the plugin on the Connection. @default true */
  readonly rpc?: boolean | undefined;
  /**
   * Whether requests carry the trace in HTTP headers (`traceparent`, `tracestate`, and what else the registered propagator writes), so that
   * the proxy goes on with it. Off, because a proxy whose CORS settings do not allow one of these names stops every
   * call of the page. Workers get the trace in either case.
   *
   * @default false
   */
  readonly propagate?: boolean | undefined;
  /**
   * Whether waits (`result()` and its like) have a span, with those of their long polls below. It is exported when the wait
   * ends, which for a page that is closed before is never.
   *
   * @default false
   */
  readonly waits?: boolean | undefined;
}

/**
 * Spans of OpenTelemetry around what a Client does, with names, attributes and header of `@temporalio/interceptors-opentelemetry`:
 * workers which use that go on with the trace. Put it on the Connection, and all Clients of it are traced.
 *
 * A browser has no asynchronous context: the parent of a call is the span that is active while the method is called. Where
 * no span can be active then, after an `await` among others, see {@link traced}.
 *
 * @example
 * ```ts
 * const connection = await Connection.connect({ address, plugins: [new OpenTelemetryPlugin()] });
 * const client = new Client({ connection });
 * ```
 */
export class OpenTelemetryPlugin implements ClientPlugin, ConnectionPlugin {
  readonly name = 'OpenTelemetryPlugin';
  /** Whether attempts of RPCs have spans. */
  readonly rpc: boolean;
  readonly #tracing: RpcTracing;
  readonly #waits: boolean;

  constructor(options: OpenTelemetryPluginOptions = {}) {
    const tracer = options.tracer ?? trace.getTracer('temporal-web-client', version);
    this.rpc = options.rpc ?? true;
    this.#tracing = { tracer, propagate: options.propagate ?? false };
    this.#waits = options.waits ?? false;
  }

  /** Spans around RPCs. */
  configureConnection(options: Omit<ConnectionOptions, 'plugins'>): Omit<ConnectionOptions, 'plugins'> {
    if (!this.rpc) return options;
    if (options.transport) return { ...options, transport: traceTransport(options.transport, this.#tracing) };
    return {
      ...options,
      interceptors: [findParent, ...(options.interceptors ?? [])],
      attemptInterceptors: [traceAttempts(this.#tracing), ...(options.attemptInterceptors ?? [])],
    };
  }

  /** Spans around calls of the Client. */
  configureClient(options: Omit<ClientOptions, 'plugins'>): Omit<ClientOptions, 'plugins'> {
    const { interceptors = {}, connection } = options;
    if (hasTracing(interceptors)) return options;
    const tracer = new CallTracer({
      tracer: this.#tracing.tracer,
      // Only a Connection that has the plugin takes the parent out again before the request leaves.
      linksRpcs: takesParents(connection?.plugins ?? []),
      waits: this.#waits,
    });
    return { ...options, interceptors: withTracing(interceptors, tracer) };
  }
}

/** Whether one of the plugins of a Connection reads the parent of RPCs. */
export function takesParents(plugins: readonly ClientPlugin[]): boolean {
  return plugins.some((plugin) => plugin instanceof OpenTelemetryPlugin && plugin.rpc);
}
