import type { WorkflowExecutionDescription } from '../../../../client/index.js';
import { alertTexts as texts } from '../../../texts/run-alerts.js';
import type { LatestRun } from '../latest-run.js';
import type { Outcome } from '../outcome.js';

/** The run that went on after this one, and why there is one. */
export interface NextRun {
  runId: string;
  title: string;
  text: string;
  link: string;
}

/** A reset counts most, then what the run itself led to, then that the id was simply used again. */
export function nextRun(
  info: WorkflowExecutionDescription,
  outcome: Outcome | null | undefined,
  newer: LatestRun | undefined,
): NextRun | undefined {
  const resetRunId = info.raw.workflowExtendedInfo?.resetRunId;
  if (resetRunId && resetRunId !== info.runId) {
    return { runId: resetRunId, title: texts.resetTo, text: texts.resetToText, link: texts.openNew };
  }
  const nextRunId = outcome && 'nextRunId' in outcome ? outcome.nextRunId : '';
  if (nextRunId) return { runId: nextRunId, link: texts.openNext, ...reason(outcome) };
  return newer && { runId: newer.runId, title: texts.newer, text: texts.newerText, link: texts.openNewest };
}

function reason(outcome: Outcome | null | undefined): Pick<NextRun, 'title' | 'text'> {
  switch (outcome?.kind) {
    case 'continued':
      return { title: texts.continued, text: texts.continuedText };
    case 'failed':
    case 'timed-out':
      return { title: texts.retried, text: texts.retriedText };
    default:
      return { title: texts.cronNext, text: texts.cronNextText };
  }
}
