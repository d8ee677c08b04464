import type { Page } from '../internal/pages.js';
import type { Around, InterceptorOf } from '../internal/part-call.js';
import type { WorkerDeploymentVersion } from '../versioning-override.js';
import type { CallInput } from '../workflow/interceptors.js';
import type { ComputeConfig, ComputeConfigChange } from './compute-config.js';
import type {
  WorkerDeploymentDescription,
  WorkerDeploymentSummary,
  WorkerDeploymentVersionDescription,
} from './deployment-info.js';
import type { DeploymentChanged, DeploymentManager, RampingVersion } from './routing.js';

export interface DeploymentInput extends CallInput {
  readonly deploymentName: string;
}

export interface DeploymentListInput extends CallInput {
  readonly pageSize: number;
  readonly nextPageToken: Uint8Array;
}

interface SetVersionInput extends DeploymentInput {
  readonly conflictToken?: Uint8Array | undefined;
  readonly ignoreMissingTaskQueues?: boolean | undefined;
  readonly allowNoPollers?: boolean | undefined;
}

/** Input of `setCurrentVersion()`. */
export interface DeploymentSetCurrentInput extends SetVersionInput {
  /** `null` for workers without a version. */
  readonly buildId: string | null;
}

/** Input of `setRampingVersion()`. */
export interface DeploymentSetRampingInput extends SetVersionInput {
  /** `null` ends the ramp. */
  readonly ramping: RampingVersion | null;
}

export interface DeploymentSetManagerInput extends DeploymentInput {
  readonly manager: DeploymentManager;
  readonly conflictToken?: Uint8Array | undefined;
}

export interface DeploymentVersionInput extends CallInput {
  readonly version: WorkerDeploymentVersion;
}

export interface DeploymentCreateVersionInput extends DeploymentVersionInput {
  readonly computeConfig?: ComputeConfig | undefined;
}

export interface DeploymentDescribeVersionInput extends DeploymentVersionInput {
  readonly taskQueueStats?: boolean | undefined;
}

export interface DeploymentDeleteVersionInput extends DeploymentVersionInput {
  readonly skipDrainage?: boolean | undefined;
}

export interface DeploymentUpdateMetadataInput extends DeploymentVersionInput {
  readonly upsert?: Readonly<Record<string, unknown>> | undefined;
  readonly remove?: readonly string[] | undefined;
}

export interface DeploymentComputeConfigInput extends DeploymentVersionInput {
  readonly change: ComputeConfigChange;
}

/** The calls of `client.deployment`. */
interface DeploymentCalls {
  create: Around<DeploymentInput, DeploymentChanged>;
  describe: Around<DeploymentInput, WorkerDeploymentDescription>;
  /** Around every page. */
  list: Around<DeploymentListInput, Page<WorkerDeploymentSummary>>;
  delete: Around<DeploymentInput, void>;
  setCurrentVersion: Around<DeploymentSetCurrentInput, DeploymentChanged>;
  setRampingVersion: Around<DeploymentSetRampingInput, DeploymentChanged>;
  setManager: Around<DeploymentSetManagerInput, DeploymentChanged>;
  createVersion: Around<DeploymentCreateVersionInput, void>;
  describeVersion: Around<DeploymentDescribeVersionInput, WorkerDeploymentVersionDescription>;
  deleteVersion: Around<DeploymentDeleteVersionInput, void>;
  updateVersionMetadata: Around<DeploymentUpdateMetadataInput, Record<string, unknown>>;
  updateVersionComputeConfig: Around<DeploymentComputeConfigInput, void>;
  validateVersionComputeConfig: Around<DeploymentComputeConfigInput, void>;
}

/** Functions around the calls of `client.deployment`; all are optional. */
export interface DeploymentClientInterceptor extends InterceptorOf<DeploymentCalls> {}
