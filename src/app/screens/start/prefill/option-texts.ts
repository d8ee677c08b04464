import { isRecord, textOr } from '../../../state/stored.js';
import type { StartDraft } from '../draft.js';

type RetryDraft = Pick<
  StartDraft,
  'useRetry' | 'attempts' | 'initialInterval' | 'backoff' | 'maximumInterval' | 'nonRetryable'
>;

/** Fields of the retry policy; a text that is no object leaves the policy as it is. */
export function retryFromText(text: string | null): Partial<RetryDraft> {
  const value = parseObject(text);
  if (!value) return {};
  const types = value['nonRetryableErrorTypes'];
  return {
    useRetry: true,
    attempts: scalar(value['maximumAttempts']),
    initialInterval: scalar(value['initialInterval']),
    backoff: scalar(value['backoffCoefficient']),
    maximumInterval: scalar(value['maximumInterval']),
    nonRetryable: Array.isArray(types) ? types.map(scalar).filter(Boolean).join(', ') : '',
  };
}

export function retryText(draft: RetryDraft): string {
  if (!draft.useRetry) return '';
  const types = draft.nonRetryable.split(',').map((type) => type.trim());
  return JSON.stringify({
    ...(draft.attempts.trim() ? { maximumAttempts: draft.attempts.trim() } : {}),
    ...(draft.initialInterval.trim() ? { initialInterval: draft.initialInterval.trim() } : {}),
    ...(draft.backoff.trim() ? { backoffCoefficient: draft.backoff.trim() } : {}),
    ...(draft.maximumInterval.trim() ? { maximumInterval: draft.maximumInterval.trim() } : {}),
    ...(types.some(Boolean) ? { nonRetryableErrorTypes: types.filter(Boolean) } : {}),
  });
}

type VersioningDraft = Pick<StartDraft, 'versioning' | 'deploymentName' | 'buildId'>;

export function versioningFromText(text: string | null): Partial<VersioningDraft> {
  if (text?.toUpperCase() === 'AUTO_UPGRADE') return { versioning: 'AUTO_UPGRADE' };
  const value = parseObject(text);
  if (!value) return {};
  const { deploymentName, buildId } = value;
  return { versioning: 'PINNED', deploymentName: textOr(deploymentName, ''), buildId: textOr(buildId, '') };
}

export function versioningText({ versioning, deploymentName, buildId }: VersioningDraft): string {
  return versioning === 'PINNED' ? JSON.stringify({ deploymentName, buildId }) : versioning;
}

function parseObject(text: string | null): Record<string, unknown> | undefined {
  if (!text) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Numbers and texts alike, as they would be typed. */
function scalar(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
