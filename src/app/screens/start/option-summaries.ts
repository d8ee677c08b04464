import { plural } from '../../format/numbers.js';
import { parseJson } from '../../format/json.js';
import type { StartDraft } from './draft.js';
import { optionTexts } from './texts.js';

/** What is set in each folded section, in a few words. */
export function optionSummaries(
  draft: StartDraft,
): Record<'timeouts' | 'retry' | 'ids' | 'cron' | 'memo' | 'attributes' | 'about', string> {
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
      choice(optionTexts.reusePolicies, draft.reusePolicy),
      choice(optionTexts.conflictPolicies, draft.conflictPolicy),
    ),
    cron: draft.cron.trim(),
    memo: memoSummary(draft.memo),
    attributes: draft.attributes
      .map(({ name }) => name.trim())
      .filter(Boolean)
      .join(', '),
    about: draft.summary.trim() || (draft.details.trim() ? optionTexts.details : ''),
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

function memoSummary(text: string): string {
  if (!text.trim()) return '';
  const parsed = parseJson(text);
  return parsed.ok && parsed.node.kind === 'object'
    ? parsed.node.entries.map(([key]) => key).join(', ')
    : 'not an object yet';
}
