import { Box, History, Search } from 'lucide';
import type { Command } from '../../state/commands.svelte.js';
import { type FuzzyMatch, fuzzyMatch } from '../../state/fuzzy.js';
import { recentRuns } from '../../state/recent-runs.js';
import { href } from '../../state/routes.js';
import { texts } from '../../texts/palette.js';

/** A line of the palette. */
export interface PaletteItem {
  command: Command;
  /** The letters of the label that fit what is typed. */
  places: ReadonlySet<number>;
}

export interface PaletteGroup {
  name: string;
  items: readonly PaletteItem[];
}

const mostInGroup = 8;

/** What of all that is offered can be chosen by name; what leads to the same place stands there once, as the nearest has it. */
export function paletteCommands(offered: readonly Command[]): Command[] {
  const shown = offered.filter(
    ({ id, href: to, helpOnly }, index) =>
      !helpOnly &&
      id !== 'frame.palette' &&
      (to === undefined || offered.findIndex((other) => other.href === to) === index),
  );
  return [...shown.filter(({ first }) => first), ...shown.filter(({ first }) => !first)];
}

/** Commands as groups, what fits best first. Without a text all of them, as they were offered. */
export function paletteGroups(typed: string, offered: readonly Command[]): readonly PaletteGroup[] {
  const groups = new Map<string, { best: number; items: { command: Command; match: FuzzyMatch }[] }>();
  for (const command of offered) {
    const match = fuzzyMatch(typed, command.label);
    if (!match) continue;
    const group = groups.get(command.group) ?? { best: -Infinity, items: [] };
    group.items.push({ command, match });
    group.best = Math.max(group.best, match.score);
    groups.set(command.group, group);
  }
  const found = [...groups].map(([name, group]) => ({ name, ...group }));
  if (typed.trim() !== '') {
    found.sort((a, b) => b.best - a.best);
    for (const { items } of found) items.sort((a, b) => b.match.score - a.match.score);
  }
  return found.map(({ name, items }) => ({
    name,
    items: items
      .slice(0, typed.trim() === '' ? Infinity : mostInGroup)
      .map(({ command, match }) => ({ command, places: new Set(match.places) })),
  }));
}

const mostRecent = 12;

/** Runs that were opened at this address, as commands. */
export function recentCommands(at: string): Command[] {
  const here = recentRuns().filter(({ address }) => address === at);
  return here.slice(0, mostRecent).map(({ namespace, workflowId, runId }) => ({
    id: `recent.${namespace}.${workflowId}`,
    label: workflowId,
    group: texts.recent,
    icon: History,
    href: href('workflow', { namespace, workflowId, runId }),
  }));
}

export function namespaceCommands(names: readonly string[], current: string): Command[] {
  return names
    .filter((name) => name !== current)
    .map((name) => ({
      id: `namespace.${name}`,
      label: name,
      group: texts.namespaces,
      icon: Box,
      href: href('workflows', { namespace: name }),
    }));
}

/** The way to any id, for a text that may be one. */
export function idCommand(typed: string, run: () => void): Command[] {
  const id = typed.trim();
  return id
    ? [
        {
          id: 'palette.id',
          label: texts.open(id.length > 80 ? `${id.slice(0, 79)}…` : id),
          group: texts.ids,
          icon: Search,
          run,
        },
      ]
    : [];
}
