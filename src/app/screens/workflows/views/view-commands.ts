import { Bookmark } from 'lucide';
import type { Command } from '../../../state/commands.svelte.js';
import { savedViewTexts as texts } from '../../../texts/saved-views.js';
import { savedViews } from './saved-views.svelte.js';
import { systemViews } from './system-views.js';
import { savedViewHref, viewHref } from './view-address.js';

/** Every view of a Namespace, for the palette; a person's own first. */
export function viewCommands(namespace: string): Command[] {
  const group = texts.views;
  return [
    ...savedViews.in(namespace).map((view) => ({
      id: `view.${view.id}`,
      label: texts.open(view.name),
      group,
      icon: Bookmark,
      href: savedViewHref(namespace, view),
    })),
    ...systemViews.map((view) => ({
      id: `view.system.${view.name}`,
      label: texts.open(view.name),
      group,
      icon: Bookmark,
      href: viewHref(namespace, view),
    })),
  ];
}
