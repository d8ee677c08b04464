import { countText, plural } from '../format/numbers.js';

/** `1 workflow`, `1,234 workflows`. */
const workflows = (count: number) => plural(count, 'workflow');

/** The words of one deed. */
export interface DeedTexts {
  /** On a button of a bar. */
  label: string;
  /** Title and button of the dialog. */
  deed: (count: number) => string;
  /** The same while the count is not known. */
  unknown: string;
  /** What it does to each. */
  text: string;
  /** Whether it can be taken back, in words. */
  undo: string;
  /** What has happened to each, as a word after a count: "12 terminated". */
  done: string;
  /** Of a job in a list. */
  name: string;
}

/** By the kind of the deed. */
export const deedTexts: Readonly<Record<string, DeedTexts>> = {
  signal: {
    label: 'Signal',
    deed: (count) => `Signal ${workflows(count)}`,
    unknown: 'Signal workflows',
    text: 'Each open workflow gets the same signal with the same arguments.',
    undo: 'A signal that was sent cannot be taken back.',
    done: 'signalled',
    name: 'Signal',
  },
  cancel: {
    label: 'Cancel',
    deed: (count) => `Cancel ${workflows(count)}`,
    unknown: 'Cancel workflows',
    text: 'Each open workflow is asked to stop. It may clean up first, and it can refuse.',
    undo: 'A request to cancel cannot be taken back.',
    done: 'asked to cancel',
    name: 'Cancel',
  },
  reset: {
    label: 'Reset',
    deed: (count) => `Reset ${workflows(count)}`,
    unknown: 'Reset workflows',
    text: 'Each goes on in a new run, with the history up to the point below. An open run is terminated by it.',
    undo: 'The old run stays readable; what the new run does again is done twice.',
    done: 'reset',
    name: 'Reset',
  },
  terminate: {
    label: 'Terminate',
    deed: (count) => `Terminate ${workflows(count)}`,
    unknown: 'Terminate workflows',
    text: 'The server closes each open workflow at once. The workflow code gets no chance to clean up.',
    undo: 'This cannot be undone.',
    done: 'terminated',
    name: 'Terminate',
  },
  delete: {
    label: 'Delete',
    deed: (count) => `Delete ${workflows(count)}`,
    unknown: 'Delete workflows',
    text: 'Each is removed with its whole history. One that is open is terminated first.',
    undo: 'This cannot be undone: nothing of them remains, and no reason is kept.',
    done: 'given to deletion',
    name: 'Delete',
  },
  updateOptions: {
    label: 'Change options',
    deed: (count) => `Change options of ${workflows(count)}`,
    unknown: 'Change options of workflows',
    text: 'Changes the versioning override or the priority of each open workflow.',
    undo: 'Another change can put the options back.',
    done: 'changed',
    name: 'Change options',
  },
  unpauseActivities: {
    label: 'Unpause activities',
    deed: (count) => `Unpause activities of ${workflows(count)}`,
    unknown: 'Unpause activities of workflows',
    text: 'Paused activities of each open workflow go on.',
    undo: 'They can be paused again one by one.',
    done: 'unpaused',
    name: 'Unpause activities',
  },
  resetActivities: {
    label: 'Reset activities',
    deed: (count) => `Reset activities of ${workflows(count)}`,
    unknown: 'Reset activities of workflows',
    text: 'Pending activities of each open workflow begin with their first attempt again.',
    undo: 'The attempts that were counted are forgotten.',
    done: 'reset',
    name: 'Reset activities',
  },
  updateActivityOptions: {
    label: 'Change activity options',
    deed: (count) => `Change activity options of ${workflows(count)}`,
    unknown: 'Change activity options of workflows',
    text: 'Changes timeouts or Task Queue of pending activities of each open workflow, from the next attempt on.',
    undo: 'The options that the workflow had set can be restored.',
    done: 'changed',
    name: 'Change activity options',
  },
  cancelStandaloneActivities: standalone('Cancel activities'),
  terminateStandaloneActivities: standalone('Terminate activities'),
  deleteStandaloneActivities: standalone('Delete activities'),
};

/** Jobs for standalone Activities are shown, but not started here. */
function standalone(name: string): DeedTexts {
  return { label: name, deed: () => name, unknown: name, text: '', undo: '', done: 'done', name };
}

export const draftTexts = {
  missingSignal: 'Enter the name of the signal.',
  missingBuildId: 'Enter a Build Id.',
  missingDeployment: 'Enter the name of a Worker Deployment.',
  badPriority: 'A whole number from 1; 1 is the most urgent.',
  badFairnessKey: 'At most 64 bytes.',
  badFairnessWeight: 'A number from 0.001 to 1000.',
  badDuration: 'Write a time such as 30s, 5m or 1h 30m.',
  nothingToChange: 'Nothing is to change yet: set at least one option.',
  signalName: 'Signal name',
  arguments: 'Arguments',
  noArguments: 'The signal carries no value.',
  resetTo: 'Go back to',
  resetPoints: {
    'last-workflow-task': 'Last Workflow Task',
    'first-workflow-task': 'First Workflow Task',
    'build-id': 'Build Id',
  },
  resetHelp: {
    'last-workflow-task': 'Undoes only the last step: of use after a fix of the workflow code.',
    'first-workflow-task': 'Begins again with the same input.',
    'build-id': 'To before the first Workflow Task that this build processed; runs without one fail.',
  },
  buildId: 'Build Id',
  currentRunOnly: 'Only within the present run, not in earlier runs of its chain',
  exclude: 'Do not give to the new run',
  excludeHelp: 'Everything that arrived after the point is given to the new run again, unless it is left out here.',
  excludes: { SIGNAL: 'Signals', UPDATE: 'Updates', NEXUS: 'Nexus results', CANCEL_REQUEST: 'Requests to cancel' },
  override: 'Versioning override',
  overrides: {
    keep: 'Leave as it is',
    AUTO_UPGRADE: 'Auto-upgrade',
    pinned: 'Pin to a version',
    clear: 'Remove the override',
  },
  deployment: 'Worker Deployment',
  priority: 'Priority',
  priorities: { keep: 'Leave as it is', set: 'Set', clear: 'Remove' },
  priorityKey: 'Priority key',
  priorityHelp: '1 is the most urgent; 3 is the default.',
  fairnessKey: 'Fairness key',
  fairnessWeight: 'Fairness weight',
  activityType: 'Activity Type',
  activityTypeHelp: 'Empty: all pending activities.',
  resetAttempts: 'Count attempts from 1 again',
  resetHeartbeat: 'Forget the details of the last heartbeat',
  keepPaused: 'Leave paused ones paused',
  restoreOptions: 'Restore the options that the workflow had set',
  jitter: 'Spread over',
  jitterHelp: 'They begin at random moments within this time. Empty: at once.',
  taskQueue: 'Task Queue',
  scheduleToClose: 'Schedule to close',
  scheduleToStart: 'Schedule to start',
  startToClose: 'Start to close',
  heartbeat: 'Heartbeat',
  unchanged: 'unchanged',
} as const;

export const dialogTexts = {
  picked: (count: number) => `${workflows(count)} that you picked`,
  leftOut: (count: number) =>
    count === 1
      ? '1 of the picked is closed already and left out.'
      : `${countText(count)} of the picked are closed already and left out.`,
  nothingOpen: 'All that you picked are closed already, so there is nothing to do.',
  matching: 'All that match',
  everything: (namespace: string) => `The whole Namespace ${namespace}`,
  everythingText: (namespace: string, openOnly: boolean) =>
    `The list has no filter. This is for every ${openOnly ? 'open ' : ''}Workflow Execution in ${namespace}, on all pages.`,
  exceptions: (count: number) => `${countText(count)} of them taken out.`,
  counting: 'Counting…',
  countFailed: 'They could not be counted',
  countedAt: 'Counted',
  countAgain: 'Count again',
  drift: 'What begins to match before the job gets there is included.',
  none: 'Nothing matches now, so there is nothing to do.',
  sample: 'Among them',
  andMore: (count: number) => `and ${countText(count)} more`,
  sampleFailed: 'A sample could not be loaded.',
  reason: 'Reason',
  reasonHelp: {
    both: 'Kept with the job and in each history, for whoever asks later.',
    job: 'Kept with the job, for whoever asks later.',
    direct: 'Kept in each history, for whoever asks later.',
  },
  missingReason: 'Say why: the server refuses a batch without a reason.',
  who: 'Your name',
  whoHelp: 'Recorded as the one who did it. Remembered in this browser.',
  way: 'How',
  ways: { direct: 'From this page', job: 'As a batch job' },
  wayHelp: {
    direct: 'One call for each, a few at a time. You see the result of each; keep the page open until it is done.',
    job: 'The server does it and goes on when this page is closed. It tells how many failed, not which.',
  },
  onlyJob: {
    query:
      'The server does it as a batch job and goes on when this page is closed. It tells how many failed, not which.',
    many: (most: number) =>
      `More than ${most} go as a batch job: the server does it and goes on when this page is closed.`,
    buildId: 'Only a batch job can reset to a Build Id.',
  },
  onlyDirect: 'Batch jobs are turned off in this console; this goes from this page, one call for each.',
  noWay: (most: number) => `Batch jobs are turned off in this console, and from this page at most ${most} go at once.`,
  busy: (count: number) =>
    count === 1
      ? 'A batch job is running in this Namespace'
      : `${countText(count)} batch jobs are running in this Namespace`,
  busyText: 'Most servers run one at a time and refuse another until it has ended or was stopped.',
  busyLink: 'Show batch jobs',
  confirmCount: (count: number) => `To go on, type the number ${countText(count)}`,
  confirmName: (namespace: string) => `To go on, type the name of the Namespace: ${namespace}`,
  confirmHelp: 'So that nobody does this to so many by a slip.',
  confirmWrong: 'That is not what is asked for.',
  back: 'Leave them alone',
  close: 'Close',
  starting: 'Starting…',
  started: 'Batch job started',
  follow: 'Follow it',
  failed: 'The batch job was not started',
  tooMany: 'Another batch job is running',
  tooManyText: 'This server runs no more of them at once in a Namespace. Wait until it has ended, or stop it.',
  problems: {
    disabled: 'Batch jobs are turned off for this Namespace (frontend.enableBatcher of the server).',
    unsupported: 'This server, or the proxy in front of it, does not offer batch jobs (StartBatchOperation).',
    tooMany: 'The server takes fewer in one list. Select all that match a query instead, or fewer rows.',
  },
  directProgress: (done: number, total: number) => `${countText(done)} of ${countText(total)}`,
  directFailed: (count: number) => `${countText(count)} failed`,
  directLeft: (count: number) => `${countText(count)} not tried`,
  retry: (count: number) => `Try ${countText(count)} again`,
  stop: 'Stop',
  stopping: 'Stopping…',
  states: { waiting: 'Waiting', running: 'Under way', done: 'Done', failed: 'Failed', left: 'Not tried' },
  results: 'Results',
} as const;

export const jobTexts = {
  title: 'Batch operations',
  jobTitle: 'Batch job',
  back: 'Batch operations',
  empty: 'No batch operations',
  emptyText:
    'Select workflows in the list and choose what to do with them. What the server does in a batch is listed here, as long as the Namespace keeps it.',
  emptyAction: 'Go to Workflows',
  emptyFilter: 'No batch operation has this state',
  showAll: 'Show all',
  listFailed: 'The batch operations could not be loaded',
  failed: 'The batch job could not be loaded',
  states: {
    RUNNING: 'Running',
    COMPLETED: 'Completed',
    STOPPED: 'Stopped',
    FAILED: 'Failed',
    UNKNOWN: 'Unknown',
  },
  all: 'All',
  filter: 'Filter by state',
  columns: {
    state: 'State',
    operation: 'Operation',
    progress: 'Executions',
    reason: 'Reason',
    by: 'Started by',
    started: 'Started',
    duration: 'Took',
    jobId: 'Job Id',
  },
  more: 'Next page',
  first: 'First page',
  pages: 'Pages',
  refresh: 'Refresh',
  jobId: 'Job Id',
  workflowId: 'Workflow Id',
  query: 'the query',
  reason: 'Reason',
  by: 'Started by',
  started: 'Started',
  ended: 'Ended',
  took: 'Took',
  runningFor: 'Running for',
  rate: 'Rate',
  aSecond: (rate: string) => `${rate} a second`,
  left: 'Time left',
  about: (time: string) => `about ${time}`,
  total: 'Executions',
  done: 'Done',
  failures: 'Failed',
  remaining: 'To do',
  progress: 'Progress',
  progressOf: (done: number, total: number) => `${countText(done)} of ${countText(total)}`,
  open: 'Open',
  chipDone: (title: string) => `Done: ${title}`,
  chipEnded: (title: string) => `Ended early: ${title}`,
  counting: 'Counting…',
  failedOf: (count: number) => `${countText(count)} failed`,
  countingJob: 'The server counts the executions…',
  steps: 'The server reports its progress each time a page of 1,000 executions is done.',
  stillMatching: 'Matching now',
  stillMatchingHelp: 'What the query of this job finds now',
  scope: 'For',
  scopeList: (count: number) => `${plural(count, 'execution')}, picked one by one`,
  scopeQuery: 'Everything that this query finds',
  scopeUnknown: 'This server does not say for which executions.',
  showInList: 'Show in the list',
  showAllTargets: (count: number) => `Show all ${countText(count)}`,
  latest: 'latest run',
  stop: 'Stop job',
  stopTitle: 'Stop this batch job?',
  stopText: 'No further execution is touched. What is done already stays done.',
  stopDo: 'Stop the job',
  stopKeep: 'Let it go on',
  stopReason: 'Reason',
  stopReasonHelp: 'Kept with the job.',
  stopMissingReason: 'Say why: the server insists on a reason.',
  stopFailed: 'The job was not stopped',
  stopped: 'Batch job stopped',
  stoppedBy: (who: string) => (who ? `Stopped by ${who}` : 'Stopped'),
  stoppedText: 'What was done until then stays done. The numbers are the last that the server had told.',
  noReason: 'No reason was given.',
  failedTitle: 'The server gave up this job',
  troubled: 'The job has trouble and is tried again',
  troubledText: (attempt: number) => `Attempt ${countText(attempt)}.`,
  someFailed: (count: number) => `It failed for ${plural(count, 'execution')}`,
  someFailedText:
    'The server does not keep which, nor why. Those that the query of the job still finds are a good guess; common causes are executions that changed meanwhile.',
  notFoundTitle: 'No such batch job',
  notFoundText: 'The id may be wrong, the Namespace another one, or its retention has passed.',
  notFoundAction: 'All batch operations',
} as const;
