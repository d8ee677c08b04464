import { systemViewTexts as texts } from '../../../texts/saved-views.js';
import type { ViewContent } from './saved-view.js';

interface SystemView extends ViewContent {
  name: string;
}

function view(id: keyof typeof texts, content: Partial<ViewContent>): SystemView {
  return { name: texts[id], statuses: [], query: '', sort: undefined, columns: undefined, ...content };
}

/** Views that everybody has. Their times are told from now, at each refresh and in links. */
export const systemViews: readonly SystemView[] = [
  view('all', {}),
  view('running', { statuses: ['RUNNING'] }),
  view('attention', { statuses: ['FAILED', 'TIMED_OUT', 'TERMINATED'], query: 'CloseTime >= now-1d' }),
  view('failingTasks', {
    statuses: ['RUNNING'],
    query: "TemporalReportedProblems IN ('category=WorkflowTaskFailed', 'category=WorkflowTaskTimedOut')",
  }),
  view('lastHour', { query: 'StartTime >= now-1h' }),
  view('today', { query: 'StartTime >= now/d' }),
  view('longRunning', { statuses: ['RUNNING'], query: 'StartTime < now-1d' }),
  view('roots', { query: 'ParentWorkflowId IS NULL' }),
  view('scheduled', { query: 'TemporalScheduledById IS NOT NULL' }),
];
