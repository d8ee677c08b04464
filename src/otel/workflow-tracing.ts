import type {
  Next,
  WorkflowCancelInput,
  WorkflowClientInterceptor,
  WorkflowDescribeInput,
  WorkflowPollUpdateInput,
  WorkflowQueryInput,
  WorkflowResultInput,
  WorkflowSignalInput,
  WorkflowSignalWithStartInput,
  WorkflowStartInput,
  WorkflowStartUpdateInput,
  WorkflowStartUpdateWithStartInput,
  WorkflowTerminateInput,
} from '../client/index.js';
import type { CallTracer } from './call-tracer.js';
import { attribute, spanName } from './names.js';
import { withTrace } from './trace-headers.js';

/** `next` of the call `Name`. @inline */
type NextOf<Name extends keyof WorkflowClientInterceptor> = Next<WorkflowClientInterceptor, Name>;
/** What the call `Name` gives. @inline */
type OutputOf<Name extends keyof WorkflowClientInterceptor> = ReturnType<NextOf<Name>>;

/** Spans around the calls of `client.workflow` and of its handles; what runs code of the Workflow carries the trace to it. */
export class WorkflowTracing implements WorkflowClientInterceptor {
  readonly tracer: CallTracer;

  constructor(tracer: CallTracer) {
    this.tracer = tracer;
  }

  startWithDetails(input: WorkflowStartInput, next: NextOf<'startWithDetails'>): OutputOf<'startWithDetails'> {
    const attributes = { [attribute.workflowId]: input.options.workflowId };
    return this.tracer.around(
      `${spanName.startWorkflow}:${input.workflowType}`,
      attributes,
      input,
      async (given, span, context) => {
        const output = await next({ ...given, headers: withTrace(given.headers, context) });
        span.setAttribute(attribute.runId, output.runId);
        return output;
      },
    );
  }

  signal(input: WorkflowSignalInput, next: NextOf<'signal'>): OutputOf<'signal'> {
    const attributes = { [attribute.workflowId]: input.workflowExecution.workflowId };
    return this.tracer.around(
      `${spanName.signalWorkflow}:${input.signalName}`,
      attributes,
      input,
      (given, _span, context) => next({ ...given, headers: withTrace(given.headers, context) }),
    );
  }

  signalWithStart(input: WorkflowSignalWithStartInput, next: NextOf<'signalWithStart'>): OutputOf<'signalWithStart'> {
    const attributes = { [attribute.workflowId]: input.options.workflowId };
    return this.tracer.around(
      `${spanName.signalWithStart}:${input.workflowType}`,
      attributes,
      input,
      async (given, span, context) => {
        const runId = await next({ ...given, headers: withTrace(given.headers, context) });
        span.setAttribute(attribute.runId, runId);
        return runId;
      },
    );
  }

  query(input: WorkflowQueryInput, next: NextOf<'query'>): OutputOf<'query'> {
    return this.tracer.around(
      `${spanName.queryWorkflow}:${input.queryType}`,
      executionOf(input),
      input,
      (given, _span, context) => next({ ...given, headers: withTrace(given.headers, context) }),
    );
  }

  startUpdate(input: WorkflowStartUpdateInput, next: NextOf<'startUpdate'>): OutputOf<'startUpdate'> {
    const attributes = {
      [attribute.workflowId]: input.workflowExecution.workflowId,
      [attribute.updateId]: input.options.updateId,
    };
    return this.tracer.around(
      `${spanName.startUpdate}:${input.updateName}`,
      attributes,
      input,
      async (given, span, context) => {
        const output = await next({ ...given, headers: withTrace(given.headers, context) });
        span.setAttribute(attribute.runId, output.workflowRunId);
        return output;
      },
    );
  }

  startUpdateWithStart(
    input: WorkflowStartUpdateWithStartInput,
    next: NextOf<'startUpdateWithStart'>,
  ): OutputOf<'startUpdateWithStart'> {
    const attributes = {
      [attribute.workflowId]: input.workflowStartOptions.workflowId,
      [attribute.updateId]: input.updateOptions.updateId,
    };
    return this.tracer.around(
      `${spanName.updateWithStart}:${input.updateName}`,
      attributes,
      input,
      async (given, span, context) => {
        const output = await next({
          ...given,
          workflowStartHeaders: withTrace(given.workflowStartHeaders, context),
          updateHeaders: withTrace(given.updateHeaders, context),
        });
        if (output.workflowExecution.runId) span.setAttribute(attribute.runId, output.workflowExecution.runId);
        return output;
      },
    );
  }

  terminate(input: WorkflowTerminateInput, next: NextOf<'terminate'>): OutputOf<'terminate'> {
    const attributes = { ...executionOf(input), [attribute.terminateReason]: input.reason };
    return this.tracer.around(spanName.terminateWorkflow, attributes, input, (given) => next(given));
  }

  cancel(input: WorkflowCancelInput, next: NextOf<'cancel'>): OutputOf<'cancel'> {
    return this.tracer.around(spanName.cancelWorkflow, executionOf(input), input, (given) => next(given));
  }

  describe(input: WorkflowDescribeInput, next: NextOf<'describe'>): OutputOf<'describe'> {
    return this.tracer.around(spanName.describeWorkflow, executionOf(input), input, (given) => next(given));
  }

  result(input: WorkflowResultInput, next: NextOf<'result'>): OutputOf<'result'> {
    return this.tracer.aroundWait(spanName.awaitWorkflow, executionOf(input), input, next);
  }

  pollUpdate(input: WorkflowPollUpdateInput, next: NextOf<'pollUpdate'>): OutputOf<'pollUpdate'> {
    const attributes = { ...executionOf(input), [attribute.updateId]: input.updateId };
    return this.tracer.aroundWait(spanName.awaitUpdate, attributes, input, next);
  }
}

function executionOf({ workflowExecution }: WorkflowDescribeInput): Record<string, string | undefined> {
  const { workflowId, runId } = workflowExecution;
  return { [attribute.workflowId]: workflowId, [attribute.runId]: runId };
}
