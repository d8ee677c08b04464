import { plural } from '../../format/numbers.js';
import { optionTexts, policyTexts, versioningTexts } from '../../texts/start.js';
import type { StartDraft } from './draft.js';

type SectionName =
  'timeouts' | 'retry' | 'ids' | 'cron' | 'memo' | 'attributes' | 'priority' | 'versioning' | 'about' | 'headers';

/** What is set in each folded section, in a few words. */
export function optionSummaries(draft: StartDraft): Record<SectionName, string> {
  return {
    timeouts: listed(
      labelled('execution', draft.executionTimeout),
      labelled('run', draft.runTimeout),
      labelled('task', draft.taskTimeout),
      labelled('delay', draft.startDelay),
    ),
    retry: draft.useRetry
      ? listed(
          draft.attempts.trim() ? plural(Number(draft.attempts) || 0, 'attempt') : 'no limit',
          `${draft.initialInterval.trim() || '1s'} ×${draft.backoff.trim() || '2'}`,
          labelled('at most', draft.maximumInterval),
        )
      : '',
    ids: listed(
      draft.mode === 'update' ? '' : choice(policyTexts.conflictPolicies, draft.conflictPolicy),
      draft.reusePolicy ? `after close: ${choice(policyTexts.reusePolicies, draft.reusePolicy).toLowerCase()}` : '',
      draft.mode === 'start' && draft.attach ? 'no error when taken' : '',
    ),
    cron: draft.cron.trim(),
    memo: names(draft.memo),
    attributes: names(draft.attributes),
    priority: listed(
      labelled('priority', draft.priorityKey),
      labelled('key', draft.fairnessKey),
      labelled('weight', draft.fairnessWeight),
    ),
    versioning:
      draft.versioning === 'PINNED'
        ? `pinned to ${draft.deploymentName.trim() || '…'}:${draft.buildId.trim() || '…'}`
        : choice(versioningTexts.choices, draft.versioning),
    about: draft.summary.trim() || (draft.details.trim() ? optionTexts.details : ''),
    headers: names(draft.headers),
  };
}

function listed(...parts: string[]): string {
  return parts.filter(Boolean).join(' · ');
}

function labelled(label: string, value: string): string {
  return value.trim() ? `${label} ${value.trim()}` : '';
}

function choice(choices: Record<string, string>, value: string): string {
  return value ? (choices[value] ?? '') : '';
}

function names(rows: readonly { name: string }[]): string {
  return rows
    .map(({ name }) => name.trim())
    .filter(Boolean)
    .join(', ');
}
