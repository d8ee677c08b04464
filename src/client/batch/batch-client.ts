import { type BaseClientOptions, type ClientContext, loadClientContext } from '../base-client.js';
import type { CallOptions } from '../call-options.js';
import { intercept, type NextFunction } from '../interceptors.js';
import { lazyPart } from '../internal/lazy-part.js';
import { iteratePages, type Page, type PagingOptions } from '../internal/pages.js';
import type { BatchDescription, BatchSummary } from './describe.js';
import type { StartBatchOptions } from './start.js';

const verbs = /*@__PURE__*/ lazyPart(() => import('./verbs.js'));

/** Functions around the calls of `client.batch`; all are optional. The first interceptor of a list is the outermost. */
export interface BatchClientInterceptor {
  /** @returns the job id */
  start?(input: StartBatchOptions, next: NextFunction<StartBatchOptions, string>): Promise<string>;
  describe?(input: BatchInput, next: NextFunction<BatchInput, BatchDescription>): Promise<BatchDescription>;
  stop?(input: StopBatchInput, next: NextFunction<StopBatchInput, void>): Promise<void>;
  /** Around every page. */
  list?(input: ListBatchInput, next: NextFunction<ListBatchInput, Page<BatchSummary>>): Promise<Page<BatchSummary>>;
}

/** What names a job. */
export interface BatchInput {
  readonly jobId: string;
  readonly call?: CallOptions | undefined;
}

/** The end of a job. */
export interface StopBatchInput extends BatchInput {
  readonly reason: string;
}

/** One request for a page of jobs. */
export interface ListBatchInput {
  readonly pageSize?: number | undefined;
  readonly nextPageToken?: Uint8Array | undefined;
  readonly call?: CallOptions | undefined;
}

/** Options of {@link BatchClient}. */
export interface BatchClientOptions extends BaseClientOptions {
  /** @default none */
  interceptors?: readonly BatchClientInterceptor[] | undefined;
}

/** Options of `progress()`. */
export interface BatchProgressOptions extends CallOptions {
  /** Milliseconds between two looks at the job. @default 1,000 */
  intervalMs?: number | undefined;
}

/** One batch job. Making a handle calls nothing. */
export interface BatchHandle {
  readonly jobId: string;
  /** How far the job is. @throws {@link BatchNotFoundError} */
  describe(call?: CallOptions): Promise<BatchDescription>;
  /** Ends the job; what is done stays done. @throws {@link BatchNotFoundError} */
  stop(reason: string, call?: CallOptions): Promise<void>;
  /**
   * The job now, and again whenever it has come further, until it has ended.
   *
   * @example
   * ```ts
   * for await (const { completed, total } of job.progress()) bar.value = completed / total;
   * ```
   */
  progress(options?: BatchProgressOptions): AsyncIterable<BatchDescription>;
  /** Waits until the job has ended. Look at `failed`: a job completes also when some of its operations fail. */
  result(options?: BatchProgressOptions): Promise<BatchDescription>;
}

/**
 * Does the same to many Workflow Executions, in the server: it goes on when the page is closed. Use it as
 * `client.batch`. A Namespace runs one job at a time, unless its server allows more.
 */
export class BatchClient {
  readonly #context: ClientContext;
  readonly #interceptors: readonly BatchClientInterceptor[];

  /** @throws TypeError for an impossible option */
  constructor(options: BatchClientOptions = {}) {
    this.#context = loadClientContext(options);
    this.#interceptors = options.interceptors ?? [];
  }

  /**
   * Starts a job.
   *
   * @throws {@link ValueError} naming the option that is impossible
   * @throws {@link NamespaceNotFoundError} | {@link ServiceError}, RESOURCE_EXHAUSTED when too many jobs run already
   */
  async start(options: StartBatchOptions): Promise<BatchHandle> {
    const { startBatch } = await verbs();
    const jobId = await intercept(this.#interceptors, 'start', (input) => startBatch(this.#context, input))(options);
    return this.getHandle(jobId);
  }

  /** Handle of a job that exists, or may. Calls nothing. */
  getHandle(jobId: string): BatchHandle {
    const context = this.#context;
    const describe = async (call?: CallOptions) => {
      const { describeBatch } = await verbs();
      return intercept(this.#interceptors, 'describe', (input) => describeBatch(context, input))({ jobId, call });
    };
    const progress = (options: BatchProgressOptions = {}) => ({
      async *[Symbol.asyncIterator]() {
        yield* (await verbs()).batchProgress(describe, options);
      },
    });
    return {
      jobId,
      describe,
      stop: async (reason, call) => {
        const { stopBatch } = await verbs();
        await intercept(this.#interceptors, 'stop', (input) => stopBatch(context, input))({ jobId, reason, call });
      },
      progress,
      result: async (options) => (await verbs()).lastOf(progress(options)),
    };
  }

  /** The jobs of the Namespace, newest first, fetched page by page while you iterate. */
  list({ pageSize, limit, ...call }: PagingOptions & CallOptions = {}): AsyncIterable<BatchSummary> {
    return iteratePages({ pageSize, limit }, async (page) => {
      const { listBatches } = await verbs();
      return intercept(this.#interceptors, 'list', (input) => listBatches(this.#context, input))({ ...page, call });
    });
  }
}
