import type { Command } from '../../../state/commands.svelte.js';
import { keyTexts } from '../../../texts/list-more.js';
import { viewTexts } from '../../../texts/list.js';

/** The keys that the table listens for itself, for the help. */
export const keyHelp: readonly Command[] = Object.entries(keyTexts).map(([keys, label]) => ({
  id: `list.${keys}`,
  label,
  group: viewTexts.group,
  keys,
  helpOnly: true,
}));
