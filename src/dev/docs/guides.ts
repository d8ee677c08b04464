import { readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { repoRoot } from '../paths.js';

/** A page of the documentation that is written by hand. */
export interface Guide {
  /** From the root of the repository: `docs/start.md`. */
  readonly path: string;
  /** Heading under which the index lists it. */
  readonly group: string;
}

/** The index of all guides, which is the one list of them. */
export const guideIndex = 'docs/README.md';

/** Every Markdown file that the index lists, in its order: whatever begins a list item or a table row with a link. */
export function guides(): Guide[] {
  const found: Guide[] = [];
  let group = '';
  for (const line of readFileSync(join(repoRoot, guideIndex), 'utf8').split('\n')) {
    group = /^## (.+)$/.exec(line)?.[1] ?? group;
    const path = /^[-|] \[[^\]]+\]\(([^)#]+\.md)\)/.exec(line)?.[1];
    if (path !== undefined) found.push({ path: normalize(`docs/${path}`), group });
  }
  return found;
}
