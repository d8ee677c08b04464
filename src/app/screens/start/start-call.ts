import type {
  SearchAttributePair,
  VersioningOverride,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
} from '../../../client/index.js';
import type { WirePayload } from '../../format/payload.js';

export interface RetryCall {
  maximumAttempts?: number | undefined;
  backoffCoefficient?: number | undefined;
  initialIntervalMs?: number | undefined;
  maximumIntervalMs?: number | undefined;
  nonRetryableErrorTypes?: string[] | undefined;
}

export interface PriorityCall {
  priorityKey?: number | undefined;
  fairnessKey?: string | undefined;
  fairnessWeight?: number | undefined;
}

/** A filled form as the call that it stands for: checked, in one shape for the client and for every code snippet. */
export interface StartCall {
  workflowType: string;
  taskQueue: string;
  workflowId: string;
  args: readonly WirePayload[];
  signal?: { name: string; args: readonly WirePayload[] } | undefined;
  update?:
    | {
        name: string;
        args: readonly WirePayload[];
        updateId?: string | undefined;
        waitForStage: 'ACCEPTED' | 'COMPLETED';
      }
    | undefined;
  executionTimeoutMs?: number | undefined;
  runTimeoutMs?: number | undefined;
  taskTimeoutMs?: number | undefined;
  startDelayMs?: number | undefined;
  retry?: RetryCall | undefined;
  reusePolicy?: WorkflowIdReusePolicy | undefined;
  conflictPolicy?: WorkflowIdConflictPolicy | undefined;
  attach: boolean;
  cron?: string | undefined;
  memo?: Readonly<Record<string, WirePayload>> | undefined;
  headers?: Readonly<Record<string, WirePayload>> | undefined;
  attributes: readonly SearchAttributePair[];
  priority?: PriorityCall | undefined;
  versioning?: VersioningOverride | undefined;
  summary?: string | undefined;
  details?: string | undefined;
}
