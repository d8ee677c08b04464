import type { WorkflowExecutionDescription } from '../../../../client/index.js';

type PendingActivity = WorkflowExecutionDescription['raw']['pendingActivities'][number];

/** From here on it is no hiccup. */
const attemptsWorthTelling = 3;

/** Activities that have failed again and again, the worst first. */
export function failingActivities({ raw }: WorkflowExecutionDescription): PendingActivity[] {
  return raw.pendingActivities
    .filter(({ attempt, lastFailure }) => lastFailure !== undefined && attempt > attemptsWorthTelling)
    .sort((a, b) => b.attempt - a.attempt);
}
