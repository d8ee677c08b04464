import type { Page } from '../internal/pages.js';
import type { Around, InterceptorOf } from '../internal/part-call.js';
import type { CallInput } from '../workflow/interceptors.js';
import type { UpdateWorkerConfigOptions, WorkerConfig, WorkerConfigOptions } from './config.js';
import type { WorkerDescription, WorkerInfo } from './worker-info.js';

export interface WorkerInput extends CallInput {
  readonly workerInstanceKey: string;
}

export interface WorkerCountInput extends CallInput {
  readonly query: string;
  readonly includeSystemWorkers: boolean;
}

export interface WorkerListInput extends WorkerCountInput {
  readonly pageSize: number;
  readonly nextPageToken: Uint8Array;
}

export interface WorkerConfigInput
  extends WorkerInput, Readonly<Pick<WorkerConfigOptions, 'reason' | 'workerGroupingKey'>> {}

export interface WorkerUpdateConfigInput
  extends WorkerConfigInput, Readonly<Pick<UpdateWorkerConfigOptions, 'workflowCacheSize' | 'pollerBehavior'>> {}

/** The calls of `client.worker`. */
interface WorkerCalls {
  /** Around every page. */
  list: Around<WorkerListInput, Page<WorkerInfo>>;
  count: Around<WorkerCountInput, number>;
  describe: Around<WorkerInput, WorkerDescription>;
  fetchConfig: Around<WorkerConfigInput, WorkerConfig>;
  updateConfig: Around<WorkerUpdateConfigInput, WorkerConfig>;
}

/** Functions around the calls of `client.worker`; all are optional. */
export interface WorkerClientInterceptor extends InterceptorOf<WorkerCalls> {}
