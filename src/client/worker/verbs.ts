/** Loaded as one part by `worker-client.ts`: arguments of methods become inputs, with interceptors around them. */
import type { CallOptions } from '../call-options.js';
import type { PartContext } from '../internal/part-client.js';
import { type Page, pageRequest } from '../internal/pages.js';
import { inputOf, runIntercepted as run } from '../internal/part-call.js';
import * as config from './config.js';
import type { WorkerClientInterceptor } from './interceptors.js';
import { countWorkers, describeWorker, listWorkers, type ListWorkersPageOptions, type WorkerFilter } from './list.js';
import type { WorkerDescription, WorkerInfo } from './worker-info.js';

type Context = PartContext<WorkerClientInterceptor>;

export function listPage(context: Context, options: ListWorkersPageOptions): Promise<Page<WorkerInfo>> {
  const { query = '', includeSystemWorkers = false, pageSize, nextPageToken, call } = inputOf(options);
  const input = { query: String(query), includeSystemWorkers, ...pageRequest({ pageSize, nextPageToken }), call };
  return run(context, 'list', listWorkers, input);
}

export function count(context: Context, options: WorkerFilter): Promise<number> {
  const { query = '', includeSystemWorkers = false, call } = inputOf(options);
  return run(context, 'count', countWorkers, { query: String(query), includeSystemWorkers, call });
}

export function describe(context: Context, workerInstanceKey: string, call?: CallOptions): Promise<WorkerDescription> {
  return run(context, 'describe', describeWorker, { workerInstanceKey, call });
}

export function fetchConfig(
  context: Context,
  workerInstanceKey: string,
  options: config.WorkerConfigOptions = {},
): Promise<config.WorkerConfig> {
  return run(context, 'fetchConfig', config.fetchWorkerConfig, { workerInstanceKey, ...inputOf(options) });
}

export function updateConfig(
  context: Context,
  workerInstanceKey: string,
  options: config.UpdateWorkerConfigOptions,
): Promise<config.WorkerConfig> {
  return run(context, 'updateConfig', config.updateWorkerConfig, { workerInstanceKey, ...inputOf(options) });
}
