import type { Payload } from './payload-converter.js';

/** What a driver needs to find a Payload again: a map that only the driver understands. @experimental */
export class StorageDriverClaim {
  readonly claimData: Record<string, string>;

  constructor(claimData: Record<string, string>) {
    this.claimData = claimData;
  }
}

/** The Workflow whose Payloads are stored. @experimental */
export interface StorageDriverWorkflowInfo {
  readonly kind: 'workflow';
  readonly namespace: string;
  /** Workflow Id. */
  readonly id?: string;
  readonly runId?: string;
  /** Workflow Type. */
  readonly type?: string;
}

/** The Activity whose Payloads are stored. @experimental */
export interface StorageDriverActivityInfo {
  readonly kind: 'activity';
  readonly namespace: string;
  /** Activity Id. */
  readonly id?: string;
  /** Only of an Activity without a Workflow. */
  readonly runId?: string;
  /** Activity Type. */
  readonly type?: string;
}

/** Whose Payloads are stored. A page knows the kind, the Namespace and the id. @experimental */
export type StorageDriverTargetInfo = StorageDriverWorkflowInfo | StorageDriverActivityInfo;

/** What {@link StorageDriver.store} is told. @experimental */
export interface StorageDriverStoreContext {
  /** Aborts when another driver of the same call has failed. */
  abortSignal?: AbortSignal;
  target?: StorageDriverTargetInfo;
}

/** What a {@link StorageDriverSelector} is told. @experimental */
export interface StorageDriverSelectContext {
  abortSignal?: AbortSignal;
  target?: StorageDriverTargetInfo;
}

/** What {@link StorageDriver.retrieve} is told. @experimental */
export interface StorageDriverRetrieveContext {
  /** Aborts when another driver of the same call has failed. */
  abortSignal?: AbortSignal;
}

/** A place where Payloads are kept. The one of the same name must be configured wherever they are read. @experimental */
export interface StorageDriver {
  /** Stands in the references, and finds the driver again. */
  readonly name: string;
  /** Kind of driver, the same in all languages, for example `aws.s3driver`. */
  readonly type: string;
  /** @returns one claim a Payload, in their order */
  store(context: StorageDriverStoreContext, payloads: Payload[]): Promise<StorageDriverClaim[]>;
  /** @returns one Payload a claim, in their order */
  retrieve(context: StorageDriverRetrieveContext, claims: StorageDriverClaim[]): Promise<Payload[]>;
}

/** Chooses where a Payload goes; `null` sends it to Temporal as it is. @experimental */
export type StorageDriverSelector = (context: StorageDriverSelectContext, payload: Payload) => StorageDriver | null;
