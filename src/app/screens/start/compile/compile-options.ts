import type { VersioningOverride } from '../../../../client/index.js';
import { parseCron } from '../../../format/cron.js';
import { nextCronTimes } from '../../../format/cron-times.js';
import { cronTexts } from '../../../texts/cron.js';
import { optionTexts as texts, versioningTexts } from '../../../texts/start.js';
import type { PriorityCall, RetryCall } from '../start-call.js';
import type { DraftReader } from './draft-errors.js';

export function compileRetry(reader: DraftReader): RetryCall | undefined {
  if (!reader.draft.useRetry) return undefined;
  const types = reader.draft.nonRetryable
    .split(',')
    .map((type) => type.trim())
    .filter(Boolean);
  const initialIntervalMs = reader.duration('initialInterval');
  const maximumIntervalMs = reader.duration('maximumInterval');
  if (initialIntervalMs === 0) reader.errors['initialInterval'] = texts.notZero;
  if (maximumIntervalMs !== undefined && maximumIntervalMs < (initialIntervalMs ?? 1000)) {
    reader.errors['maximumInterval'] = texts.maximumIntervalError;
  }
  return {
    maximumAttempts: reader.number('attempts', (value) => Number.isInteger(value) && value > 0, texts.attemptsError),
    backoffCoefficient: reader.number('backoff', (value) => value >= 1, texts.backoffError),
    initialIntervalMs,
    maximumIntervalMs,
    nonRetryableErrorTypes: types.length > 0 ? types : undefined,
  };
}

export function compileCron(reader: DraftReader): string | undefined {
  const cron = reader.text('cron');
  if (!cron) return undefined;
  const parsed = parseCron(cron);
  if (!parsed.ok) reader.errors['cron'] = parsed.error;
  else if (nextCronTimes(parsed.cron, new Date(), 1).length === 0) reader.errors['cron'] = cronTexts.never;
  return cron;
}

/** The server counts the key in bytes. */
const longestFairnessKey = 64;

export function compilePriority(reader: DraftReader): PriorityCall | undefined {
  const fairnessKey = reader.text('fairnessKey');
  if (new TextEncoder().encode(fairnessKey).length > longestFairnessKey) {
    reader.errors['fairnessKey'] = texts.fairnessKeyError;
  }
  const priority = {
    priorityKey: reader.number('priorityKey', (value) => Number.isInteger(value) && value > 0, texts.priorityKeyError),
    fairnessKey,
    fairnessWeight: reader.number('fairnessWeight', (value) => value > 0, texts.fairnessWeightError),
  };
  return Object.values(priority).some((value) => value !== undefined) ? priority : undefined;
}

export function compileVersioning(reader: DraftReader): VersioningOverride | undefined {
  if (reader.draft.versioning === 'AUTO_UPGRADE') return 'AUTO_UPGRADE';
  if (reader.draft.versioning !== 'PINNED') return undefined;
  return {
    pinnedTo: {
      deploymentName: reader.required('deploymentName', versioningTexts.missingDeployment),
      buildId: reader.required('buildId', versioningTexts.missingBuildId),
    },
  };
}
