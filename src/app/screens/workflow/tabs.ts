import type { Component } from 'svelte';
import { tabTexts } from '../../texts/run.js';
import { pendingCount } from './pending/pending-count.js';
import type { RunPage } from './run-page.svelte.js';

export const runTabs = [
  'history',
  'timeline',
  'pending',
  'relationships',
  'workers',
  'queries',
  'stack',
  'details',
] as const;

export type RunTab = (typeof runTabs)[number];

interface TabEntry {
  label: string;
  /** A tab asks for nothing: it reads the run with `getRun()`. */
  load: () => Promise<{ default: Component }>;
  /** Shown behind the label. */
  count?: (run: RunPage) => number | undefined;
}

/** The tabs of a run in their order; each is a folder of its own, loaded when it is opened. */
export const tabs: Record<RunTab, TabEntry> = {
  history: {
    label: tabTexts.history,
    load: () => import('./history/HistoryTab.svelte'),
    count: ({ info }) => info?.historyLength,
  },
  timeline: { label: tabTexts.timeline, load: () => import('./timeline/TimelineTab.svelte') },
  pending: {
    label: tabTexts.pending,
    load: () => import('./pending/PendingTab.svelte'),
    count: ({ info, open }) => (open && info && pendingCount(info.raw)) || undefined,
  },
  relationships: { label: tabTexts.relationships, load: () => import('./relationships/RelationshipsTab.svelte') },
  workers: {
    label: tabTexts.workers,
    load: () => import('./workers/WorkersTab.svelte'),
    count: ({ pollers }) => pollers.data?.count,
  },
  queries: { label: tabTexts.queries, load: () => import('./queries/QueriesTab.svelte') },
  stack: { label: tabTexts.stack, load: () => import('./stack/StackTab.svelte') },
  details: { label: tabTexts.details, load: () => import('./details/DetailsTab.svelte') },
};

export function readTab(name: string): RunTab {
  return runTabs.find((tab) => tab === name) ?? 'history';
}
