import {
  type Client,
  type Payload,
  RawValue,
  rawValueTypeInfo,
  WithStartWorkflowOperation,
  WorkflowClient,
  type WorkflowClientInterceptor,
  type WorkflowOptions,
  type WorkflowUpdateHandle,
} from '../../../client/index.js';
import type { WirePayload } from '../../format/payload.js';
import type { StartCall } from './start-call.js';

/** An execution that a call has started or found. */
export interface Execution {
  workflowId: string;
  /** None: the newest run, whichever that is. */
  runId?: string | undefined;
  /** Whether this call started it; undefined when the server does not tell. */
  started?: boolean | undefined;
}

type UpdateHandle = WorkflowUpdateHandle<RawValue | undefined>;

/** Start, or signal with start. */
export async function sendStart(client: Client, call: StartCall, signal: AbortSignal): Promise<Execution> {
  const workflow = workflowClient(client, call);
  const options = workflowOptions(call);
  const { workflowId } = call;
  if (call.signal) {
    const { name, args } = call.signal;
    const { signaledRunId } = await workflow.signalWithStart<any, RawValue[]>(
      call.workflowType,
      { ...options, signal: name, signalArgs: raw(args) },
      { signal },
    );
    return { workflowId, runId: signaledRunId };
  }
  const onAlreadyStarted = call.attach ? 'attach' : 'error';
  const handle = await workflow.start(call.workflowType, { ...options, onAlreadyStarted }, { signal });
  // Of one that was there already, the newest run is not known yet.
  const { started, firstExecutionRunId } = handle;
  return { workflowId, runId: started ? firstExecutionRunId : undefined, started };
}

/**
 * Update with start. Resolves when the update is accepted, or has an outcome where that is waited for.
 *
 * @param onstarted called as soon as the execution is known, whatever comes of the update
 */
export async function sendUpdate(
  client: Client,
  call: StartCall & Required<Pick<StartCall, 'update'>>,
  { signal, onstarted }: { signal: AbortSignal; onstarted: () => void },
): Promise<UpdateHandle> {
  const { name, args, updateId, waitForStage } = call.update!;
  const workflowIdConflictPolicy = call.conflictPolicy ?? 'FAIL';
  const startWorkflowOperation = new WithStartWorkflowOperation<any>(call.workflowType, {
    ...workflowOptions(call),
    workflowIdConflictPolicy,
  });
  void startWorkflowOperation.workflowHandle().then(onstarted, () => undefined);
  return workflowClient(client, call).startUpdateWithStart<any, RawValue | undefined, RawValue[]>(name, {
    args: raw(args),
    updateId,
    waitForStage,
    startWorkflowOperation,
    // Raw, because a result is shown digit by digit as the worker sent it.
    typeInfo: { outputType: rawValueTypeInfo },
    signal,
    // As long as the handler takes; whoever waits can stop waiting.
    timeoutMs: 0,
  });
}

/** Arguments and memo as Payloads that are ready: only the codec comes after them. */
function workflowOptions(call: StartCall): WorkflowOptions & { args: RawValue[] } {
  const { retry, memo } = call;
  return {
    taskQueue: call.taskQueue,
    workflowId: call.workflowId,
    args: raw(call.args),
    workflowExecutionTimeout: call.executionTimeoutMs,
    workflowRunTimeout: call.runTimeoutMs,
    workflowTaskTimeout: call.taskTimeoutMs,
    startDelay: call.startDelayMs,
    retry: retry && {
      maximumAttempts: retry.maximumAttempts,
      backoffCoefficient: retry.backoffCoefficient,
      initialInterval: retry.initialIntervalMs,
      maximumInterval: retry.maximumIntervalMs,
      nonRetryableErrorTypes: retry.nonRetryableErrorTypes ?? [],
    },
    workflowIdReusePolicy: call.reusePolicy,
    workflowIdConflictPolicy: call.conflictPolicy,
    cronSchedule: call.cron,
    memo: memo && Object.fromEntries(Object.entries(memo).map(([key, payload]) => [key, rawValue(payload)])),
    typedSearchAttributes: [...call.attributes],
    staticSummary: call.summary,
    staticDetails: call.details,
    priority: call.priority,
    versioningOverride: call.versioning,
  };
}

function rawValue(payload: WirePayload): RawValue {
  return RawValue.fromPayload(payload);
}

function raw(payloads: readonly WirePayload[]): RawValue[] {
  return payloads.map(rawValue);
}

/** Headers are a matter of interceptors, so they get a client with one. */
function workflowClient(client: Client, { headers }: StartCall): WorkflowClient {
  if (!headers) return client.workflow;
  const { connection, namespace, identity, loadedDataConverter: dataConverter, interceptors } = client.options;
  const fields: Record<string, Payload> = headers;
  const withHeaders: WorkflowClientInterceptor = {
    startWithDetails: (input, next) => next({ ...input, headers: { ...input.headers, ...fields } }),
    signalWithStart: (input, next) => next({ ...input, headers: { ...input.headers, ...fields } }),
    startUpdateWithStart: (input, next) =>
      next({ ...input, workflowStartHeaders: { ...input.workflowStartHeaders, ...fields } }),
  };
  const others = Array.isArray(interceptors.workflow) ? (interceptors.workflow as WorkflowClientInterceptor[]) : [];
  return new WorkflowClient({
    connection,
    namespace,
    identity,
    dataConverter,
    interceptors: [...others, withHeaders],
  });
}
