import {
  DefaultFailureConverter,
  defaultPayloadConverter,
  type FailureConverter,
  type PayloadCodec,
  type PayloadConverter,
} from '../../client/index.js';
import type { InMemoryWorkflow } from './context.js';

/** What works on a Task Queue of the in-memory server. */
export interface InMemoryWorkerOptions {
  /** @default `'default'` */
  readonly namespace?: string;
  readonly taskQueue: string;
  /** Workflow functions by the name of their Workflow Type. */
  readonly workflows?: Readonly<Record<string, InMemoryWorkflow>>;
  /** Activities by the name of their type. `this` of each is an {@link ActivityContext}. */
  readonly activities?: object;
  /** How values are read and written; codecs too. @default JSON, without codecs */
  readonly dataConverter?: {
    readonly payloadConverter?: PayloadConverter;
    readonly failureConverter?: FailureConverter;
    readonly payloadCodecs?: readonly PayloadCodec[];
  };
  /** @default `'in-memory-worker'` */
  readonly identity?: string;
  /** What its polls say of the version of its code. It takes no part in versioning. @default none */
  readonly buildId?: string;
}

/** A worker that has been added to the server. */
export interface Worker {
  readonly namespace: string;
  readonly taskQueue: string;
  readonly identity: string;
  readonly buildId: string | undefined;
  readonly workflows: ReadonlyMap<string, InMemoryWorkflow>;
  readonly activities: ReadonlyMap<string, (...args: unknown[]) => unknown>;
  readonly converters: {
    readonly payloadConverter: PayloadConverter;
    readonly failureConverter: FailureConverter;
    readonly payloadCodecs: readonly PayloadCodec[];
  };
}

/** Options with their defaults. */
export function makeWorker(options: InMemoryWorkerOptions): Worker {
  const { workflows = {}, activities = {}, dataConverter = {} } = options;
  const functions = Object.entries(activities).filter(([, value]) => typeof value === 'function');
  return {
    namespace: options.namespace ?? 'default',
    taskQueue: options.taskQueue,
    identity: options.identity ?? 'in-memory-worker',
    buildId: options.buildId,
    workflows: new Map(Object.entries(workflows)),
    activities: new Map(functions as [string, () => unknown][]),
    converters: {
      payloadConverter: dataConverter.payloadConverter ?? defaultPayloadConverter,
      failureConverter: dataConverter.failureConverter ?? new DefaultFailureConverter(),
      payloadCodecs: dataConverter.payloadCodecs ?? [],
    },
  };
}
