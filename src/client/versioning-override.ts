import type { MessageInitShape } from '@bufbuild/protobuf';
import { VersioningBehavior } from '../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import {
  VersioningOverride_PinnedOverrideBehavior as PinnedBehavior,
  type VersioningOverrideSchema,
} from '../../gen/core/temporal/api/workflow/v1/message_pb.js';

/** A version of a Worker Deployment. */
export interface WorkerDeploymentVersion {
  readonly deploymentName: string;
  readonly buildId: string;
}

/** Which workers run the Workflow, whatever its own versioning behaviour says. */
export type VersioningOverride = 'AUTO_UPGRADE' | { pinnedTo: WorkerDeploymentVersion };

/* eslint-disable @typescript-eslint/no-deprecated -- servers before 1.29 read only the deprecated fields */

/** The wire form: the present field, and the deprecated ones that servers before 1.29 read. */
export function encodeVersioningOverride(
  override: VersioningOverride,
): MessageInitShape<typeof VersioningOverrideSchema> {
  if (override === 'AUTO_UPGRADE') {
    return { override: { case: 'autoUpgrade', value: true }, behavior: VersioningBehavior.AUTO_UPGRADE };
  }
  const { deploymentName, buildId } = override.pinnedTo;
  return {
    override: { case: 'pinned', value: { version: { deploymentName, buildId }, behavior: PinnedBehavior.PINNED } },
    behavior: VersioningBehavior.PINNED,
    pinnedVersion: `${deploymentName}.${buildId}`,
  };
}
