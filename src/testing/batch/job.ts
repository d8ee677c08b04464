/** A job, which like on the server is a Workflow with one Activity that goes through the executions. */
import { fromJson, type JsonValue } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import {
  type StartBatchOperationRequest,
  StartBatchOperationRequestSchema,
} from '../../../gen/batch/temporal/api/workflowservice/v1/request_response_pb.js';
import { WorkflowService } from '../../../gen/service/temporal/api/workflowservice/v1/service_pb.js';
import { ApplicationFailure, defaultPayloadConverter, type PayloadConverter } from '../../client/index.js';
import type { ActivityContext, WorkflowContext } from '../engine/context.js';
import type { Engine } from '../engine/engine.js';
import { pausedType, pauseInfo } from '../engine/pause-info.js';
import { makeWorker, type Worker } from '../engine/worker.js';
import { executionsOf } from './check-start.js';
import { memoNames } from './memo.js';
import { operate, type Target } from './operate.js';
import { operationTypes } from './operation-types.js';
import { RateLimit } from './rate-limit.js';
import type { Rpc } from './rpc.js';
import { systemIdentity, systemQueue } from './system-queue.js';

export const jobWorkflowType = 'temporal-sys-batch-workflow-protobuf';

/** As the server has them. */
const operationsPerSecond = 50;
const attempts = 51;
const pageSize = 1000;
const heartbeatMs = 2500;

/** What the Workflow is started with. */
export interface JobInput {
  readonly request: JsonValue;
}

/** How far a job is. The executions of a page count when all of them are done. */
interface Progress {
  readonly PageToken: string | null;
  readonly CurrentPage: number;
  readonly TotalEstimate: number;
  readonly SuccessCount: number;
  readonly ErrorCount: number;
}

/** The worker that does the jobs of a Namespace. */
export function jobWorker(engine: Engine, namespace: string, rpc: Rpc): Worker {
  return makeWorker({
    namespace,
    taskQueue: systemQueue,
    identity: systemIdentity,
    dataConverter: { payloadConverter: jsonOnly },
    workflows: { [jobWorkflowType]: runJob },
    activities: {
      BatchActivityWithProtobuf(this: ActivityContext, { request }: JobInput): Promise<Progress> {
        return new Job(engine, rpc, this, fromJson(StartBatchOperationRequestSchema, request)).run();
      },
    },
  });
}

/** Also reads the JSON of messages, which is how the input of a job is written. */
const jsonOnly: PayloadConverter = {
  toPayload: (value) => defaultPayloadConverter.toPayload(value),
  fromPayload: <T>({ data }: { data?: Uint8Array | null }) =>
    JSON.parse(new TextDecoder().decode(data ?? new Uint8Array())) as T,
};

async function runJob(context: WorkflowContext, input: JobInput): Promise<Progress> {
  const result = await context.activity<Progress>('BatchActivityWithProtobuf', [input], {
    scheduleToStartTimeout: '5 minutes',
    startToCloseTimeout: '7300 days',
    heartbeatTimeout: '10 seconds',
    retry: { initialInterval: '10 seconds', backoffCoefficient: 1.7, maximumInterval: '5 minutes' },
  });
  context.upsertMemo({ [memoNames.stats]: { NumSuccess: result.SuccessCount, NumFailure: result.ErrorCount } });
  return result;
}

/** One page of what a job is for. */
interface TargetPage {
  readonly targets: readonly Target[];
  readonly nextPageToken: Uint8Array;
}

class Job {
  readonly #engine: Engine;
  readonly #rpc: Rpc;
  readonly #activity: ActivityContext;
  readonly #request: StartBatchOperationRequest;
  readonly #limit: RateLimit;
  #progress: Progress = { PageToken: null, CurrentPage: 0, TotalEstimate: 0, SuccessCount: 0, ErrorCount: 0 };

  constructor(engine: Engine, rpc: Rpc, activity: ActivityContext, request: StartBatchOperationRequest) {
    this.#engine = engine;
    this.#rpc = rpc;
    this.#activity = activity;
    this.#request = request;
    this.#limit = new RateLimit(operationsPerSecond, {
      now: () => engine.now(),
      sleep: (ms) => activity.sleep(ms),
    });
  }

  /** Goes through all executions. Rejects when the job is stopped. */
  async run(): Promise<Progress> {
    let stopBeating: (() => void) | undefined;
    const beat = (): void => {
      stopBeating = this.#engine.at(this.#engine.now() + heartbeatMs, () => {
        this.#activity.heartbeat(this.#progress);
        beat();
      });
    };
    beat();
    try {
      this.#add({ TotalEstimate: await this.#count() });
      let page: TargetPage | undefined = await this.#firstPage();
      while (page) page = await this.#finish(page);
      return this.#progress;
    } finally {
      stopBeating?.();
    }
  }

  /** Does all of a page, and gives the next. */
  async #finish({ targets, nextPageToken }: TargetPage): Promise<TargetPage | undefined> {
    let [succeeded, failed] = [0, 0];
    for (const target of targets) {
      if (await this.#isDone(target)) succeeded++;
      else failed++;
    }
    this.#add({ CurrentPage: 1, SuccessCount: succeeded, ErrorCount: failed });
    return nextPageToken.length > 0 ? this.#found(nextPageToken) : undefined;
  }

  #add(more: Partial<Progress>): void {
    const sum = { ...this.#progress };
    for (const [name, value] of Object.entries(more) as [Exclude<keyof Progress, 'PageToken'>, number][]) {
      Object.assign(sum, { [name]: sum[name] + value });
    }
    this.#progress = sum;
  }

  /** Tries one execution until it works or there is no sense in it. One that is gone needs nothing. */
  async #isDone(target: Target): Promise<boolean> {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      await this.#limit.wait();
      this.#activity.cancellationSignal.throwIfAborted();
      try {
        await operate(this.#rpc, this.#request, target);
        return true;
      } catch (error) {
        if (error instanceof ConnectError && error.code === Code.NotFound && !this.#isReset) return true;
        if (!this.#mayWorkLater(error)) return false;
      }
    }
    return false;
  }

  get #isReset(): boolean {
    return this.#request.operation.case === 'resetOperation';
  }

  #mayWorkLater(error: unknown): boolean {
    if (error instanceof ApplicationFailure) return !error.nonRetryable;
    const { case: kind } = this.#request.operation;
    const isFinal = kind === 'terminateActivitiesOperation' || kind === 'cancelActivitiesOperation';
    return !(isFinal && error instanceof ConnectError && error.code === Code.FailedPrecondition);
  }

  get #listed(): readonly Target[] {
    const { targetExecutions } = this.#request;
    return [
      ...executionsOf(this.#request).map(({ workflowId, runId }) => ({ id: workflowId, runId })),
      ...targetExecutions.map(({ businessId, runId }) => ({ id: businessId, runId })),
    ];
  }

  /** The query, without those to which nothing can be done. */
  get #query(): string {
    const { visibilityQuery, operation } = this.#request;
    if (visibilityQuery === '' || operationTypes[operation.case!].findsClosed) return visibilityQuery;
    const conditions = [visibilityQuery, "ExecutionStatus='Running' OR ExecutionStatus='Paused'"];
    if (operation.case === 'unpauseActivitiesOperation' && operation.value.activity.case === 'type') {
      const value = pausedType(operation.value.activity.value).replaceAll('\\', '\\\\').replaceAll("'", "''");
      conditions.push(`${pauseInfo} = '${value}'`);
    }
    return conditions.map((condition) => `(${condition})`).join(' AND ');
  }

  async #count(): Promise<number> {
    const query = this.#query;
    if (query === '') return this.#listed.length;
    const request = { namespace: this.#request.namespace, query };
    return this.#asking(async () => {
      const { count } = this.#isForActivities
        ? await this.#rpc(WorkflowService.method.countActivityExecutions, request)
        : await this.#rpc(WorkflowService.method.countWorkflowExecutions, request);
      return Number(count);
    });
  }

  async #firstPage(): Promise<TargetPage> {
    const targets = this.#listed;
    return targets.length > 0 ? { targets, nextPageToken: new Uint8Array() } : this.#found(new Uint8Array());
  }

  async #found(nextPageToken: Uint8Array): Promise<TargetPage> {
    const request = { namespace: this.#request.namespace, query: this.#query, pageSize, nextPageToken };
    return this.#asking(async () => {
      if (this.#isForActivities) {
        const page = await this.#rpc(WorkflowService.method.listActivityExecutions, request);
        const targets = page.executions.map(({ activityId, runId }) => ({ id: activityId, runId }));
        return { targets, nextPageToken: page.nextPageToken };
      }
      const page = await this.#rpc(WorkflowService.method.listWorkflowExecutions, request);
      const targets = page.executions.map(({ execution }) => ({
        id: execution?.workflowId ?? '',
        runId: execution?.runId ?? '',
      }));
      return { targets, nextPageToken: page.nextPageToken };
    });
  }

  get #isForActivities(): boolean {
    return operationTypes[this.#request.operation.case!].isForActivities === true;
  }

  /** A query that the server refuses ends the job; it would be refused each time. */
  async #asking<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ConnectError) || error.code !== Code.InvalidArgument) throw error;
      throw ApplicationFailure.nonRetryable(error.rawMessage, 'InvalidArgument');
    }
  }
}
