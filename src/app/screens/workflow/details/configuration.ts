import type { WorkflowExecutionDescription } from '../../../../client/index.js';
import { durationText } from '../../../format/time.js';
import { msFrom } from '../../../../live/wire.js';
import { detailTexts as texts } from '../../../texts/run.js';
import type { HistoryEvent } from '../outcome.js';

/** A line of facts: what it is, and its words. */
export interface Fact {
  label: string;
  value: string;
  /** Ids and names are set in monospace. */
  mono?: boolean;
}

/** How the run was started: what its start request said, in words. Nothing is listed that was not set, but timeouts. */
export function configurationFacts(info: WorkflowExecutionDescription, firstEvent: HistoryEvent | undefined): Fact[] {
  const config = info.raw.executionConfig;
  const started =
    firstEvent?.attributes.case === 'workflowExecutionStartedEventAttributes' ? firstEvent.attributes.value : undefined;
  const timeout = (duration: Parameters<typeof msFrom>[0]): string => {
    const ms = msFrom(duration);
    return ms ? durationText(ms) : texts.none;
  };
  const delay = msFrom(started?.firstWorkflowTaskBackoff);
  const { priorityKey, fairnessKey, fairnessWeight } = info.priority;
  return present([
    { label: texts.startedBy, value: started?.identity, mono: true },
    { label: texts.executionTimeout, value: timeout(config?.workflowExecutionTimeout) },
    { label: texts.runTimeout, value: timeout(config?.workflowRunTimeout) },
    { label: texts.taskTimeout, value: timeout(config?.defaultWorkflowTaskTimeout) },
    { label: texts.retry, value: retryWords(started?.retryPolicy) },
    { label: texts.attempt, value: started && started.attempt > 1 ? String(started.attempt) : undefined },
    { label: texts.cron, value: started?.cronSchedule, mono: true },
    { label: texts.delay, value: delay ? durationText(delay) : undefined },
    { label: texts.priority, value: priorityKey ? String(priorityKey) : undefined },
    { label: texts.fairnessKey, value: fairnessKey, mono: true },
    { label: texts.fairnessWeight, value: fairnessWeight ? String(fairnessWeight) : undefined },
    ...versioningFacts(info),
  ]);
}

/** A fact that may not have been set. */
interface PossibleFact {
  label: string;
  value: string | undefined;
  mono?: boolean;
}

/** `VersioningBehavior` of the API. */
const behaviors = ['', texts.pinned, texts.autoUpgrade];

function versioningFacts({ raw }: WorkflowExecutionDescription): PossibleFact[] {
  const versioning = raw.workflowExecutionInfo?.versioningInfo;
  const version = versioning?.deploymentVersion;
  const override = versioning?.versioningOverride?.override;
  const overridden =
    override?.case === 'pinned'
      ? `${texts.pinned}: ${versionName(override.value.version)}`
      : override?.case === 'autoUpgrade'
        ? texts.autoUpgrade
        : undefined;
  return [
    { label: texts.behavior, value: behaviors[versioning?.behavior ?? 0] },
    { label: texts.deployment, value: version && versionName(version), mono: true },
    { label: texts.override, value: overridden },
  ];
}

function versionName(version: { deploymentName: string; buildId: string } | undefined): string {
  return version ? `${version.deploymentName}:${version.buildId}` : '';
}

type WireRetryPolicy = NonNullable<
  Extract<HistoryEvent['attributes'], { case: 'workflowExecutionStartedEventAttributes' }>['value']['retryPolicy']
>;

/** `5 attempts, 1 s ×2, at most 1 min`. */
function retryWords(policy: WireRetryPolicy | undefined): string | undefined {
  if (!policy) return undefined;
  const longest = msFrom(policy.maximumInterval);
  return [
    policy.maximumAttempts ? texts.attempts(policy.maximumAttempts) : texts.noLimit,
    `${durationText(msFrom(policy.initialInterval) ?? 1000)} ×${policy.backoffCoefficient || 2}`,
    longest ? texts.atMost(durationText(longest)) : '',
    policy.nonRetryableErrorTypes.length > 0 ? texts.not(policy.nonRetryableErrorTypes.join(', ')) : '',
  ]
    .filter(Boolean)
    .join(', ');
}

function present(facts: readonly PossibleFact[]): Fact[] {
  return facts.flatMap(({ label, value, mono }) => (value ? [{ label, value, ...(mono ? { mono } : {}) }] : []));
}
