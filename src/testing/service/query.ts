/** QueryWorkflow: asks the instance of a run, also of one that is closed. */
import { create, toJson } from '@bufbuild/protobuf';
import { Code, ConnectError, type HandlerContext } from '@connectrpc/connect';
import { QueryRejectCondition } from '../../../gen/core/temporal/api/enums/v1/query_pb.js';
import { WorkflowMetadataSchema } from '../../../gen/query/temporal/api/sdk/v1/workflow_metadata_pb.js';
import { WorkflowExecutionStatus } from '../engine/api.js';
import type { Engine } from '../engine/engine.js';
import { precondition, queryFailed } from '../engine/refusals.js';
import type { WorkflowInstance } from '../engine/instance.js';
import type { WorkflowRun } from '../engine/run.js';
import { decodePayloads, encodePayloads } from '../engine/worker-payloads.js';
import type { WorkflowServiceHandlers } from './handlers.js';

export function queryHandlers(engine: Engine): WorkflowServiceHandlers {
  return {
    queryWorkflow: async (request, { signal }: HandlerContext) => {
      const run = engine.require(request.namespace, request.execution);
      if (isRejected(run.status, request.queryRejectCondition)) return { queryRejected: { status: run.status } };
      const name = request.query?.queryType ?? '';
      const instance = await answering(run, signal);
      const worker = engine.workerFor(run.namespace, run.taskQueue);
      if (!worker) throw precondition(`No worker polls task queue ${run.taskQueue}`);
      const args = await decodePayloads(worker, request.query?.queryArgs?.payloads ?? []);
      const queryResult = await encodePayloads(worker, [await answer(run, instance, name, args)]);
      return { ...(queryResult && { queryResult }) };
    },
  };
}

/** Waits until the run has done all that it was told of. */
async function answering(run: WorkflowRun, signal: AbortSignal): Promise<WorkflowInstance> {
  const isReady = (): boolean => (run.isOpen ? run.hasBegun && run.task === 'none' : true);
  if (!(await run.changed.until(isReady, signal))) throw new ConnectError('The caller has gone', Code.Canceled);
  if (!run.instance) throw precondition('Workflow must handle at least one Workflow Task before it can be queried');
  return run.instance;
}

async function answer(
  run: WorkflowRun,
  instance: WorkflowInstance,
  name: string,
  args: readonly unknown[],
): Promise<unknown> {
  if (name === '__stack_trace') return instance.places.toString();
  if (name === '__temporal_workflow_metadata') return metadata(run, instance);
  const query = instance.queries.get(name);
  if (!query) {
    const known = [...instance.queries.keys()].join(', ');
    throw queryFailed(`Workflow did not register a handler for ${name}. Registered queries: [${known}]`);
  }
  try {
    return await query.handler(...args);
  } catch (error) {
    throw queryFailed(error instanceof Error ? error.message : String(error));
  }
}

function metadata(run: WorkflowRun, instance: WorkflowInstance): unknown {
  const list = (handlers: ReadonlyMap<string, { description: string }>): { name: string; description: string }[] =>
    [...handlers].map(([name, { description }]) => ({ name, description }));
  return toJson(
    WorkflowMetadataSchema,
    create(WorkflowMetadataSchema, {
      currentDetails: instance.currentDetails,
      definition: {
        type: run.workflowType,
        queryDefinitions: list(instance.queries),
        signalDefinitions: list(instance.signals),
        updateDefinitions: list(instance.updates),
      },
    }),
  );
}

function isRejected(status: WorkflowExecutionStatus, condition: QueryRejectCondition): boolean {
  const isOpen = status === WorkflowExecutionStatus.RUNNING || status === WorkflowExecutionStatus.PAUSED;
  if (condition === QueryRejectCondition.NOT_OPEN) return !isOpen;
  if (condition === QueryRejectCondition.NOT_COMPLETED_CLEANLY) {
    return !isOpen && status !== WorkflowExecutionStatus.COMPLETED;
  }
  return false;
}
