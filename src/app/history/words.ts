/** Fields whose name says less than it should. */
const better: Record<string, string> = {
  args: 'Arguments',
  success: 'Result',
  userMetadata: 'Summary',
  workflowTaskCompletedEventId: 'Decided by',
  workflowTaskCompleted: 'Decided by',
  indexedFields: 'Search Attributes',
  upsertedMemo: 'Memo',
  newExecutionRunId: 'Next run',
  continuedExecutionRunId: 'Previous run',
  originalExecutionRunId: 'Original run',
  firstExecutionRunId: 'First run',
  parentWorkflowExecution: 'Parent',
  rootWorkflowExecution: 'Root',
  parentWorkflowNamespace: 'Namespace of the parent',
  workflowExecution: 'Execution',
  startToFireTimeout: 'Fires after',
  identity: 'By',
};

/** Words of the field that are written large. */
const terms: Record<string, string> = {
  id: 'Id',
  sdk: 'SDK',
  url: 'URL',
  namespace: 'Namespace',
  nexus: 'Nexus',
};

/** `startToCloseTimeout`: "Start to close timeout"; `taskQueue`: "Task Queue". */
export function wordsOf(field: string): string {
  const known = better[field];
  if (known) return known;
  const words = field
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(' ')
    .map((word) => terms[word] ?? word)
    .join(' ')
    .replaceAll(/\b(workflow|activity) (type|task|id|execution)\b/gi, (term) => capitals(term))
    .replaceAll(/\b(task queue|build Id|run Id|search attributes|retry policy)\b/g, (term) => capitals(term));
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function capitals(term: string): string {
  return term.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());
}
