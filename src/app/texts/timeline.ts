import { countText, plural } from '../format/numbers.js';
import { statuses } from '../../live/status.js';
import type { BarStatus, SectionName } from '../history/timeline/bar.js';
import type { TableColumn } from '../history/timeline/table.js';

export const sectionTexts: Record<SectionName, string> = {
  workflow: 'Workflow',
  'workflow-task': 'Workflow Tasks',
  activity: 'Activities',
  timer: 'Timers',
  child: 'Child Workflows',
  nexus: 'Nexus Operations',
  message: 'Signals and updates',
  other: 'Other',
};

/** How a bar stands, in a word; nothing for what happens in one moment. */
export function barStatusText(status: BarStatus): string {
  if (status === 'NONE') return '';
  return status === 'ABANDONED' ? 'Not ended' : statuses[status].label;
}

export const timelineTexts = {
  label: 'Timeline',
  bars: 'Bars of the timeline',
  help: 'Arrow keys move between bars, Enter opens one, Space shows a run inside of it, plus and minus zoom, Shift with an arrow moves along the time.',
  summary: (bars: string, span: string) => `${bars} in ${span}.`,
  bar: (count: number) => plural(count, 'bar'),
  atOnce: (count: number) => `${countText(count)} at once`,
  folded: 'folded',
  attempts: (count: number) => plural(count, 'attempt'),
  now: 'now',
  since: (time: string) => `Since ${time}`,
  zone: (date: string, zone: string) => `${date}, ${zone}`,
  loading: 'Loading its history…',
  runFailed: 'Its history could not be loaded',
  nextRun: 'next run',
  openRun: 'Open run',
  openRunOf: (name: string) => `Open run ${name}`,
  failed: 'The history could not be loaded',
  empty: 'Nothing has happened yet',
  emptyText: 'What this run does will be drawn here as it happens.',
} as const;

export const toolTexts = {
  layout: 'Layout',
  rows: 'Rows',
  rowsTitle: 'One row for each',
  lanes: 'Lanes',
  lanesTitle: 'Packed, by kind',
  table: 'Table',
  tableTitle: 'As a table',
  clock: 'Time on the axis',
  relative: 'Since start',
  relativeTitle: 'Time since the start of the run',
  absolute: 'Clock',
  absoluteTitle: 'Time of the chosen zone',
  idle: 'Shorten idle time',
  zoom: 'Zoom',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Show all',
} as const;

export const commandTexts = {
  group: 'Timeline',
  labels: {
    search: 'Search the timeline',
    nextMatch: 'Next match',
    previousMatch: 'Previous match',
    nextFailure: 'Next failure',
    previousFailure: 'Previous failure',
    close: 'Close what is open',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'Show all of the time',
    idle: 'Shorten idle time, or show all of it',
    rows: 'Timeline as rows',
    lanes: 'Timeline as lanes',
    table: 'Timeline as a table',
    clock: 'Clock times on the axis, or since the start',
    'svg-shown': 'Export what is shown as SVG',
    'png-shown': 'Export what is shown as PNG',
    'svg-all': 'Export the whole timeline as SVG',
    'png-all': 'Export the whole timeline as PNG',
    move: 'Bars: up, down',
    along: 'Bars: before, after',
    open: 'Open the bar',
    unfold: 'Show the run inside of a bar, or fold a section',
    zoomTo: 'Zoom to the bar',
    pan: 'Move along the time',
    tableMove: 'Rows of the table: up, down',
    tableOpen: 'Open the row',
  },
} as const;

export const legendTexts = {
  label: 'Legend',
  groups: { status: 'How it stands', shape: 'What it is', waiting: 'Waiting and attempts', picture: 'In the picture' },
  samples: {
    running: 'Running',
    completed: 'Completed',
    failed: 'Failed',
    timedOut: 'Timed out',
    canceled: 'Canceled',
    abandoned: 'Not ended when its run ended',
    workflow: 'Workflow',
    work: 'Activity, Child Workflow, Nexus Operation',
    timer: 'Timer',
    task: 'Workflow Task',
    message: 'Signal, Update: came from outside',
    note: 'Marker: noted by the Workflow',
    wait: 'Waits for a worker, then runs',
    attempts: 'Attempts, with waits between them',
    estimated: 'Paler: worked out from the retry policy',
    paused: 'Paused',
    dense: 'Folded section: how much goes on',
    idle: 'Time in which nothing happened, shortened: press to see it in full',
  },
} as const;

/** Of the table that shows the same in numbers. */
export const tableTexts = {
  label: 'What the timeline shows',
  columns: {
    name: 'Name',
    kind: 'Kind',
    status: 'Status',
    start: 'Start',
    duration: 'Duration',
    attempts: 'Attempts',
  } satisfies Record<TableColumn, string>,
  attempts: 'attempts',
  inside: (workflowId: string) => `in ${workflowId}`,
  show: (name: string) => `Show ${name} in the timeline`,
  showTitle: 'Show in the timeline',
  count: (shown: string, all: string) => (shown === all ? `${all} rows` : `${shown} of ${all} rows`),
  empty: 'Nothing to show',
  emptySearch: 'No row has what is searched for in the part of the time that is shown.',
  emptyPart: 'Nothing happened in the part of the time that is shown.',
} as const;

export const exportTexts = {
  label: 'Export a picture',
  title: 'Timeline',
  shown: 'What is shown',
  all: 'The whole timeline',
  kinds: {
    'svg-shown': 'SVG of what is shown',
    'png-shown': 'PNG of what is shown',
    'svg-all': 'SVG of all',
    'png-all': 'PNG of all',
  },
  time: (start: string, length: string) => `${start} · ${length}`,
  ofWhole: (part: string, whole: string) => `${part} of ${whole}`,
  saved: 'Picture saved',
  scaled: (percent: number) => `It is so high that browsers draw it at ${percent} % of the resolution only.`,
  notSaved: 'The picture could not be made',
  tooTall: (pixels: string, most: string, format: 'svg' | 'png') =>
    `It would be ${pixels} pixels high, and ${most} is the most${format === 'png' ? ' for a PNG' : ''}. Choose Lanes, fold sections, ${
      format === 'png' ? 'take SVG, ' : ''
    }or export what is shown.`,
} as const;

export const minimapTexts = {
  from: 'Start of the part that is shown',
  to: 'End of the part that is shown',
  shown: (part: string, whole: string) => `${part} of ${whole}`,
} as const;

export const cardTexts = {
  inFuture: (duration: string) => `in ${duration}`,
  took: 'Took',
  running: 'Running for',
  waiting: 'Waiting for a worker for',
  waited: 'Waited for a worker',
  next: 'Next attempt',
  ofAttempts: (attempt: number, most: number) =>
    most > 0 ? `attempt ${countText(attempt)} of ${countText(most)}` : `attempt ${countText(attempt)}`,
  lastFailure: 'Last failure',
  estimated: 'When earlier attempts ran is worked out from the retry policy.',
  abandoned: 'The run ended before it did.',
  inside: 'Double-click to zoom to it.',
} as const;

export const searchTexts = {
  label: 'Search the timeline',
  invalid: 'Not a regular expression',
} as const;
