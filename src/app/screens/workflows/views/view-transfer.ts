import { download } from '../../../state/download.js';
import { savedViewTexts as texts } from '../../../texts/saved-views.js';
import type { SavedView } from './saved-view.js';
import { savedViews } from './saved-views.svelte.js';
import { largestFile, readViewFile, viewFileText } from './view-file.js';

/** The views as a file among the downloads. */
export function saveViewFile(views: readonly SavedView[], namespace: string): void {
  download(new Blob([viewFileText(views)], { type: 'application/json' }), texts.fileName(namespace));
}

/** What has become of a file, in words. */
interface ImportAnswer {
  tone: 'info' | 'warning';
  title: string;
  lines: readonly string[];
}

/** Takes the views of a file to those that are here. A file that cannot be used changes nothing. */
export async function importViews(file: File, namespace: string): Promise<ImportAnswer> {
  const failed = (...lines: string[]): ImportAnswer => ({ tone: 'warning', title: texts.importFailed, lines });
  if (file.size > largestFile) return failed(texts.tooLarge, texts.nothingLost);
  let text: string;
  try {
    text = await file.text();
  } catch (error) {
    return failed(`${texts.notRead} ${String(error)}`, texts.nothingLost);
  }
  try {
    const { views, unreadable } = readViewFile(text);
    const added = savedViews.import(views);
    if (!added) return failed(texts.notStoredText, texts.nothingLost);
    return {
      tone: unreadable.length > 0 ? 'warning' : 'info',
      title: texts.imported(added.length, views.length - added.length),
      lines: [...elsewhere(added, namespace), ...(unreadable.length > 0 ? [texts.unreadable(unreadable)] : [])],
    };
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error), texts.nothingLost);
  }
}

function elsewhere(added: readonly SavedView[], here: string): string[] {
  const names = added.flatMap(({ namespace }) => (namespace === undefined || namespace === here ? [] : namespace));
  return names.length === 0 ? [] : [texts.elsewhere([...new Set(names)].join(', '))];
}
