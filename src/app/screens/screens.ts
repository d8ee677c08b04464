import type { Component } from 'svelte';
import type { Route, RouteName, RouteParams } from '../state/routes.js';

/** What every screen gets: the variable parts of its path, and what stands after the `?`. */
export interface ScreenProps<Name extends RouteName> {
  params: RouteParams<Name>;
  query: URLSearchParams;
}

interface ScreenEntry<Name extends RouteName> {
  load: () => Promise<{ default: Component<ScreenProps<Name>> | Component<Record<string, never>> }>;
  /** Without a connection the connect screen stands in, and leads back. */
  needsConnection: boolean;
  /** What makes it another screen, which begins anew, rather than a change of this one. @default the Namespace */
  identity?: (params: RouteParams<Name>) => unknown;
}

/** Every screen but the list, which comes with the page because it is what most people open first. */
export const screens: { [Name in Exclude<RouteName, 'home' | 'workflows'>]: ScreenEntry<Name> } = {
  connect: { load: () => import('./connect/ConnectScreen.svelte'), needsConnection: false },
  settings: { load: () => import('./settings/Settings.svelte'), needsConnection: false },
  start: { load: () => import('./start/Start.svelte'), needsConnection: true },
  workflow: {
    load: () => import('./workflow/Workflow.svelte'),
    needsConnection: true,
    identity: ({ namespace, workflowId, runId }) => [namespace, workflowId, runId],
  },
  compare: { load: () => import('./compare/Compare.svelte'), needsConnection: false },
  batch: {
    load: () => import('./batch/Batch.svelte'),
    needsConnection: true,
    identity: ({ namespace, jobId }) => [namespace, jobId],
  },
  import: { load: () => import('./import/Import.svelte'), needsConnection: false },
};

export function needsConnection(route: Route): boolean {
  if (route.name === 'unknown') return false;
  return route.name === 'home' || route.name === 'workflows' || screens[route.name].needsConnection;
}
