import type { WorkflowExecutionDescription } from '../../../../client/index.js';
import { bytesText, countText } from '../../../format/numbers.js';
import { durationText } from '../../../format/time.js';
import { quoted } from '../../../format/ids.js';
import { href } from '../../../state/routes.js';
import { dateFrom, msFrom, type WireTimestamp } from '../../../../live/wire.js';
import { factTexts as texts } from '../../../texts/run-header.js';
import type { LatestRun } from '../latest-run.js';
import type { HistoryEvent } from '../outcome.js';
import { versionWords } from './versioning.js';

export type StartedAttributes = Extract<
  HistoryEvent['attributes'],
  { case: 'workflowExecutionStartedEventAttributes' }
>['value'];

/** One fact, by the way it is shown. */
export type Fact = { label: string } & (
  { time: Date } | { id: string; href?: string } | { text: string; mono?: boolean }
);

export interface FactGroup {
  title: string;
  facts: readonly Fact[];
}

export interface FactSource {
  namespace: string;
  info: WorkflowExecutionDescription;
  started: StartedAttributes | undefined;
  latest: LatestRun | undefined;
}

/** Everything that is known of a run besides its input and its attributes; what is not set is left out. */
export function factGroups(source: FactSource): FactGroup[] {
  const groups = [
    { title: texts.groups.run, facts: identityFacts(source) },
    { title: texts.groups.times, facts: timeFacts(source) },
    { title: texts.groups.limits, facts: limitFacts(source) },
    { title: texts.groups.workers, facts: workerFacts(source) },
    { title: texts.groups.size, facts: sizeFacts(source) },
    { title: texts.groups.relations, facts: relationFacts(source) },
  ];
  return groups.filter(({ facts }) => facts.length > 0);
}

export function startedOf(event: HistoryEvent | null | undefined): StartedAttributes | undefined {
  return event?.attributes.case === 'workflowExecutionStartedEventAttributes' ? event.attributes.value : undefined;
}

function identityFacts({ namespace, info, started }: FactSource): Fact[] {
  return [
    {
      label: texts.type,
      id: info.type,
      href: href('workflows', { namespace }, { query: `WorkflowType = ${quoted(info.type)}` }),
    },
    { label: texts.workflowId, id: info.workflowId },
    { label: texts.runId, id: info.runId },
    ...words(texts.startedBy, started?.identity, true),
    ...(started && started.attempt > 1
      ? words(texts.attempt, texts.attemptOf(started.attempt, started.retryPolicy?.maximumAttempts ?? 0))
      : []),
    ...words(texts.cron, started?.cronSchedule, true),
  ];
}

function timeFacts({ info }: FactSource): Fact[] {
  const { workflowExtendedInfo: extended, workflowExecutionInfo: raw } = info.raw;
  const original = dateFrom(extended?.originalStartTime);
  const isDelayed = info.executionTime && info.executionTime.getTime() !== info.startTime.getTime();
  return [
    ...time(texts.started, info.startTime),
    ...(original && original.getTime() !== info.startTime.getTime() ? time(texts.firstStarted, original) : []),
    ...(isDelayed ? time(texts.firstTask, info.executionTime) : []),
    ...time(texts.closed, info.closeTime),
    ...duration(texts.duration, raw?.executionDuration),
  ];
}

function limitFacts({ info, started }: FactSource): Fact[] {
  const { executionConfig: config, workflowExtendedInfo: extended } = info.raw;
  const limit = (label: string, value: WireTimestamp | undefined): Fact[] => {
    const ms = msFrom(value);
    return [{ label, text: ms ? durationText(ms) : texts.none }];
  };
  return [
    ...limit(texts.executionTimeout, config?.workflowExecutionTimeout),
    ...time(texts.executionEnds, dateFrom(extended?.executionExpirationTime)),
    ...limit(texts.runTimeout, config?.workflowRunTimeout),
    ...time(texts.runEnds, dateFrom(extended?.runExpirationTime)),
    ...limit(texts.taskTimeout, config?.defaultWorkflowTaskTimeout),
    ...(started ? words(texts.retry, started.retryPolicy ? retryText(started.retryPolicy) : texts.noRetry) : []),
  ];
}

function workerFacts({ info }: FactSource): Fact[] {
  const { priorityKey, fairnessKey, fairnessWeight } = info.priority;
  return [
    { label: texts.taskQueue, id: info.taskQueue },
    ...versionWords(info).flatMap(({ label, text }) => words(label, text, true)),
    ...words(texts.priority, priorityKey && String(priorityKey)),
    ...words(texts.fairnessKey, fairnessKey, true),
    ...words(texts.fairnessWeight, fairnessWeight && String(fairnessWeight)),
  ];
}

function sizeFacts({ info }: FactSource): Fact[] {
  const raw = info.raw.workflowExecutionInfo;
  const external = Number(raw?.externalPayloadCount ?? 0);
  return [
    ...words(texts.historyEvents, countText(info.historyLength)),
    ...words(texts.historySize, info.historySize ? bytesText(info.historySize) : ''),
    ...words(texts.stateChanges, countText(raw?.stateTransitionCount ?? 0)),
    ...(external > 0
      ? words(
          texts.externalPayloads,
          texts.externalPayloadsOf(countText(external), bytesText(Number(raw?.externalPayloadSizeBytes))),
        )
      : []),
  ];
}

function relationFacts({ namespace, info, started, latest }: FactSource): Fact[] {
  const { workflowId } = info;
  const scheduledBy = info.searchAttributes['TemporalScheduledById']?.[0];
  const scheduledFor = info.searchAttributes['TemporalScheduledStartTime']?.[0];
  const other = (label: string, execution: { workflowId: string; runId: string } | undefined): Fact[] =>
    execution?.workflowId
      ? [{ label, id: execution.workflowId, href: href('workflow', { namespace, ...execution }) }]
      : [];
  const run = (label: string, runId: string | undefined): Fact[] =>
    runId && runId !== info.runId
      ? [{ label, id: runId, href: href('workflow', { namespace, workflowId, runId }) }]
      : [];
  const isRoot = info.rootExecution?.workflowId === workflowId;
  return [
    ...(typeof scheduledBy === 'string' ? [{ label: texts.scheduledBy, id: scheduledBy }] : []),
    ...(scheduledFor instanceof Date ? time(texts.scheduledFor, scheduledFor) : []),
    ...other(texts.parent, info.parentExecution),
    ...(isRoot ? [] : other(texts.root, info.rootExecution)),
    ...run(texts.firstRun, info.raw.workflowExecutionInfo?.firstRunId),
    ...run(texts.previousRun, started?.continuedExecutionRunId),
    ...run(texts.originalRun, started?.originalExecutionRunId),
    ...run(texts.resetRun, info.raw.workflowExtendedInfo?.resetRunId),
    ...run(texts.latestRun, latest?.runId),
  ];
}

function words(label: string, text: string | number | undefined, mono = false): Fact[] {
  return text ? [{ label, text: String(text), ...(mono ? { mono } : {}) }] : [];
}

function time(label: string, value: Date | undefined): Fact[] {
  return value ? [{ label, time: value }] : [];
}

function duration(label: string, value: WireTimestamp | undefined): Fact[] {
  const ms = msFrom(value);
  return ms === undefined ? [] : [{ label, text: durationText(ms) }];
}

/** `5 attempts, 1 s ×2`. */
function retryText(policy: NonNullable<StartedAttributes['retryPolicy']>): string {
  const first = msFrom(policy.initialInterval);
  const steps = first === undefined ? '' : `${durationText(first)} ×${policy.backoffCoefficient || 2}`;
  return [policy.maximumAttempts ? `${policy.maximumAttempts} attempts` : 'no limit', steps].filter(Boolean).join(', ');
}
