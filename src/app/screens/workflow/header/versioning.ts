import type { WorkflowExecutionDescription } from '../../../../client/index.js';
import { factTexts as texts } from '../../../texts/run-header.js';

interface Version {
  deploymentName: string;
  buildId: string;
}

/** By `VersioningBehavior` of the API; a newer server may have more. */
const behaviors: readonly string[] = texts.behaviors;

/** Which version of the workers runs it, by its own behavior or by an override; nothing for what is not set. */
export function versionWords({ raw }: WorkflowExecutionDescription): { label: string; text: string }[] {
  const info = raw.workflowExecutionInfo;
  const versioning = info?.versioningInfo;
  const override = versioning?.versioningOverride?.override;
  const version = versioning?.deploymentVersion;
  const found = [
    { label: texts.deployment, text: version?.deploymentName ?? info?.workerDeploymentName ?? '' },
    { label: texts.buildId, text: buildIdOf(raw) },
    { label: texts.behavior, text: versioning ? (behaviors[versioning.behavior] ?? '') : '' },
    { label: texts.override, text: overrideWords(override) },
    { label: texts.moving, text: versionName(versioning?.versionTransition?.deploymentVersion) },
  ];
  return found.filter(({ text }) => text !== '');
}

/** The build that worked on it last; older servers keep it elsewhere. */
export function buildIdOf(raw: WorkflowExecutionDescription['raw']): string {
  const info = raw.workflowExecutionInfo;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only place for workers without a deployment
  return info?.versioningInfo?.deploymentVersion?.buildId ?? info?.mostRecentWorkerVersionStamp?.buildId ?? '';
}

type Override = NonNullable<
  NonNullable<
    NonNullable<WorkflowExecutionDescription['raw']['workflowExecutionInfo']>['versioningInfo']
  >['versioningOverride']
>['override'];

function overrideWords(override: Override | undefined): string {
  switch (override?.case) {
    case 'pinned':
      return `${texts.overrides.pinned} ${versionName(override.value.version)}`;
    case 'autoUpgrade':
      return texts.overrides.autoUpgrade;
    case 'oneTime':
      return `${texts.overrides.oneTime} ${versionName(override.value.targetDeploymentVersion)}`;
    case undefined:
      return '';
  }
}

function versionName(version: Version | undefined): string {
  return version ? `${version.deploymentName} · ${version.buildId}` : '';
}
