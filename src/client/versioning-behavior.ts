import { VersioningBehavior as VersioningBehaviorWire } from '../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import { createEnumCodec } from './internal/enum-codec.js';
import type { WorkerDeploymentVersion } from './versioning-override.js';

/** Whether a Workflow stays with the version of its first worker, or goes over to the current one. */
export const VersioningBehavior = {
  PINNED: 'PINNED',
  AUTO_UPGRADE: 'AUTO_UPGRADE',
} as const;
export type VersioningBehavior = (typeof VersioningBehavior)[keyof typeof VersioningBehavior];
export const [
  /** The number on the wire of a {@link VersioningBehavior}. @throws {@link ValueError} for a name that does not exist */
  encodeVersioningBehavior,
  /** The {@link VersioningBehavior} of a number on the wire; nothing for 0, `unknown_<n>` for one that is newer than this package. */
  decodeVersioningBehavior,
] = createEnumCodec<VersioningBehavior, VersioningBehaviorWire>(VersioningBehaviorWire, 'VERSIONING_BEHAVIOR_');

/** A version as one text, `deploymentName.buildId`: how older servers and search attributes spell it. */
export function toCanonicalString({ deploymentName, buildId }: WorkerDeploymentVersion): string {
  return `${deploymentName}.${buildId}`;
}
