import type { Priority, VersioningOverride, WorkflowExecutionDescription } from '../../../../client/index.js';
import { optionsTexts as texts } from '../../../texts/run-actions.js';

type VersioningInfo = NonNullable<WorkflowExecutionDescription['raw']['workflowExecutionInfo']>['versioningInfo'];

/** The options of a run as they are typed. */
export interface OptionsDraft {
  way: 'none' | 'auto' | 'pinned';
  deployment: string;
  buildId: string;
  priorityKey: string;
  fairnessKey: string;
  fairnessWeight: string;
}

export type OptionsErrors = Partial<Record<'version' | 'priorityKey' | 'fairnessWeight', string>>;

/** What the run has now. */
export function currentOptions(versioning: VersioningInfo, priority: Priority = {}): OptionsDraft {
  const override = versioning?.versioningOverride?.override;
  const version = override?.case === 'pinned' ? override.value.version : versioning?.deploymentVersion;
  return {
    way: override?.case === 'pinned' ? 'pinned' : override?.case === 'autoUpgrade' ? 'auto' : 'none',
    deployment: version?.deploymentName ?? '',
    buildId: version?.buildId ?? '',
    priorityKey: priority.priorityKey ? String(priority.priorityKey) : '',
    fairnessKey: priority.fairnessKey ?? '',
    fairnessWeight: priority.fairnessWeight ? String(priority.fairnessWeight) : '',
  };
}

/** Only what differs from before, or what is wrong with it. */
export function compileOptions(
  before: OptionsDraft,
  draft: OptionsDraft,
):
  | { change: { versioningOverride?: VersioningOverride | null; priority?: Priority | null } }
  | { errors: OptionsErrors } {
  const errors: OptionsErrors = {};
  const has = (...names: (keyof OptionsDraft)[]) => names.some((name) => draft[name].trim() !== before[name].trim());
  const versioningOverride =
    has('way') || (draft.way === 'pinned' && has('deployment', 'buildId')) ? overrideOf(draft, errors) : undefined;
  const priority = has('priorityKey', 'fairnessKey', 'fairnessWeight') ? priorityOf(draft, errors) : undefined;
  if (Object.keys(errors).length > 0) return { errors };
  return {
    change: {
      ...(versioningOverride === undefined ? {} : { versioningOverride }),
      ...(priority === undefined ? {} : { priority }),
    },
  };
}

function overrideOf({ way, deployment, buildId }: OptionsDraft, errors: OptionsErrors): VersioningOverride | null {
  if (way === 'none') return null;
  if (way === 'auto') return 'AUTO_UPGRADE';
  if (!deployment.trim() || !buildId.trim()) errors.version = texts.missingVersion;
  return { pinnedTo: { deploymentName: deployment.trim(), buildId: buildId.trim() } };
}

function priorityOf(draft: OptionsDraft, errors: OptionsErrors): Priority | null {
  const key = draft.priorityKey.trim();
  const fairnessKey = draft.fairnessKey.trim();
  const weight = draft.fairnessWeight.trim();
  if (!key && !fairnessKey && !weight) return null;
  if (key && !(Number.isInteger(Number(key)) && Number(key) >= 1 && Number(key) <= 5)) {
    errors.priorityKey = texts.priorityKeyError;
  }
  if (weight && !(Number(weight) >= 0.001 && Number(weight) <= 1000)) errors.fairnessWeight = texts.fairnessWeightError;
  return {
    ...(key ? { priorityKey: Number(key) } : {}),
    ...(fairnessKey ? { fairnessKey } : {}),
    ...(weight ? { fairnessWeight: Number(weight) } : {}),
  };
}
