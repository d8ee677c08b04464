import type { Context } from '@opentelemetry/api';
import type { ClientInterceptors, WorkflowClientInterceptor } from '../client/index.js';
import type { CallTracer } from './call-tracer.js';
import { ActivityTracing, NexusTracing } from './standalone-tracing.js';
import { WorkflowTracing } from './workflow-tracing.js';

type Factory = (target: { workflowId: string; runId?: string | undefined }) => WorkflowClientInterceptor;

/** What the old form of the option has in place of an interceptor, with the interceptor that it gives. */
const factories = new WeakMap<Factory, WorkflowTracing>();

/** Puts the interceptors that make spans before all others: a span covers what those do. */
export function withTracing(interceptors: ClientInterceptors, tracer: CallTracer): ClientInterceptors {
  const { workflow = [], activity = [], nexus = [] } = interceptors;
  const tracing = new WorkflowTracing(tracer);
  return {
    ...interceptors,
    workflow: isList(workflow)
      ? [tracing, ...workflow]
      : { ...workflow, calls: [factoryOf(tracing), ...(workflow.calls ?? [])] },
    activity: [new ActivityTracing(tracer), ...activity],
    nexus: [new NexusTracing(tracer), ...nexus],
  };
}

/** Whether there are such interceptors already: a plugin may be on a Client and on its Connection. */
export function hasTracing({ activity = [] }: ClientInterceptors): boolean {
  return activity.some((interceptor) => interceptor instanceof ActivityTracing);
}

/** The same interceptors, with spans below `parent`. */
export function tracingUnder(interceptors: ClientInterceptors, parent: Context): ClientInterceptors {
  const { workflow = [], activity = [], nexus = [] } = interceptors;
  const rebind = (interceptor: WorkflowClientInterceptor) =>
    interceptor instanceof WorkflowTracing ? new WorkflowTracing(interceptor.tracer.under(parent)) : interceptor;
  return {
    ...interceptors,
    workflow: isList(workflow)
      ? workflow.map(rebind)
      : {
          ...workflow,
          calls: (workflow.calls ?? []).map((factory) => {
            const own = factories.get(factory);
            return own ? factoryOf(new WorkflowTracing(own.tracer.under(parent))) : factory;
          }),
        },
    activity: activity.map((interceptor) =>
      interceptor instanceof ActivityTracing ? new ActivityTracing(interceptor.tracer.under(parent)) : interceptor,
    ),
    nexus: nexus.map((interceptor) =>
      interceptor instanceof NexusTracing ? new NexusTracing(interceptor.tracer.under(parent)) : interceptor,
    ),
  };
}

function factoryOf(tracing: WorkflowTracing): Factory {
  const factory: Factory = () => tracing;
  factories.set(factory, tracing);
  return factory;
}

function isList(
  workflow: NonNullable<ClientInterceptors['workflow']>,
): workflow is readonly WorkflowClientInterceptor[] {
  return !('calls' in workflow);
}
