import type { MessageInitShape } from '@bufbuild/protobuf';
import type {
  WorkerConfig as WorkerConfigMessage,
  WorkerConfigSchema,
} from '../../../gen/worker/temporal/api/sdk/v1/worker_config_pb.js';
import { WorkflowService } from '../../../gen/worker/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { type GrpcError, status } from '../grpc-error.js';
import type { PartContext } from '../internal/part-client.js';
import { callRpc } from '../internal/part-call.js';
import { ValueError } from '../value-error.js';
import { WorkerNotFoundError } from './errors.js';
import type { WorkerConfigInput, WorkerUpdateConfigInput } from './interceptors.js';

/** How many polls a worker has under way. */
export type WorkerPollerBehavior =
  | { readonly type: 'SIMPLE'; readonly maxPollers: number }
  | {
      readonly type: 'AUTOSCALING';
      readonly minPollers: number;
      readonly maxPollers: number;
      readonly initialPollers: number;
    };

/** Settings of a running worker. */
export interface WorkerConfig {
  /** Workflows that it keeps in memory. */
  readonly workflowCacheSize: number;
  readonly pollerBehavior: WorkerPollerBehavior | undefined;
}

/** Options of `fetchConfig()`. */
export interface WorkerConfigOptions extends CallOptions {
  /** Kept for those who ask later. @default none */
  reason?: string | undefined;
  /** Of the worker, where the server cannot find it without. @default none */
  workerGroupingKey?: string | undefined;
}

/** Options of `updateConfig()`: what is absent stays. */
export interface UpdateWorkerConfigOptions extends WorkerConfigOptions {
  workflowCacheSize?: number | undefined;
  pollerBehavior?: WorkerPollerBehavior | undefined;
}

/** FetchWorkerConfig. */
export async function fetchWorkerConfig(
  context: PartContext<object>,
  { call, ...input }: WorkerConfigInput,
): Promise<WorkerConfig> {
  const { workerConfig } = await callRpc(
    context.connection,
    WorkflowService.method.fetchWorkerConfig,
    target(context, input),
    call,
    { fallback: 'Failed to fetch config of worker', toDomainError: notFound(input.workerInstanceKey) },
  );
  return decodeConfig(workerConfig);
}

/** UpdateWorkerConfig. @throws {@link ValueError} when nothing is to change */
export async function updateWorkerConfig(
  context: PartContext<object>,
  { workflowCacheSize, pollerBehavior, call, ...input }: WorkerUpdateConfigInput,
): Promise<WorkerConfig> {
  const behavior = pollerBehavior && encodeBehavior(pollerBehavior);
  const paths = [
    ...(workflowCacheSize === undefined ? [] : ['workflow_cache_size']),
    ...(behavior ? [behavior.path] : []),
  ];
  if (paths.length === 0) throw new ValueError('Nothing to change: give workflowCacheSize or pollerBehavior');
  const request = {
    ...target(context, input),
    workerConfig: {
      workflowCacheSize: workflowCacheSize ?? 0,
      ...(behavior && { pollerBehavior: behavior.value }),
    },
    updateMask: { paths },
  };
  const { response } = await callRpc(context.connection, WorkflowService.method.updateWorkerConfig, request, call, {
    fallback: 'Failed to update config of worker',
    toDomainError: notFound(input.workerInstanceKey),
  });
  return decodeConfig(response.case === 'workerConfig' ? response.value : undefined);
}

function target(
  { namespace, identity }: PartContext<object>,
  { workerInstanceKey, reason = '', workerGroupingKey = '' }: WorkerConfigInput,
) {
  const selector = { selector: { case: 'workerInstanceKey', value: workerInstanceKey } as const };
  return { namespace, identity, reason, selector, resourceId: workerGroupingKey };
}

function notFound(workerInstanceKey: string) {
  return (error: GrpcError): Error | undefined =>
    error.code === status.NOT_FOUND ? new WorkerNotFoundError(error.details, workerInstanceKey, error) : undefined;
}

type BehaviorMessage = NonNullable<
  Exclude<MessageInitShape<typeof WorkerConfigSchema>, WorkerConfigMessage>['pollerBehavior']
>;

function encodeBehavior({ type, ...value }: WorkerPollerBehavior): { path: string; value: BehaviorMessage } {
  return type === 'SIMPLE'
    ? { path: 'simple_poller_behavior', value: { case: 'simplePollerBehavior', value } }
    : { path: 'autoscaling_poller_behavior', value: { case: 'autoscalingPollerBehavior', value } };
}

function decodeConfig(config: WorkerConfigMessage | undefined): WorkerConfig {
  return { workflowCacheSize: config?.workflowCacheSize ?? 0, pollerBehavior: decodeBehavior(config) };
}

function decodeBehavior(config: WorkerConfigMessage | undefined): WorkerPollerBehavior | undefined {
  switch (config?.pollerBehavior.case) {
    case 'simplePollerBehavior':
      return { type: 'SIMPLE', maxPollers: config.pollerBehavior.value.maxPollers };
    case 'autoscalingPollerBehavior': {
      const { minPollers, maxPollers, initialPollers } = config.pollerBehavior.value;
      return { type: 'AUTOSCALING', minPollers, maxPollers, initialPollers };
    }
    case undefined:
      return undefined;
  }
}
