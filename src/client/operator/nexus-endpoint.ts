import type { MessageInitShape } from '@bufbuild/protobuf';
import type {
  Endpoint,
  EndpointSpecSchema,
  EndpointTargetSchema,
} from '../../../gen/operator/temporal/api/nexus/v1/message_pb.js';
import type { LoadedDataConverter } from '../converter/data-converter.js';
import { decodeOptionalTime, optional } from '../internal/decode-fields.js';
import { serializable } from '../internal/serializable.js';

/** Where the calls of an endpoint go: to workers of a Task Queue, or to a URL. */
export type NexusEndpointTarget =
  | { readonly type: 'WORKER'; readonly namespace: string; readonly taskQueue: string }
  | { readonly type: 'EXTERNAL'; readonly url: string };

/** What an endpoint is made of. */
export interface NexusEndpointSpec {
  /** Letters, digits and hyphens. Callers use it, so a new name breaks them. */
  readonly name: string;
  readonly target: NexusEndpointTarget;
  /** Markdown; goes through the client's data converter. @default none */
  readonly description?: string | undefined;
}

/** A Nexus endpoint of the server. */
export interface NexusEndpoint {
  /** Made by the server. */
  readonly id: string;
  /** Grows with every change. */
  readonly version: number;
  readonly name: string;
  /** Absent for a kind that is newer than this package. */
  readonly target: NexusEndpointTarget | undefined;
  /** Markdown. A `RawValue` when it cannot be decoded. */
  readonly description: unknown;
  readonly createTime: Date | undefined;
  /** Absent when it was never changed. */
  readonly lastModifiedTime: Date | undefined;
  /** Path for calls from outside. */
  readonly urlPrefix: string;
  /** The message it was read from. int64 fields are bigint. */
  readonly raw: Endpoint;
}

/** The wire form. */
export function encodeEndpointTarget(target: NexusEndpointTarget): MessageInitShape<typeof EndpointTargetSchema> {
  const variant =
    target.type === 'WORKER'
      ? ({ case: 'worker', value: { namespace: target.namespace, taskQueue: target.taskQueue } } as const)
      : ({ case: 'external', value: { url: target.url } } as const);
  return { variant };
}

/** The wire form. */
export async function encodeEndpointSpec(
  dataConverter: LoadedDataConverter,
  { name, target, description }: NexusEndpointSpec,
): Promise<MessageInitShape<typeof EndpointSpecSchema>> {
  return {
    name,
    target: encodeEndpointTarget(target),
    ...optional('description', description === undefined ? undefined : await dataConverter.encode(description)),
  };
}

/** The public form. */
export async function decodeEndpoint(dataConverter: LoadedDataConverter, raw: Endpoint): Promise<NexusEndpoint> {
  const { description, name = '' } = raw.spec ?? {};
  const decoded = description && (await dataConverter.decodeMap({ description }));
  return {
    id: raw.id,
    version: Number(raw.version),
    name,
    target: decodeTarget(raw),
    description: decoded?.['description'],
    createTime: decodeOptionalTime(raw.createdTime),
    lastModifiedTime: decodeOptionalTime(raw.lastModifiedTime),
    urlPrefix: raw.urlPrefix,
    raw: serializable(raw),
  };
}

function decodeTarget({ spec }: Endpoint): NexusEndpointTarget | undefined {
  const variant = spec?.target?.variant;
  switch (variant?.case) {
    case 'worker':
      return { type: 'WORKER', namespace: variant.value.namespace, taskQueue: variant.value.taskQueue };
    case 'external':
      return { type: 'EXTERNAL', url: variant.value.url };
    case undefined:
      return undefined;
  }
}
