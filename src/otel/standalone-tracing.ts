import type {
  ActivityClientInterceptor,
  ActivityGetResultInput,
  ActivityStartInput,
  GetNexusOperationResultInput,
  Next,
  NexusClientInterceptor,
  StartNexusOperationInput,
} from '../client/index.js';
import type { CallTracer } from './call-tracer.js';
import { attribute, spanName } from './names.js';
import { carrierOf, withTrace } from './trace-headers.js';

type ActivityNext<Name extends keyof ActivityClientInterceptor> = Next<ActivityClientInterceptor, Name>;
type NexusNext<Name extends keyof NexusClientInterceptor> = Next<NexusClientInterceptor, Name>;

/** Spans around starts of standalone Activities, whose workers go on with the trace. */
export class ActivityTracing implements ActivityClientInterceptor {
  readonly tracer: CallTracer;

  constructor(tracer: CallTracer) {
    this.tracer = tracer;
  }

  start(input: ActivityStartInput, next: ActivityNext<'start'>): ReturnType<ActivityNext<'start'>> {
    const attributes = { [attribute.activityId]: input.options.id };
    return this.tracer.around(
      `${spanName.startActivity}:${input.activityType}`,
      attributes,
      input,
      async (given, span, context) => {
        const handle = await next({ ...given, headers: withTrace(given.headers, context) });
        span.setAttribute(attribute.runId, handle.runId);
        return handle;
      },
    );
  }

  getResult(input: ActivityGetResultInput, next: ActivityNext<'getResult'>): ReturnType<ActivityNext<'getResult'>> {
    const attributes = { [attribute.activityId]: input.activityId, [attribute.runId]: input.activityRunId };
    return this.tracer.aroundWait(spanName.awaitActivity, attributes, input, next);
  }
}

/** The same for standalone Nexus Operations, whose headers are texts. */
export class NexusTracing implements NexusClientInterceptor {
  readonly tracer: CallTracer;

  constructor(tracer: CallTracer) {
    this.tracer = tracer;
  }

  startOperation(
    input: StartNexusOperationInput,
    next: NexusNext<'startOperation'>,
  ): ReturnType<NexusNext<'startOperation'>> {
    const { service, operation, endpoint } = input;
    const attributes = {
      [attribute.nexusService]: service,
      [attribute.nexusOperation]: operation,
      [attribute.nexusEndpoint]: endpoint,
    };
    return this.tracer.around(
      `${spanName.startNexusOperation}:${service}/${operation}`,
      attributes,
      input,
      (given, _span, context) => next({ ...given, headers: { ...given.headers, ...carrierOf(context) } }),
    );
  }

  getResult(input: GetNexusOperationResultInput, next: NexusNext<'getResult'>): ReturnType<NexusNext<'getResult'>> {
    return this.tracer.aroundWait(spanName.awaitNexusOperation, { [attribute.runId]: input.runId }, input, next);
  }
}
