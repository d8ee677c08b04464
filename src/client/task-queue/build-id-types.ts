/**
 * Version sets of Build Ids, named as in `@temporalio/client`. Upstream and the server have deprecated them for Worker
 * Deployments: `client.deployment`.
 */

/** A change of the version sets of a Task Queue. */
export type BuildIdOperation =
  AddNewIdInNewDefaultSet | AddNewCompatibleVersion | PromoteSetByBuildId | PromoteBuildIdWithinSet | MergeSets;

/** The Build Id begins a set of its own, which becomes the default: new Workflows go there. */
export interface AddNewIdInNewDefaultSet {
  operation: 'addNewIdInNewDefaultSet';
  buildId: string;
}

/** The Build Id joins the set of another, and becomes the default of that set. */
export interface AddNewCompatibleVersion {
  operation: 'addNewCompatibleVersion';
  buildId: string;
  existingCompatibleBuildId: string;
  /** Makes that set the default of the Task Queue, too. @default false */
  promoteSet?: boolean | undefined;
}

/** The set that has the Build Id becomes the default of the Task Queue. */
export interface PromoteSetByBuildId {
  operation: 'promoteSetByBuildId';
  buildId: string;
}

/** The Build Id becomes the default of the set that it is in. */
export interface PromoteBuildIdWithinSet {
  operation: 'promoteBuildIdWithinSet';
  buildId: string;
}

/** Two sets become one; the default of the primary one stays. */
export interface MergeSets {
  operation: 'mergeSets';
  primaryBuildId: string;
  secondaryBuildId: string;
}

/** Build Ids that can continue each other's Workflows. */
export interface BuildIdVersionSet {
  readonly buildIds: string[];
  /** The one that gets the tasks of the set. */
  readonly default: string;
}

/** All sets of a Task Queue. */
export interface WorkerBuildIdVersionSets {
  /** The last is the default. */
  readonly versionSets: BuildIdVersionSet[];
  readonly defaultSet: BuildIdVersionSet;
  readonly defaultBuildId: string;
}
