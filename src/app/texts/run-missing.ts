/** Instead of a run that cannot be shown: why, and what to do. */
export const missingTexts = {
  notFound: 'No such Workflow Execution',
  notFoundText: 'Nothing has this Workflow Id in this Namespace. It may be deleted, past its retention, or elsewhere.',
  noRun: 'No such run',
  noRunText: 'The run may be deleted or past its retention. The Workflow Id may have other runs.',
  badRun: 'That is no Run Id',
  badRunText: 'A Run Id is a UUID, such as 01a222b1-e386-7248-9eb1-fd02c31a0b78.',
  denied: 'This run may not be read',
  newest: 'Open the newest run',
  runs: 'All runs of this Workflow Id',
  list: 'All workflows',
  historyGone: 'The history is no longer there',
  historyGoneText: 'The server has removed it: the run was deleted, or its retention has passed.',
} as const;
