import type { MessageInitShape } from '@bufbuild/protobuf';
import type {
  ComputeConfig as ComputeConfigMessage,
  ComputeConfigScalingGroup as ScalingGroupMessage,
  ComputeConfigScalingGroupSchema,
  ComputeConfigScalingGroupUpdateSchema,
  ComputeConfigSchema,
} from '../../../gen/deployment/temporal/api/compute/v1/config_pb.js';
import type { Payload as PayloadMessage } from '../../../gen/core/temporal/api/common/v1/message_pb.js';
import { defaultPayloadConverter } from '../converter/payload-converter.js';
import { RawValue } from '../converter/raw-value.js';
import { toWirePayload } from '../converter/wire-payload.js';
import { optional } from '../internal/decode-fields.js';
import { decodeTaskQueueType, encodeTaskQueueType } from '../task-queue/task-queue-type-codec.js';
import type { TaskQueueType } from '../task-queue/task-queue-type.js';
import { ValueError } from '../value-error.js';

/** What starts workers. */
export interface ComputeProvider {
  /** A kind that the server knows. */
  readonly type: string;
  /** Settings for that kind: plain JSON, which no converter and no codec changes, since the server reads it. */
  readonly details?: unknown;
  /** Nexus endpoint of a provider outside of the server. */
  readonly nexusEndpoint?: string | undefined;
}

/** What decides how many workers there are. */
export interface ComputeScaler {
  /** A kind that the server knows. */
  readonly type: string;
  /** As in {@link ComputeProvider}. */
  readonly details?: unknown;
}

/** How workers for some kinds of tasks come to be. */
export interface ComputeScalingGroup {
  /** @default all that no other group has */
  readonly taskQueueTypes?: readonly TaskQueueType[] | undefined;
  readonly provider?: ComputeProvider | undefined;
  readonly scaler?: ComputeScaler | undefined;
}

/** How the server starts workers of a version, by names of scaling groups that you choose. */
export interface ComputeConfig {
  readonly scalingGroups: Readonly<Record<string, ComputeScalingGroup>>;
}

/** A change of a group: `null` clears, what is absent stays. A group that is new is made of what is there. */
export interface ComputeScalingGroupChange {
  readonly taskQueueTypes?: readonly TaskQueueType[] | null | undefined;
  readonly provider?: ComputeProvider | null | undefined;
  readonly scaler?: ComputeScaler | null | undefined;
}

/** A change of a compute config. */
export interface ComputeConfigChange {
  /** Groups to add or to change. */
  readonly scalingGroups?: Readonly<Record<string, ComputeScalingGroupChange>> | undefined;
  /** Names of groups to take away. */
  readonly removeScalingGroups?: readonly string[] | undefined;
}

type ScalingGroupInit = MessageInitShape<typeof ComputeConfigScalingGroupSchema>;

/** The fields of a request that changes a compute config. */
interface ComputeConfigChangeInit {
  readonly computeConfigScalingGroups: Record<string, MessageInitShape<typeof ComputeConfigScalingGroupUpdateSchema>>;
  readonly removeComputeConfigScalingGroups: string[];
}

/** The wire form. @throws {@link ValueError} for an unknown Task Queue type */
export function encodeComputeConfig({ scalingGroups }: ComputeConfig): MessageInitShape<typeof ComputeConfigSchema> {
  return { scalingGroups: mapValues(scalingGroups, encodeScalingGroup) };
}

/** The wire form of a change, with masks. @throws {@link ValueError} when nothing is to change */
export function encodeComputeConfigChange({
  scalingGroups = {},
  removeScalingGroups = [],
}: ComputeConfigChange): ComputeConfigChangeInit {
  if (Object.keys(scalingGroups).length + removeScalingGroups.length === 0) {
    throw new ValueError('Nothing to change: give scalingGroups or removeScalingGroups');
  }
  return {
    computeConfigScalingGroups: mapValues(scalingGroups, (group) => {
      const { taskQueueTypes, provider, scaler } = group;
      const paths = [
        ...(taskQueueTypes === undefined ? [] : ['task_queue_types']),
        ...(provider === undefined ? [] : ['provider']),
        ...(scaler === undefined ? [] : ['scaler']),
      ];
      return { scalingGroup: encodeScalingGroup(group), updateMask: { paths } };
    }),
    removeComputeConfigScalingGroups: [...removeScalingGroups],
  };
}

function encodeScalingGroup({ taskQueueTypes, provider, scaler }: ComputeScalingGroupChange): ScalingGroupInit {
  return {
    taskQueueTypes: (taskQueueTypes ?? []).map((type) => encodeTaskQueueType(type)!),
    ...optional(
      'provider',
      provider
        ? { type: provider.type, nexusEndpoint: provider.nexusEndpoint ?? '', ...encodeDetails(provider) }
        : undefined,
    ),
    ...optional('scaler', scaler ? { type: scaler.type, ...encodeDetails(scaler) } : undefined),
  };
}

function encodeDetails({ details }: { details?: unknown }): { details?: PayloadMessage } {
  if (details === undefined) return {};
  return { details: toWirePayload(defaultPayloadConverter.toPayload(details)) };
}

/** The public form. */
export function decodeComputeConfig(config: ComputeConfigMessage | undefined): ComputeConfig | undefined {
  return config && { scalingGroups: mapValues(config.scalingGroups, decodeScalingGroup) };
}

function decodeScalingGroup({ taskQueueTypes, provider, scaler }: ScalingGroupMessage): ComputeScalingGroup {
  const types = taskQueueTypes.flatMap((type) => decodeTaskQueueType(type) ?? []);
  return {
    taskQueueTypes: types.length > 0 ? types : undefined,
    provider: provider && {
      type: provider.type,
      details: decodeDetails(provider.details),
      nexusEndpoint: provider.nexusEndpoint || undefined,
    },
    scaler: scaler && { type: scaler.type, details: decodeDetails(scaler.details) },
  };
}

function decodeDetails(details: PayloadMessage | undefined): unknown {
  if (!details) return undefined;
  try {
    return defaultPayloadConverter.fromPayload(details);
  } catch {
    // Of a provider with a converter of its own: as it came.
    return RawValue.fromPayload(details);
  }
}

function mapValues<From, To>(map: Readonly<Record<string, From>>, convert: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, convert(value)]));
}
