import { isRecord } from '../../../state/stored.js';
import { savedViewTexts as texts } from '../../../texts/saved-views.js';
import { isSameContent, newViewId, parseView, type SavedView } from './saved-view.js';
import { freeName, withView } from './view-set.js';

const kind = 'temporal-web-client/views';
const version = 1;
/** A hundred views are some tens of kilobytes. */
export const largestFile = 5_000_000;

/** A file of views, for another browser or another person. */
export function viewFileText(views: readonly SavedView[]): string {
  return `${JSON.stringify({ kind, version, views }, undefined, 2)}\n`;
}

interface ReadViews {
  views: readonly SavedView[];
  /** Places in the file, from 1, of what is no view of this version. */
  unreadable: readonly number[];
}

/** @throws Error with words for a person, when the text is no file of views */
export function readViewFile(text: string): ReadViews {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (error) {
    throw new Error(texts.notJson(error instanceof Error ? error.message : String(error)), { cause: error });
  }
  const entries = isRecord(file) ? file['views'] : undefined;
  if (!isRecord(file) || file['kind'] !== kind || !Array.isArray(entries)) throw new Error(texts.notViews);
  if (typeof file['version'] !== 'number' || file['version'] > version) throw new Error(texts.newerFile);
  const read = entries.map(parseView);
  const unreadable = read.flatMap((view, index) => (view ? [] : [index + 1]));
  const views = read.filter((view) => view !== undefined);
  if (views.length === 0) throw new Error(entries.length === 0 ? texts.emptyFile : texts.noneReadable);
  return { views, unreadable };
}

/** What is there, and what comes to it: nothing is replaced, and nothing comes twice. */
export function withImported(
  views: readonly SavedView[],
  imported: readonly SavedView[],
): { views: readonly SavedView[]; added: readonly SavedView[] } {
  let all = views;
  const added: SavedView[] = [];
  for (const view of imported) {
    const here = all.find(({ id }) => id === view.id);
    if (here && isSame(here, view)) continue;
    const own = here || !view.id ? { ...view, id: newViewId() } : view;
    const named = { ...own, name: freeName(all, own) };
    all = withView(all, named);
    added.push(named);
  }
  return { views: all, added };
}

function isSame(one: SavedView, other: SavedView): boolean {
  return one.name === other.name && one.namespace === other.namespace && isSameContent(one, other);
}
