/** What the server refuses in a request, in its words where clients or people read them. */
import type { Duration } from '@bufbuild/protobuf/wkt';
import { checkCron } from '../engine/cron.js';
import type { Engine } from '../engine/engine.js';
import { invalid, precondition } from '../engine/refusals.js';
import { durationMs } from '../engine/times.js';
import type { Payloads, SearchAttributes, VersioningOverride } from '../engine/api.js';

/** Ids and names may have this many characters. */
export const longestId = 1000;
/** Bytes of arguments, results and other values. */
export const largestBlob = 2 * 1024 * 1024;

interface StartLike {
  readonly namespace: string;
  readonly workflowId: string;
  readonly workflowType?: { readonly name: string } | undefined;
  readonly taskQueue?: { readonly name: string } | undefined;
  readonly cronSchedule: string;
  readonly workflowStartDelay?: Duration | undefined;
  readonly input?: Payloads | undefined;
  readonly versioningOverride?: VersioningOverride | undefined;
  readonly searchAttributes?: SearchAttributes | undefined;
}

/** @throws NOT_FOUND without the Namespace, INVALID_ARGUMENT and FAILED_PRECONDITION for what no start may have */
export function checkStart(engine: Engine, request: StartLike): void {
  engine.namespace(request.namespace);
  if (request.workflowId === '') throw invalid('WorkflowId is not set on request.');
  if (request.workflowId.length > longestId) throw invalid('WorkflowId length exceeds limit.');
  if (!request.workflowType?.name) throw invalid('WorkflowType is not set on request.');
  if (request.workflowType.name.length > longestId) throw invalid('WorkflowType length exceeds limit.');
  if (!request.taskQueue?.name) throw invalid('Missing TaskQueue.');
  if (request.cronSchedule !== '' && durationMs(request.workflowStartDelay)) {
    throw invalid('CronSchedule and WorkflowStartDelay may not be used together.');
  }
  checkCron(request.cronSchedule, engine.now());
  checkSize(request.input);
  checkVersion(request.versioningOverride);
  engine.namespace(request.namespace).searchAttributes.validate(request.searchAttributes);
}

/** @throws FAILED_PRECONDITION for a pinned version: workers of this server have none */
function checkVersion(override: VersioningOverride | undefined): void {
  if (override?.override.case !== 'pinned') return;
  const { deploymentName = '', buildId = '' } = override.override.value.version ?? {};
  throw precondition(
    `Pinned version '${deploymentName}:${buildId}' is not present in the task queue: the in-memory server has no Worker Deployments.`,
  );
}

/** @throws INVALID_ARGUMENT for values that are larger than the server takes */
export function checkSize(input: Payloads | undefined): void {
  const size = (input?.payloads ?? []).reduce((sum, { data }) => sum + data.length, 0);
  if (size > largestBlob) throw invalid('Blob data size exceeds limit.');
}
