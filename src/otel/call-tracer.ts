import {
  type Attributes,
  type Context,
  context,
  type Span,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import type { CallOptions } from '../client/index.js';
import { parentMetadata, untracedMetadata, withMetadata } from './parent-metadata.js';
import { recordError } from './record-error.js';

/** What every input of an interceptor has. */
interface TracedInput {
  readonly call?: CallOptions | undefined;
}

/** How the calls of one Client are traced. */
export interface CallTracerOptions {
  readonly tracer: Tracer;
  /** Whether the Connection takes the parent of an RPC out of its metadata. */
  readonly linksRpcs: boolean;
  /** Whether waits have spans. */
  readonly waits: boolean;
  /** Parent of every span. @default the context that is active when a call is made */
  readonly parent?: Context | undefined;
}

/** Puts spans around calls of a Client. */
export class CallTracer {
  readonly options: CallTracerOptions;

  constructor(options: CallTracerOptions) {
    this.options = options;
  }

  /** The same, for calls whose parent is `parent`. */
  under(parent: Context): CallTracer {
    return new CallTracer({ ...this.options, parent });
  }

  /**
   * Runs a call in a span of its own, which ends with it. The active context is read before anything else, synchronously.
   *
   * @param run gets the input with which to go on, the span, and the context that has it
   */
  async around<Input extends TracedInput, Output>(
    name: string,
    attributes: Record<string, string | undefined>,
    input: Input,
    run: (input: Input, span: Span, spanContext: Context) => Promise<Output>,
  ): Promise<Output> {
    const { tracer, linksRpcs, parent = context.active() } = this.options;
    const span = tracer.startSpan(name, { attributes: present(attributes) }, parent);
    const spanContext = trace.setSpan(parent, span);
    const metadata = linksRpcs ? parentMetadata(spanContext) : {};
    const linked = Object.keys(metadata).length > 0 ? { ...input, call: withMetadata(input.call, metadata) } : input;
    try {
      const output = await context.with(spanContext, () => run(linked, span, spanContext));
      span.setStatus({ code: SpanStatusCode.OK });
      return output;
    } catch (error) {
      recordError(span, error);
      throw error;
    } finally {
      span.end();
    }
  }

  /** As {@link CallTracer.around}, for a wait: nothing of it is traced unless waits are. */
  async aroundWait<Input extends TracedInput, Output>(
    name: string,
    attributes: Record<string, string | undefined>,
    input: Input,
    next: (input: Input) => Promise<Output>,
  ): Promise<Output> {
    if (this.options.waits) return this.around(name, attributes, input, (given) => next(given));
    return next(this.options.linksRpcs ? { ...input, call: withMetadata(input.call, untracedMetadata) } : input);
  }
}

/** Empty texts are ids that nobody gave. */
function present(attributes: Record<string, string | undefined>): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value));
}
